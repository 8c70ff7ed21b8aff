"""What the casebook's tests keep, and how they open a real one."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from bot.domain.deadlines import ClockCode, Milestone
from bot.domain.dispatches import CardDispatch, Dispatch, ToUnit
from bot.domain.evidence import Photo, PhotoId
from bot.domain.identifiers import ChatId, EntryId, Handle, OfficerId, Reference, RuleCode, TipId, UserId
from bot.domain.kinds import GroupCode, LeafCode, Urgency
from bot.domain.moves import Move, Movement, ReasonCode
from bot.domain.outcomes import OutcomeCode
from bot.domain.people import Officer, Role
from bot.domain.point import Point
from bot.domain.receipts import Receipt, receipt_of
from bot.domain.reckoning import Deadline, Ground, Rung
from bot.domain.thread import Author, Entry
from bot.domain.tip import Account, Status, Tip, When, Why
from bot.domain.units import CommuneCode, UnitCode
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.sealing import Key, Keyring
from tests.blank_stores import lay

NOW: Final = datetime(2026, 3, 2, 21, 15, 42, 700_000, timezone(timedelta(hours=7)))
MINUTE: Final = NOW.replace(second=0, microsecond=0)
KEY: Final = Key(id=1, secret=bytes(range(32)))
YOUNGER_KEY: Final = Key(id=2, secret=bytes(range(32, 64)))
UNIT: Final = UnitCode("30307")
OTHER_UNIT: Final = UnitCode("30292")
GROUP_CHAT: Final = ChatId(-1_002_345_678_901)
RECEIPT: Final = receipt_of(b"seed")
OTHER_RECEIPT: Final = receipt_of(b"another seed")
UNKNOWN_RECEIPT: Final = Receipt("0" * 20)

#: A tip in which nothing is left at its default.
TIP: Final = Tip(
    id=TipId("a1" * 16),
    reference=Reference("7K2QD"),
    unit=UNIT,
    why=Why.FEARS,
    commune=CommuneCode("30307"),
    group=GroupCode("trom_cuop"),
    leaf=LeafCode("trom_cuop.trom"),
    when=When.EARLIER,
    urgency=Urgency.SOON,
    account=Account(
        texts=("Đêm qua mất chiếc xuồng máy ở bến đò.", "Có hai người lạ."),
        taps=("thay_mat",),
        place="bến đò Trà Ôn",
        duration="một tuần nay",
        beware="ông Sáu đầu hẻm",
        safe_hours="sau 20 giờ",
    ),
    received=MINUTE,
    status=Status.CLOSING,
    status_since=MINUTE + timedelta(minutes=3),
    handle=Handle("b2" * 16),
    shielded=True,
    rule=RuleCode("e_ngai"),
    taken_by=OfficerId("c3" * 8),
    taken_at=MINUTE + timedelta(minutes=2),
    outcome=OutcomeCode("da_xu_ly"),
    outcome_blanks=("Công an tỉnh", "Long Xuyên"),
    confirmations=1,
    number="TB-2026-0117",
    version=4,
)
PHOTO: Final = Photo(
    id=PhotoId("5a" * 16), key=b"\x07" * 32, mime="image/jpeg", width=1280, height=960, size=3, digest=b"\x08" * 32
)
DEADLINE: Final = Deadline(
    tip=TIP.id,
    milestone=Milestone.RESULT,
    unit=UNIT,
    clock=ClockCode("som"),
    since=MINUTE,
    due=MINUTE + timedelta(days=20),
    rung=Rung.HEAD,
    climbs=MINUTE + timedelta(days=21),
    at_night=True,
    ground=Ground.PLACES,
)
OTHER_TIP: Final = Tip(
    id=TipId("d4" * 16),
    reference=Reference("M0XWZ"),
    unit=UNIT,
    why=Why.COMMUNE,
    commune=CommuneCode("30307"),
    group=None,
    leaf=None,
    when=None,
    urgency=Urgency.ROUTINE,
    account=Account(),
    received=MINUTE + timedelta(minutes=1),
    status_since=MINUTE + timedelta(minutes=1),
)
ENTRY: Final = Entry(
    id=EntryId("e5" * 8),
    tip=TIP.id,
    author=Author.REPORTER,
    text="Hôm nay họ quay lại.",
    at=MINUTE,
    officer=OfficerId("c3" * 8),
    unit=OTHER_UNIT,
    question="con_khong",
    taps=("van_con",),
    pressed=("het_roi",),
    pin=Point(lat=10.331, lon=105.458, about=100),
    answers=EntryId("f6" * 8),
    awaits_answer=True,
)
MOVE: Final = Move(
    id="a7" * 8,
    tip=TIP.id,
    origin=UNIT,
    target=OTHER_UNIT,
    movement=Movement.PASSED,
    at=MINUTE,
    reason=ReasonCode("sai_dia_ban"),
    entry=ENTRY.id,
)
OFFICER: Final = Officer(
    id=OfficerId("c3" * 8), user=UserId(7_215_331_904), name="Trần Thị Bé Ba", role=Role.OFFICER, unit=UNIT
)


def card(name: str, unit: UnitCode = UNIT) -> Dispatch:
    """Give a dispatch of a card."""
    return Dispatch(id=name, to=ToUnit(unit=unit), content=CardDispatch(tip=TIP.id))


def raw(folder: Path) -> bytes:
    """Give everything that stands in the database's files, its log included."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def keyring() -> Keyring:
    """Give a ring with one key."""
    return Keyring([KEY])


@asynccontextmanager
async def opened_store(folder: Path) -> AsyncGenerator[Store]:
    """Give an empty casebook's database."""
    await lay(folder / "casebook.db", "casebook")
    store = Store(f"sqlite+aiosqlite:///{folder / 'casebook.db'}")
    try:
        yield store
    finally:
        await store.dispose()


@asynccontextmanager
async def opened(folder: Path) -> AsyncGenerator[Casebook]:
    """Give an empty casebook."""
    async with opened_store(folder) as store:
        yield Casebook(store, keyring())
