"""The `clocks` section of the directory's file: its shape, what the shape cannot say, and the rules that it means.

Dated sets: the one in force on the day on which a tip came counts for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.domain.deadlines import ClockCode, ClockRules, Measure, Milestone, Term, TipClock
from bot.domain.kinds import GroupCode, Urgency
from bot.places.in_force import Fault

_Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=40)]
_Amount = Annotated[int, Field(ge=1, le=10_000)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class TermRow(_Row):
    """A term in exactly one measure."""

    minutes: _Amount | None = None
    hours: _Amount | None = None
    working_days: _Amount | None = None
    days: _Amount | None = None
    months: _Amount | None = None

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if len(self.model_fields_set) != 1 or None in self.model_dump(exclude_unset=True).values():
            raise ValueError("is in exactly one of minutes, hours, working_days, days and months")
        return self

    @property
    def term(self) -> Term:
        """The term."""
        ((measure, amount),) = self.model_dump(exclude_unset=True).items()
        return Term(amount, Measure(measure))


class ClockRow(_Row):
    """A clock."""

    code: _Code
    seen: TermRow
    acknowledged: TermRow
    answered: TermRow
    result: TermRow
    climb: TermRow
    extension: TermRow | None = None


class ClockSetRow(_Row):
    """The clocks that hold for tips that came from a day on."""

    since: date
    confirmed: bool
    clocks: Annotated[tuple[ClockRow, ...], Field(min_length=1)]
    urgencies: Mapping[Urgency, _Code]
    kinds: Mapping[_Code, Mapping[Urgency, _Code]] = {}


ClockSets = Annotated[tuple[ClockSetRow, ...], Field(min_length=1)]
_ORDER: Final = tuple(Milestone)


def faults_of(sets: Iterable[ClockSetRow], kinds: frozenset[str]) -> Iterator[Fault]:
    """Give everything that is wrong in sets of the right shape; `kinds`: the codes of the file's groups."""
    seen: set[date] = set()
    for n, row in enumerate(sets):
        where = f"clocks[{n}]"
        if row.since in seen:
            yield f"{where}.since", "is used twice"
        seen.add(row.since)
        codes = [clock.code for clock in row.clocks]
        yield from ((f"{where}.clocks[{m}].code", "is used twice") for m, c in enumerate(codes) if c in codes[:m])
        for m, clock in enumerate(row.clocks):
            yield from _out_of_order(f"{where}.clocks[{m}]", clock)
        yield from _astray(where, row, frozenset(codes), kinds)
        yield from _sleeping(where, row)


def rules_of(sets: Iterable[ClockSetRow]) -> tuple[ClockRules, ...]:
    """Give the rules that sound sets mean."""
    return tuple(
        ClockRules(
            since=row.since,
            is_confirmed=row.confirmed,
            clocks={ClockCode(clock.code): _clock(clock) for clock in row.clocks},
            urgencies={urgency: ClockCode(code) for urgency, code in row.urgencies.items()},
            kinds={
                GroupCode(kind): {urgency: ClockCode(code) for urgency, code in named.items()}
                for kind, named in row.kinds.items()
            },
        )
        for row in sets
    )


def _clock(row: ClockRow) -> TipClock:
    return TipClock(
        code=ClockCode(row.code),
        terms=_terms(row),
        climb=row.climb.term,
        extension=row.extension.term if row.extension is not None else None,
    )


def _terms(row: ClockRow) -> Mapping[Milestone, Term]:
    return {
        Milestone.SEEN: row.seen.term,
        Milestone.ACKNOWLEDGED: row.acknowledged.term,
        Milestone.ANSWERED: row.answered.term,
        Milestone.RESULT: row.result.term,
    }


def _out_of_order(where: str, row: ClockRow) -> Iterator[Fault]:
    terms = _terms(row)
    for former, later in pairwise(_ORDER):
        if terms[later].nominal < terms[former].nominal:
            yield f"{where}.{later.value}", f"is over before {former.value}"
    if row.extension is not None and row.extension.term.nominal <= row.result.term.nominal:
        yield f"{where}.extension", "is no longer than result"


def _astray(where: str, row: ClockSetRow, codes: frozenset[str], kinds: frozenset[str]) -> Iterator[Fault]:
    for urgency in Urgency:
        if urgency not in row.urgencies:
            yield f"{where}.urgencies", f"has no clock for {urgency.value}"
    for urgency, code in row.urgencies.items():
        if code not in codes:
            yield f"{where}.urgencies.{urgency.value}", "names a clock that is not there"
    for kind, named in row.kinds.items():
        if kind not in kinds:
            yield f"{where}.kinds.{kind}", "is no kind of the file"
        for urgency, code in named.items():
            if code not in codes:
                yield f"{where}.kinds.{kind}.{urgency.value}", "names a clock that is not there"


def _sleeping(where: str, row: ClockSetRow) -> Iterator[Fault]:
    """Find clocks for urgent tips that would wait for office hours."""
    named = {row.urgencies.get(Urgency.URGENT), *(kind.get(Urgency.URGENT) for kind in row.kinds.values())}
    for m, clock in enumerate(row.clocks):
        terms = (("seen", clock.seen), ("acknowledged", clock.acknowledged), ("climb", clock.climb))
        for name, term in terms if clock.code in named else ():
            if not term.term.is_plain:
                yield f"{where}.clocks[{m}].{name}", "is for urgent tips: minutes or hours"
