"""Following a tip: reading its thread by notice or by receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import receipts
from bot.domain.conversation import Adding, Conversation, Focus, Following, LookingUp, Purpose
from bot.domain.errors import ReceiptMistyped, ReceiptUnknown, StalePress, TokenUnknown
from bot.domain.evidence import Photo
from bot.domain.identifiers import EntryId, TipId, Token
from bot.domain.reckoning import Deadline
from bot.domain.thread import FOR_REPORTER, Author, Entry, open_question
from bot.domain.tip import ENDED, Status, Tip, may_reopen
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.vault import Vault
from bot.services.conversing import Conversing, Visit
from bot.services.presence import Presence

_MOST_LABELS = 8  #: tips among which a resident is asked to choose


@dataclass(frozen=True, slots=True, kw_only=True)
class TipView:
    """What a reporter sees of their tip."""

    tip: Tip
    entries: tuple[Entry, ...]  #: without the officers' notes
    photos: Mapping[EntryId, int]  #: how many came with an entry, where any did
    open_question: Entry | None
    can_add: bool
    can_reopen: bool
    can_withdraw: bool
    notices_here: bool
    notices_elsewhere: bool
    at: datetime  #: when this was read
    deadlines: tuple[Deadline, ...] = ()  #: in the order of their milestones


class Follow:
    """How a resident reads about a tip that was sent."""

    def __init__(
        self,
        conversing: Conversing,
        vault: Vault,
        casebook: Casebook,
        directory: Directory,
        clock: Clock,
        presence: Presence,
    ) -> None:
        self._conversing = conversing
        self._vault = vault
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._presence = presence

    async def ask_for_receipt(self, visit: Visit) -> Conversation:
        """Await a receipt."""
        return await self._conversing.turn(visit, lambda _: LookingUp())

    async def look_up(self, visit: Visit, text: str) -> Conversation:
        """Open the tip that a typed receipt leads to; a look-up leaves no entry in the audit.

        Raises:
            ReceiptUnknown: no tip is kept under it. Words that are no receipt open the question again.

        """
        try:
            readings = receipts.read(text)
        except ReceiptMistyped:
            return await self._conversing.turn(visit, lambda _: LookingUp(mistyped=True))
        async with self._casebook.begin() as book:
            tip = await book.tips.by_receipt(readings)
        if tip is None:
            raise ReceiptUnknown
        found = tip.id
        return await self._conversing.turn(visit, lambda _: Following(tip=found, by_receipt=True))

    async def open(self, visit: Visit, token: Token) -> Conversation:
        """Open the tip that a notice is about.

        Raises:
            TokenUnknown: the button is older than what is kept.

        """
        tip = (await self.purpose(token)).tip
        self._presence.acted(tip, self._clock.now())
        return await self._conversing.turn(visit, lambda _: Following(tip=tip))

    async def purpose(self, token: Token) -> Purpose:
        """Give what a button stands for.

        Raises:
            TokenUnknown: it is not kept any more.

        """
        async with self._vault.begin() as session:
            purpose = await session.tokens.purpose(token)
        if purpose is None:
            raise TokenUnknown
        return purpose

    async def tip(self, tip_id: TipId) -> Tip:
        """Give a tip.

        Raises:
            ReceiptUnknown: it is not kept any more.

        """
        async with self._casebook.begin() as book:
            tip, _ = await opened(book, tip_id)
        return tip

    async def view(self, conversation: Conversation) -> TipView:
        """Give what the reporter sees of the tip that lies open.

        Raises:
            ReceiptUnknown: the tip is not kept any more.

        """
        async with self._casebook.begin() as book:
            tip, entries = await opened(book, tip_of(conversation.focus))
            deadlines = tuple(await book.deadlines.of(tip.id))
            counts = {entry.id: len(await book.evidence.of(tip.id, entry=entry.id)) for entry in entries}
        address = None
        if tip.handle is not None:
            async with self._vault.begin() as session:
                address = await session.handles.of(tip.handle)
        return TipView(
            tip=tip,
            entries=entries,
            photos={entry: count for entry, count in counts.items() if count},
            open_question=open_question(entries),
            can_add=tip.status not in ENDED or self._reopens(tip),
            can_reopen=tip.status is Status.CLOSED and self._reopens(tip),
            can_withdraw=tip.status not in ENDED,
            notices_here=address is not None and address.chat == conversation.chat,
            notices_elsewhere=address is not None and address.chat != conversation.chat,
            deadlines=deadlines,
            at=self._clock.now(),
        )

    async def pictures(self, conversation: Conversation) -> list[Photo]:
        """Give the photos that the unit has sent to the reporter of the tip that lies open.

        Raises:
            ReceiptUnknown: the tip is not kept any more.

        """
        async with self._casebook.begin() as book:
            tip, entries = await opened(book, tip_of(conversation.focus))
            theirs = [entry.id for entry in entries if entry.author is Author.UNIT]
            return [photo for entry in theirs for photo in await book.evidence.of(tip.id, entry=entry)]

    async def takes_more(self, conversation: Conversation) -> bool:
        """Tell whether something can be added to the tip that lies open: not once it was taken back or is gone."""
        try:
            return (await self.view(conversation)).can_add
        except ReceiptUnknown:
            return False

    async def labels(self, conversation: Conversation) -> list[Tip]:
        """Give the tips whose answers come to this chat, the newest first, for asking where a stray text belongs."""
        async with self._vault.begin() as session:
            addresses = await session.handles.in_chat(conversation.chat)
        async with self._casebook.begin() as book:
            tips = [await book.tips.get(address.tip) for address in addresses]
        living = [tip for tip in tips if tip is not None and (tip.status not in ENDED or self._reopens(tip))]
        return sorted(living, key=lambda tip: (tip.received, tip.id), reverse=True)[:_MOST_LABELS]

    async def fold(self, visit: Visit) -> Conversation:
        """Close the thread; a draft that waited comes back."""
        return await self._conversing.turn(visit, lambda _: None)

    def _reopens(self, tip: Tip) -> bool:
        outcome = self._directory.outcomes.get(tip.outcome) if tip.outcome is not None else None
        return may_reopen(tip, outcome, at=self._clock.now())


async def opened(book: CasebookSession, tip_id: TipId) -> tuple[Tip, tuple[Entry, ...]]:
    """Give a tip with what its reporter may read of its thread.

    Raises:
        ReceiptUnknown: it is not kept any more.

    """
    tip = await book.tips.get(tip_id)
    if tip is None:
        raise ReceiptUnknown
    entries = await book.threads.of(tip_id)
    return tip, tuple(entry for entry in entries if entry.author in FOR_REPORTER)


def tip_of(focus: Focus | None) -> TipId:
    """Give the tip that lies open.

    Raises:
        StalePress: none does.

    """
    if isinstance(focus, Following | Adding):
        return focus.tip
    raise StalePress
