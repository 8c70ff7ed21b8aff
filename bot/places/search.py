"""From a typed name to the communes it may mean.

A commune is *exact* only where nothing else can be meant: a name that several units had, once or now, only gives
candidates. What is typed is compared and forgotten.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.units import Commune, CommuneCode
from bot.places.spelling import BREAK, dictionary_order, first_letter, folded, spelled, words_of

#: So many candidates fit on a screen.
MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OldName:
    """A name that was in force once, and a commune of today that its area went into."""

    #: The code of its time; may be another commune's today.
    code: str
    name: str
    #: xã, phường or thị trấn.
    kind: str
    #: With its kind: "Huyện Chợ Mới".
    district: str
    province: str
    into: CommuneCode
    #: Only a part of it went there.
    partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What typed words may mean."""

    #: The only commune that can be meant, if there is just one.
    exact: Commune | None
    #: Most likely first, at most `MOST_CANDIDATES`; the exact one alone, if there is one.
    candidates: tuple[Commune, ...]


@dataclass(frozen=True, kw_only=True)  # no slots: the index is kept on first use
class CommuneSearch:
    """The names of all communes, of today and before, arranged on first use."""

    communes: tuple[Commune, ...]
    old_names: tuple[OldName, ...]

    @cached_property
    def by_letter(self) -> Mapping[str, tuple[Commune, ...]]:
        """The communes under their first letters, all in Vietnamese order."""
        letters: dict[str, tuple[Commune, ...]] = {}
        for commune in sorted(self.communes, key=lambda commune: dictionary_order(commune.short)):
            letter = first_letter(commune.short)
            letters[letter] = (*letters.get(letter, ()), commune)
        return letters

    def find(self, text: str) -> Found:
        """Find the communes that a typed name may mean, whole or begun."""
        query = _Query.of(text)
        if query.kind in _DISTRICTS:
            return _found(None, self._districts.get(query.key, []))
        named = self._names.get(query.key, [])
        meant = [name for name in query.closest(named) if query.kind in ("", name.kind)]
        elsewhere = self._elsewhere(query, meant)
        if len({name.commune for name in meant}) == 1 and not elsewhere:
            return _found(meant[0].commune, ())
        return _found(None, [*(meant or named), *elsewhere, *self._begun(query)])

    def _elsewhere(self, query: "_Query", meant: "Sequence[_Name]") -> "list[_Name]":
        """Give the communes of former districts of the query's name that have none of the communes meant.

        Two districts were called Châu Thành, and today's xã Châu Thành lies in one of them.
        """
        if query.kind:
            return []
        alike = query.closest(self._districts.get(query.key, []))
        here = {name.district for name in alike for other in meant if name.commune == other.commune}
        return [name for name in alike if name.district not in here]

    def _begun(self, query: "_Query") -> "Iterator[_Name]":
        """Give the names that begin with the query, today's first."""
        if not query.words:
            return
        for key, names in self._names.items():
            if key.startswith(query.key):
                yield from (name for name in names if query.begins(name))

    @cached_property
    def _names(self) -> "Mapping[str, list[_Name]]":
        """Names of communes by their key; in each list today's first, then those that went over whole."""
        today = [_Name.of(commune.short, kind=commune.kind, commune=commune) for commune in self.communes]
        before = [
            _Name.of(old.name, kind=old.kind, commune=self._by_code[old.into])
            for old in sorted(self.old_names, key=lambda old: old.partial)
        ]
        return _by_key([*today, *before])

    @cached_property
    def _districts(self) -> "Mapping[str, list[_Name]]":
        """Communes by the key of the district that they came from; the one that bears its name first."""
        names: list[_Name] = []
        for kind, name, province, into in {(*_parted(old.district), old.province, old.into) for old in self.old_names}:
            names.append(_Name.of(name, kind=kind, commune=self._by_code[into], district=f"{kind} {name}, {province}"))
        names.sort(key=lambda name: (name.words != _words(name.commune.short), dictionary_order(name.commune.short)))
        return _by_key(names)

    @cached_property
    def _by_code(self) -> Mapping[CommuneCode, Commune]:
        return {commune.code: commune for commune in self.communes}


