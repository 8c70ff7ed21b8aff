"""Tips and views as the services give them, for trying screens without a store."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.domain.card import BUTTONS, CardView
from bot.domain.cases import Likely, Sister, Together
from bot.domain.identifiers import ChatId, EntryId, Handle, Language, OfficerId, Reference, TipId
from bot.domain.kinds import GroupCode, LeafCode, Urgency
from bot.domain.likeness import Reason, Sign
from bot.domain.menus import Menu, MenuView
from bot.domain.moves import Standing
from bot.domain.outcomes import Confirmer, OutcomeCode
from bot.domain.thread import Author, Entry
from bot.domain.tip import Account, Status, Tip, When, Why
from bot.domain.transfer_views import Grounds, Place, TransferView
from bot.domain.units import CommuneCode, UnitCode
from bot.places.directory import Directory, load
from handlers.officers.screens.look import Look
from handlers.texts import Texts
from tests.handlers.late import late_deadlines

NOW = datetime(2026, 11, 23, 14, 38, tzinfo=UTC)
TEXTS = Texts((Language("vi"), Language("en")))
LOOK = Look(TEXTS.default, ZoneInfo("Asia/Ho_Chi_Minh"))
ENGLISH = Look(TEXTS[Language("en")], ZoneInfo("Asia/Ho_Chi_Minh"))
GROUP = ChatId(-1001)


#: Sisters of every kind, and a likely tip for every reason.
TOGETHER = Together(
    sisters=(
        *(
            Sister(reference=Reference(f"S{place:04}"), status=status, version=place)
            for place, status in enumerate(Status)
            if status is not Status.WITHDRAWN
        ),
        Sister(reference=Reference("9XQ1B"), status=Status.TAKEN, version=7, taken_by=OfficerId("1" * 16)),
        Sister(reference=Reference("5TT0P"), status=Status.TAKEN, version=7, taken_by=OfficerId("2" * 16)),
    ),
    likely=tuple(
        Likely(reference=Reference(f"L{place:04}"), reasons=(Reason(sign=sign, value=place),))
        for place, sign in enumerate(Sign)
    ),
    can_join=True,
)


@cache
def directory() -> Directory:
    """Give the shipped directory."""
    return load()


def a_tip(status: Status = Status.NEW, *, told: str = "Có người bán ma túy ở đầu hẻm", place: str | None = None) -> Tip:
    """Give a tip of xã 30307 in this state."""
    return Tip(
        id=TipId("ab" * 16),
        reference=Reference("7K2QD"),
        unit=UnitCode("30307"),
        why=Why.COMMUNE,
        commune=CommuneCode("30307"),
        group=GroupCode("ma_tuy"),
        leaf=None,
        when=When.NOW,
        urgency=Urgency.URGENT,
        account=Account(texts=(told,), place=place),
        received=NOW,
        status=status,
        status_since=NOW,
        handle=Handle("cd" * 16),
        taken_by=OfficerId("1" * 16) if status not in {Status.NEW, Status.PASSED} else None,
        outcome=OutcomeCode("ngoai_pham_vi") if status in {Status.CLOSING, Status.CLOSED} else None,
        outcome_blanks=("UBND", "số 1"),
    )


def a_card(tip: Tip) -> CardView:
    """Give the card's view of a tip in its unit's group."""
    known = directory()
    group = known.kinds[tip.group] if tip.group is not None else None
    return CardView(
        tip=tip,
        unit=known.units[tip.unit],
        commune=known.communes[tip.commune],
        chat=GROUP,
        group=group,
        leaf=known.leaves[LeafCode(tip.leaf)] if tip.leaf is not None else None,
        taps=group.taps[:2] if group is not None else (),
        taker="Nam <3" if tip.taken_by is not None else None,
        entries=2,
        photos=3,
        reachable=tip.handle is not None,
        outcome=known.outcomes[tip.outcome] if tip.outcome is not None else None,
        awaits=Confirmer.HEAD if tip.status is Status.CLOSING else None,
        buttons=BUTTONS[tip.status],
        deadlines=late_deadlines(tip),
    )


def a_menu(menu: Menu) -> MenuView:
    """Give the view of a menu with whatever any menu may need."""
    tip = replace(a_tip(Status.CLOSING), version=7)
    known = directory()
    draft = Entry(id=EntryId("e" * 16), tip=tip.id, author=Author.DRAFT, text="Xe <màu> gì?", at=NOW)
    return MenuView(
        menu=menu,
        tip=tip,
        unit=known.units[tip.unit],
        data=_DATA.get(menu, ()),
        reachable=False,
        officer="Nam",
        entry=draft,
        questions=tuple(known.questions.values()),
        outcomes=tuple(known.outcomes.values()),
        outcome=known.outcomes[OutcomeCode("ngoai_pham_vi")],
        blanks=("UBND <xã>", "số 1"),
        colleagues=((OfficerId("2" * 16), "Lan"),),
        units=(known.units[UnitCode("PC04")],),
        transfer=TransferView(
            places=tuple(
                Place(unit=unit, standing=standing, barrier={"vi": "Đi vòng <qua> tỉnh.", "en": "By way of the desk."})
                for unit, standing in zip(list(known.units.values())[-4:], Standing, strict=True)
            ),
            reasons=tuple(known.transfers.reasons.values()),
            target=known.units[UnitCode("PC04")],
            grounds=Grounds(words="Chuyện <ma túy>"),
        ),
        card=a_card(tip) if menu is Menu.AGREE else None,
        together=TOGETHER,
        officer_id=OfficerId("1" * 16),
    )


_DATA = {
    Menu.AGREE: ("5", "province"),
    Menu.PROPOSED: ("head",),
    Menu.BLANKS: ("office", "address"),
    Menu.TOOK_SISTERS: ("9XQ1B", "5TT0P"),
    Menu.CLOSE_SISTERS: ("ngoai_pham_vi",),
}
