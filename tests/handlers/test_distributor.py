"""The distributor sends to everyone once, gives way to officers at once, and goes on where it was. Real stores."""

import asyncio
from pathlib import Path

from bot.domain.broadcasts.broadcast import OccurrenceState
from bot.domain.broadcasts.deliveries import Outcome
from bot.sandbox.faults import Fault
from tests.handlers.broadcast_office import EN, WORDS, broadcast_office, copies


async def test_everybody_has_it_once_in_their_language_and_then_it_is_over(tmp_path: Path) -> None:
    """Three hundred subscribers, each one message; the sending is done and nothing waits."""
    async with broadcast_office(tmp_path) as office:
        people = [*await office.subscribers(290), *await office.subscribers(10, language=EN)]
        office.starts()
        sending = await office.begins()

        done = await office.ends(sending)

        assert OccurrenceState.DONE is done.state
        assert {Outcome.DELIVERED: 300} == await office.outcomes(sending)
        assert [1] * 300 == [len(copies(person)) for person in people]
        assert "Bà con" not in copies(people[-1])[0]


async def test_who_has_blocked_the_bot_is_a_subscriber_no_more(tmp_path: Path) -> None:
    """They count as unreachable, and the next broadcast has no turn for them."""
    async with broadcast_office(tmp_path) as office:
        people = await office.subscribers(20)
        for person in people[:5]:
            person.blocks_bot()
        office.starts()

        first = await office.begins()
        await office.ends(first)
        second = await office.begins()
        await office.ends(second)

        assert {Outcome.DELIVERED: 15, Outcome.UNREACHABLE: 5} == await office.outcomes(first)
        assert {Outcome.DELIVERED: 15} == await office.outcomes(second)


async def test_a_pause_holds_and_resuming_goes_on_where_it_was(tmp_path: Path) -> None:
    """Once nothing is in flight nothing leaves any more; nobody has it twice, and everybody has it in the end."""
    async with broadcast_office(tmp_path) as office:
        people = await office.subscribers(120)
        office.starts(rate=100)
        sending = await office.begins()
        await office.until(lambda: len(office.sent()) >= 30)

        await office.changes(sending, state=OccurrenceState.PAUSED)
        await office.lands(sending)
        at_pause = len(office.sent())
        await asyncio.sleep(0.5)
        while_paused = len(office.sent())
        await office.changes(sending, state=OccurrenceState.SENDING)
        await office.ends(sending)

        assert at_pause == while_paused < 120
        assert sorted(person.user_id for person in people) == sorted(office.sent())


async def test_a_stop_ends_it_and_who_was_not_sent_it_is_not(tmp_path: Path) -> None:
    """What had arrived counts as delivered; nothing is in flight."""
    async with broadcast_office(tmp_path) as office:
        await office.subscribers(120)
        office.starts(rate=100)
        sending = await office.begins()
        await office.until(lambda: len(office.sent()) >= 30)

        await office.changes(sending, state=OccurrenceState.STOPPED)
        tally = await office.tally(sending)
        async with asyncio.timeout(30):
            while not tally.is_over:
                await asyncio.sleep(0.1)
                tally = await office.tally(sending)

        assert len(office.sent()) == tally.outcomes[Outcome.DELIVERED] < 120


async def test_a_stop_of_what_was_paused_leaves_nobody_waiting(tmp_path: Path) -> None:
    """The distributor has let go of it by then."""
    async with broadcast_office(tmp_path) as there:
        await there.subscribers(40)
        sending = await there.begins()
        there.starts(rate=30)
        await there.until(lambda: there.api.journal.count("sendMessage") > 2)
        paused = await there.changes(sending, state=OccurrenceState.PAUSED)
        await asyncio.sleep(1)
        await there.changes(paused, state=OccurrenceState.STOPPED)

        async with asyncio.timeout(30):
            while await there.waiting():  # noqa: ASYNC110 - no bell rings
                await asyncio.sleep(0.02)


async def test_an_urgent_one_overtakes_one_that_runs(tmp_path: Path) -> None:
    """What was claimed already of the other waits until the urgent one is out."""
    async with broadcast_office(tmp_path) as office:
        await office.subscribers(100)
        office.starts(rate=100)
        ordinary = await office.begins()
        await office.until(lambda: len(office.sent()) >= 20)

        urgent = await office.begins(urgent=True)
        await office.ends(urgent)

        calls = office.api.journal.calls("sendMessage")
        places = [place for place, call in enumerate(calls) if "KHẨN" in str(call.params["text"]).upper()]
        assert len(calls[places[0] : places[-1] + 1]) <= 100 + 30
        await office.ends(ordinary)


async def test_two_ordinary_ones_share_the_rate(tmp_path: Path) -> None:
    """The one that began later is not kept until the first has ended."""
    async with broadcast_office(tmp_path) as office:
        await office.subscribers(200)  # the first may be half a second ahead
        office.starts(rate=200)
        first, second = await office.begins(), await office.begins()

        await office.ends(first)
        tally = await office.outcomes(second)

        assert tally[Outcome.DELIVERED] > 30
        await office.ends(second)


