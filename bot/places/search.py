"""From typed words to the communes they may mean, and why.

A commune is *exact* only where every word that names something is explained by it and by no other: names that several
units had, once or now, and names that are only spelled alike, give candidates. What is typed is compared and forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from bot.domain.units import Commune, CommuneCode
from bot.places.addresses import Part, Reading, readings
from bot.places.fuzzy import MOST_WORDS, Spellings
from bot.places.gazetteer import District, Gazetteer, Named, OldName
from bot.places.keyboards import undone
from bot.places.names import ABOVE, BELOW, KIND_OF, MOST_LETTERS, STOP, Word, is_spelled, key_of, may_be, words_in
from bot.places.spelling import dictionary_order, first_letter

__all__ = ["MOST_CANDIDATES", "MOST_SIMILAR", "Candidate", "CommuneSearch", "Found", "How", "OldName"]

#: So many candidates fit on a screen.
MOST_CANDIDATES: Final = 8
#: So many are asked about where a name was mistyped.
MOST_SIMILAR: Final = 3
#: So many letters at least begin a name.
_LEAST_BEGUN: Final = 2
#: With so many, nothing but a name is begun.
_SURELY_BEGUN: Final = 4


class How(StrEnum):
    """Why a commune is a candidate."""

    TODAY = "today"  #: it bears the name
    FORMER = "former"  #: a unit of the name went into it
    SPLIT = "split"  #: a part of a unit of the name went into it
    DISTRICT = "district"  #: it came from the district of the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A commune that may be meant, and why."""

    commune: Commune
    how: How
    #: The name that leads to it, as it is spelled in full: "Mỹ Hòa".
    name: str
    #: The name was typed otherwise, or only begun.
    is_similar: bool = False

    @property
    def is_by_former_name(self) -> bool:
        """Whether the name that led here is not the commune's own any more."""
        return self.how in {How.FORMER, How.SPLIT} and self.name != self.commune.short


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What typed words may mean."""

    #: The only commune that can be meant, if there is just one.
    exact: Commune | None = None
    #: Most likely first, each with why, at most `MOST_CANDIDATES`; the exact one alone, if there is one.
    offers: tuple[Candidate, ...] = ()
    #: The name of a place in another province that was named instead.
    elsewhere: str | None = None
    #: It is a name and nothing told.
    is_name: bool = False
    #: It says where in the commune, too: a hamlet, a road, a house.
    has_spot: bool = False
    #: It is nothing but a name, if one of the offers is meant.
    is_whole: bool = False

    @property
    def candidates(self) -> tuple[Commune, ...]:
        """The communes that may be meant, most likely first."""
        return tuple(offer.commune for offer in self.offers)

    @property
    def led_by(self) -> tuple[tuple[CommuneCode, str], ...]:
        """The names of before that led to candidates."""
        return tuple((offer.commune.code, offer.name) for offer in self.offers if offer.is_by_former_name)


NOTHING: Final = Found()


@dataclass(frozen=True, kw_only=True)  # no slots: the index is kept on first use
class CommuneSearch:
    """The names of all communes, of today and before, arranged on first use."""

    communes: tuple[Commune, ...]
    old_names: tuple[OldName, ...]
    province: str = ""
    elsewhere: tuple[str, ...] = ()

    @cached_property
    def by_letter(self) -> Mapping[str, tuple[Commune, ...]]:
        """The communes under their first letters, all in Vietnamese order."""
        letters: dict[str, tuple[Commune, ...]] = {}
        for commune in sorted(self.communes, key=lambda commune: dictionary_order(commune.short)):
            letter = first_letter(commune.short)
            letters[letter] = (*letters.get(letter, ()), commune)
        return letters

    def find(self, text: str) -> Found:
        """Find the communes that typed words may mean: a name, whole, begun or mistyped, or an address."""
        words = words_in(text) if len(text) <= MOST_LETTERS else ()
        read = readings(words, self._known)
        if not read or tuple(word.typed for word in words) in KIND_OF:
            return NOTHING
        if read[0].unexplained == 0 and (found := self._explained(read)) is not None:
            return found
        return self._undone(text) or self._mistyped(words, read) or self._partly(read)

    def prepare(self) -> None:
        """Arrange everything now, instead of when it is first asked for."""
        self._spellings.prepare()

    # --- Words that are mistyped ---

    def _undone(self, text: str) -> Found | None:
        """Give what is meant where a keyboard has left its own letters in the words: never more than an offer."""
        clean = undone(text)
        read = readings(words_in(clean), self._known) if clean is not None else ()
        if not read or read[0].unexplained or not (found := self._explained(read)):
            return None
        offers = tuple(replace(offer, is_similar=True) for offer in found.offers)
        return replace(found, exact=None, offers=offers[:MOST_SIMILAR]) if offers else None

    def _mistyped(self, words: Sequence[Word], read: Sequence[Reading]) -> Found | None:
        """Give the names that begin with the words, or are spelled like them; None where there are none."""
        has_spot = any(reading.has_spot for reading in read)
        ways = {(reading.rest, reading.kind): None for reading in read if 0 < len(reading.rest) <= MOST_WORDS}
        if read[0].unexplained == 0:  # taken for a hamlet or a road, or spelled with other marks than the name
            ways = {(tuple(word for word in words if word.typed != STOP), ""): None, **ways}
        if begun := [offer for rest, kind in ways for offer in self._beginning(Part(rest, key_of(rest), kind))]:
            is_name = any(len(key_of(rest)) >= _SURELY_BEGUN for rest, _ in ways)
            return _found(begun, is_name=is_name)
        similar = self._spellings.similar(ways)
        if similar.elsewhere is not None:
            return Found(elsewhere=similar.elsewhere)
        if not similar.names:
            return None
        is_name = similar.is_sure or any(kind for _, kind in ways)
        offers = _found((_candidate(named, is_similar=True) for named in similar.names), is_name=is_name).offers
        is_address, is_whole = has_spot and read[0].unexplained > 0, similar.is_near and not has_spot
        return Found(offers=offers[:MOST_SIMILAR], is_name=is_name, has_spot=is_address, is_whole=is_whole)

    # --- Words that are all explained ---

    def _explained(self, read: Sequence[Reading]) -> Found | None:
        """Give what is meant by words that are all explained; None where no name among them is spelled so."""
        here = [reading for reading in read if reading.elsewhere is None and reading.parts]
        meant = [(reading, named) for reading in here for named in self._meant(reading)]
        communes = {named.commune for _, named in meant}
        districts = [offer for reading in here for offer in self._other_districts(reading, communes)]
        if len(communes) == 1 and not districts:
            (commune,) = communes
            is_sure = any(not reading.is_unsure for reading, _ in meant)
            if is_sure and not self._is_elsewhere_too(read, meant):
                first = min((named for _, named in meant), key=lambda named: named.old is not None)
                has_spot = all(reading.has_spot for reading, _ in meant)
                return Found(exact=commune, offers=(_candidate(first),), is_name=True, has_spot=has_spot)
        offers = [*(_candidate(named) for _, named in meant), *districts]
        elsewhere = next((reading.elsewhere for reading in read if reading.elsewhere is not None), None)
        if not offers and elsewhere is not None:
            return Found(elsewhere=elsewhere, is_name=not any(reading.has_spot for reading in read))
        if not offers and not any(self._is_spelled(part) for reading in here for part in reading.parts):
            return None
        if not offers:
            offers = [offer for reading in here for part in reading.parts for offer in self._alone(part)]
        if len(here) == 1 and len(here[0].parts) == 1:
            offers.extend(self._beginning(here[0].parts[0]))
        has_spot = any(reading.has_spot for reading in here)
        return replace(_found(offers, is_name=not has_spot), has_spot=has_spot)

    def _meant(self, reading: Reading) -> Iterator[Named]:
        """Give the names that a reading means, all its parts taken together."""
        for at, part in enumerate(reading.parts):
            if part.kind not in BELOW and part.kind:
                continue
            others = {other.key for other in reading.parts[:at] + reading.parts[at + 1 :]}
            for named in _closest(part, self._known.names.get(part.key, ())):
                fits = part.kind in {"", named.kind} and others <= named.within
                if fits and not (reading.is_former and named.old is None):
                    yield named

    def _other_districts(self, reading: Reading, meant: set[Commune]) -> Iterator[Candidate]:
        """Give the communes of former districts that are named alone and hold none of the communes meant.

        Two districts were called Châu Thành, and today's xã Châu Thành lies in one of them.
        """
        parts = [part for part in reading.parts if part.key not in self._known.provinces]
        if len(parts) != 1 or parts[0].kind in BELOW or reading.is_former:
            return
        provinces = {part.key for part in reading.parts} - {parts[0].key, self._known.province_key}
        alike = [one for one in self._known.districts.get(parts[0].key, ()) if may_be(parts[0].words, one.words)]
        spelled = [one for one in alike if is_spelled(parts[0].words, one.words)]
        for district in spelled or alike:
            if parts[0].kind and parts[0].kind not in district.kinds:
                continue
            if (parts[0].kind or meant.isdisjoint(district.communes)) and provinces <= {district.province}:
                yield from _from(district)

    def _is_elsewhere_too(self, read: Sequence[Reading], meant: Sequence[tuple[Reading, Named]]) -> bool:
        """Whether a bare name of before is one of another province, too: Long An."""
        return any(reading.elsewhere is not None and not reading.parts for reading in read) and all(
            named.old is not None and len(reading.parts) == 1 for reading, named in meant
        )

    def _is_spelled(self, part: Part) -> bool:
        """Whether a name may be meant that has the part's marks, or the province is."""
        alike = (*self._known.names.get(part.key, ()), *self._known.districts.get(part.key, ()))
        return part.key in self._known.provinces or any(may_be(part.words, one.words) for one in alike)

    # --- Words that stand among others ---

    def _alone(self, part: Part) -> Iterator[Candidate]:
        """Give what a name can mean by itself, whatever stands beside it and before it."""
        named = self._known.names.get(part.key, ())
        yield from (_candidate(one) for one in _closest(part, named) or named)
        if part.kind in ABOVE or not named:
            yield from (offer for one in self._known.districts.get(part.key, ()) for offer in _from(one))

    def _beginning(self, part: Part) -> Iterator[Candidate]:
        """Give the names that begin with what was typed, those all but written out first, then today's."""
        key = part.key
        if len(key) < _LEAST_BEGUN:
            return
        begun = [
            named
            for named in self._known.all_names
            if named.key.startswith(key) and named.key != key and _begins(part, named)
        ]
        begun.sort(key=lambda named: len(named.key) - len(key) > 1)
        yield from (_candidate(named, is_similar=True) for named in begun)

    def _partly(self, read: Sequence[Reading]) -> Found:
        """Give what stands in a longer text: never more than an offer."""
        elsewhere = next((reading.elsewhere for reading in read if reading.elsewhere is not None), None)
        if elsewhere is not None:
            return Found(elsewhere=elsewhere)
        meant = [_candidate(named) for reading in read for named in self._meant(reading)]
        alone = (
            offer
            for reading in read
            for part in reading.parts
            if part.key not in self._known.provinces
            for offer in self._alone(part)
        )
        return _found(meant or alone, is_name=False)

    @cached_property
    def _known(self) -> Gazetteer:
        return Gazetteer(
            communes=self.communes, old_names=self.old_names, province=self.province, elsewhere=self.elsewhere
        )

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings(known=self._known)


