"""Responding: what residents press under what they were told. One word of each: a later press takes its place.

Who pressed what lies with their delivery in the vault and is shown to nobody; the casebook is only read.
"""

from dataclasses import dataclass

from bot.domain.broadcasts.broadcast import Broadcast, Content
from bot.domain.broadcasts.progress import Shares
from bot.domain.broadcasts.subscription_errors import NotForThem
from bot.domain.errors import UnexpectedReply
from bot.domain.identifiers import ChatId, OccurrenceId
from bot.ports.casebook import Casebook
from bot.ports.vault import Vault
from bot.services.broadcasts.tallying import Tallying


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer that holds now."""

    content: Content
    option: int  #: counted from 0
    is_pressed: bool  #: False: an earlier answer to a quiz stands
    shares: Shares | None = None  #: of everybody's answers; None: too few have answered


class Respond:
    """What a resident does under a bulletin."""

    def __init__(self, vault: Vault, casebook: Casebook, tallying: Tallying) -> None:
        self._vault = vault
        self._casebook = casebook
        self._tallying = tallying

    async def find_useful(self, chat: ChatId, occurrence: OccurrenceId) -> None:
        """Say that it is useful.

        Raises:
            NotForThem: it was never sent there.

        """
        async with self._vault.begin() as session:
            if not await session.deliveries.find_useful(occurrence, chat):
                raise NotForThem

    async def answer(self, chat: ChatId, occurrence: OccurrenceId, option: int) -> Given:
        """Answer a poll, where the latest answer holds, or a quiz, where the first one does.

        Raises:
            NotForThem: it was never sent there.
            UnexpectedReply: it asks nothing, or has no such answer.

        """
        broadcast = await self._broadcast(occurrence)
        content = broadcast.content
        if not all(0 <= option < len(wording.options) for wording in content.wordings.values()):
            raise UnexpectedReply
        is_quiz = content.right is not None
        async with self._vault.begin() as session:
            holds = await session.deliveries.vote(occurrence, chat, option, final=is_quiz)
        if holds is None:
            raise NotForThem
        shares = await self._tallying.shares(broadcast, occurrence)
        return Given(content=content, option=holds, is_pressed=holds == option, shares=shares)

    async def _broadcast(self, occurrence: OccurrenceId) -> Broadcast:
        async with self._casebook.begin() as book:
            sending = await book.occurrences.of(occurrence)
            broadcast = await book.broadcasts.of(sending.broadcast) if sending is not None else None
        if broadcast is None:
            raise NotForThem
        return broadcast
