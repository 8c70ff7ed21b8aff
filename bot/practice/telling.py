"""Which update tells the bot of which message: a phone shows two ticks once the bot has taken it."""

from bot.practice.view import View
from bot.sandbox.chats import Chat


class Telling:
    """Keeps with a message that is posted meanwhile the update that tells the bot of it."""

    def __init__(self, view: View, chat: Chat) -> None:
        self._view = view
        self._chat = chat
        self._update = 0

    def __enter__(self) -> None:
        self._update = self._view.world.updates.next_id

    def __exit__(self, *_: object) -> None:
        if self._view.world.updates.next_id > self._update and self._chat.messages:
            newest = next(reversed(self._chat.messages))
            self._view.told[self._chat.chat_id, newest] = self._view.world.updates.next_id - 1
