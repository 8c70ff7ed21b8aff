"""One run of one bot: started on nothing, prepared, started again, talked with by one and by many, stopped.

The stand-in and the residents live in this process, the bot in one of its own; both bots pay the stand-in alike.
"""

import asyncio
import random
import tempfile
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.contestants import TELEGRAMS, TOKEN, Contestant, TinBao
from benchmarks.figures import Figure, Run, percentiles
from benchmarks.living import Living, living
from benchmarks.people import Press, Resident, forms_at_once, text_at_once
from bot.sandbox.bot_api import BotApiServer

MANY: Final = 300  #: residents at once
ALONE: Final = 60  #: residents one after another
_WARM_UP: Final = 12
_SETTLED: Final = 6.0  #: seconds after the start at which memory counts as idle: all that is loaded later is there
_CARD_PATIENCE: Final = 3.0

Enter = Callable[[BotApiServer, Path], Contestant]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited:
    """300 residents at once, as Telegram's own limits see it."""

    seconds: float
    #: Messages sent beyond the published limits, which the real Telegram would have refused.
    too_many: int


async def run(enter: Enter) -> Run:
    """Measure one bot once."""
    async with _entered(enter) as (api, bot, folder):
        figures: dict[Figure, float] = {}
        async with living(api, bot.module, bot.environment, folder) as life:
            figures[Figure.START_FRESH] = life.started_in
        await bot.prepare()
        async with living(api, bot.module, bot.environment, folder) as life:
            figures[Figure.START_AGAIN] = life.started_in
            await asyncio.sleep(_SETTLED)
            figures[Figure.MEMORY_IDLE] = life.memory()
            with_cards = await _warmed_up(api, bot)
            figures |= await _one_by_one(api, bot, life, with_cards=with_cards)
            figures |= await _many(api, bot, life, with_cards=with_cards)
            figures[Figure.MEMORY_AFTER] = life.memory()
        return figures


async def limited(enter: Enter) -> Limited:
    """Let 300 residents come at once and count what is beyond Telegram's limits, which are watched, not enforced."""
    async with _entered(enter) as (api, bot, folder), living(api, bot.module, bot.environment, folder):
        seconds = await text_at_once([bot.resident() for _ in range(MANY)])
        await api.quiet(within=60)
        return Limited(seconds=seconds, too_many=len(api.faults.rates.violations))


def under_telegrams_limits(api: BotApiServer, folder: Path) -> TinBao:
    """Give Tin Báo with the rate budget that it has by default."""
    return TinBao(api, folder, rate=TELEGRAMS)


@asynccontextmanager
async def _entered(enter: Enter) -> AsyncGenerator[tuple[BotApiServer, Contestant, Path]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        async with BotApiServer(token=TOKEN) as api:
            yield api, enter(api, Path(name)), Path(name)


async def _warmed_up(api: BotApiServer, bot: Contestant) -> bool:
    """Let a few residents through unmeasured; tell whether cards come."""
    residents = [bot.resident() for _ in range(_WARM_UP)]
    await forms_at_once(residents, with_cards=False)
    last = residents[-1]
    try:
        found = last.card is not None and await last.finds_card(within=_CARD_PATIENCE) >= 0
    except AssertionError:
        found = False
    await api.quiet()
    return found


async def _one_by_one(api: BotApiServer, bot: Contestant, life: Living, *, with_cards: bool) -> Run:
    """Let one resident at a time do one step, so that nobody waits for anybody, nor for a chat's own limit."""
    residents = [bot.resident() for _ in range(ALONE)]
    texts: list[float] = []
    presses: list[float] = []
    receipts: list[float] = []
    cards: list[float] = []
    before = life.cpu()
    for number, step in enumerate(residents[0].steps):
        is_last = number == len(residents[0].steps) - 1
        for resident in residents:
            await asyncio.sleep(random.uniform(0.005, 0.025))  # noqa: S311 - a pause, so that nothing falls into step
            if is_last and resident.card is not None:
                receipt, card = await _sent(resident, with_card=with_cards)
                receipts.append(receipt)
                cards.extend(card)
            else:
                seconds = await resident.does(resident.steps[number])
                (presses if isinstance(step, Press) else texts).append(seconds)
    await api.quiet()
    cpu = (life.cpu() - before) * 1000 / ALONE
    figures = {Figure.CPU_FORM: cpu, Figure.CPU_EXCHANGE: cpu / len(residents[0].steps)}
    for p50, p95, seconds in (
        (Figure.TEXT_P50, Figure.TEXT_P95, texts),
        (Figure.PRESS_P50, Figure.PRESS_P95, presses),
        (Figure.RECEIPT_P50, Figure.RECEIPT_P95, receipts),
        (Figure.CARD_P50, Figure.CARD_P95, cards),
    ):
        if seconds:
            figures[p50], figures[p95] = percentiles(seconds)
    return figures


async def _sent(resident: Resident, *, with_card: bool) -> tuple[float, list[float]]:
    """Do the last step; give the seconds to the receipt and to the card."""
    async with asyncio.TaskGroup() as tasks:
        receipt = tasks.create_task(resident.does(resident.steps[-1]))
        cards = [tasks.create_task(resident.finds_card())] if with_card else []
    return receipt.result(), [card.result() for card in cards]


async def _many(api: BotApiServer, bot: Contestant, life: Living, *, with_cards: bool) -> Run:
    """Let 300 come at once with a text, and 300 others with a whole form."""
    texts = await text_at_once([bot.resident() for _ in range(MANY)])
    await api.quiet(within=60)
    before = life.cpu()
    forms = await forms_at_once([bot.resident() for _ in range(MANY)], with_cards=with_cards)
    await api.quiet(within=60)
    return {
        Figure.TEXTS_AT_ONCE: texts,
        Figure.FORMS_AT_ONCE: forms,
        Figure.CPU_FORM_AT_ONCE: (life.cpu() - before) * 1000 / MANY,
    }