def _closest(part: Part, names: Sequence[Named]) -> Sequence[Named]:
    """Of names with a part's key, give those it spells; if none, those that its bare words may stand for."""
    alike = [name for name in names if may_be(part.words, name.words)]
    if all(word.is_bare for word in part.words):
        return alike
    return [name for name in alike if is_spelled(part.words, name.words)] or alike


def _begins(part: Part, named: Named) -> bool:
    """Whether a name, whose key begins as the part's, may be what is being typed."""
    if part.kind not in {"", named.kind} or len(named.words) < len(part.words):
        return False
    *whole, last = part.words
    own = named.words[len(whole)]
    if not all(map(Word.may_be, whole, named.words)) or not own.folded.startswith(last.folded):
        return False
    return last.is_bare or Word.of(own.typed[: len(last.typed)]).spelled == last.spelled


def _candidate(named: Named, *, is_similar: bool = False) -> Candidate:
    how = How.TODAY if named.old is None else How.SPLIT if named.old.partial else How.FORMER
    return Candidate(commune=named.commune, how=how, name=named.name, is_similar=is_similar)


def _from(district: District) -> Iterator[Candidate]:
    for commune in district.communes:
        yield Candidate(commune=commune, how=How.DISTRICT, name=district.name)


def _found(offers: Iterable[Candidate], *, is_name: bool) -> Found:
    first: dict[Commune, Candidate] = {}
    for offer in offers:
        first.setdefault(offer.commune, offer)
    return Found(offers=tuple(first.values())[:MOST_CANDIDATES], is_name=is_name and bool(first))
