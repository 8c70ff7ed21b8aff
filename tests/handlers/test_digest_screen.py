"""The digest as one message: it fits into one, however many units there are, and says nothing about what is well."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadlines import Milestone
from bot.domain.identifiers import Language, Reference
from bot.domain.quiet import OverdueTip, Trouble
from bot.domain.units import Unit
from bot.places.directory import load
from bot.services.digesting import DigestView, Gaps, OverdueAt, QuietUnit, WaitingAt
from handlers.measuring import shown_units
from handlers.officers.screens.digest import digest
from handlers.officers.screens.splitting import LIMIT
from handlers.texts import Html, Texts

NOW: Final = datetime(2026, 11, 26, 7, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TEXTS: Final = Texts((Language("vi"), Language("en")))
UNITS: Final[tuple[Unit, ...]] = tuple(
    sorted(load().units.values(), key=lambda unit: -max(len(name) for name in unit.name.values()))
)
WELL: Final = DigestView(at=NOW, quiet=(), waiting=(), overdue=(), gaps=(), without_roster=0, strangers=(), refused=())


def everything(units: tuple[Unit, ...]) -> DigestView:
    """Give a digest in which everything is wrong with each of these units."""
    troubles = tuple(Trouble)
    return DigestView(
        at=NOW,
        quiet=tuple(
            QuietUnit(unit=unit, trouble=troubles[number % len(troubles)], since=NOW - timedelta(days=400))
            for number, unit in enumerate(units)
        ),
        waiting=tuple(
            WaitingAt(unit=unit, count=999, over_a_day=999, urgent=999, oldest=NOW - timedelta(days=400))
            for unit in units
        ),
        overdue=tuple(
            OverdueAt(
                unit=unit,
                tips=(
                    OverdueTip(
                        unit=unit.code,
                        reference=Reference("WWWWW"),
                        milestone=Milestone.SEEN,
                        due=NOW,
                        shielded=False,
                    ),
                )
                * 9,
            )
            for unit in units
        ),
        gaps=tuple(Gaps(unit=unit, days=tuple(NOW.date() + timedelta(days=day) for day in range(3))) for unit in units),
        without_roster=len(units),
        strangers=units,
        refused=("TINBAO_UNITS", "TINBAO_BOUNDARIES"),
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_worst_morning_fits_into_one_message(language: str) -> None:
    """What does not stand there is counted."""
    screen = digest(everything(UNITS), TEXTS[Language(language)])

    assert shown_units(Html(screen.text)) <= LIMIT
    assert 5 == screen.text.count("… ")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_good_morning_is_two_lines(language: str) -> None:
    """The day, and that all is well."""
    screen = digest(WELL, TEXTS[Language(language)])

    assert 2 == len(screen.text.splitlines())
    assert "07:00" in screen.text
    assert "26/11" in screen.text


@pytest.mark.parametrize(
    ("passed", "said"), [(0.5, "chưa tới 1 giờ"), (1, "1 giờ"), (47.9, "47 giờ"), (48, "2 ngày"), (100, "4 ngày")]
)
def test_how_long_it_has_lasted(passed: float, said: str) -> None:
    """In hours up to two days, then in days."""
    one = QuietUnit(unit=UNITS[0], trouble=Trouble.PUT_OUT, since=NOW - timedelta(hours=passed))
    view = DigestView(at=NOW, quiet=(one,), waiting=(), overdue=(), gaps=(), without_roster=0, strangers=(), refused=())

    assert said in digest(view, TEXTS.default).text
