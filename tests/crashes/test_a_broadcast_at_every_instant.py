"""A broadcast's life, while the bot dies at each of its commits and of its calls in turn.

Nobody is left out; whoever has it twice was in flight, which is counted; each time of it begins once, and never what
nobody has approved.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.broadcasts.broadcast import OccurrenceState, Status
from bot.domain.broadcasts.schedule import Daily, Repeating
from bot.domain.broadcasts.subscription import QuietHours
from tests.crashes.ledger import Ledger
from tests.crashes.lives import Check, MortalTown, Story, at_every_instant
from tests.crashes.newsroom import Desk, album_of, approval, desk


async def holds_once(kept: Ledger, at: Desk, *, sendings: int = 1) -> None:
    """Let pass where each subscriber has it, what came twice is counted, and no time of it began twice."""
    async with kept.stores.casebook.begin() as book:
        broadcasts = await book.broadcasts.of_unit(at.unit)
        rows = [row for one in broadcasts for row in await book.occurrences.of_broadcast(one.id)]
    begun = [row for row in rows if row.begun is not None]
    async with kept.stores.vault.begin() as vault:
        tallies = [await vault.deliveries.tally(row.id, now=at.place.clock.now()) for row in begun]
    copies = at.copies()

    assert sendings == len(begun)
    assert len({row.planned for row in begun}) == len(begun)
    assert {person.user_id for person in at.people} == set(copies)
    assert copies.total() - sendings * len(at.people) <= sum(one.doubled + one.repeated for one in tallies)
    assert all(one.may_go or one.status is Status.ENDED for one in broadcasts)


async def an_album(place: MortalTown) -> Check:
    """Approve an album, which leaves in two calls, and let it go to everybody at once."""
    at = await desk(place)
    proposed = await at.proposed(album_of(place))
    await place.counts()
    at.presses(approval(proposed))
    await at.becomes("occurrences", "state = 'done'")

    async def holds(kept: Ledger) -> None:
        await holds_once(kept, at)

    return holds


async def a_daily_one(place: MortalTown) -> Check:
    """Let one go that comes again tomorrow."""
    at = await desk(place, subscribers=1)
    soon = place.clock.now() + timedelta(minutes=2)
    schedule = Repeating(pattern=Daily(), time=soon.time().replace(second=0, microsecond=0), first=soon.date())
    proposed = await at.proposed(schedule=schedule)
    at.presses(approval(proposed))
    await at.becomes("broadcasts", "status = 'approved'")
    await place.counts()
    place.clock.passes(minutes=3)
    await at.becomes("occurrences", "state = 'done'")
    await at.becomes("occurrences", "state = 'planned'")

    async def holds(kept: Ledger) -> None:
        await holds_once(kept, at)
        async with kept.stores.casebook.begin() as book:
            rows = await book.occurrences.of_broadcast(proposed.id)
        assert [OccurrenceState.DONE, OccurrenceState.PLANNED] == [row.state for row in rows]
        assert timedelta(days=1) == rows[1].planned - rows[0].planned

    return holds


async def a_recall(place: MortalTown) -> Check:
    """Take back what everybody has."""
    at = await desk(place)
    at.presses(approval(await at.proposed()))
    await at.becomes("occurrences", "state = 'done'")
    await place.counts()
    at.presses("bg:take:1:wrong")
    await at.becomes("occurrences", "recalled AND caught_up < 0")

    async def holds(kept: Ledger) -> None:
        async with kept.stores.casebook.begin() as book:
            said = [entry.action for entry in await book.audit.last(limit=20)]
        assert 0 == at.copies().total()
        assert 1 == said.count("broadcast.recalled")

    return holds


async def a_stop(place: MortalTown) -> Check:
    """End a sending before anybody's turn, since all are asleep: nobody has it, now or later."""
    at = await desk(place, quiet=QuietHours(start=0, end=23))
    place.clock.comes_to("2026-11-27", "10:00")
    at.presses(approval(await at.proposed()))
    await at.becomes("occurrences", "state = 'sending'")
    await place.counts()
    at.presses("bg:end:1")
    await at.becomes("occurrences", "state = 'stopped'")
    await at.becomes("runs", "stopped", store="vault")

    async def holds(kept: Ledger) -> None:
        assert 0 == at.copies().total()
        async with kept.stores.vault.begin() as vault:
            assert 0 == await vault.deliveries.waiting()

    return holds


@pytest.mark.parametrize("story", [a_recall, a_stop])
async def test_what_an_officer_ends_is_ended_whenever_the_bot_dies(tmp_path: Path, story: Story) -> None:
    """Every copy is gone, or nobody is sent it; and it was done once."""
    instants = await at_every_instant(tmp_path, story, is_certain=False)

    assert 5 < len(instants)


@pytest.mark.parametrize("story", [an_album, a_daily_one])
async def test_a_broadcast_reaches_everybody_whenever_the_bot_dies(tmp_path: Path, story: Story) -> None:
    """Approved once, begun once, sent to each; twice only what was in flight."""
    instants = await at_every_instant(tmp_path, story, is_certain=False)

    assert 10 < len(instants)
