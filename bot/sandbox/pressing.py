"""A finger on an inline button: the callback query, and what the bot showed in return."""

from dataclasses import dataclass, field

from bot.sandbox.bell import Bell
from bot.sandbox.members import User
from bot.sandbox.plain import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the presser saw: a toast, or an alert; an empty text shows nothing but ends the spinner."""

    text: str = ""
    is_alert: bool = False
    url: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Press:
    """One press; `answer` is None until the bot has answered it."""

    query_id: str
    user: User
    chat_id: int
    message_id: int
    data: str
    at: float
    answer: Answer | None = None
    bell: Bell = field(default_factory=Bell)

    def take(self, answer: Answer) -> None:
        """Show the bot's answer to the presser."""
        self.answer = answer
        self.bell.ring()

    async def answered(self, *, within: float = 5.0) -> Answer:
        """Wait for the bot's answer; AssertionError when none comes within `within` seconds."""
        answer = await self.bell.until(lambda: self.answer, within=within)
        if answer is None:
            raise AssertionError(f"the press of {self.data!r} was not answered within {within} s")
        return answer

    def as_json(self, message: JsonObject) -> JsonObject:
        """Give the Bot API's CallbackQuery object around the message it came from."""
        return {
            "id": self.query_id,
            "from": self.user.as_json(),
            "message": message,
            "chat_instance": str(self.chat_id * 7_919),
            "data": self.data,
        }
