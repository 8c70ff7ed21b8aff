"""What residents do: the same five exchanges with either bot, two texts and three presses.

For Tin Báo they are a whole tip: words without any command, the commune, the kind, when it was, `Gửi tin`; then
comes the receipt, and the card in the unit's group.
"""

import asyncio
import time
from dataclasses import dataclass

from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.sandbox.screen import Shown

PATIENCE = 60.0  #: seconds that anybody waits for an answer


@dataclass(frozen=True, slots=True)
class Say:
    """Type a text."""

    words: str


@dataclass(frozen=True, slots=True)
class Press:
    """Press the button with this label, under the answer before."""

    label: str


Step = Say | Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Where a tip arrives: whoever sits in the group, and words that only this tip has."""

    officer: Person
    group: Chat
    mark: str


@dataclass(slots=True, kw_only=True)
class Resident:
    """Somebody with a form before them."""

    person: Person
    steps: tuple[Step, ...]
    card: Card | None
    screen: Shown | None = None  #: the bot's last answer

    async def does(self, step: Step) -> float:
        """Do one step; give the seconds until the bot's answer was in the stand-in."""
        person, began = self.person, time.perf_counter()
        match step:
            case Say(words):
                last = person.sends(words).message_id + 1
            case Press(label):
                assert self.screen is not None
                person.presses(self.screen, label)
                last = self.screen.message_id
        # An edit that takes an older question's keyboard away is no answer: only what stands this low counts.
        self.screen = await person.waits_until(lambda shown: shown.message_id >= last, within=PATIENCE, anew=True)
        return time.perf_counter() - began

    async def finds_card(self, *, within: float = PATIENCE) -> float:
        """Give the seconds until the card of this tip is in the unit's group."""
        assert self.card is not None
        began = time.perf_counter()
        await self.card.officer.waits_for(self.card.mark, within=within, chat=self.card.group)
        return time.perf_counter() - began

    async def does_everything(self, *, with_card: bool) -> None:
        """Do the whole form, each step as soon as the one before is answered."""
        for step in self.steps:
            await self.does(step)
        if with_card and self.card is not None:
            await self.finds_card()


async def text_at_once(residents: list[Resident]) -> float:
    """Let all type their first text at the same moment; give the seconds until the last one is answered."""
    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for resident in residents:
            tasks.create_task(resident.does(resident.steps[0]))
    return time.perf_counter() - began


async def forms_at_once(residents: list[Resident], *, with_cards: bool) -> float:
    """Let all begin a form at the same moment; give the seconds until the last receipt (and card) is there."""
    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for resident in residents:
            tasks.create_task(resident.does_everything(with_card=with_cards))
    return time.perf_counter() - began
