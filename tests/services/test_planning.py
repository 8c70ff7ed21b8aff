"""Each planned time begins once, on time or late within its grace; else its unit is asked; the next one is planned."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.broadcasts.broadcast import OccurrenceState, Status
from bot.domain.broadcasts.lateness import Grace, lateness
from bot.domain.broadcasts.schedule import At, Now, Weekly
from bot.domain.dispatches import BroadcastWord
from storage.casebook.session import Casebook
from storage.engine import Store
from storage.sealing import Key, Keyring
from tests.services.office import UNIT, Office
from tests.services.planning_office import START, Bureau, daily, tomorrow

P, S, M, D = (
    OccurrenceState.PLANNED,
    OccurrenceState.SENDING,
    OccurrenceState.MISSED,
    OccurrenceState.DROPPED,
)


@pytest.fixture
def bureau(office: Office) -> Bureau:
    """Open a bureau of broadcasts."""
    return Bureau(office)


async def test_one_for_now_begins_as_soon_as_it_is_approved_and_ends_when_it_has_been(bureau: Bureau) -> None:
    """Once, however often it is looked."""
    broadcast = await bureau.approves(Now())
    begun = [await bureau.planning.tick() for _ in range(3)]
    (row,) = await bureau.rows(broadcast)
    await bureau.put(row, OccurrenceState.DONE)
    await bureau.planning.tick()

    assert [1, 0, 0] == begun
    assert (S, None) == (row.state, lateness(row))
    assert Status.ENDED is (await bureau.now(broadcast)).status
    assert ["broadcast.begun", "broadcast.ended"] == await bureau.audit()
    assert [(BroadcastWord.CARD, UNIT)] == await bureau.asked(broadcast)


async def test_nothing_begins_before_its_minute_and_everything_in_it(bureau: Bureau) -> None:
    """A single time of tomorrow."""
    broadcast = await bureau.approves(tomorrow())
    bureau.office.clock.at = tomorrow().at - timedelta(seconds=1)
    early = await bureau.planning.tick()
    bureau.office.clock.passes(seconds=1)

    assert (0, 1) == (early, await bureau.planning.tick())
    assert [("24/11 07:00", S)] == await bureau.states(broadcast)


async def test_the_next_one_of_a_repeating_is_planned_as_one_begins(bureau: Bureau) -> None:
    """There is always one row to come, and no more."""
    broadcast = await bureau.approves(daily(pattern=Weekly(days=(1, 4))))
    first = await bureau.states(broadcast)
    bureau.office.clock.at = tomorrow().at
    await bureau.planning.tick()

    assert [("24/11 07:00", P)] == first
    assert [("24/11 07:00", S), ("27/11 07:00", P)] == await bureau.states(broadcast)


async def test_a_repeating_one_ends_with_its_last_day(bureau: Bureau) -> None:
    """When that has been sent, not when it begins."""
    broadcast = await bureau.approves(daily(until=date(2026, 11, 24)))
    bureau.office.clock.at = tomorrow().at
    for _ in range(2):
        await bureau.planning.tick()
    while_sent = (await bureau.now(broadcast)).status
    (row,) = await bureau.rows(broadcast)
    await bureau.put(row, OccurrenceState.DONE)
    await bureau.planning.tick()

    assert (Status.APPROVED, Status.ENDED) == (while_sent, (await bureau.now(broadcast)).status)


@pytest.mark.parametrize(("urgent", "hours"), [(False, 12), (True, 3)])
async def test_one_that_is_late_within_its_grace_is_sent_and_says_so(
    bureau: Bureau,
    urgent: bool,  # noqa: FBT001 - a case of the table
    hours: int,
) -> None:
    """Twelve hours, three for an urgent one; the bot was down at its time."""
    broadcast = await bureau.approves(tomorrow(), urgent=urgent)
    bureau.office.clock.at = tomorrow().at + timedelta(hours=hours)
    begun = await bureau.planning.tick()
    (row,) = await bureau.rows(broadcast)

    assert (1, S, timedelta(hours=hours)) == (begun, row.state, lateness(row))
    assert [] == await bureau.asked(broadcast)


@pytest.mark.parametrize(("urgent", "hours"), [(False, 12), (True, 3)])
async def test_one_that_is_later_is_not_sent_and_its_group_is_asked_once(
    bureau: Bureau,
    urgent: bool,  # noqa: FBT001 - a case of the table
    hours: int,
) -> None:
    """Nothing is skipped in silence; it waits for an answer and does not end."""
    broadcast = await bureau.approves(tomorrow(), urgent=urgent)
    bureau.office.clock.at = tomorrow().at + timedelta(hours=hours, minutes=1)
    begun = [await bureau.planning.tick() for _ in range(3)]

    assert [0, 0, 0] == begun
    assert [("24/11 07:00", M)] == await bureau.states(broadcast)
    assert [(BroadcastWord.MISSED, UNIT)] == await bureau.asked(broadcast)
    assert Status.APPROVED is (await bureau.now(broadcast)).status


async def test_a_grace_of_nothing_asks_about_whatever_is_late(bureau: Bureau) -> None:
    """A setting; what begins in its minute is not late."""
    bureau.grace = Grace(ordinary=timedelta(0), urgent=timedelta(0))
    on_time, late = await bureau.approves(tomorrow()), await bureau.approves(tomorrow(hour=6))
    bureau.office.clock.at = tomorrow().at
    await bureau.planning.tick()

    assert ([("24/11 07:00", S)], [("24/11 06:00", M)]) == (await bureau.states(on_time), await bureau.states(late))


async def test_a_month_of_downtime_asks_once_and_goes_on(bureau: Bureau) -> None:
    """Every day of it was missed and stands so in the calendar; the next day is planned as ever."""
    broadcast = await bureau.approves(daily())
    bureau.office.clock.at = datetime(2026, 12, 24, 20, 0, tzinfo=START.tzinfo)
    begun = await bureau.planning.tick()
    states = await bureau.states(broadcast)

    assert 0 == begun
    assert [M] * 31 + [P] == [state for _, state in states]
    assert ("25/12 07:00", P) == states[-1]
    assert [(BroadcastWord.MISSED, UNIT)] == await bureau.asked(broadcast)


async def test_years_of_downtime_keep_a_month_of_rows(bureau: Bureau) -> None:
    """The number of all is in the audit; no transaction holds up a tip."""
    broadcast = await bureau.approves(daily())
    bureau.office.clock.passes(days=900)
    await bureau.planning.tick()

    assert 1 + 31 + 1 == len(await bureau.rows(broadcast))


async def test_what_was_missed_before_one_in_its_grace_is_told_and_that_one_is_sent(bureau: Bureau) -> None:
    """Back on the third day, two hours late: nobody is sent three."""
    broadcast = await bureau.approves(daily())
    bureau.office.clock.at = datetime(2026, 11, 26, 9, 0, tzinfo=START.tzinfo)
    begun = await bureau.planning.tick()

    assert 1 == begun
    states = [("24/11 07:00", D), ("25/11 07:00", D), ("26/11 07:00", S), ("27/11 07:00", P)]
    assert states == await bureau.states(broadcast)
    assert [(BroadcastWord.MISSED, UNIT)] == await bureau.asked(broadcast)


async def test_a_question_that_nobody_answered_is_over_when_the_next_one_begins(bureau: Bureau) -> None:
    """It would say the same again."""
    broadcast = await bureau.approves(daily())
    bureau.office.clock.at = tomorrow(20).at
    await bureau.planning.tick()
    missed = await bureau.states(broadcast)
    bureau.office.clock.at = tomorrow().at + timedelta(days=1)
    await bureau.planning.tick()

    assert [("24/11 07:00", M), ("25/11 07:00", P)] == missed
    assert [("24/11 07:00", D), ("25/11 07:00", S), ("26/11 07:00", P)] == await bureau.states(broadcast)


async def test_a_clock_that_jumps_ahead_and_back_sends_nothing_twice_and_leaves_nothing_out(bureau: Bureau) -> None:
    """Ten days ahead: asked about them; set right, they are planned again, and each begins in its minute."""
    broadcast = await bureau.approves(daily())
    bureau.office.clock.at = START + timedelta(days=10)
    ahead = await bureau.planning.tick()
    bureau.office.clock.at = START + timedelta(minutes=1)
    await bureau.planning.tick()
    begun: list[int] = []
    for number in range(1, 13):
        bureau.office.clock.at = (START + timedelta(days=number)).replace(hour=7, minute=0)
        begun += [await bureau.planning.tick(), await bureau.planning.tick()]

    assert 0 == ahead
    assert [1, 0] * 12 == begun
    assert [S] * 12 + [P] == [state for _, state in await bureau.states(broadcast)]


async def test_a_clock_that_is_set_back_over_a_due_minute_sends_nothing_again(bureau: Bureau) -> None:
    """Back and forth over seven, with a new process each time."""
    broadcast = await bureau.approves(daily())
    begun: list[int] = []
    for minutes in (-1, 0, -2, 0, 1, -5, 3, 0):
        bureau.office.clock.at = tomorrow().at + timedelta(minutes=minutes)
        begun.append(await bureau.planning.tick())

    assert [0, 1, 0, 0, 0, 0, 0, 0] == begun
    assert [("24/11 07:00", S), ("25/11 07:00", P)] == await bureau.states(broadcast)


@pytest.fixture
async def elsewhere(tmp_path: Path, office: Office) -> AsyncGenerator[Casebook]:
    """Open the office's casebook once more, as a second process would."""
    del office
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'casebook.db'}")
    yield Casebook(store, Keyring([Key(id=1, secret=b"\x01" * 32)]))
    await store.dispose()


