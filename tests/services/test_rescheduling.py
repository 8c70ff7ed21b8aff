"""What officers do about one sending: leave it out, move it, or send now what was missed; who may, and who approves."""

from datetime import date, timedelta

import pytest

from bot.domain.broadcasts.broadcast import OccurrenceState, Status
from bot.domain.broadcasts.errors import OwnHands, TimeFault, TimeRefused
from bot.domain.broadcasts.schedule import At
from bot.domain.dispatches import BroadcastWord
from bot.domain.errors import NotAllowed, StalePress
from bot.domain.identifiers import ChatId, OccurrenceId
from bot.services.broadcasts.rescheduling import Rescheduling
from tests.services.office import CRIME_CHAT, DESK_ONE, ELSEWHERE, HEAD, TAM, UNIT, Office
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


def rescheduling(bureau: Bureau) -> Rescheduling:
    """Give the service."""
    return Rescheduling(bureau.office.casebook, bureau.planning, bureau.office.clock, wake=lambda: None)


async def test_what_was_missed_is_sent_now_on_an_officers_word_without_another_approval(bureau: Bureau) -> None:
    """Once, whoever presses as well; the next one is as it was."""
    broadcast = await bureau.approves(daily())
    bureau.office.clock.at = tomorrow(20).at
    await bureau.planning.tick()
    (missed, _) = await bureau.rows(broadcast)
    act = bureau.office.act(HEAD)
    for _ in range(2):
        await rescheduling(bureau).send_now(act, occurrence=missed.id)
    with pytest.raises(StalePress):
        await rescheduling(bureau).send_now(bureau.office.act(DESK_ONE), occurrence=missed.id)

    assert [("24/11 07:00", S), ("25/11 07:00", P)] == await bureau.states(broadcast)
    assert ["broadcast.missed", "broadcast.begun"] == await bureau.audit()


async def test_what_is_not_approved_any_more_is_not_sent_now(bureau: Bureau) -> None:
    """Changed after it was missed."""
    broadcast = await bureau.approves(tomorrow())
    bureau.office.clock.at = tomorrow(20).at
    await bureau.planning.tick()
    await bureau.keeps(broadcast.changed(by=TAM.id, at=bureau.office.clock.at, urgent=True))
    (missed,) = await bureau.rows(broadcast)

    with pytest.raises(StalePress):
        await rescheduling(bureau).send_now(bureau.office.act(HEAD), occurrence=missed.id)

    assert [("24/11 07:00", M)] == await bureau.states(broadcast)


async def test_what_is_planned_is_not_sent_before_its_time(bureau: Bureau) -> None:
    """Its time was approved, too."""
    broadcast = await bureau.approves(tomorrow())
    (row,) = await bureau.rows(broadcast)

    with pytest.raises(StalePress):
        await rescheduling(bureau).send_now(bureau.office.act(HEAD), occurrence=row.id)


async def test_one_time_of_a_repeating_one_is_left_out_and_the_others_stay(bureau: Bureau) -> None:
    """The next one, and one far ahead that was not planned yet."""
    broadcast = await bureau.approves(daily())
    service, act = rescheduling(bureau), bureau.office.act
    (first,) = await bureau.rows(broadcast)
    await service.drop(act(HEAD), occurrence=first.id)
    later = tomorrow().at + timedelta(days=2)
    await service.drop(act(HEAD), occurrence=await service.row(act(HEAD), broadcast=broadcast.id, at=later))
    begun: list[int] = []
    for days in range(4):
        bureau.office.clock.at = tomorrow().at + timedelta(days=days)
        begun.append(await bureau.planning.tick())

    assert [0, 1, 0, 1] == begun
    assert [D, S, D, S, P] == [state for _, state in await bureau.states(broadcast)]
    assert Status.APPROVED is (await bureau.now(broadcast)).status


async def test_the_only_time_of_a_broadcast_takes_it_along(bureau: Bureau) -> None:
    """Nothing of it is left; its card says so."""
    broadcast = await bureau.approves(tomorrow())
    (row,) = await bureau.rows(broadcast)
    await rescheduling(bureau).drop(bureau.office.act(HEAD), occurrence=row.id)

    assert (Status.CANCELLED, [("24/11 07:00", D)]) == (
        (await bureau.now(broadcast)).status,
        await bureau.states(broadcast),
    )
    assert [(BroadcastWord.CARD, UNIT)] == await bureau.asked(broadcast)


async def test_a_repeating_one_without_a_time_left_ends(bureau: Bureau) -> None:
    """Its last time was left out."""
    broadcast = await bureau.approves(daily(until=date(2026, 11, 24)))
    (row,) = await bureau.rows(broadcast)
    await rescheduling(bureau).drop(bureau.office.act(HEAD), occurrence=row.id)
    await bureau.planning.tick()

    assert Status.ENDED is (await bureau.now(broadcast)).status


