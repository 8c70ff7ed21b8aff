"""What the words of an address can be: names, the kinds before them, smaller parts, and what says nothing.

All ways of reading it that leave the fewest words unexplained are given; which places they mean is not decided here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.places.gazetteer import LONGEST_NAME, Gazetteer
from bot.places.names import (
    BELOW,
    FORMER,
    IDLE,
    KIND_OF,
    LONGEST_PHRASE,
    NUMBERED,
    SMALLER,
    STOP,
    Word,
    may_be,
)

MOST_WORDS: Final = 32
_MOST_READINGS: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A name in an address, with the kind that was written before it."""

    words: tuple[Word, ...]
    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading an address."""

    parts: tuple[Part, ...] = ()
    #: A name of another province stands in it.
    elsewhere: str | None = None
    #: It is said that a name of before is meant.
    is_former: bool = False
    #: It says where in the commune: a hamlet, a road, a house.
    has_spot: bool = False
    #: That is so on a weak sign.
    is_unsure: bool = False
    #: Of what is not explained, the kind that stands before it.
    kind: str = ""
    #: So many words are not explained.
    unexplained: int = 0
    #: The words of names and those not explained, in order: what a mistyped name is looked for in.
    rest: tuple[Word, ...] = ()


_END: Final = (Reading(),)


def readings(words: Sequence[Word], known: Gazetteer) -> tuple[Reading, ...]:
    """Give all ways of reading words that leave the fewest unexplained."""
    return _Reader(words, known).readings() if len(words) <= MOST_WORDS else ()


class _Reader:
    """Reads from the end, so that each rest is read once."""

    def __init__(self, words: Sequence[Word], known: Gazetteer) -> None:
        self._words = words
        self._known = known
        self._after: list[tuple[Reading, ...]] = [_END] * (len(words) + 1)

    def readings(self) -> tuple[Reading, ...]:
        for start in range(len(self._words) - 1, -1, -1):
            self._after[start] = self._from(start)
        return self._after[0]

    def _from(self, start: int) -> tuple[Reading, ...]:
        word = self._words[start]
        if word.typed == STOP:
            return self._after[start + 1]
        found = list(self._named(start, ""))
        has_name = bool(found)
        for end, phrase in self._phrases(start):
            if phrase in KIND_OF:
                found.extend(self._named(end, KIND_OF[phrase]))
            if phrase in IDLE:
                found.extend(self._after[end])
            if phrase in FORMER:
                found.extend(replace(rest, is_former=True) for rest in self._after[end])
            if phrase in SMALLER and not has_name:
                found.extend(self._smaller(phrase, end))
        if not found or min(reading.unexplained for reading in found):
            found.extend(
                replace(rest, unexplained=rest.unexplained + 1, kind=KIND_OF[phrase])
                for end, phrase in self._phrases(start)
                if phrase in KIND_OF and end < len(self._words) and self._words[end].typed != STOP
                for rest in self._after[end]
            )
            found.extend(
                replace(rest, unexplained=rest.unexplained + 1, rest=(word, *rest.rest))
                for rest in self._after[start + 1]
            )
        least = min(reading.unexplained for reading in found)
        return tuple([reading for reading in found if reading.unexplained == least][:_MOST_READINGS])

    def _phrases(self, start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(self._words)) + 1):
            yield end, tuple(word.typed for word in self._words[start:end])

    def _named(self, at: int, kind: str) -> Iterator[Reading]:
        """Read a name that stands here; its kind stood before it."""
        key = ""
        for end in range(at + 1, min(at + LONGEST_NAME, len(self._words)) + 1):
            if self._words[end - 1].typed == STOP:
                return
            key += self._words[end - 1].folded
            if key in self._known.keys:
                yield from self._as_name(key, tuple(self._words[at:end]), kind, end)

    def _as_name(self, key: str, words: tuple[Word, ...], kind: str, end: int) -> Iterator[Reading]:
        known = self._known
        is_place = (key in known.names or key in known.districts) and kind not in {"tỉnh", "quận"}
        if is_place or (key in known.provinces and kind in {"", "tỉnh"}):
            part = Part(words, key, kind)
            rest_of = words if key not in known.provinces else ()
            for rest in self._after[end]:
                yield replace(rest, parts=(part, *rest.parts), rest=(*rest_of, *rest.rest))
        if key in known.others and may_be(words, known.others[key][1]) and not (kind in BELOW and key in known.names):
            for rest in self._after[end]:
                yield replace(rest, elsewhere=known.others[key][0], rest=(*words, *rest.rest))

    def _smaller(self, phrase: tuple[str, ...], end: int) -> Iterator[Reading]:
        """Read a hamlet or a road: its number, or all words up to the next kind or the end of this part."""
        until = end
        while until < len(self._words) and self._words[until].is_number:
            until += 1
        if until > end:
            if (
                until < len(self._words)
                and len(self._words[until].typed) == 1
                and self._words[until].typed not in "xpfh"
            ):
                until += 1  # ấp 5A
            yield from (replace(rest, has_spot=True) for rest in self._after[until])
            return
        if phrase in NUMBERED:
            return
        while until < len(self._words) and self._words[until].typed != STOP and not self._is_kind(until):
            until += 1
        if until == end:
            return
        is_weak = all(Word.of(word).is_bare for word in phrase)
        for rest in self._after[until]:
            is_unsure = rest.is_unsure or (is_weak and not (rest.parts and rest.parts[0].kind))
            yield replace(rest, has_spot=True, is_unsure=is_unsure)

    def _is_kind(self, at: int) -> bool:
        return any(
            phrase in KIND_OF and next(self._named(end, KIND_OF[phrase]), None) for end, phrase in self._phrases(at)
        )