async def test_two_processes_at_once_begin_each_sending_once(bureau: Bureau, elsewhere: Casebook) -> None:
    """Two stores on one file, several looks each, twenty broadcasts, in the same moment."""
    other = Bureau(bureau.office, casebook=elsewhere)
    all_ = [await bureau.approves(daily()) for _ in range(20)]
    bureau.office.clock.at = tomorrow().at

    begun = await asyncio.gather(*(one.planning.tick() for one in (bureau, other) * 3))

    assert 20 == sum(begun)
    for broadcast in all_:
        assert [("24/11 07:00", S), ("25/11 07:00", P)] == await bureau.states(broadcast)
    assert ["broadcast.begun"] * 20 == await bureau.audit()


async def test_two_processes_after_a_downtime_ask_once(bureau: Bureau, elsewhere: Casebook) -> None:
    """And plan the next one once."""
    other = Bureau(bureau.office, casebook=elsewhere)
    broadcast = await bureau.approves(daily())
    bureau.office.clock.passes(days=3)

    await asyncio.gather(*(one.planning.tick() for one in (bureau, other) * 3))

    assert [(BroadcastWord.MISSED, UNIT)] == await bureau.asked(broadcast)
    assert [M, M, M, P] == [state for _, state in await bureau.states(broadcast)]


async def test_one_that_is_approved_after_its_time_is_asked_about(bureau: Bureau) -> None:
    """Whatever its grace: nobody expects it any more."""
    at = At(at=START - timedelta(minutes=5))
    broadcast = await bureau.approves(at, proposed=START - timedelta(hours=1))
    begun = await bureau.planning.tick()

    assert (0, [("23/11 20:10", M)]) == (begun, await bureau.states(broadcast))
    assert [(BroadcastWord.MISSED, UNIT)] == await bureau.asked(broadcast)


async def test_a_repeating_one_that_is_approved_after_its_first_time_asks_about_that(bureau: Bureau) -> None:
    """It was promised when it was proposed; those of before were not."""
    broadcast = await bureau.approves(daily(at=time(20)), proposed=START - timedelta(hours=1))
    later = await bureau.approves(daily(at=time(20)), proposed=START)

    assert [("23/11 20:00", M), ("24/11 20:00", P)] == await bureau.states(broadcast)
    assert [("24/11 20:00", P)] == await bureau.states(later)
