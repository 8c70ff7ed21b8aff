"""Who may compose broadcasts: of their messages formatting and polls are kept, of nobody else's.

It stands in memory: learnt from the casebook before the first update is taken and every minute since, and from whoever
opens the menu or a draft meanwhile. Who composes no more is treated like everybody else again.
"""

from typing import Final

from bot.domain.identifiers import ChatId
from bot.domain.people import ALLOWED, Wish
from bot.ports.casebook import Casebook

_ROLES: Final = sorted(ALLOWED[Wish.COMPOSE])


class Composers:
    """The private chats of those who may compose."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._chats: set[ChatId] = set()

    async def learn(self) -> None:
        """Know everybody who may now, and nobody else."""
        async with self._casebook.begin() as book:
            held = [officer for role in _ROLES for officer in await book.officers.with_role(role)]
        self._chats = {ChatId(officer.user) for officer in held}

    def note(self, chat: ChatId) -> None:
        """Know one more."""
        self._chats.add(chat)

    def hold(self, chat: ChatId) -> bool:
        """Tell whether this is the private chat of somebody who may compose."""
        return chat in self._chats
