"""Names that are spelled like a mistyped one. They are only ever offered: a score is not a decision."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.places.gazetteer import Gazetteer, Named
from bot.places.names import FULL_KINDS, Word, key_of, words_of_name

#: So many typos are forgiven; where less than this many letters were typed, one.
MOST_TYPOS: Final = 2
_SHORT: Final = 4
#: A name of elsewhere that is mistyped must be longer.
_SURE: Final = 5
#: A text is surely meant for a name that has so many letters, and at most one typo in them, marked or not.
_SURELY: Final = 8
_MOST_TYPOS_IF_SURE: Final = 2
_LOOKED_AT: Final = 16
#: So many words are no name any more, whatever they are like.
MOST_WORDS: Final = 9
#: A name that is so much farther than the nearest is not asked about.
_BEHIND: Final = 2
#: The least letters of a name with its district.
_LONG: Final = 9


@dataclass(frozen=True, slots=True)
class Alike:
    """A name that is spelled alike, the less the farther."""

    named: Named
    rank: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Names that are spelled alike, the nearest first, or the name of another province that is nearer."""

    names: tuple[Named, ...] = ()
    elsewhere: str | None = None
    #: The nearest is so near that hardly anything but a name can be meant.
    is_sure: bool = False
    #: The nearest is one slip away: a name is meant, if that is the one.
    is_near: bool = False


@dataclass(frozen=True, kw_only=True)  # no slots: what is arranged is kept on first use
class Spellings:
    """All names, alone and with their former districts, as they are compared with what was typed."""

    known: Gazetteer

    def similar(self, ways: Iterable[tuple[tuple[Word, ...], str]]) -> Similar:
        """Give the names that are spelled like typed words; each way of reading them has the kind before them."""
        best: dict[Named, tuple[float, ...]] = {}
        nearest_elsewhere: tuple[float, str] | None = None
        for typed, malus, kind in _variants(ways):
            letters = key_of(typed)
            most = (MOST_TYPOS if len(letters) > _SHORT else 1) - malus
            if most < 0:
                continue
            for key, distance in self._near(letters, most):
                for own, target in self._targets.get(key, ()):
                    rank = self._rank(typed, own, target, distance + malus, kind)
                    if own not in best or rank < best[own]:
                        best[own] = rank
                if key in self.known.others and distance + malus <= 1 and len(key) > _SURE:
                    near = (distance + malus, self.known.others[key][0])
                    nearest_elsewhere = min(near, nearest_elsewhere or near)
        ordered = sorted(best, key=best.__getitem__)
        ordered = [named for named in ordered if best[named][0] <= best[ordered[0]][0] + _BEHIND]
        if nearest_elsewhere is not None and (
            not ordered or min(rank[1] for rank in best.values()) > nearest_elsewhere[0]
        ):
            return Similar(elsewhere=nearest_elsewhere[1])
        is_sure = bool(ordered) and len(ordered[0].key) >= _SURELY and best[ordered[0]][0] <= _MOST_TYPOS_IF_SURE
        is_near = bool(ordered) and best[ordered[0]][1] <= 1
        return Similar(names=tuple(ordered), is_sure=is_sure, is_near=is_near)

    def prepare(self) -> None:
        """Arrange everything now, instead of when it is first asked for."""
        self.similar([(words_of_name(name), "") for name in ("a b", "a b c d e f")])
        _ = self.known.keys, self._short, self._long

    def _near(self, letters: str, most: int) -> Iterable[tuple[str, int]]:
        choices = self._long if len(letters) >= _LONG else self._short
        found = self._extract(letters, choices, scorer=self._distance, score_cutoff=most, limit=_LOOKED_AT)
        return ((key, distance) for key, distance, _ in found)

    def _rank(
        self, typed: Sequence[Word], own: Named, target: tuple[Word, ...], distance: float, kind: str
    ) -> tuple[float, ...]:
        """Give how far a name is: by its marks where they were typed, by its words, by its kind, and by its age."""
        if len(typed) == len(target):
            spelled = " ".join(
                word.folded if mine.is_bare else word.typed for mine, word in zip(typed, target, strict=True)
            )
        elif all(mine.is_bare for mine in typed):
            spelled = " ".join(word.folded for word in target)
        else:
            spelled = " ".join(word.typed for word in target)
        said = " ".join(word.folded if word.is_bare else word.typed for word in typed)
        marked = self._distance(said, spelled)
        misfit = 0.0 if kind in {"", own.kind} else 0.4
        return distance + marked + misfit, distance, marked, float(own.old is not None)

    @cached_property
    def _targets(self) -> dict[str, list[tuple[Named, tuple[Word, ...]]]]:
        targets: dict[str, list[tuple[Named, tuple[Word, ...]]]] = {}
        for named in self.known.all_names:
            targets.setdefault(named.key, []).append((named, named.words))
            for district in named.districts:
                if key_of(district) != named.key:
                    targets.setdefault(named.key + key_of(district), []).append((named, (*named.words, *district)))
        return targets

    @cached_property
    def _short(self) -> list[str]:
        return sorted({*self.known.names, *self.known.others})  # in one order, so that every process answers alike

    @cached_property
    def _long(self) -> list[str]:
        return [key for key in sorted({*self._targets, *self.known.others}) if len(key) >= _LONG - MOST_TYPOS]

    @cached_property
    def _distance(self) -> Callable[..., int]:
        from rapidfuzz.distance import OSA  # noqa: PLC0415 only what is mistyped needs it

        return OSA.distance

    @cached_property
    def _extract(self) -> Callable[..., list[tuple[str, int, int]]]:
        from rapidfuzz import process  # noqa: PLC0415 as above

        return process.extract


def _variants(ways: Iterable[tuple[tuple[Word, ...], str]]) -> Iterator[tuple[tuple[Word, ...], int, str]]:
    """Give each way of reading words, and the same without a mistyped kind before them."""
    for words, kind in ways:
        yield words, 0, kind
        for length in (1, 2):
            before, rest = key_of(words[:length]), words[length:]
            if not kind and len(rest) > 1 and any(_is_near(before, full) for full in FULL_KINDS):
                yield rest, 1, kind


def _is_near(typed: str, kind: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 as above

    return OSA.distance(typed, kind, score_cutoff=1) <= 1
