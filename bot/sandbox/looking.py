"""Eyes: what a person sees in their chats, and waiting until it is there."""

from collections.abc import Callable

from bot.sandbox.chats import Chat
from bot.sandbox.members import User
from bot.sandbox.screen import Shown, listing, shown
from bot.sandbox.world import World


class Onlooker:
    """Somebody who looks at chats; where no chat is named, it is their talk with the bot."""

    def __init__(self, *, world: World, user: User) -> None:
        self.world = world
        self.user = user
        #: What changed since this number is new to them: it moves with each of their own actions.
        self.acted_at = 0

    @property
    def user_id(self) -> int:
        """Give their account's id, which is the id of their private chat too."""
        return self.user.user_id

    @property
    def chat(self) -> Chat:
        """Give their talk with the bot."""
        return self.world.chats[self.user_id]

    def screen(self, chat: Chat | None = None) -> list[Shown]:
        """Give all messages that are visible in a chat, oldest first."""
        seen = self._looked_at(chat)
        return [] if seen is None else [shown(self.world, seen, message) for message in seen.messages.values()]

    def texts(self, chat: Chat | None = None) -> list[str]:
        """Give the words of all visible messages, oldest first."""
        return [message.text for message in self.screen(chat)]

    def last_message(self, chat: Chat | None = None) -> Shown:
        """Give the bot's newest visible message."""
        for message in reversed(self.screen(chat)):
            if message.by_bot:
                return message
        raise AssertionError(f"the bot has said nothing; {listing(self.screen(chat))}")

    def again(self, message: Shown) -> Shown | None:
        """Give a message as it is displayed now, None when it is gone."""
        chat = self.world.chats[message.chat_id]
        kept = chat.messages.get(message.message_id)
        return None if kept is None else shown(self.world, chat, kept)

    def sees(self, fragment: str, chat: Chat | None = None) -> Shown | None:
        """Give the bot's newest visible message that contains a fragment, None when there is none."""
        return self._newest(lambda message: fragment in message.text, chat, since=0)

    async def waits_for(
        self, fragment: str, *, within: float = 5.0, chat: Chat | None = None, anew: bool = False
    ) -> Shown:
        """Wait until a message of the bot contains a fragment, and give the newest such.

        With `anew`, only what was sent or changed since this person's own last action counts. AssertionError with what
        is on the screen when it does not come within `within` seconds.
        """
        return await self.waits_until(
            lambda message: fragment in message.text, said=repr(fragment), within=within, chat=chat, anew=anew
        )

    async def waits_until(
        self,
        fits: Callable[[Shown], bool],
        *,
        said: str = "a fitting message",
        within: float = 5.0,
        chat: Chat | None = None,
        anew: bool = False,
    ) -> Shown:
        """Wait until a message of the bot fits, and give the newest such; `said` names it in the failure."""
        watched = chat or self.world.private_chat_if_open(self.user_id)
        if watched is None:
            raise AssertionError(f"{self.user.first_name} has no talk with the bot to wait in")
        since = self.acted_at if anew else 0
        found = await watched.bell.until(lambda: self._newest(fits, chat, since=since), within=within)
        if found is None:
            raise AssertionError(f"{said} did not come within {within} s; {listing(self.screen(chat))}")
        return found

    async def waits_until_gone(self, message: Shown, *, within: float = 5.0) -> None:
        """Wait until a message has been taken away."""
        watched = self.world.chats[message.chat_id]
        gone = await watched.bell.until(lambda: None if message.message_id in watched.messages else True, within=within)
        if gone is None:
            raise AssertionError(f"message {message.message_id} is still there; {listing(self.screen(watched))}")

    def _newest(self, fits: Callable[[Shown], bool], chat: Chat | None, *, since: int) -> Shown | None:
        seen = self._looked_at(chat)
        if seen is None:
            return None
        for message in reversed(seen.messages.values()):
            if message.mark <= since or message.sender is not self.world.bot:
                continue
            displayed = shown(self.world, seen, message)
            if fits(displayed):
                return displayed
        return None

    def _looked_at(self, chat: Chat | None) -> Chat | None:
        if chat is None:
            return self.world.private_chat_if_open(self.user_id)
        if not chat.has(self.user_id):
            raise AssertionError(f"{self.user.first_name} is not in {chat.title!r} and cannot look into it")
        return chat
