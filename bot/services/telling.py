"""Telling: the form from the first word to the review, and texts that come without being asked for."""

import secrets
from dataclasses import replace

from bot.domain import listening, seeing, tip_form, unsent
from bot.domain.conversation import Adding, Conversation, Correcting, Focus, Telling
from bot.domain.errors import UnexpectedReply
from bot.domain.identifiers import TipId
from bot.domain.listening import Heard
from bot.domain.receipts import SEED_BYTES
from bot.domain.replies import (
    Coarsened,
    CommunesOffered,
    DangerAnswered,
    Edited,
    Kept,
    Reply,
    SceneAnswered,
    Unpinned,
)
from bot.domain.tip import Words
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from bot.services.conversing import Conversing, Visit


class Tell:
    """What a resident does until the tip is ready to be sent."""

    def __init__(self, conversing: Conversing, directory: Directory) -> None:
        self._conversing = conversing
        self._directory = directory

    async def begin(self, visit: Visit, *, commune: CommuneCode | None = None) -> Conversation:
        """Open the form; a draft that is under way is taken up again, wherever it waits."""
        current = await self._conversing.current(visit)
        known = unsent.under_way(current.focus, current.parked)

        def change(_: Focus | None) -> Focus:
            if known is None:
                return Telling(draft=tip_form.started(_seed(), self._directory.kinds, commune=commune))
            return Telling(draft=known if commune is None else tip_form.linked(known, commune, self._directory.kinds))

        return await self._conversing.turn(visit, change, begins=lambda focus: not isinstance(focus, Telling))

    async def rest(self, visit: Visit) -> Conversation:
        """Leave what only waits for words, such as a look-up: who begins anew is not held to it."""
        current = await self._conversing.current(visit)
        if listening.rested(current.focus) == current.focus:
            return current
        return await self._conversing.turn(visit, listening.rested)

    async def reply(self, visit: Visit, reply: Reply) -> Conversation:
        """Answer a question of the form by a press.

        Raises:
            StalePress: the button belongs to an older question.
            UnexpectedReply, NotReady: the press does not fit the question.

        """

        def change(focus: Focus | None) -> Focus:
            match focus, reply:
                case Telling(), _:
                    return Telling(draft=tip_form.answer(focus.draft, reply, self._directory.kinds))
                case Correcting(), CommunesOffered(candidates):
                    asked = replace(focus, offered=candidates, unfound=not candidates)
                    return replace(asked, whereabouts=None, listing=None)
                case Correcting(), Kept():
                    return listening.as_words(focus)
                case Adding(), SceneAnswered() | Coarsened() | Unpinned():
                    return seeing.placed(focus, reply)
                case Adding(says_danger=True), DangerAnswered(in_danger=False):
                    return replace(focus, denied=True)
                case _:
                    raise UnexpectedReply

        return await self._conversing.turn(visit, change)

    async def typed(self, visit: Visit, words: Words, *, follows: bool, ended: bool = False) -> Conversation:
        """Take in a text, wherever the conversation stands; nothing of it is lost and nothing is sent.

        `follows`: answers to a tip that is still open come to this chat, so that a stray text may belong to it.
        `ended`: the thread that lies open takes nothing more, so that the text begins a tip.
        """
        heard = hear(words, self._directory)

        def change(focus: Focus | None) -> Focus:
            before = None if ended else focus
            return listening.take_in(before, heard, self._directory.kinds, seed=_seed(), follows=follows)

        return await self._conversing.turn(visit, change, begins=lambda focus: focus is None or ended)

    async def edited(self, visit: Visit, words: Words) -> Conversation:
        """Take in the new wording of a text that has not been sent."""
        edited = Edited(words, self._directory.says_danger(words.text))
        return await self._conversing.turn(
            visit, lambda focus: listening.change(focus, edited, self._directory.kinds, seed=_seed())
        )

    async def place(self, visit: Visit, tip: TipId | None) -> Conversation:
        """Say what a stray text belongs to: a tip that was sent, or (None) a new one, as an addition can become too."""

        def change(focus: Focus | None) -> Focus:
            if tip is None:
                return listening.as_new_tip(focus, self._directory.kinds, seed=_seed())
            return listening.as_addition(focus, tip)

        return await self._conversing.turn(visit, change)

    async def cancel(self, visit: Visit) -> Conversation:
        """Ask whether what was written is to be dropped; what has nothing to lose is left at once."""
        return await self._conversing.turn(visit, listening.left, lets_go=True)

    async def drop(self, visit: Visit) -> Conversation:
        """Drop what has not been sent."""
        return await self._conversing.turn(visit, listening.dropped, lets_go=True)

    async def keep(self, visit: Visit) -> Conversation:
        """Go on with what was written after all."""
        return await self._conversing.turn(visit, listening.kept)


def hear(words: Words, directory: Directory) -> Heard:
    """Give a typed text with what it can mean where a commune is asked for."""
    found = directory.find_communes(words.text)
    return Heard(
        words=words,
        says_danger=directory.says_danger(words.text),
        exact=found.exact.code if found.exact is not None else None,
        candidates=tuple(commune.code for commune in found.candidates),
        led_by=found.led_by,
        elsewhere=found.elsewhere,
        named=found.is_name,
        has_spot=found.has_spot,
        is_whole=found.is_whole,
    )


def _seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)
