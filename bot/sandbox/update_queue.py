"""The updates that wait for the bot: at least once, in order, until a higher offset confirms them.

The facts are those of Telegram's own server: a positive offset confirms all lower ids; one more than 10 beyond the next
id is ignored; `allowed_updates` applies when an update is made; a newer waiting poll ends the older one.
"""

import asyncio
import itertools

from bot.sandbox.bell import Bell
from bot.sandbox.plain import Json, JsonObject, list_in, number_in, objects_in, text_in
from bot.sandbox.refusals import Refusal, conflict

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = NOT_BY_DEFAULT | {
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_join_request",
    "inline_query",
    "chosen_inline_result",
    "poll",
    "poll_answer",
    "shipping_query",
    "pre_checkout_query",
    "chat_boost",
    "removed_chat_boost",
}
FAR_AHEAD = 10
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


class UpdateQueue:
    """Updates by id, oldest first."""

    def __init__(self, *, first_id: int) -> None:
        self._next_id = first_id
        self._waiting: dict[int, JsonObject] = {}
        self._poll: asyncio.Future[None] | None = None
        self._allowed: frozenset[str] | None = None
        #: Rings with each confirmation.
        self.confirmed = Bell()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def next_id(self) -> int:
        """Give the id of the update that is made next."""
        return self._next_id

    def allow(self, kinds: frozenset[str]) -> None:
        """Remember which kinds of updates the bot wants; no known name among them means Telegram's default."""
        self._allowed = kinds & KINDS or None

    @property
    def allowed(self) -> frozenset[str] | None:
        """Give the kinds that the bot named last, None for Telegram's default."""
        return self._allowed

    def wants(self, kind: str) -> bool:
        """Say whether updates of a kind are made at all."""
        return kind not in NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed

    def add(self, kind: str, value: JsonObject) -> int | None:
        """Queue an update and give its id, or None when the bot does not want this kind."""
        if not self.wants(kind):
            return None
        update_id = self._next_id
        self._next_id += 1
        self._waiting[update_id] = {"update_id": update_id, kind: value}
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        return update_id

    def is_confirmed(self, update_id: int) -> bool:
        """Say whether the bot has confirmed an update that was queued."""
        return update_id not in self._waiting

    def kept(self) -> JsonObject:
        """Give what waits, so that it can be put back after the stand-in itself was ended."""
        allowed: Json = list[Json](sorted(self._allowed)) if self._allowed is not None else None
        return {"next": self._next_id, "waiting": list[Json](self._waiting.values()), "allowed": allowed}

    def put_back(self, kept: JsonObject) -> None:
        """Take up what waited."""
        self._next_id = number_in(kept["next"])
        self._waiting = {number_in(update["update_id"]): update for update in objects_in(kept["waiting"])}
        named = kept["allowed"]
        self._allowed = frozenset(text_in(kind) for kind in list_in(named)) if named is not None else None

    def forget_all(self) -> None:
        """Drop everything that waits."""
        self._waiting.clear()
        self.confirmed.ring()

    async def poll(self, *, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - Telegram's word
        """Give up to `limit` updates from `offset` on, waiting up to `timeout` seconds for the first.

        Raises a 409 Refusal when a newer poll takes over.
        """
        self._confirm_below(offset)
        if not self._waiting and timeout > 0:
            await self._wait(timeout)
        return list(itertools.islice(self._waiting.values(), limit))

    def end_poll(self, words: str) -> None:
        """End the poll that waits, if any, with a conflict."""
        self._end(conflict(words))

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            offset = self._next_id + offset
        if offset <= 0 or offset > self._next_id + FAR_AHEAD:
            return
        done = list(itertools.takewhile(lambda update_id: update_id < offset, self._waiting))
        for update_id in done:
            del self._waiting[update_id]
        if done:
            self.confirmed.ring()

    async def _wait(self, seconds: float) -> None:
        self._end(conflict(OTHER_POLL))
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def _end(self, refusal: Refusal) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(refusal)
        self._poll = None
