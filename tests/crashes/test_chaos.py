"""The real process is killed with SIGKILL at random, again and again, while many residents tell something at once.

These tests take half a minute. What they do at random hangs on a seed, which a failure shows.
"""

import asyncio
import random
from pathlib import Path

import pytest

from bot.domain.conversation import Telling
from tests.crashes.ledger import count, ledger, receipts_shown, waiting
from tests.crashes.process import Machine, machine
from tests.crashes.residents import receipt_in, sees, tells, words_of

RESIDENTS = 200
WITHIN = 90.0


async def killed_at(there: Machine, moments: list[int]) -> None:
    """Kill the bot whenever it has made so many calls, and start it again."""
    for moment in moments:
        await there.calls(moment)
        await there.is_killed()
        await there.starts()


@pytest.mark.parametrize("seed", [20261123])
async def test_two_hundred_tips_survive_eight_kills(tmp_path: Path, seed: int) -> None:
    """Each tip is there once, as it was told, and its receipt is on its reporter's screen alone."""
    moments = sorted(random.Random(seed).sample(range(50, 1500), 8))  # noqa: S311 - to be repeated, not a secret
    async with machine(tmp_path) as there:
        people = there.residents(RESIDENTS)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(killed_at(there, moments))
            told = [tasks.create_task(tells(person, words_of(person), within=WITHIN)) for person in people]
        code = await there.stops()

        assert 0 == code
        assert {} == waiting(there.settings)
        assert RESIDENTS == count(there.settings, "casebook", "tips")
        assert RESIDENTS == count(there.settings, "casebook", "dispatches")  # a card each, until the desk has a group
        async with ledger(there.settings) as kept:
            for person, task in zip(people, told, strict=True):
                receipt = receipt_in(task.result())
                tip = await kept.tip(receipt)
                assert tip is not None
                assert (words_of(person),) == tip.account.texts
                assert {receipt} == receipts_shown(person)


async def test_two_hundred_texts_at_once_survive_a_kill_in_their_middle(tmp_path: Path) -> None:
    """Each text is in its writer's draft once, and everybody is asked the next question."""
    async with machine(tmp_path) as there:
        people = there.residents(RESIDENTS)
        before = len(there.api.journal.calls())

        for person in people:
            person.sends(words_of(person))
        await there.calls(before + RESIDENTS // 2)
        await there.is_killed()
        await there.starts()
        await asyncio.gather(*(sees(person, "xã, phường nào", within=WITHIN) for person in people))
        code = await there.stops()

        assert 0 == code
        assert {} == waiting(there.settings)
        async with ledger(there.settings) as kept, kept.stores.vault.begin() as session:
            focuses = [conversation.focus for conversation in await session.conversations.every()]
        drafts = [focus.draft for focus in focuses if isinstance(focus, Telling)]
        assert sorted((words_of(person),) for person in people) == sorted(
            tuple(words.text for words in draft.words) for draft in drafts
        )
