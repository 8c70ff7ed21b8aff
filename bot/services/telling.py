"""Telling: the form from the first word to the review, and texts that come without being asked for."""

import secrets
from dataclasses import replace

from bot.domain import tip_form
from bot.domain.conversation import Adding, Conversation, Correcting, Focus, Following, Sorting, Telling
from bot.domain.draft import Step, TipDraft
from bot.domain.errors import UnexpectedReply
from bot.domain.identifiers import TipId
from bot.domain.receipts import SEED_BYTES
from bot.domain.replies import CommuneChosen, CommunesOffered, Edited, Reply, Typed
from bot.domain.tip import Words
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from bot.services.conversing import Conversing, Visit

_STORY = 6  #: so many words where a commune was asked for are a story, not a name
_MOST_TEXTS = 40  #: of an addition; more is asked to be sent first


class Tell:
    """What a resident does until the tip is ready to be sent."""

    def __init__(self, conversing: Conversing, directory: Directory) -> None:
        self._conversing = conversing
        self._directory = directory

    async def begin(self, visit: Visit, *, commune: CommuneCode | None = None) -> Conversation:
        """Open the form; a draft that is under way is taken up again."""

        def change(focus: Focus | None) -> Focus:
            if isinstance(focus, Telling):
                draft = focus.draft
                if commune is not None and draft.commune is None:
                    draft = replace(draft, commune=commune, passed=draft.passed | {Step.COMMUNE})
                return Telling(draft=draft)
            return Telling(draft=tip_form.started(_seed(), self._directory.kinds, commune=commune))

        return await self._conversing.turn(visit, change, begins=lambda focus: not isinstance(focus, Telling))

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
                    return replace(focus, offered=candidates, unfound=not candidates, letter=None)
                case _:
                    raise UnexpectedReply

        return await self._conversing.turn(visit, change)

    async def typed(self, visit: Visit, words: Words, *, follows: bool, ended: bool = False) -> Conversation:
        """Take in a text, wherever the conversation stands; nothing of it is lost and nothing is sent.

        `follows`: answers to a tip that is still open come to this chat, so that a stray text may belong to it.
        `ended`: the thread that lies open takes nothing more, so that the text begins a tip.
        """
        danger = self._directory.says_danger(words.text)
        typed = Typed(words, danger)

        def change(focus: Focus | None) -> Focus:
            match focus:
                case Telling(draft=draft):
                    return Telling(draft=tip_form.answer(draft, self._read(draft, typed), self._directory.kinds))
                case Correcting():
                    found = self._directory.find_communes(words.text)
                    codes = tuple(commune.code for commune in found.candidates)
                    return replace(focus, offered=codes, unfound=not codes, letter=None)
                case Following(tip=tip, by_receipt=by_receipt) if not ended:
                    return Adding(tip=tip, words=(words,), by_receipt=by_receipt)
                case Adding(words=before) | Sorting(words=before):
                    if len(before) >= _MOST_TEXTS:
                        raise tip_form.TooLong
                    return replace(focus, words=(*before, words))
                case _ if follows and not danger:
                    return Sorting(words=(words,))
                case _:
                    return self._begun_with(typed)

        return await self._conversing.turn(visit, change, begins=lambda focus: focus is None or ended)

    async def edited(self, visit: Visit, words: Words) -> Conversation:
        """Take in the new wording of a text that has not been sent."""

        def change(focus: Focus | None) -> Focus | None:
            match focus:
                case Telling(draft=draft):
                    edited = Edited(words, self._directory.says_danger(words.text))
                    return Telling(draft=tip_form.answer(draft, edited, self._directory.kinds))
                case Adding(words=before) | Sorting(words=before):
                    texts = tuple(words if text.message == words.message else text for text in before)
                    return replace(focus, words=texts)
                case _:
                    return focus

        return await self._conversing.turn(visit, change)

    async def place(self, visit: Visit, tip: TipId | None) -> Conversation:
        """Say what a stray text belongs to: a tip that was sent, or (None) a new one."""

        def change(focus: Focus | None) -> Focus:
            if not isinstance(focus, Sorting):
                raise UnexpectedReply
            if tip is not None:
                return Adding(tip=tip, words=focus.words)
            told = self._begun_with(Typed(focus.words[0], says_danger=False))
            for words in focus.words[1:]:
                danger = self._directory.says_danger(words.text)
                told = Telling(draft=tip_form.answer(told.draft, Typed(words, danger), self._directory.kinds))
            return told

        return await self._conversing.turn(visit, change)

    async def cancel(self, visit: Visit) -> Conversation:
        """Ask whether a draft is to be dropped; what has nothing to lose is left at once."""

        def change(focus: Focus | None) -> Focus | None:
            match focus:
                case Telling(draft=draft) if draft.is_told or draft.group is not None:
                    return replace(focus, dropping=True)
                case _:
                    return None

        return await self._conversing.turn(visit, change)

    async def drop(self, visit: Visit) -> Conversation:
        """Drop what has not been sent."""
        return await self._conversing.turn(visit, lambda _: None)

    async def keep(self, visit: Visit) -> Conversation:
        """Go on with a draft after all."""

        def change(focus: Focus | None) -> Focus | None:
            return replace(focus, dropping=False) if isinstance(focus, Telling) else focus

        return await self._conversing.turn(visit, change)

    def _begun_with(self, typed: Typed) -> Telling:
        return Telling(draft=tip_form.started(_seed(), self._directory.kinds, first=typed))

    def _read(self, draft: TipDraft, typed: Typed) -> Reply:
        """Give a typed text as the answer that it is: at the question for the commune, a name."""
        if draft.step is not Step.COMMUNE:
            return typed
        found = self._directory.find_communes(typed.words.text)
        if found.exact is not None:
            return CommuneChosen(found.exact.code)
        if found.candidates:
            return CommunesOffered(tuple(commune.code for commune in found.candidates))
        is_story = typed.says_danger or len(typed.words.text.split()) >= _STORY
        return typed if is_story else CommunesOffered(())


def _seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)
