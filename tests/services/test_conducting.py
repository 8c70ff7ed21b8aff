"""While it is sent: an officer pauses, resumes and ends it, and sees how far it is; who may not, changes nothing."""

import pytest

from bot.domain.broadcasts.broadcast import OccurrenceState
from bot.domain.broadcasts.conducting_errors import SendingGone
from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.progress import Stage
from bot.domain.broadcasts.subscription import QuietHours
from bot.domain.errors import NotAllowed, NotEnrolled, StalePress
from bot.domain.identifiers import ChatId, OccurrenceId
from bot.domain.people import Officer
from bot.services.acting import Act
from bot.services.broadcasts.conducting import PAGE
from storage.vault import Vault
from tests.services.office import (
    ADMINISTRATOR,
    CRIME_CHAT,
    DESK_ONE,
    ELSEWHERE,
    HEAD,
    NOBODY,
    TAM,
    UNIT,
    Office,
)
from tests.services.sendings import Hall


@pytest.fixture
def hall(office: Office, vault: Vault) -> Hall:
    """Open the hall."""
    return Hall(office, vault)


async def test_a_pause_sends_nothing_more_and_a_resume_goes_on_where_it_was(hall: Hall) -> None:
    """Nobody is left out by it, and nobody has it twice."""
    await hall.subscribes(40)
    sending = await hall.begins()
    await hall.serves(sending, 20)

    paused = await hall.conducting.pause(hall.office.act(HEAD), occurrence=sending.id)
    resumed = await hall.conducting.resume(hall.office.act(HEAD), occurrence=sending.id)
    await hall.serves(sending, 40)
    await hall.ends(sending)

    assert (Stage.PAUSED, 20) == (paused.stage, paused.outcomes[Outcome.WAITING])
    assert Stage.SENDING == resumed.stage
    assert {Outcome.DELIVERED: 40, Outcome.WAITING: None} == (await hall.progress(sending)).outcomes


async def test_a_stop_ends_it_for_whoever_was_not_sent_it(hall: Hall) -> None:
    """The report says how many they are."""
    await hall.subscribes(40)
    sending = await hall.begins()
    await hall.serves(sending, 10)

    stopped = await hall.conducting.stop(hall.office.act(HEAD), occurrence=sending.id)

    assert (Stage.STOPPED, 30) == (stopped.stage, stopped.outcomes[Outcome.WAITING])
    assert hall.office.clock.at.replace(second=0) == (await hall.sending(sending.id)).ended


async def test_what_is_over_can_be_neither_paused_nor_resumed_nor_stopped(hall: Hall) -> None:
    """A button that is too late says so."""
    sending = await hall.begins()
    await hall.ends(sending)

    for wish in (hall.conducting.pause, hall.conducting.resume, hall.conducting.stop):
        with pytest.raises(StalePress):
            await wish(hall.office.act(HEAD), occurrence=sending.id)

    assert OccurrenceState.DONE is (await hall.sending(sending.id)).state


async def test_an_errand_that_is_done_again_changes_nothing_more(hall: Hall) -> None:
    """A pause that was done before a crash does not undo the resume after it."""
    sending = await hall.begins()
    pause = hall.office.act(HEAD)
    await hall.conducting.pause(pause, occurrence=sending.id)
    await hall.conducting.resume(hall.office.act(HEAD), occurrence=sending.id)

    await hall.conducting.pause(pause, occurrence=sending.id)

    assert OccurrenceState.SENDING is (await hall.sending(sending.id)).state


async def test_each_change_is_entered_in_the_audit(hall: Hall) -> None:
    """Who did what, at which unit."""
    sending = await hall.begins()
    await hall.conducting.pause(hall.office.act(HEAD), occurrence=sending.id)
    await hall.conducting.resume(hall.office.act(DESK_ONE, chat=ChatId(DESK_ONE.user)), occurrence=sending.id)
    await hall.conducting.stop(hall.office.act(HEAD), occurrence=sending.id)

    assert [
        ("broadcast.paused", HEAD.id, UNIT),
        ("broadcast.resumed", DESK_ONE.id, UNIT),
        ("broadcast.stopped", HEAD.id, UNIT),
    ] == await hall.office.audited()


async def test_nobody_else_conducts_it(hall: Hall) -> None:
    """Not an officer of the unit, not the head of another one, not an administrator, not anybody in another group."""
    sending = await hall.begins()
    stranger = Act(errand=hall.office.errand(), user=NOBODY, chat=ChatId(NOBODY))
    others = [
        (hall.office.act(TAM), NotAllowed),
        (hall.office.act(ELSEWHERE, chat=ChatId(ELSEWHERE.user)), NotAllowed),
        (hall.office.act(ADMINISTRATOR), NotAllowed),
        (hall.office.act(HEAD, chat=CRIME_CHAT), NotAllowed),
        (stranger, NotEnrolled),
    ]

    for act, refusal in others:
        with pytest.raises(refusal):
            await hall.conducting.pause(act, occurrence=sending.id)

    assert OccurrenceState.SENDING is (await hall.sending(sending.id)).state
    assert [] == await hall.office.audited()


async def test_a_sending_that_is_not_known_is_gone(hall: Hall) -> None:
    """A made-up number leads nowhere."""
    with pytest.raises(SendingGone):
        await hall.conducting.view(hall.office.act(HEAD), occurrence=OccurrenceId(77))


async def test_whoever_is_left_in_quiet_hours_is_waited_for_and_it_is_said_until_when(hall: Hall) -> None:
    """At a quarter past eight in the evening, quiet hours from eight to six end at six."""
    await hall.subscribes(20)
    await hall.subscribes(20, quiet=QuietHours(start=20, end=6))
    sending = await hall.begins()
    await hall.serves(sending, 40)
    await hall.serves(sending, 40)

    progress = await hall.progress(sending)

    assert (Stage.WAITING, 50) == (progress.stage, progress.done)
    assert progress.until is not None
    assert "06:00 24/11" == f"{progress.until:%H:%M %d/%m}"


