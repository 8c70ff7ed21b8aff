"""The shape of the directory's file, as pydantic checks it. What the rows mean together is checked elsewhere."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.domain.kinds import TapMark, Urgency
from bot.domain.outcomes import AnswerForm, Confirmer
from bot.domain.rules import Area
from bot.domain.units import CommuneKind, UnitKind
from bot.places.clocks import ClockSets

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Words = dict[str, Text]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=40)]
LeafCodeText = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$", max_length=60)]
UnitCodeText = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+$", max_length=16)]
#: Typed after `/lienket` in any case; `commune` and the names of kinds mean something else where codes are named.
OwnCodeText = Annotated[str, StringConstraints(pattern=r"^(desk|[A-Z0-9]+)$", max_length=16)]
CommuneCodeText = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
KindCodeText = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)?$", max_length=60)]
HoursText = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$")]
OldKind = Literal["xã", "phường", "thị trấn"]


class Row(BaseModel):
    """A part of the file: nothing unknown in it, nothing of it in an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class About(Row):
    """Where the facts come from."""

    checked_on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
    sources: tuple[Text, ...]


class CommuneRow(Row):
    """A commune of today."""

    code: CommuneCodeText
    name: Text
    type: CommuneKind
    border: bool
    coastal: bool
    island: bool
    point: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]]
    duty_phone: Text | None = None
    fallback: UnitCodeText | None = None


#: code, name, type, district, province, code of the commune it went into, how much of it
FormerRow = tuple[CommuneCodeText, Text, OldKind, Text, Text, CommuneCodeText, Literal["full", "partial"]]
#: code, name, type, district, province, code of the commune it lies in, when it was last seen
EarlierRow = tuple[CommuneCodeText, Text, OldKind, Text, Text, CommuneCodeText, Text]


class UnitRow(Row):
    """A unit that is no commune's."""

    code: OwnCodeText
    kind: Literal[UnitKind.DESK, UnitKind.SPECIALIST]
    name: Words
    duty_phone: Text | None = None
    fallback: UnitCodeText | None = None


class TapRow(Row):
    """An answer by one press."""

    code: Code
    label: Words
    marks: frozenset[TapMark] = frozenset()


class BasisRow(Row):
    """The articles that a leaf leans on, by how well they were checked."""

    sure: tuple[Text, ...] = ()
    press: tuple[Text, ...] = ()
    verify: tuple[Text, ...] = ()


class LeafRow(Row):
    """One kind."""

    code: LeafCodeText
    label: Words
    urgency: Urgency
    raised: Urgency | None = None
    basis: BasisRow = BasisRow()


class GroupRow(Row):
    """A group of kinds."""

    code: Code
    label: Words
    urgency: Urgency
    raised: Urgency | None = None
    province_only: bool = False
    code_only_by_default: bool = False
    calls_first: bool = False
    guide: Words
    specialists: tuple[UnitCodeText, ...]
    taps: tuple[TapRow, ...]
    leaves: Annotated[tuple[LeafRow, ...], Field(min_length=1)]


class OutcomeRow(Row):
    """A way to close a tip."""

    code: Code
    label: Words
    word: Words | None
    confirmed_by: tuple[Confirmer, ...]
    reopens: bool
    keep_days: Annotated[int, Field(ge=1, le=3660)]


class QuestionRow(Row):
    """A ready message of officers."""

    code: Code
    text: Words
    taps: tuple[TapRow, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    answers: frozenset[AnswerForm] = frozenset()


class PhraseRow(Row):
    """A phrase that means danger, with its conditions."""

    say: Text
    exact: bool = False
    weak: bool = False
    alone: bool = False
    not_after: frozenset[Text] = frozenset()
    not_before: frozenset[Text] = frozenset()


class DangerRows(Row):
    """All the phrases."""

    phrases: tuple[Text | PhraseRow, ...]
    long_ago: tuple[Text, ...]


class ConditionsRow(Row):
    """When a rule of routing holds; a condition that is left out may be anything."""

    kinds: tuple[KindCodeText, ...] = ()
    communes: tuple[CommuneCodeText, ...] = ()
    areas: tuple[Area, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    concerns_official: bool | None = None
    fears_commune: bool | None = None
    hours: HoursText | None = None


class RouteRow(Row):
    """A rule of routing; ``commune`` stands for the police of the tip's own."""

    code: Code
    when: ConditionsRow = ConditionsRow()
    unit: UnitCodeText
    copies: tuple[UnitCodeText, ...] = ()
    shielded: bool = False
    clock: Code | None = None
    reason: Words


class ReasonRow(Row):
    """Why a tip is passed on or returned, chosen by one press."""

    code: Annotated[Code, StringConstraints(max_length=20)]
    label: Words


class DirectionRow(Row):
    """A way that no tip may be passed: from and to codes of units, or kinds of units."""

    from_: Annotated[tuple[Text, ...], Field(alias="from", min_length=1)]
    to: Annotated[tuple[Text, ...], Field(min_length=1)]
    reason: Words


class TransferRows(Row):
    """What is said of passing tips on."""

    reasons: tuple[ReasonRow, ...] = ()
    forbidden: tuple[DirectionRow, ...] = ()


class DirectoryFile(Row):
    """The whole file."""

    format: Literal[1]
    about: About
    province: Words
    communes: Annotated[tuple[CommuneRow, ...], Field(min_length=1)]
    former: tuple[FormerRow, ...]
    earlier: tuple[EarlierRow, ...]
    units: tuple[UnitRow, ...]
    routes: tuple[RouteRow, ...] = ()
    kinds: Annotated[tuple[GroupRow, ...], Field(min_length=1)]
    outcomes: Annotated[tuple[OutcomeRow, ...], Field(min_length=1)]
    keep_open_days: Annotated[int, Field(ge=60, le=3660)] = 365
    clocks: ClockSets
    questions: tuple[QuestionRow, ...]
    danger: DangerRows
    #: Names of provinces and towns that are not here, and are told apart from mistyped ones of here.
    elsewhere: tuple[Text, ...] = ()
    transfers: TransferRows = TransferRows()
