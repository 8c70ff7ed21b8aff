"""The road to Telegram is bad while residents tell something: errors, lost answers, floods. Nothing is lost.

Ten percent of all calls meet an error of Telegram's, five percent are done but their answer is lost, polls included.
This test takes a quarter of a minute: what fails is tried again after a second or more.
"""

import asyncio
from pathlib import Path

from bot.sandbox.actors import Person
from bot.sandbox.faults import Fault
from tests.crashes.ledger import comes_to_rest, count, ledger, receipts_shown, waiting
from tests.crashes.residents import receipt_in, tells, words_of
from tests.town import Town, town

RESIDENTS = 100
WITHIN = 120.0


async def floods(place: Town, *, times: int, every: int) -> None:
    """Let Telegram refuse everything for a second whenever the bot has made so many calls more."""
    journal = place.api.journal
    for number in range(1, times + 1):
        while len(journal.calls()) < number * every:
            await journal.bell.next_ring()
        place.api.floods(1.0)


async def tells_in_bad_weather(person: Person) -> str:
    """Tell a tip; give its receipt."""
    return receipt_in(await tells(person, words_of(person), within=WITHIN))


async def test_a_hundred_tips_come_through_bad_weather(tmp_path: Path) -> None:
    """Each tip is there once, each receipt is shown to its reporter, and nobody is told that their press was old."""
    async with town(tmp_path, rate=1000) as place:
        people = [place.resident(f"Lan {number}") for number in range(RESIDENTS)]
        for person in people:
            person.world.private_chat(person.user)
        faults = place.api.faults
        faults.error_share, faults.loss_share = 0.10, 0.05

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(floods(place, times=3, every=200))
            told = [tasks.create_task(tells_in_bad_weather(person)) for person in people]
        faults.calm()
        await comes_to_rest(place.api, place.settings)
        await place.stops()

        assert min(faults.struck[fault] for fault in (Fault.ERROR, Fault.LOSS, Fault.FLOOD)) > 0
        assert {} == waiting(place.settings)
        assert [] == [press.answer for press in place.api.world.presses.values() if press.answer and press.answer.text]
        assert RESIDENTS == count(place.settings, "casebook", "tips")
        async with ledger(place.settings) as kept:
            for person, task in zip(people, told, strict=True):
                tip = await kept.tip(task.result())
                assert tip is not None
                assert (words_of(person),) == tip.account.texts
                assert {task.result()} == receipts_shown(person)
