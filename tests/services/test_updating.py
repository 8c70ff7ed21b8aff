"""What a unit's group is told of a sending: what changes, seldom enough, again after a restart, a report for days."""

import pytest

from bot.domain.dispatches import BroadcastDispatch, BroadcastWord
from bot.domain.identifiers import ChatId, OccurrenceId
from storage.vault import Vault
from tests.services.office import HEAD, Office
from tests.services.sendings import Hall


@pytest.fixture
async def hall(office: Office, vault: Vault) -> Hall:
    """Open the hall; sixty people subscribe."""
    hall = Hall(office, vault)
    await hall.subscribes(60)
    return hall


async def told(hall: Hall) -> list[OccurrenceId | None]:
    """Look once, twenty seconds later; give of which sendings a group is told."""
    hall.office.clock.passes(seconds=20)
    await hall.updating.update()
    sent = await hall.office.delivers()
    return [
        one.content.occurrence
        for one in sent
        if isinstance(one.content, BroadcastDispatch) and one.content.word is BroadcastWord.PROGRESS
    ]


async def test_a_group_is_told_while_something_changes_and_not_otherwise(hall: Hall) -> None:
    """Twenty messages a minute are for tips."""
    sending = await hall.begins()

    begun = await told(hall)
    await told(hall)  # that nothing goes on is news
    still = await told(hall)
    await hall.serves(sending, 30)
    further = await told(hall)

    assert ([sending.id], [], [sending.id]) == (begun, still, further)


async def test_each_sending_has_a_message_of_its_own(hall: Hall) -> None:
    """Two of one broadcast are told of apart."""
    first = await hall.begins()
    hall.office.clock.passes(minutes=1)
    second = await hall.begins_again(await hall.broadcast(first.broadcast))

    assert [first.id, second.id] == await told(hall)


async def test_after_a_restart_what_goes_on_is_told_again_and_what_ended_long_ago_is_not(hall: Hall) -> None:
    """Nothing of it is kept but in the stores."""
    over = await hall.begins()
    await hall.serves(over, 60)
    await hall.ends(over)
    hall.office.clock.passes(hours=2)
    going = await hall.begins()
    await told(hall)

    hall.restarts()

    assert [going.id] == await told(hall)


async def test_a_report_follows_taps_now_and_then_for_three_days(hall: Hall) -> None:
    """At once when it ends, then once an hour, and only if there is something new."""
    sending = await hall.begins()
    await told(hall)
    await hall.serves(sending, 60)
    await hall.ends(sending)
    ended = await told(hall)
    async with hall.vault.begin() as session:
        for person in range(1, 31):
            await session.deliveries.find_useful(sending.id, ChatId(9_000_000 + person))

    at_once = await told(hall)
    hall.office.clock.passes(hours=1)
    later = await told(hall)
    hall.office.clock.passes(hours=1)
    nothing_new = await told(hall)
    hall.office.clock.passes(days=4)
    async with hall.vault.begin() as session:
        for person in range(31, 61):
            await session.deliveries.find_useful(sending.id, ChatId(9_000_000 + person))

    assert ([sending.id], [], [sending.id], [], []) == (ended, at_once, later, nothing_new, await told(hall))


async def test_a_question_is_left_alone_for_a_minute(hall: Hall) -> None:
    """Whoever is asked whether to stop can read that."""
    sending = await hall.begins()
    hall.updating.hold(sending.id)

    held = [await told(hall), await told(hall)]
    hall.office.clock.passes(seconds=30)

    assert ([[], []], [sending.id]) == (held, await told(hall))


async def test_a_pause_is_told(hall: Hall) -> None:
    """Whoever did it from a private chat is not the only one who sees it."""
    sending = await hall.begins()
    await told(hall)

    await hall.conducting.pause(hall.office.act(HEAD, chat=ChatId(HEAD.user)), occurrence=sending.id)

    assert [sending.id] == await told(hall)
