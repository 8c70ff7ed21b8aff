"""Every name that is known, arranged for looking up: communes of today and before, former districts, elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.domain.units import Commune, CommuneCode
from bot.places.names import ABOVE, Word, key_of, words_of_name
from bot.places.spelling import dictionary_order


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """A name of today or before, and one commune that it leads to."""

    name: str
    words: tuple[Word, ...]
    key: str
    kind: str
    commune: Commune
    #: None: it is the commune's own name today.
    old: OldName | None
    #: Keys of the places that people say it lies in.
    within: frozenset[str]
    #: Words and keys of its former districts.
    districts: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class District:
    """A former district, and the communes of today that came from it."""

    name: str
    words: tuple[Word, ...]
    #: All that it was: huyện, later thị xã.
    kinds: frozenset[str]
    province: str  #: its key
    communes: tuple[Commune, ...]


#: Names have at most so many words; their digits are more.
LONGEST_NAME: Final = 6


@dataclass(frozen=True, kw_only=True)  # no slots: what is arranged is kept on first use
class Gazetteer:
    """All names, by the key that all ways of writing one have in common."""

    communes: tuple[Commune, ...]
    old_names: tuple[OldName, ...]
    province: str
    #: Provinces and towns that are not here.
    elsewhere: tuple[str, ...]

    @cached_property
    def names(self) -> Mapping[str, Sequence[Named]]:
        """Names of communes; in each list today's first, then those that went over whole."""
        return _by_key(self.all_names)

    @cached_property
    def all_names(self) -> tuple[Named, ...]:
        """Today's names, then those of before."""
        by_commune: dict[CommuneCode, list[OldName]] = {commune.code: [] for commune in self.communes}
        for old in self.old_names:
            by_commune[old.into].append(old)
        today = [self._today(commune, by_commune[commune.code]) for commune in self.communes]
        by_code = {named.commune.code: named for named in today}
        before = [self._before(old, by_code[old.into]) for old in sorted(self.old_names, key=lambda old: old.partial)]
        return (*today, *before)

    @cached_property
    def districts(self) -> Mapping[str, Sequence[District]]:
        """Former districts; Châu Thành was two."""
        found: dict[tuple[str, str], tuple[set[str], dict[CommuneCode, None]]] = {}
        by_code = {commune.code: commune for commune in self.communes}
        for old in self.old_names:
            kind, name = parted(old.district)
            kinds, communes = found.setdefault((name, old.province), (set(), {}))
            kinds.add(kind)
            communes[old.into] = None
        districts: dict[str, list[District]] = {}
        for (name, province), (kinds, codes) in found.items():
            words = words_of_name(name)
            key = key_of(words)
            communes_there = sorted(
                (by_code[code] for code in codes),
                key=lambda commune: (commune.short != name, dictionary_order(commune.short)),
            )
            district = District(
                name=name,
                words=words,
                kinds=frozenset(kinds),
                province=key_of(words_of_name(province)),
                communes=tuple(communes_there),
            )
            districts.setdefault(key, []).append(district)
        return districts

    @cached_property
    def provinces(self) -> frozenset[str]:
        """Keys of the province and of those that it was made of."""
        return frozenset({self.province_key, *(key_of(words_of_name(old.province)) for old in self.old_names)})

    @cached_property
    def province_key(self) -> str:
        """The key of the province."""
        return key_of(words_of_name(self.province))

    @cached_property
    def others(self) -> Mapping[str, tuple[str, tuple[Word, ...]]]:
        """Names of elsewhere that are no commune's here today, as they are written and by words."""
        here = {key_of(words_of_name(commune.short)) for commune in self.communes} | self.provinces
        read = ((name, words_of_name(name)) for name in self.elsewhere)
        return {key: (name, words) for name, words in read if (key := key_of(words)) not in here}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key."""
        return frozenset({*self.names, *self.districts, *self.provinces, *self.others})

    def _today(self, commune: Commune, olds: Sequence[OldName]) -> Named:
        words = words_of_name(commune.short)
        districts = {parted(old.district)[1]: None for old in olds}
        around = {*districts, *(old.province for old in olds), *(old.name for old in olds), self.province}
        return Named(
            name=commune.short,
            words=words,
            key=key_of(words),
            kind=commune.kind.value,
            commune=commune,
            old=None,
            within=_keys(around),
            districts=tuple(words_of_name(name) for name in districts),
        )

    def _before(self, old: OldName, today: Named) -> Named:
        words = words_of_name(old.name)
        district = words_of_name(parted(old.district)[1])
        return Named(
            name=old.name,
            words=words,
            key=key_of(words),
            kind=old.kind,
            commune=today.commune,
            old=old,
            within=_keys((old.province, self.province)) | {key_of(district), today.key},
            districts=(district,),
        )


def parted(district: str) -> tuple[str, str]:
    """Part a district's name from its kind: ("huyện", "Chợ Mới")."""
    for kind in ABOVE:
        if district.lower().startswith(f"{kind} "):
            return kind, district[len(kind) + 1 :]
    return "", district


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key_of(words_of_name(name)) for name in names)


def _by_key(names: Iterable[Named]) -> Mapping[str, Sequence[Named]]:
    index: dict[str, list[Named]] = {}
    for name in names:
        index.setdefault(name.key, []).append(name)
    return index