async def test_a_refused_chat_is_sent_to_when_it_opens_and_holds_nobody_up(tmp_path: Path) -> None:
    """Telegram answers 429 for one chat; all others go on, and that one has it after the time that was named."""
    async with broadcast_office(tmp_path) as office:
        people = await office.subscribers(40)
        office.api.faults.next(Fault.FLOOD, chat=people[0].user_id, retry_after=1)
        office.starts()
        sending = await office.begins()

        await office.ends(sending)

        assert people[0].user_id == office.sent()[-1]
        assert {Outcome.DELIVERED: 40} == await office.outcomes(sending)


async def test_an_answer_that_is_lost_leaves_an_ordinary_one_uncertain(tmp_path: Path) -> None:
    """It may have arrived, so it is not sent again; an urgent one is, and the report says how many."""
    async with broadcast_office(tmp_path) as office:
        people = await office.subscribers(10)
        office.starts()
        for person in people[:2]:
            office.api.faults.next(Fault.LOSS, chat=person.user_id)
        ordinary = await office.begins()
        await office.ends(ordinary)
        for person in people[:2]:
            office.api.faults.next(Fault.LOSS, chat=person.user_id)
        urgent = await office.begins(urgent=True)
        await office.ends(urgent)

        assert {Outcome.DELIVERED: 8, Outcome.UNCERTAIN: 2} == await office.outcomes(ordinary)
        assert {Outcome.DELIVERED: 10} == await office.outcomes(urgent)
        assert 2 == (await office.tally(urgent)).repeated
        assert 10 + 12 == len(office.sent())


async def test_telegrams_own_faults_are_waited_out(tmp_path: Path) -> None:
    """Nine answers of 502 in a row cost time and nobody's message."""
    async with broadcast_office(tmp_path) as office:
        await office.subscribers(20)
        office.api.faults.next(Fault.ERROR, times=4, code=502)
        office.starts(rate=30)
        sending = await office.begins()

        await office.ends(sending, within=30)

        assert {Outcome.DELIVERED: 20} == await office.outcomes(sending)


async def test_a_stop_of_the_program_records_what_has_arrived(tmp_path: Path) -> None:
    """What has not gone out waits for the next start; nothing is in flight, so that nobody has it twice."""
    async with broadcast_office(tmp_path) as office:
        people = await office.subscribers(100)
        office.starts(rate=100)
        sending = await office.begins()
        await office.until(lambda: len(office.sent()) >= 30)

        await office.stops()
        found = await office.outcomes(sending)
        sent = len(office.sent())
        office.starts()
        await office.ends(sending)

        assert {Outcome.DELIVERED: sent, Outcome.WAITING: 100 - sent} == found
        assert sorted(person.user_id for person in people) == sorted(office.sent())
        assert 0 == (await office.tally(sending)).doubled


async def test_what_was_in_flight_at_a_death_is_sent_again_and_counted(tmp_path: Path) -> None:
    """Nobody is left out; those who have it twice are at most as many as were counted."""
    async with broadcast_office(tmp_path) as office:
        people = await office.subscribers(200)
        office.starts(rate=200)
        sending = await office.begins()
        await office.until(lambda: len(office.sent()) >= 60)

        await office.dies()
        office.starts()
        await office.ends(sending)

        sent = office.sent()
        assert {person.user_id for person in people} == set(sent)
        assert 0 <= len(sent) - 200 <= (await office.tally(sending)).doubled


async def test_what_was_delivered_is_edited_and_deleted(tmp_path: Path) -> None:
    """A correction reaches each copy, marked as such; a recall takes each away."""
    async with broadcast_office(tmp_path) as office:
        people = await office.subscribers(50)
        office.starts()
        sending = await office.begins()
        await office.ends(sending)

        corrected = await office.changes(sending, revision=1)
        await office.catches_up()
        assert 0 == (await office.tally(corrected)).behind
        assert all("ĐÍNH CHÍNH" in copies(person)[0].upper() for person in people)

        await office.changes(sending, recalled=True)
        await office.catches_up()

        assert [[]] * 50 == [copies(person) for person in people]


async def test_paid_ones_are_as_many_as_their_cap_pays_for(tmp_path: Path) -> None:
    """Three Stars are thirty messages; the others go at the free rate."""
    async with broadcast_office(tmp_path) as office:
        await office.subscribers(60)
        office.starts(rate=100, paid_rate=500, paid_stars=3)
        sending = await office.begins()

        await office.ends(sending)

        calls = office.api.journal.calls("sendMessage")
        assert [30, 60] == [sum("allow_paid_broadcast" in call.params for call in calls), len(calls)]


async def test_where_nothing_is_sent_nothing_is_looked_at(tmp_path: Path) -> None:
    """It sleeps until it is woken: the stores are not asked, and no connection is open."""
    async with broadcast_office(tmp_path) as office:
        await office.subscribers(3)
        office.starts()
        await asyncio.sleep(0.3)
        async with office.opened.casebook.begin(), office.opened.vault.begin():
            await asyncio.sleep(0.6)  # whoever looked now would wait here

        sending = await office.begins()
        await office.ends(sending)

        assert 3 == len(office.sent(WORDS))
