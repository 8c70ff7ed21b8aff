"""The card with everything at once: it fits, is read in one order, and has few buttons a row."""

from dataclasses import replace

import pytest

from bot.domain.card import CardView
from bot.domain.moves import Movement
from bot.domain.reckoning import Ground
from bot.domain.tip import Status, Why
from bot.domain.transfer_views import Grounds, MoveView, WayView
from bot.domain.units import DESK, UnitCode
from bot.sandbox.html import read_html
from handlers.buttons import Screen
from handlers.measuring import units
from handlers.officers.screens.card import card
from handlers.officers.screens.informed import informed
from handlers.officers.screens.look import Look
from tests.handlers.officer_samples import ENGLISH, GROUP, LOOK, NOW, TOGETHER, a_card, a_tip, directory

TELEGRAM = 4096
LOOKS = pytest.mark.parametrize("look", [LOOK, ENGLISH], ids=["vi", "en"])


def everything(told: str = "Có người", *, likely: bool = False) -> CardView:
    """Give a shielded tip at the desk, passed around, joined, late, extended, with copies, photos and a number."""
    known = directory()
    by_length = sorted(known.units.values(), key=lambda unit: -len(unit.name["vi"]))
    tip = replace(
        a_tip(Status.PASSED, told=told), unit=DESK, why=Why.TRANSFERRED, shielded=True, number="9" * 200, received=NOW
    )
    move = MoveView(
        origin=by_length[0], target=by_length[1], movement=Movement.RETURNED, grounds=Grounds(words="dài " * 120)
    )
    view = a_card(tip)
    return replace(
        view,
        unit=known.desk,
        rule=max(known.rules, key=lambda rule: len(rule.reason["vi"])),
        informed=tuple((unit, GROUP) for unit in by_length[:8]),
        together=replace(TOGETHER, sisters=() if likely else TOGETHER.sisters * 3),
        deadlines=tuple(replace(row, ground=Ground.PLACES) for row in view.deadlines),
        way=WayView(moves=(move,) * 9, is_here_by_move=True, is_passed_around=True),
    )


def plain(screen: Screen) -> str:
    """Give a screen's text as Telegram shows it; its markup must be valid."""
    return read_html(screen.text)[0]


@LOOKS
@pytest.mark.parametrize("likely", [False, True])
@pytest.mark.parametrize("told", ["Có người", "một hai ba " * 900, "😀" * 3000, "&<>" * 1500])
def test_it_fits_with_everything_at_once(told: str, look: Look, *, likely: bool) -> None:
    """Every message of it, and of its copy for information."""
    view = everything(told, likely=likely)

    screens = (*card(view, look, again=True), *informed(view, look))

    assert [] == [units(plain(screen)) for screen in screens if units(plain(screen)) > TELEGRAM]


def test_it_is_read_from_what_happened_to_how_it_stands() -> None:
    """Urgency, way, facts, what was told; a gap; near the buttons who has it, by when, and what is beside it."""
    lines = plain(card(everything(), LOOK)[0]).splitlines()

    begins = ["🔴", "#7K2QD", "🔁", "🤫", "Việc", "Ở", "Lúc", "Tới", "Lời kể", "🖼", "🧭", "📄", "↪️ Vừa", "⏱", "🔗"]
    found = [next(place for place, line in enumerate(lines) if line.startswith(begin)) for begin in begins]
    assert sorted(found) == found
    assert "" == lines[found[begins.index("🖼")] - 1]
    assert 1 == lines.count("")


@pytest.mark.parametrize("status", list(Status))
def test_no_row_has_more_buttons_than_a_phone_is_wide(status: Status) -> None:
    """Two, and each label short enough for half of 360 pixels; four rows at most."""
    view = a_card(a_tip(status))

    rows = card(view, LOOK)[0].rows

    assert (True, True) == (len(rows) <= 4, all(len(row) <= 2 for row in rows))
    assert [] == [button.label for row in rows if len(row) > 1 for button in row if len(button.label) > 22]


def test_divisions_are_named_by_their_codes_and_others_by_name() -> None:
    """As police call them, so that who else reads it stays one line."""
    known = directory().units
    told = ((known[UnitCode("PA05")], GROUP), (known[UnitCode("TTR")], GROUP))

    text = plain(card(replace(a_card(a_tip()), informed=told), LOOK)[0])

    assert "Cũng được gửi để biết: PA05, Thanh tra Công an tỉnh\n" in text
