"""Forty tips come at once for one unit, whose group takes twenty messages a minute: all arrive, none too fast.

A minute passes in six seconds here, for the bot's rate budget and for the stand-in that enforces it alike.
"""

import asyncio
from pathlib import Path

import pytest

from bot.sandbox import rates
from handlers import lines
from tests.crashes.ledger import comes_to_rest, count, waiting
from tests.crashes.residents import tells, words_of
from tests.crashes.station import opens
from tests.town import town

TIPS = 40


@pytest.fixture(autouse=True)
def _fast_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time pass ten times as fast where something is allowed so often in so long."""
    monkeypatch.setattr(lines, "CHAT_INTERVAL", lines.CHAT_INTERVAL / 10)
    monkeypatch.setattr(lines, "GROUP_PERIOD", lines.GROUP_PERIOD / 10)
    monkeypatch.setattr(rates, "MINUTE", rates.MINUTE / 10)


async def test_forty_tips_reach_one_group_at_the_pace_that_it_takes(tmp_path: Path) -> None:
    """Each card stands in the group once, and Telegram never had to say that it was too much."""
    async with town(tmp_path, rate=300) as place:
        assert place.opened is not None
        station = await opens(place.api, place.opened.casebook)
        limits = place.api.faults.rates
        limits.enforced, limits.per_second, limits.overall_burst, limits.chat_burst = True, 300.0, 300.0, 50.0
        people = [place.resident(f"Lan {number}") for number in range(TIPS)]
        for person in people:
            person.world.private_chat(person.user)

        await asyncio.gather(*(tells(person, words_of(person)) for person in people))
        await comes_to_rest(place.api, place.settings)
        await place.stops()

        assert {} == waiting(place.settings)
        assert TIPS == count(place.settings, "casebook", "tips")
        assert [1] * TIPS == [len(station.cards(words_of(person))) for person in people]
        assert [] == limits.violations
