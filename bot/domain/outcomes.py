"""How a tip ends, what its reporter is told then, and the ready questions that an officer can send by one press.

A unit closes the *tip*, never the *case*: no outcome says that there was or was not a crime. The texts are data of the
directory; this module does not know who presses or how a word is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter
from typing import Final, NewType

from bot.domain.kinds import Tap

OutcomeCode = NewType("OutcomeCode", str)

#: How a tip ends that its reporter takes back; no officer chooses it. Every directory has it.
WITHDRAWN: Final = OutcomeCode("nguoi_bao_rut")


class Confirmer(StrEnum):
    """Who must agree before an outcome counts."""

    HEAD = "head"
    PROVINCE = "province"


class AnswerForm(StrEnum):
    """What an answer to a question may come as, besides its taps."""

    TEXT = "text"
    LOCATION = "location"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A way in which a unit closes a tip."""

    code: OutcomeCode
    #: For officers, by language.
    label: Mapping[str, str] = field(hash=False)
    #: For the reporter, by language; may hold the `blanks`. None: nothing is sent.
    word: Mapping[str, str] | None = field(hash=False)
    #: All of them must agree; empty: whoever closes it decides alone.
    confirmed_by: tuple[Confirmer, ...]
    #: The reporter may say for 30 days that it still happens.
    reopens: bool
    #: Days that the tip's contents are kept after closing.
    keep_days: int

    @property
    def blanks(self) -> tuple[str, ...]:
        """The names that the officer must fill in for the word, in order: ("office", "address") or none."""
        if self.word is None:
            return ()
        first = next(iter(self.word.values()))
        return tuple(name for _, name, _, _ in Formatter().parse(first) if name is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTapQuestion:
    """A ready message of an officer to the reporter."""

    code: str
    text: Mapping[str, str] = field(hash=False)
    taps: tuple[Tap, ...] = ()
    #: Where it asks for several things at once: the codes of the taps that answer each. Empty: one tap answers all.
    parts: tuple[frozenset[str], ...] = ()
    #: Besides the taps; empty where only a tap answers, or nothing does.
    answers: frozenset[AnswerForm] = frozenset()

    @property
    def is_statement(self) -> bool:
        """Whether no answer is wanted."""
        return not self.taps and not self.answers

    def picked(self, before: tuple[str, ...], code: str) -> tuple[str, ...]:
        """Give what is picked of the taps after this one was pressed: a part has one answer, pressed again it has none.

        They come in the order of the question; a code that it does not have changes nothing.
        """
        part = next((part for part in self.parts if code in part), frozenset[str]())
        kept = {one for one in before if one not in part}
        after = kept if code in before else kept | (part & {code})
        return tuple(tap.code for tap in self.taps if tap.code in after)