async def test_the_rate_and_the_time_left_are_told_by_the_last_two_minutes(hall: Hall) -> None:
    """Sixty people in twenty seconds are three a second; the other 540 take three minutes."""
    await hall.subscribes(600)
    sending = await hall.begins()
    first = await hall.progress(sending)
    await hall.serves(sending, 60)
    hall.office.clock.passes(seconds=20)

    progress = await hall.progress(sending)

    assert (None, None) == (first.rate, first.left)
    assert progress.left is not None
    assert (3, 3) == (progress.rate, progress.left.total_seconds() / 60)


async def test_a_pause_is_no_slow_sending(hall: Hall) -> None:
    """After an hour's rest the rate is that of now."""
    await hall.subscribes(600)
    sending = await hall.begins()
    await hall.progress(sending)
    await hall.conducting.pause(hall.office.act(HEAD), occurrence=sending.id)
    hall.office.clock.passes(hours=1)
    await hall.conducting.resume(hall.office.act(HEAD), occurrence=sending.id)
    await hall.serves(sending, 60)
    hall.office.clock.passes(seconds=20)

    assert 3 == (await hall.progress(sending)).rate


async def test_of_few_people_no_number_is_told(hall: Hall) -> None:
    """Nine neighbours know who is the one that has blocked the bot."""
    await hall.subscribes(9)
    sending = await hall.begins()
    await hall.serves(sending, 8)
    await hall.serves(sending, 1, Outcome.UNREACHABLE)
    await hall.ends(sending)

    progress = await hall.progress(sending)

    assert (None, None, None, None) == (progress.total, progress.done, progress.rate, progress.left)
    assert {None} == set(progress.outcomes.values())


@pytest.mark.parametrize("people", [0, 1, 2])
async def test_of_few_people_it_is_not_told_whether_there_is_anybody(hall: Hall, people: int) -> None:
    """One neighbour who sleeps, or cannot be reached, looks like nobody at all while it is sent."""
    await hall.subscribes(people, quiet=QuietHours(start=20, end=6))
    sending = await hall.begins()
    await hall.serves(sending, people)

    progress = await hall.progress(sending)

    assert (Stage.SENDING, None, None, ()) == (progress.stage, progress.total, progress.until, progress.reasons)
    assert (None, None) == (progress.rate, progress.left)


async def test_one_who_blocked_the_bot_is_no_number_either(hall: Hall) -> None:
    """Of twelve, eleven have it; that one has not is not told, nor that there is one at all."""
    await hall.subscribes(12)
    sending = await hall.begins()
    await hall.serves(sending, 11)
    await hall.serves(sending, 1, Outcome.UNREACHABLE)
    await hall.ends(sending)

    outcomes = (await hall.progress(sending)).outcomes

    assert (10, None) == (outcomes[Outcome.DELIVERED], outcomes.get(Outcome.UNREACHABLE))


async def test_a_report_is_counted_anew_only_now_and_then(hall: Hall) -> None:
    """Who presses while a resident taps does not see whose tap it was."""
    await hall.subscribes(20)
    sending = await hall.begins()
    await hall.serves(sending, 20)
    await hall.ends(sending)
    before = await hall.conducting.view(hall.office.act(HEAD), occurrence=sending.id)
    async with hall.vault.begin() as session:
        for person in range(20):
            await session.deliveries.find_useful(sending.id, ChatId(9_000_001 + person))

    at_once = await hall.conducting.view(hall.office.act(HEAD), occurrence=sending.id)
    hall.office.clock.passes(minutes=11)
    later = await hall.conducting.view(hall.office.act(HEAD), occurrence=sending.id)

    assert (None, None, 20) == (before.useful, at_once.useful, later.useful)


async def test_what_was_sent_is_listed_in_pages_and_for_ninety_days(hall: Hall) -> None:
    """The latest first; what has not begun, or began long ago, is not there."""
    old = await hall.begins()
    hall.office.clock.passes(days=91)
    lately: list[OccurrenceId] = []
    for _ in range(PAGE + 2):
        lately.insert(0, (await hall.begins()).id)
        hall.office.clock.passes(minutes=5)
    async with hall.office.casebook.begin() as book:
        await book.occurrences.plan(old.broadcast, hall.office.clock.at)
    act = hall.office.act(HEAD, chat=ChatId(HEAD.user))

    first, second = [await hall.conducting.sent(act, page=page) for page in (0, 1)]

    assert (lately[:PAGE], True) == ([one.id for _, one in first.sendings], first.has_more)
    assert (lately[PAGE:], False) == ([one.id for _, one in second.sendings], second.has_more)


async def test_what_was_sent_is_listed_for_whoever_conducts_it(hall: Hall) -> None:
    """The unit's head sees its own, the desk all, another unit's head none; an officer is refused."""
    first = await hall.begins()
    hall.office.clock.passes(minutes=5)
    second = await hall.begins()

    def private(officer: Officer) -> Act:
        return hall.office.act(officer, chat=ChatId(officer.user))

    assert [second.id, first.id] == [one.id for _, one in (await hall.conducting.sent(private(HEAD))).sendings]
    assert [second.id, first.id] == [one.id for _, one in (await hall.conducting.sent(private(DESK_ONE))).sendings]
    assert () == (await hall.conducting.sent(private(ELSEWHERE))).sendings
    with pytest.raises(NotAllowed):
        await hall.conducting.sent(private(TAM))
