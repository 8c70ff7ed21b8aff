"""Two offices of police on a real casebook: a commune's and the province's desk, with the people who work there.

`Office.delivers` stands in for the courier: it takes what is due and remembers the messages that it became.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Final

from bot.domain.dispatches import (
    Dispatch,
    MenuDispatch,
    Post,
    PostKind,
    ToChat,
    ToOfficer,
    ToUnit,
)
from bot.domain.identifiers import (
    ChatId,
    EntryId,
    ErrandId,
    Handle,
    MessageId,
    OfficerId,
    Reference,
    TipId,
    UserId,
)
from bot.domain.kinds import GroupCode, Urgency
from bot.domain.people import Officer, Role
from bot.domain.posts import post_kind
from bot.domain.receipts import receipt_of
from bot.domain.thread import Entry
from bot.domain.tip import Account, Tip, Why, minute
from bot.domain.units import DESK, CommuneCode, UnitCode
from bot.places.calendar import VietnamCalendar
from bot.places.directory import Directory
from bot.ports.casebook import CasebookSession
from bot.ports.staff import Group
from bot.ports.tips import Notice
from bot.services.acting import Act, Acting
from bot.services.administration import Administration
from bot.services.asking import Asking
from bot.services.casework import Casework
from bot.services.climbing import Climbing
from bot.services.closing import Closing
from bot.services.extending import Extending
from bot.services.groups import Groups
from bot.services.joining import Joining
from bot.services.members import Members
from bot.services.rescuing import Rescuing
from bot.services.showing import Showing
from bot.services.timing import Timing
from bot.services.transferring import Transferring
from storage.casebook.session import Casebook
from storage.casebook.tables import audit, entries
from storage.engine import Store

COMMUNE: Final = CommuneCode("30307")
UNIT: Final = UnitCode("30307")
OTHER_UNIT: Final = UnitCode("30292")
CRIME: Final = UnitCode("PC02")
UNIT_CHAT: Final = ChatId(-100_1)
DESK_CHAT: Final = ChatId(-100_2)
CRIME_CHAT: Final = ChatId(-100_3)
GROUPS: Final = {UNIT: UNIT_CHAT, DESK: DESK_CHAT, CRIME: CRIME_CHAT}


def _officer(number: int, name: str, role: Role, unit: UnitCode | None) -> Officer:
    return Officer(id=OfficerId(f"{number:016x}"), user=UserId(500 + number), name=name, role=role, unit=unit)


HEAD: Final = _officer(1, "Trưởng", Role.HEAD, UNIT)
TAM: Final = _officer(2, "Tám", Role.OFFICER, UNIT)
BE: Final = _officer(3, "Bé", Role.OFFICER, UNIT)
DESK_ONE: Final = _officer(4, "Tỉnh Một", Role.DESK, DESK)
DESK_TWO: Final = _officer(5, "Tỉnh Hai", Role.DESK, DESK)
ELSEWHERE: Final = _officer(6, "Xã khác", Role.HEAD, OTHER_UNIT)
ADMINISTRATOR: Final = _officer(7, "Quản trị", Role.ADMINISTRATOR, None)
SPECIALIST: Final = _officer(8, "Hình sự", Role.OFFICER, CRIME)
EVERYBODY: Final = (HEAD, TAM, BE, DESK_ONE, DESK_TWO, ELSEWHERE, ADMINISTRATOR, SPECIALIST)
NOBODY: Final = UserId(999)


@dataclass(slots=True)
class FakeClock:
    """A clock that goes when it is told to."""

    at: datetime = datetime(2026, 11, 23, 20, 15, tzinfo=timezone(timedelta(hours=7)))

    def now(self) -> datetime:
        """Give the time."""
        return self.at

    def passes(self, **time: float) -> None:
        """Let time pass, such as ``minutes=5``."""
        self.at += timedelta(**time)


@dataclass(slots=True)
class Office:
    """The services for staff over one real casebook."""

    store: Store
    casebook: Casebook
    directory: Directory
    clock: FakeClock
    woken: int = 0
    sent: list[Dispatch] = field(default_factory=list[Dispatch])
    _errands: int = 0
    _messages: int = 1000
    acting: Acting = field(init=False)
    asking: Asking = field(init=False)
    closing: Closing = field(init=False)
    transferring: Transferring = field(init=False)
    casework: Casework = field(init=False)
    joining: Joining = field(init=False)
    showing: Showing = field(init=False)
    rescuing: Rescuing = field(init=False)
    administration: Administration = field(init=False)
    groups: Groups = field(init=False)
    members: Members = field(init=False)
    timing: Timing = field(init=False)
    extending: Extending = field(init=False)
    climbing: Climbing = field(init=False)

    def __post_init__(self) -> None:
        """Put the services together."""
        self.acting = Acting(self.casebook, self.directory, self.clock, wake=self._wake)
        self.asking = Asking(self.acting)
        self.closing = Closing(self.acting)
        self.transferring = Transferring(self.acting)
        self.casework = Casework(self.acting, self.asking, self.closing, self.transferring)
        self.joining = Joining(self.acting)
        self.showing = Showing(self.casebook, self.directory)
        self.rescuing = Rescuing(self.casebook, self.directory, self.clock, wake=self._wake)
        self.administration = Administration(self.casebook, self.directory, self.clock, wake=self._wake)
        self.groups = Groups(self.casebook, self.directory, self.clock, wake=self._wake)
        self.members = Members(self.casebook, self.clock, wake=self._wake)
        zone = self.clock.at.tzinfo
        assert zone is not None
        self.timing = Timing(self.directory, VietnamCalendar(), self.clock, zone)
        self.casebook.watched_by(self.timing)
        self.extending = Extending(self.acting, self.timing)
        self.climbing = Climbing(self.casebook, self.timing, self.clock, wake=self._wake)

    def _wake(self) -> None:
        self.woken += 1

    async def opens(self) -> None:
        """Enrol everybody and bind the groups."""
        async with self.casebook.begin() as book:
            for officer in EVERYBODY:
                await book.officers.enrol(officer, now=self.clock.at)
            for unit, chat in GROUPS.items():
                await book.groups.bind(Group(unit=unit, chat=chat))

    def errand(self) -> ErrandId:
        """Give a new errand."""
        self._errands += 1
        return ErrandId(f"{self._errands:032x}")

    def act(self, officer: Officer, *, chat: ChatId | None = None, message: MessageId | None = None) -> Act:
        """Give something that an officer does, in their unit's group if nothing else is said."""
        group = GROUPS.get(officer.unit) if officer.unit is not None else None
        where = chat or group or ChatId(officer.user)
        if message is None:
            self._messages += 1
            message = MessageId(self._messages)
        return Act(errand=self.errand(), user=officer.user, chat=where, message=message)

    async def files(self, **facts: object) -> Tip:
        """File a tip, by default one about a theft at the commune, with its card in the group."""
        number = self._errands = self._errands + 1
        tip = Tip(
            id=TipId(f"{number:032x}"),
            reference=Reference(f"T{number:04}"),
            unit=UNIT,
            why=Why.COMMUNE,
            commune=COMMUNE,
            group=GroupCode("trom_cuop"),
            leaf=None,
            when=None,
            urgency=Urgency.SOON,
            account=Account(texts=("Mất xuồng máy.",)),
            received=minute(self.clock.at),
            status_since=minute(self.clock.at),
            handle=Handle(f"{number:032x}"),
        )
        tip = replace(tip, **facts)  # pyright: ignore[reportArgumentType] - tests name fields of Tip
        async with self.casebook.begin() as book:
            await book.tips.add(tip, receipt_of(tip.id.encode()))
            if (chat := GROUPS.get(tip.unit)) is not None:
                card = Post(chat=chat, message=self.card_of(tip), tip=tip.id, kind=PostKind.CARD)
                await book.posts.add([card])
        return tip

    def card_of(self, tip: Tip) -> MessageId:
        """Give the message of a tip's first card."""
        return MessageId(int(tip.id, 16))

    async def delivers(self) -> list[Dispatch]:
        """Send everything that is due; give what was sent, in order."""
        async with self.casebook.begin() as book:
            due = await book.dispatches.due(self.clock.at + timedelta(seconds=1), limit=100)
            for dispatch in due:
                await self._posted(book, dispatch)
                await book.dispatches.sent(dispatch.id)
        self.sent += due
        return due

    async def _posted(self, book: CasebookSession, dispatch: Dispatch) -> None:
        kind, chat = post_kind(dispatch.content), await self._chat(book, dispatch)
        tip: TipId | None = getattr(dispatch.content, "tip", None)
        if kind is None or chat is None or tip is None:
            return
        officer, message = None, None
        if isinstance(dispatch.content, MenuDispatch):
            officer, message = dispatch.content.officer, dispatch.content.edits
        if message is None:
            self._messages += 1
            message = MessageId(self._messages)
        await book.posts.add([Post(chat=chat, message=message, tip=tip, kind=kind, officer=officer)])

    async def _chat(self, book: CasebookSession, dispatch: Dispatch) -> ChatId | None:
        match dispatch.to:
            case ToChat(chat=chat):
                return chat
            case ToUnit(unit=unit):
                group = await book.groups.of(unit)
                return group.chat if group is not None else None
            case ToOfficer(officer=officer):
                found = await book.officers.get(officer)
                return ChatId(found.user) if found is not None else None

    async def post(self, tip: Tip, kind: PostKind, chat: ChatId = UNIT_CHAT) -> MessageId:
        """Give the latest message of a kind about a tip in a chat."""
        async with self.casebook.begin() as book:
            return [post.message for post in await book.posts.of(tip.id, kind) if post.chat == chat][-1]

    async def tip(self, tip: Tip) -> Tip:
        """Give a tip as it is kept now."""
        async with self.casebook.begin() as book:
            found = await book.tips.get(tip.id)
        assert found is not None
        return found

    async def thread(self, tip: Tip) -> list[Entry]:
        """Give what was said about a tip."""
        async with self.casebook.begin() as book:
            return await book.threads.of(tip.id)

    async def unsent(self, entry: EntryId) -> Entry | None:
        """Give an entry."""
        async with self.casebook.begin() as book:
            return await book.threads.get(entry)

    async def notices(self) -> list[Notice]:
        """Give what reporters are to be told, and forget it."""
        async with self.casebook.begin() as book:
            notices = await book.notices.waiting(limit=100)
            for notice in notices:
                await book.notices.handed_over(notice.id)
        return notices

    async def audited(self) -> list[tuple[str, str, str | None]]:
        """Give the audit: what was done, by whom, at which unit."""
        async with self.store.begin() as connection:
            rows = await connection.execute(audit.select().order_by(audit.c.number))
            return [(row.action, row.actor, row.unit) for row in rows]

    async def everything(self) -> tuple[object, ...]:
        """Give all that the casebook keeps, to see whether anything has changed."""
        async with self.store.begin() as connection:
            rows = [tuple(row) for row in await connection.execute(audit.select())]
            said = [tuple(row) for row in await connection.execute(entries.select())]
        async with self.casebook.begin() as book:
            tips = [tip for unit in (UNIT, DESK, CRIME, OTHER_UNIT) for tip in await book.tips.at_unit(unit)]
            waiting = await book.dispatches.due(self.clock.at + timedelta(days=1), limit=1000)
            notices = await book.notices.waiting(limit=1000)
            groups = await book.groups.every()
            officers = [await book.officers.of_user(officer.user) for officer in EVERYBODY]
        return rows, said, tips, waiting, notices, groups, officers

    async def taken(self, by: Officer = TAM, **facts: object) -> Tip:
        """File a tip that an officer has in hand; what that left behind has been delivered."""
        tip = await self.files(**facts)
        await self.casework.take(self.act(by), tip=tip.id)
        await self.settles()
        return await self.tip(tip)

    async def settles(self) -> None:
        """Deliver everything, and forget that it happened."""
        await self.delivers()
        await self.notices()
        self.sent.clear()
