"""A warning of callers: written, approved by a second officer, on two thousand phones, each in its language, once."""

from collections import Counter

import pytest

from bot.domain.broadcasts.broadcast import OccurrenceState
from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.errors import OwnHands
from tests.stories.crowds import Crowd, crowd
from tests.stories.newsroom import ENGLISH_TITLE, TITLE, newsroom
from tests.town import Town


async def test_a_warning_in_the_evening_waits_for_the_morning(wide_place: Town) -> None:
    """Late in the evening only those without quiet hours have it; at six everybody has, once, in their language."""
    place = wide_place
    place.clock.comes_to("2026-11-27", "22:30")
    room = await newsroom(place)
    town = await crowd(place, 2000)
    draft = await room.writes()
    proposed = await room.proposes(draft)
    with pytest.raises(OwnHands):
        await room.approves(proposed, by=room.announcer)

    warning = await room.approves(proposed)
    await room.until(lambda: read(town).total() >= len(town.owls))
    await place.api.quiet(0.2, within=20)
    at_night = read(town)
    (sending,) = await room.sendings(warning)
    await place.stops()
    place.clock.comes_to("2026-11-28", "06:05")
    await place.starts()
    await room.ends(warning)
    told = await room.progress(sending.id)

    assert town.once(town.owls) == at_night
    assert OccurrenceState.SENDING is sending.state
    assert town.once(town.reachable) == read(town)
    assert {person.user_id for person in town.english} == set(town.copies(ENGLISH_TITLE))
    assert {Outcome.DELIVERED, Outcome.UNREACHABLE} == set(told.outcomes) - {Outcome.WAITING}
    assert 0 == len(await room.subscribed(town.lost))


def read(town: Crowd) -> Counter[int]:
    """Count the warnings on each phone, whatever their language."""
    return town.copies(TITLE) + town.copies(ENGLISH_TITLE)
