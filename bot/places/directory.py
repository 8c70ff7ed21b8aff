"""The directory: everything about the province that is data, read once and never changed.

Units, communes, kinds, outcomes, ready questions and the words that mean danger. It knows neither who is bound to a
unit nor what a screen looks like.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from bot.domain.deadlines import ClockCode, ClockRules, TipClock, rules_on
from bot.domain.identifiers import RuleCode
from bot.domain.kinds import GroupCode, KindGroup, Leaf, LeafCode
from bot.domain.moves import Transfers
from bot.domain.outcomes import OneTapQuestion, Outcome, OutcomeCode
from bot.domain.point import Point
from bot.domain.rules import Rule
from bot.domain.tip import Tip
from bot.domain.units import DESK, Commune, CommuneCode, Unit, UnitCode
from bot.domain.whereabouts import Whereabouts
from bot.places import danger
from bot.places.boundaries import Boundaries
from bot.places.districts import District, districts
from bot.places.in_force import BadFile, read
from bot.places.locating import whereabouts
from bot.places.neighbours import Neighbours
from bot.places.search import CommuneSearch, Found, OldName
from bot.places.unit_search import find_units, without_police

#: The directory that is shipped.
AN_GIANG = Path(__file__).with_name("an_giang.json")


class BadDirectory(BadFile):
    """The directory's file cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """A province's units, communes, kinds and outcomes, each by its code and in the order of the file."""

    #: The province's name by language.
    province: Mapping[str, str]
    #: The languages that every text has; the first is the one to fall back to.
    languages: tuple[str, ...]
    communes: Mapping[CommuneCode, Commune]
    #: The communes' own police first, then the desk, then the specialists.
    units: Mapping[UnitCode, Unit]
    #: In the order of the menu.
    kinds: Mapping[GroupCode, KindGroup]
    leaves: Mapping[LeafCode, Leaf]
    outcomes: Mapping[OutcomeCode, Outcome]
    #: Days that the contents of a tip that nobody closes are kept after its last change.
    keep_open_days: int
    #: By when tips must have been seen, taken, answered and closed: dated sets, in the order of the file.
    clock_rules: tuple[ClockRules, ...]
    questions: Mapping[str, OneTapQuestion]
    #: Names that are no longer in force, and the communes they went into.
    old_names: tuple[OldName, ...]
    danger_words: danger.DangerWords
    search: CommuneSearch
    #: The communes' outlines, where the operator has brought them.
    boundaries: Boundaries | None = None
    #: The districts that ended in 2025.
    districts: tuple[District, ...] = ()
    #: By which it is decided whose a tip is; the first that holds.
    rules: tuple[Rule, ...] = ()
    transfers: Transfers
    neighbours: Neighbours

    @property
    def desk(self) -> Unit:
        """The province's desk."""
        return self.units[DESK]

    def unit_of(self, commune: CommuneCode) -> Unit:
        """Give the police of a commune."""
        return self.units[self.communes[commune].unit]

    def rule(self, code: RuleCode | None) -> Rule | None:
        """Give a rule; None where there is no code, or none of today's rules has it."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def group_of(self, leaf: LeafCode) -> KindGroup:
        """Give the group that a leaf belongs to."""
        return self.kinds[self.leaves[leaf].group]

    def label(self, words: Mapping[str, str], language: str) -> str:
        """Give a text in a language, or in the first one where that language is unknown."""
        return words[language] if language in words else words[self.languages[0]]

    def ready_question(self, code: str | None) -> OneTapQuestion | None:
        """Give a ready question; None where there is no code, or none of today's questions has it."""
        return self.questions.get(code) if code is not None else None

    def clock_of(self, tip: Tip, *, zone: tzinfo) -> TipClock:
        """Give the clock of a tip, by the rules in force on the day on which it came in this zone.

        The rule that decided whose it is may name one; else its kind and urgency do.
        """
        rules = rules_on(self.clock_rules, tip.received.astimezone(zone).date())
        rule = self.rule(tip.rule)
        named = ClockCode(rule.clock) if rule is not None and rule.clock is not None else None
        return rules.clock(tip.group, tip.urgency, named=named)

    def extends(self, clock: ClockCode) -> bool:
        """Tell whether a clock gives a result more time where it needs it."""
        named = [rules.clocks[clock] for rules in self.clock_rules if clock in rules.clocks]
        return any(one.extension is not None for one in named)

    def find_communes(self, text: str) -> Found:
        """Find the communes that typed words may mean."""
        return self.search.find(text)

    def bounded(self, boundaries: Boundaries | None) -> "Directory":
        """Give the directory with its communes' outlines."""
        return replace(self, boundaries=boundaries)

    def find_units(self, text: str) -> tuple[Unit, ...]:
        """Find the units that an officer's words may mean, most likely first; nothing is chosen for them.

        Where the words name another unit, communes that are only spelled like them are left out.
        """
        others = find_units(text, self.units, self.kinds.values())
        found = self.find_communes(without_police(text))
        communes = [offer.commune for offer in found.offers if not (others and offer.is_similar)]
        return tuple(dict.fromkeys([*others, *(self.units[commune.unit] for commune in communes)]))

    def whereabouts(self, point: Point) -> Whereabouts:
        """Give how a place lies to the communes, and which to offer for it: a help to choose that decides nothing."""
        return whereabouts(point, self.communes.values(), self.boundaries)

    def are_neighbours(self, one: CommuneCode, other: CommuneCode) -> bool:
        """Tell whether two communes lie side by side, as far as their reference points can tell."""
        return other in self.neighbours.of(one)

    def letters(self) -> tuple[str, ...]:
        """Give the letters that communes' names begin with, in Vietnamese order."""
        return tuple(self.search.by_letter)

    def communes_by_letter(self, letter: str) -> tuple[Commune, ...]:
        """Give the communes under a letter, in Vietnamese order; none under an unknown one."""
        return self.search.by_letter.get(letter, ())

    def says_danger(self, text: str) -> bool:
        """Whether typed words say that someone may be in danger now."""
        return danger.says_danger(text, self.danger_words)


def load(path: Path | None = None) -> Directory:
    """Read a directory from its file, the shipped one if none is named.

    Raises:
        BadFile: with every fault that could be found.

    """
    return parse(read(path or AN_GIANG))


def parse(raw: bytes) -> Directory:
    """Read a directory from its file's bytes.

    Raises:
        BadDirectory: with every fault that could be found.

    """
    from bot.places.reading import contents_of  # noqa: PLC0415 pydantic takes long to import and only this needs it

    contents, faults = contents_of(raw)
    if contents is None or faults:
        raise BadDirectory(faults)
    return Directory(
        province=contents.province,
        languages=contents.languages,
        communes=contents.communes,
        units=contents.units,
        kinds=contents.kinds,
        leaves={leaf.code: leaf for group in contents.kinds.values() for leaf in group.leaves},
        outcomes=contents.outcomes,
        keep_open_days=contents.keep_open_days,
        clock_rules=contents.clock_rules,
        questions=contents.questions,
        old_names=contents.old_names,
        danger_words=contents.danger_words,
        districts=districts(contents.old_names, contents.communes),
        search=CommuneSearch(
            communes=tuple(contents.communes.values()),
            old_names=contents.old_names,
            province=contents.province[contents.languages[0]],
            elsewhere=contents.elsewhere,
        ),
        rules=contents.rules,
        transfers=contents.transfers,
        neighbours=Neighbours(contents.communes),
    )
