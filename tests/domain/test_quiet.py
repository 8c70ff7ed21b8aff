"""Which units are quiet: what waits, what was acknowledged, what is wrong with their groups."""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.identifiers import Reference
from bot.domain.kinds import Urgency
from bot.domain.quiet import Acknowledged, Standing, Trouble, WaitingTip, quiet
from bot.domain.units import DESK, CommuneCode, Unit, UnitCode, UnitKind

NOW: Final = datetime(2026, 11, 26, 0, 0, tzinfo=UTC)
WARD, CRIME = UnitCode("30307"), UnitCode("PC02")
UNITS: Final = {
    WARD: Unit(code=WARD, name={"vi": "Phường"}, kind=UnitKind.COMMUNE, commune=CommuneCode("30307")),
    CRIME: Unit(code=CRIME, name={"vi": "Hình sự"}, kind=UnitKind.SPECIALIST),
    DESK: Unit(code=DESK, name={"vi": "Trực ban"}, kind=UnitKind.DESK),
}


def waits(hours: float, unit: UnitCode = WARD, *, shielded: bool = False) -> WaitingTip:
    """Give a tip that has waited so long."""
    since = NOW - timedelta(hours=hours)
    return WaitingTip(unit=unit, reference=Reference("T0001"), since=since, urgency=Urgency.SOON, shielded=shielded)


def took(hours: float, unit: UnitCode = WARD, *, shielded: bool = False) -> Acknowledged:
    """Give what somebody took so long ago."""
    return Acknowledged(unit=unit, at=NOW - timedelta(hours=hours), shielded=shielded)


def found(
    *waiting: WaitingTip, acknowledged: tuple[Acknowledged, ...] = (), standings: tuple[Standing, ...] = ()
) -> list[tuple[UnitCode, Trouble, float]]:
    """Give the quiet units, why, and for how many hours."""
    result = quiet(UNITS, standings=standings, waiting=waiting, acknowledged=acknowledged, now=NOW)
    return [(one.unit, one.trouble, (NOW - one.since) / timedelta(hours=1)) for one in result]


def test_a_unit_sleeps_when_a_tip_has_waited_for_a_day() -> None:
    """Twenty-four plain hours, since the oldest that waits."""
    assert [] == found(waits(23.9))
    assert [(WARD, Trouble.ASLEEP, 24)] == found(waits(24))
    assert [(WARD, Trouble.ASLEEP, 50)] == found(waits(3), waits(50), waits(30))


def test_a_unit_that_took_anything_within_a_day_is_awake() -> None:
    """Whatever else still waits there; what others took is nothing of its own."""
    assert [] == found(waits(50), acknowledged=(took(23),))
    assert [(WARD, Trouble.ASLEEP, 50)] == found(waits(50), acknowledged=(took(24), took(1, CRIME)))


def test_a_shielded_tip_makes_no_commune_look_quiet_or_busy() -> None:
    """Elsewhere than at a commune's police it counts as any other."""
    assert [] == found(waits(50, shielded=True))
    assert [(WARD, Trouble.ASLEEP, 50)] == found(waits(50), acknowledged=(took(1, shielded=True),))
    assert [(CRIME, Trouble.ASLEEP, 50)] == found(waits(50, CRIME, shielded=True))
    assert [] == found(waits(50, CRIME), acknowledged=(took(1, CRIME, shielded=True),))


def test_a_unit_is_named_once_with_its_worst_trouble() -> None:
    """The longest quiet first; a unit that the directory does not know any more is left out."""
    standings = (
        Standing(unit=WARD, trouble=Trouble.RIGHTS, since=NOW - timedelta(hours=90)),
        Standing(unit=WARD, trouble=Trouble.PUT_OUT, since=NOW - timedelta(hours=2)),
        Standing(unit=UnitCode("99999"), trouble=Trouble.PUT_OUT, since=NOW),
    )

    expected = [(DESK, Trouble.ASLEEP, 30), (WARD, Trouble.PUT_OUT, 2)]
    assert expected == found(waits(40), waits(30, DESK), standings=standings)
