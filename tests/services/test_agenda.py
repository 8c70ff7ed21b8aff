"""The calendar of a month: what went, will go, waits and was missed, of one's own unit or, at the desk, of all."""

from datetime import date, time, timedelta

import pytest

from bot.domain.broadcasts.agenda import Standing
from bot.domain.broadcasts.broadcast import Broadcast, OccurrenceState, Status
from bot.domain.broadcasts.errors import BroadcastGone
from bot.domain.broadcasts.schedule import Weekly
from bot.domain.errors import NotAllowed, NotEnrolled
from bot.domain.identifiers import ChatId
from bot.domain.people import Officer
from bot.domain.units import DESK
from bot.services.acting import Act
from bot.services.broadcasts.agenda import Agenda
from bot.services.broadcasts.dates import Dates
from tests.services.office import DESK_ONE, ELSEWHERE, HEAD, NOBODY, OTHER_UNIT, SPECIALIST, TAM, Office
from tests.services.planning_office import START, Bureau, daily, tomorrow


@pytest.fixture
def bureau(office: Office) -> Bureau:
    """Open a bureau of broadcasts."""
    return Bureau(office)


def agenda(bureau: Bureau) -> Agenda:
    """Give the service."""
    zone = bureau.office.clock.at.tzinfo
    assert zone is not None
    return Agenda(bureau.office.casebook, bureau.office.directory, bureau.office.clock, Dates(zone))


def privately(bureau: Bureau, officer: Officer) -> Act:
    """Let an officer do something in their private chat."""
    return bureau.office.act(officer, chat=ChatId(officer.user))


async def month(bureau: Bureau, officer: Officer = HEAD, day: date | None = None) -> list[tuple[str, Standing]]:
    """Give what an officer sees of a month."""
    view = await agenda(bureau).month(privately(bureau, officer), day=day)
    return [(f"{item.at:%d/%m %H:%M}", item.standing) for item in view.items]


async def test_a_month_has_what_was_missed_what_is_sent_and_what_comes(bureau: Bureau) -> None:
    """Times to come are reckoned, not planned: the calendar writes nothing."""
    broadcast = await bureau.approves(daily(pattern=Weekly(days=(1, 4))))
    bureau.office.clock.at = tomorrow(20).at
    await bureau.planning.tick()
    bureau.office.clock.at = START + timedelta(days=4)
    rows = await bureau.rows(broadcast)

    assert [("24/11 07:00", Standing.MISSED), ("27/11 07:00", Standing.COMING)] == await month(bureau)
    assert ["01/12", "04/12", "08/12", "11/12", "15/12", "18/12", "22/12", "25/12", "29/12"] == [
        at[:5] for at, _ in await month(bureau, day=date(2026, 12, 31))
    ]
    assert rows == await bureau.rows(broadcast)


async def test_what_was_sent_stays_in_its_month(bureau: Bureau) -> None:
    """Also when its broadcast has ended long since."""
    broadcast = await bureau.approves(tomorrow())
    bureau.office.clock.at = tomorrow().at
    await bureau.planning.tick()
    (row,) = await bureau.rows(broadcast)
    while_sent = await month(bureau)
    await bureau.put(row, OccurrenceState.DONE)
    await bureau.planning.tick()
    bureau.office.clock.passes(days=200)

    assert [("24/11 07:00", Standing.SENDING)] == while_sent
    assert [("24/11 07:00", Standing.GONE)] == await month(bureau, day=date(2026, 11, 3))
    assert [] == await month(bureau)


async def test_what_waits_for_a_word_says_so_and_a_draft_is_not_in_it(bureau: Bureau) -> None:
    """Proposed: it would go out; changed again: nobody knows."""
    broadcast = await bureau.approves(tomorrow())
    draft = await bureau.keeps(broadcast.changed(by=TAM.id, at=START, schedule=daily(until=date(2026, 11, 25))))
    as_draft = await month(bureau)
    await bureau.keeps(draft.moved_to(Status.PROPOSED, at=START))

    assert [] == as_draft
    assert [("24/11 07:00", Standing.AWAITED), ("25/11 07:00", Standing.AWAITED)] == await month(bureau)


async def test_whoever_composes_sees_their_own_unit_and_the_desk_all_with_its_own_first(bureau: Bureau) -> None:
    """At the same time of the same day."""
    ours, theirs = await bureau.approves(tomorrow()), await bureau.approves(tomorrow(), unit=OTHER_UNIT)
    desks = await bureau.approves(tomorrow(), unit=DESK)

    async def seen(officer: Officer) -> list[Broadcast]:
        view = await agenda(bureau).month(privately(bureau, officer))
        return [item.broadcast for item in view.items]

    assert ([ours], [theirs]) == (await seen(HEAD), await seen(ELSEWHERE))
    assert [desks, theirs, ours] == await seen(DESK_ONE)


async def test_nobody_else_sees_it_and_nobody_in_a_group(bureau: Bureau) -> None:
    """An officer who composes nothing, a stranger, the head in the group."""
    for act, refusal in (
        (privately(bureau, SPECIALIST), NotAllowed),
        (Act(errand=bureau.office.errand(), user=NOBODY, chat=ChatId(NOBODY)), NotEnrolled),
        (bureau.office.act(HEAD), NotAllowed),
    ):
        with pytest.raises(refusal):
            await agenda(bureau).month(act)


async def test_one_sending_is_found_by_its_number_or_by_its_time(bureau: Bureau) -> None:
    """A time that is none of the broadcast's is not."""
    broadcast = await bureau.approves(daily())
    (row,) = await bureau.rows(broadcast)
    service, act = agenda(bureau), privately(bureau, HEAD)
    later = tomorrow().at + timedelta(days=9)
    by_number = await service.item(act, occurrence=row.id)
    by_time = await service.item(act, broadcast=broadcast.id, at=tomorrow().at)
    to_come = await service.item(act, broadcast=broadcast.id, at=later)

    assert by_number == by_time
    assert (Standing.COMING, later, None, True) == (
        to_come.standing,
        to_come.at,
        to_come.occurrence,
        to_come.is_repeated,
    )
    with pytest.raises(BroadcastGone):
        await service.item(act, broadcast=broadcast.id, at=later + timedelta(hours=1))
    with pytest.raises(NotAllowed):
        await service.item(privately(bureau, ELSEWHERE), occurrence=row.id)


async def test_a_month_is_whole_weeks_from_monday(bureau: Bureau) -> None:
    """And knows its days on which there is something."""
    await bureau.approves(daily(at=time(23, 59), until=date(2026, 11, 24)))
    view = await agenda(bureau).month(privately(bureau, HEAD))

    assert (date(2026, 10, 26), date(2026, 12, 6)) == (view.weeks[0][0], view.weeks[-1][-1])
    assert (date(2026, 11, 23), date(2026, 11, 24)) == view.days
    assert 1 == len(view.on(date(2026, 11, 24)))