async def test_a_moved_single_one_waits_for_a_second_officer(bureau: Bureau) -> None:
    """Its time is what was approved: whoever moves it cannot approve it; approved, it goes out then and not before."""
    broadcast = await bureau.approves(tomorrow())
    (row,) = await bureau.rows(broadcast)
    moved = await rescheduling(bureau).move(bureau.office.act(HEAD), occurrence=row.id, to=tomorrow(9).at)
    bureau.office.clock.at = tomorrow().at
    at_its_old_time = await bureau.planning.tick()
    with pytest.raises(OwnHands):
        moved.approved(HEAD.id, seen=moved.fingerprint[:12], at=START)
    async with bureau.office.casebook.begin() as book:
        again = moved.approved(DESK_ONE.id, seen=moved.fingerprint[:12], at=bureau.office.clock.at)
        await bureau.planning.approved(book, await book.broadcasts.keep(again), proposed=moved.touched)
    bureau.office.clock.at = tomorrow(9).at

    assert (Status.PROPOSED, tomorrow(9), broadcast.id) == (moved.status, moved.schedule, moved.id)
    assert (0, 1) == (at_its_old_time, await bureau.planning.tick())
    assert [("24/11 09:00", S)] == await bureau.states(broadcast)


async def test_a_moved_time_of_a_repeating_one_is_a_copy_and_the_others_stay(bureau: Bureau) -> None:
    """Nobody whose hand is in the first can approve the copy; the first goes on as it was approved."""
    broadcast = await bureau.approves(daily())
    (row,) = await bureau.rows(broadcast)
    copy = await rescheduling(bureau).move(bureau.office.act(HEAD), occurrence=row.id, to=tomorrow(18).at)

    assert copy.id != broadcast.id
    assert (Status.PROPOSED, At(at=tomorrow(18).at), {HEAD.id, TAM.id}, None) == (
        copy.status,
        copy.schedule,
        set(copy.hands),
        copy.approval,
    )
    assert [("24/11 07:00", D), ("25/11 07:00", P)] == await bureau.states(broadcast)
    assert [(BroadcastWord.CARD, UNIT)] == await bureau.asked(copy)
    assert (await bureau.now(broadcast)).may_go


async def test_nothing_is_moved_into_the_past(bureau: Bureau) -> None:
    """Nor beyond two years."""
    broadcast = await bureau.approves(tomorrow())
    (row,) = await bureau.rows(broadcast)
    faults: list[TimeFault] = []
    for to in (START, START + timedelta(days=800)):
        with pytest.raises(TimeRefused) as refused:
            await rescheduling(bureau).move(bureau.office.act(HEAD), occurrence=row.id, to=to)
        faults.append(refused.value.fault)

    assert [TimeFault.PAST, TimeFault.TOO_FAR] == faults
    assert [("24/11 07:00", P)] == await bureau.states(broadcast)


async def test_what_has_begun_is_neither_moved_nor_left_out(bureau: Bureau) -> None:
    """It is stopped, which is another button."""
    broadcast = await bureau.approves(tomorrow())
    (row,) = await bureau.rows(broadcast)
    bureau.office.clock.at = tomorrow().at
    await bureau.planning.tick()
    service, act = rescheduling(bureau), bureau.office.act

    for asked in (
        service.drop(act(HEAD), occurrence=row.id),
        service.move(act(HEAD), occurrence=row.id, to=tomorrow(9).at),
        service.send_now(act(HEAD), occurrence=row.id),
    ):
        with pytest.raises(StalePress):
            await asked


async def test_a_time_that_is_none_of_the_broadcasts_is_not_planned(bureau: Bureau) -> None:
    """A made-up press plans nothing."""
    broadcast = await bureau.approves(daily())

    for at in (tomorrow(8).at, START - timedelta(days=1)):
        with pytest.raises(StalePress):
            await rescheduling(bureau).row(bureau.office.act(HEAD), broadcast=broadcast.id, at=at)

    assert [("24/11 07:00", P)] == await bureau.states(broadcast)


async def test_only_who_conducts_broadcasts_of_the_unit_may_and_only_where_they_are_shown(bureau: Bureau) -> None:
    """Not an officer who writes none, not another unit's head, not in another group."""
    broadcast = await bureau.approves(tomorrow())
    (row,) = await bureau.rows(broadcast)
    act = bureau.office.act

    for wrong in (act(TAM), act(ELSEWHERE, chat=ChatId(ELSEWHERE.user)), act(HEAD, chat=CRIME_CHAT)):
        with pytest.raises(NotAllowed):
            await rescheduling(bureau).drop(wrong, occurrence=OccurrenceId(row.id))

    assert [("24/11 07:00", P)] == await bureau.states(broadcast)
