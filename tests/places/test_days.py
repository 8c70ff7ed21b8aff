"""Vietnam's holidays, and the operator's file of swapped days: a line that is wrong is told, and takes nothing."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays

from bot.places.calendar import VietnamCalendar
from bot.places.days import SwappedDays, parse
from bot.places.in_force import BadFile, OperatorFile

GOOD = "# Tết\n\n2026-08-22,worked,Notice 1, of 2026\n2026-08-31, off ,the same\n"


def test_a_file_is_read_line_by_line() -> None:
    """Remarks and empty lines are for people; a source may have commas."""
    assert SwappedDays(worked=frozenset({date(2026, 8, 22)}), off=frozenset({date(2026, 8, 31)})) == parse(
        GOOD.encode()
    )


def test_an_empty_file_swaps_nothing() -> None:
    """As the example does."""
    assert SwappedDays() == parse(b"\xef\xbb\xbf# nothing\n")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2026-08-22,worked", "is not: date,worked or off,source"),
        ("2026-08-22,worked, ", "is not: date,worked or off,source"),
        ("22/8/2026,worked,x", "has no date such as 2026-08-22"),
        ("2026-02-30,off,x", "has no date such as 2026-08-22"),
        ("2026-08-22,half,x", "is neither worked nor off"),
        ("2026-08-24,worked,x", "is worked, and is no Saturday or Sunday"),
        ("2026-08-22,off,x", "is off, and is a Saturday or Sunday anyway"),
        ("1926-08-22,worked,x", "is before 2020"),
        ("2026-08-31,off,again", "names a day that stands there already"),
    ],
)
def test_each_wrong_line_is_told_by_its_number(line: str, fault: str) -> None:
    """With what is wrong, and without what stands there."""
    with pytest.raises(BadFile) as raised:
        parse(f"{GOOD}{line}\n".encode())

    assert (("line 5", fault),) == raised.value.faults


def test_what_is_not_utf_8_is_told_by_its_line() -> None:
    """A table program saved it in its own way."""
    with pytest.raises(BadFile) as raised:
        parse(b"# T\n2026-08-22,worked,\xff\n")

    assert (("line 2", "is not UTF-8 at byte 22"),) == raised.value.faults


def test_a_bad_file_leaves_the_last_good_one_in_force(tmp_path: Path) -> None:
    """Nobody works on a day because somebody mistyped another."""
    file = OperatorFile(file=tmp_path / "days.csv", copy=tmp_path / "in_force" / "days.csv", parse=parse)
    file.file.write_text(GOOD, encoding="utf-8")
    file.keep(file.offer())
    file.file.write_text(f"{GOOD}nonsense", encoding="utf-8")

    holds = file.in_force(file.offer())

    assert (parse(GOOD.encode()), (("line 5", "is not: date,worked or off,source"),)) == (holds.contents, holds.faults)


def test_the_example_is_sound_and_adds_what_the_package_lacks() -> None:
    """Each of its days would be taken for another kind of day without it."""
    example = Path(__file__).parents[2] / "docs" / "days.example.csv"

    swapped = parse(example.read_bytes())

    assert SwappedDays(worked=frozenset({date(2026, 1, 10)}), off=frozenset({date(2026, 1, 2)})) == swapped
    assert [False, True] == [VietnamCalendar().is_working(day) for day in (*swapped.worked, *swapped.off)]


def test_no_start_waits_for_the_holidays() -> None:
    """Putting a program together does not load them."""
    seen = "import sys, bot.commands.run, bot.running; print('holidays' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", seen], capture_output=True, check=True, text=True)  # noqa: S603 - our own words

    assert "False\n" == said.stdout


def test_no_other_country_is_loaded_and_vietnams_days_are_the_packages() -> None:
    """Two hundred others would stay in memory for nothing."""
    seen = """
import sys
from datetime import date
from bot.places.calendar import VietnamCalendar
day = VietnamCalendar().is_working(date(2026, 11, 24))
print(day, sum(name.startswith("holidays.countries") for name in sys.modules))
"""
    said = subprocess.run([sys.executable, "-c", seen], capture_output=True, check=True, text=True)  # noqa: S603 - our own words
    package = country_holidays("VN", years=range(2024, 2030), language="vi")
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(4 * 365)]
    expected = [day in package.weekend_workdays or (day not in package and day.weekday() < 5) for day in days]

    assert "False 0\n" == said.stdout
    assert expected == [VietnamCalendar().is_working(day) for day in days]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-24", False),  # Vietnam Cultural Day, since 2026
        ("2025-11-24", True),  # a Monday
        ("2026-04-27", False),  # for a Sunday: the Hung Kings
        ("2026-08-31", False),  # swapped
        ("2026-08-22", True),  # the Saturday for it
        ("2026-08-29", False),  # any other Saturday
        ("2027-02-09", False),  # Tết
        ("2027-02-12", True),
        ("2099-09-02", False),
    ],
)
def test_days_of_vietnam(day: str, *, expected: bool) -> None:
    """As the package knows them."""
    assert expected is VietnamCalendar().is_working(date.fromisoformat(day))


def test_the_operators_word_goes_before_the_package() -> None:
    """An announcement is newer than any release."""
    calendar = VietnamCalendar(SwappedDays(worked=frozenset({date(2026, 8, 29)}), off=frozenset({date(2026, 8, 22)})))

    assert [True, False] == [calendar.is_working(date(2026, 8, day)) for day in (29, 22)]
