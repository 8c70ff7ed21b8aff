"""Reads the directory's file: its shape by pydantic, then what no shape can say, then domain data.

Only this module knows how the file is written down. It reports every fault it finds by its place and never repeats what
stands there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from bot.domain.deadlines import ClockRules
from bot.domain.kinds import Basis, Certainty, GroupCode, KindGroup, Leaf, LeafCode, Tap
from bot.domain.moves import Transfers
from bot.domain.outcomes import OneTapQuestion, Outcome, OutcomeCode
from bot.domain.point import Point
from bot.domain.rules import Rule
from bot.domain.units import Commune, CommuneCode, CommuneKind, Unit, UnitCode, UnitKind
from bot.places.checking import LANGUAGES, faults_in
from bot.places.clocks import rules_of
from bot.places.danger import DangerPhrase, DangerWords
from bot.places.in_force import BadFile, Fault
from bot.places.plain_json import plain
from bot.places.rules import faults_in_routes, rule_of
from bot.places.schema import BasisRow, CommuneRow, DirectoryFile, GroupRow, PhraseRow, TapRow
from bot.places.search import OldName
from bot.places.transfers import transfers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a sound file holds."""

    province: Mapping[str, str]
    languages: tuple[str, ...]
    communes: Mapping[CommuneCode, Commune]
    units: Mapping[UnitCode, Unit]
    kinds: Mapping[GroupCode, KindGroup]
    outcomes: Mapping[OutcomeCode, Outcome]
    keep_open_days: int
    clock_rules: tuple[ClockRules, ...]
    questions: Mapping[str, OneTapQuestion]
    old_names: tuple[OldName, ...]
    danger_words: DangerWords
    elsewhere: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    transfers: Transfers


def contents_of(raw: bytes) -> tuple[Contents | None, tuple[Fault, ...]]:
    """Give what a file holds, or nothing and its faults."""
    try:
        file = DirectoryFile.model_validate(plain(raw))
    except BadFile as bad:
        return None, bad.faults
    except ValidationError as error:
        return None, tuple((_place(fault["loc"]), fault["msg"]) for fault in error.errors(include_input=False))
    faults = faults_in(file)
    contents = _contents(file)
    in_routes = faults_in_routes(
        file.routes,
        communes=contents.communes,
        groups=contents.kinds.values(),
        units=contents.units,
        clocks=_lasting_clocks(file),
        is_sound_otherwise=not faults,
    )
    faults = (*faults, *in_routes)
    return (None, faults) if faults else (contents, ())


def _lasting_clocks(file: DirectoryFile) -> frozenset[str]:
    """Give the clocks that every set has: those that a rule can name whatever the day."""
    sets = [frozenset(clock.code for clock in one.clocks) for one in file.clocks]
    return sets[0].intersection(*sets[1:])


def _place(parts: Iterable[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".") or "file"


def _contents(file: DirectoryFile) -> Contents:
    communes = [_commune(row) for row in file.communes]
    return Contents(
        province=file.province,
        languages=LANGUAGES,
        communes={commune.code: commune for commune in communes},
        units={unit.code: unit for unit in _units(file, communes)},
        kinds={GroupCode(row.code): _group(row) for row in file.kinds},
        outcomes={
            OutcomeCode(row.code): Outcome(
                code=OutcomeCode(row.code),
                label=row.label,
                word=row.word,
                confirmed_by=row.confirmed_by,
                reopens=row.reopens,
                keep_days=row.keep_days,
            )
            for row in file.outcomes
        },
        keep_open_days=file.keep_open_days,
        clock_rules=rules_of(file.clocks),
        questions={
            row.code: OneTapQuestion(
                code=row.code,
                text=row.text,
                taps=tuple(map(_tap, row.taps)),
                parts=tuple(map(frozenset, row.parts)),
                answers=row.answers,
            )
            for row in file.questions
        },
        old_names=tuple(_old_names(file)),
        danger_words=DangerWords(
            phrases=tuple(map(_phrase, file.danger.phrases)),
            long_ago=file.danger.long_ago,
        ),
        elsewhere=file.elsewhere,
        rules=tuple(map(rule_of, file.routes)),
        transfers=transfers_of(file),
    )


def _commune(row: CommuneRow) -> Commune:
    return Commune(
        code=CommuneCode(row.code),
        name=f"{row.type} {row.name}",
        short=row.name,
        kind=row.type,
        border=row.border,
        coastal=row.coastal,
        island=row.island,
        point=Point(lat=row.point[0], lon=row.point[1]),
    )


_POLICE = {
    CommuneKind.COMMUNE: "{} Commune Police",
    CommuneKind.WARD: "{} Ward Police",
    CommuneKind.ZONE: "{} Special Zone Police",
}


def _units(file: DirectoryFile, communes: Iterable[Commune]) -> Iterable[Unit]:
    phones = {row.code: row.duty_phone for row in file.communes}
    stand_ins = {row.code: UnitCode(row.fallback) if row.fallback else None for row in file.communes}
    for commune in communes:
        yield Unit(
            code=commune.unit,
            name={"vi": f"Công an {commune.name}", "en": _POLICE[commune.kind].format(commune.short)},
            kind=UnitKind.COMMUNE,
            commune=commune.code,
            duty_phone=phones[commune.code],
            fallback=stand_ins[commune.code],
        )
    for row in file.units:
        yield Unit(
            code=UnitCode(row.code),
            name=row.name,
            kind=row.kind,
            duty_phone=row.duty_phone,
            fallback=UnitCode(row.fallback) if row.fallback else None,
        )


def _group(row: GroupRow) -> KindGroup:
    return KindGroup(
        code=GroupCode(row.code),
        label=row.label,
        urgency=row.urgency,
        raised=row.raised,
        guide=row.guide,
        taps=tuple(map(_tap, row.taps)),
        leaves=tuple(
            Leaf(
                code=LeafCode(leaf.code),
                group=GroupCode(row.code),
                label=leaf.label,
                urgency=leaf.urgency,
                raised=leaf.raised,
                basis=tuple(_basis(leaf.basis)),
            )
            for leaf in row.leaves
        ),
        specialists=tuple(UnitCode(code) for code in row.specialists),
        province_only=row.province_only,
        code_only_by_default=row.code_only_by_default,
        calls_first=row.calls_first,
    )


def _tap(row: TapRow) -> Tap:
    return Tap(code=row.code, label=row.label, marks=row.marks)


def _basis(row: BasisRow) -> Iterable[Basis]:
    laws = ((Certainty.SURE, row.sure), (Certainty.PRESS, row.press), (Certainty.VERIFY, row.verify))
    return (Basis(law=law, certainty=certainty) for certainty, names in laws for law in names)


def _old_names(file: DirectoryFile) -> Iterable[OldName]:
    for code, name, kind, district, province, into, part in file.former:
        yield OldName(
            code=code,
            name=name,
            kind=kind,
            district=district,
            province=province,
            into=CommuneCode(into),
            partial=part == "partial",
        )
    for code, name, kind, district, province, into, _seen in file.earlier:
        yield OldName(
            code=code,
            name=name,
            kind=kind,
            district=district,
            province=province,
            into=CommuneCode(into),
            partial=False,
        )


def _phrase(row: PhraseRow | str) -> DangerPhrase:
    if isinstance(row, str):
        return DangerPhrase(say=row)
    return DangerPhrase(
        say=row.say,
        exact=row.exact,
        weak=row.weak,
        alone=row.alone,
        not_after=row.not_after,
        not_before=row.not_before,
    )
