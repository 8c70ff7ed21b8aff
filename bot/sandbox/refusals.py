"""How Telegram says no: a code, its own words, and sometimes what to do instead."""

from bot.sandbox.plain import JsonObject


class Refusal(Exception):  # noqa: N818 - it is named as Telegram's answer, not as a fault of ours
    """One refused call."""

    def __init__(self, code: int, description: str, *, parameters: JsonObject | None = None) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> JsonObject:
        """Give the answer's body."""
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters is not None:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str) -> Refusal:
    """Give a 400 in Telegram's form."""
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """Give a 403 in Telegram's form."""
    return Refusal(403, f"Forbidden: {words}")


def conflict(words: str) -> Refusal:
    """Give a 409 in Telegram's form."""
    return Refusal(409, f"Conflict: {words}")


def too_many(seconds: int) -> Refusal:
    """Give a 429 that asks for `seconds` of patience."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})


def migrated(new_chat_id: int) -> Refusal:
    """Give the 400 of a group that has become a supergroup."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, words, parameters={"migrate_to_chat_id": new_chat_id})