#: How people write what stands before a name: in full, without marks, and short.
_KINDS = (
    ("thị trấn", ("thị trấn", "thi tran", "tt")),
    ("thị xã", ("thị xã", "thi xa", "tx")),
    ("thành phố", ("thành phố", "thanh pho", "tp")),
    ("đặc khu", ("đặc khu", "dac khu", "đk", "dk")),
    ("phường", ("phường", "phuong", "p")),
    ("huyện", ("huyện", "huyen", "h")),
    ("xã", ("xã", "xa", "x")),
)
_DISTRICTS = frozenset({"huyện", "thị xã", "thành phố"})
_BEFORE = ("công an", "cong an")
_AFTER = (
    "tỉnh an giang",
    "tinh an giang",
    "an giang",
    "tỉnh kiên giang",
    "tinh kien giang",
    "kiên giang",
    "kien giang",
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name in the ways it is compared."""

    typed: str
    spelled: str
    folded: str

    @classmethod
    def of(cls, word: str) -> "_Word":
        return cls(word, _with_i(spelled(word)), _with_i(folded(word)))

    @property
    def is_bare(self) -> bool:
        """Whether it was typed without marks, and so may stand for any that folds to it."""
        return self.typed == folded(self.typed)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of today or before, and the commune that it leads to."""

    words: tuple[_Word, ...]
    key: str
    kind: str
    commune: Commune
    district: str

    @classmethod
    def of(cls, name: str, *, kind: str, commune: Commune, district: str = "") -> "_Name":
        words = _words(name)
        return cls(words, _key(words), kind, commune, district)


@dataclass(frozen=True, slots=True)
class _Query:
    """Typed words without what stands around a name."""

    words: tuple[_Word, ...]
    key: str
    kind: str

    @classmethod
    def of(cls, text: str) -> "_Query":
        kind, name = _parted(text)
        words = _words(name)
        return cls(words, _key(words), kind)

    def closest(self, names: "Sequence[_Name]") -> "list[_Name]":
        """Of names with the query's key, give those it spells; if none, those that its bare words may stand for."""
        alike = [name for name in names if all(map(_may_be, self.words, name.words))]
        if all(word.is_bare for word in self.words):
            return alike
        return [name for name in alike if _spelling(name.words) == _spelling(self.words)] or alike

    def begins(self, name: _Name) -> bool:
        """Whether a name, whose key begins as the query's, may be what is being typed."""
        *whole, last = self.words
        if len(name.words) < len(self.words) or self.kind not in ("", name.kind):
            return False
        begun = name.words[len(whole)].typed[: len(last.typed)]
        return all(map(_may_be, whole, name.words)) and (last.is_bare or spelled(begun) == spelled(last.typed))


def _may_be(typed: _Word, own: _Word) -> bool:
    return typed.folded == own.folded and (typed.is_bare or typed.spelled == own.spelled)


def _parted(text: str) -> tuple[str, str]:
    """Part a name from its kind: ("phường", "long xuyên"); the kind is "" where none was written."""
    words = " ".join(word for word in words_of(text) if word != BREAK)
    for before in _BEFORE:
        words = words.removeprefix(f"{before} ")
    for after in _AFTER:
        words = words.removesuffix(f" {after}")
    for kind, ways in _KINDS:
        for way in ways:
            if words.startswith(f"{way} "):
                return kind, words.removeprefix(f"{way} ")
    return "", words


def _words(name: str) -> tuple[_Word, ...]:
    return tuple(_Word.of(word) for word in words_of(name) if word != BREAK)


def _key(words: Sequence[_Word]) -> str:
    return " ".join(word.folded for word in words)


def _spelling(words: Sequence[_Word]) -> tuple[str, ...]:
    return tuple(word.spelled for word in words)


_FINAL_Y = re.compile(r"(?:(?<=qu)|(?<![aăâeêoôơuư]))y(?=\W?$)")


def _with_i(word: str) -> str:
    """Write i for a y that sounds the same: Mỹ and Mĩ, Quý and Quí; not in Tây or Tuy."""
    return _FINAL_Y.sub("i", word)


def _by_key(names: Iterable[_Name]) -> Mapping[str, list[_Name]]:
    index: dict[str, list[_Name]] = {}
    for name in names:
        index.setdefault(name.key, []).append(name)
    return index


def _found(exact: Commune | None, names: Iterable[_Name]) -> Found:
    if exact is not None:
        return Found(exact=exact, candidates=(exact,))
    communes = dict.fromkeys(name.commune for name in names)
    return Found(exact=None, candidates=tuple(communes)[:MOST_CANDIDATES])
