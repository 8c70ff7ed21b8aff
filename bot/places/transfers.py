"""What the directory's file says of passing tips on: its faults, and what it means."""

from collections.abc import Iterator, Mapping

from bot.domain.moves import OWN_WORDS, Direction, ReadyReason, ReasonCode, Transfers
from bot.domain.units import DESK, UnitKind
from bot.places.schema import DirectionRow, DirectoryFile

#: A reason stands on a button.
REASON_LABEL = 40


def faults_in_transfers(file: DirectoryFile) -> Iterator[tuple[str, str]]:
    """Find reasons that cannot be told apart, unknown units, and rules that leave a tip with nowhere to go."""
    seen = {str(OWN_WORDS)}
    for n, reason in enumerate(file.transfers.reasons):
        if reason.code in seen:
            yield f"transfers.reasons[{n}].code", "is used twice, or is the one for own words"
        seen.add(reason.code)
        for language, text in reason.label.items():
            if len(text) > REASON_LABEL:
                yield f"transfers.reasons[{n}].label.{language}", f"is longer than {REASON_LABEL} letters"
    kinds = _kinds(file)
    known = {*kinds, *(kind.value for kind in UnitKind)}
    for n, row in enumerate(file.transfers.forbidden):
        if not known.issuperset(row.from_):
            yield f"transfers.forbidden[{n}].from", "names a unit that is not in the file"
        if not known.issuperset(row.to):
            yield f"transfers.forbidden[{n}].to", "names a unit that is not in the file"
        if DESK in row.to:
            yield f"transfers.forbidden[{n}].to", "keeps tips from the desk, which must always be reachable"
    if all(code == DESK or _is_barred(file, code, kind) for code, kind in kinds.items()):
        yield "transfers.forbidden", "leaves the desk with no unit to pass a tip to"


def transfer_texts(file: DirectoryFile) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give each text with its place."""
    for n, reason in enumerate(file.transfers.reasons):
        yield f"transfers.reasons[{n}].label", reason.label
    for n, row in enumerate(file.transfers.forbidden):
        yield f"transfers.forbidden[{n}].reason", row.reason


def transfers_of(file: DirectoryFile) -> Transfers:
    """Give what a sound file says."""
    reasons = [ReadyReason(code=ReasonCode(row.code), label=row.label) for row in file.transfers.reasons]
    return Transfers(
        reasons={reason.code: reason for reason in reasons},
        forbidden=tuple(_direction(row) for row in file.transfers.forbidden),
    )


def _direction(row: DirectionRow) -> Direction:
    return Direction(origins=frozenset(row.from_), targets=frozenset(row.to), reason=row.reason)


def _kinds(file: DirectoryFile) -> dict[str, UnitKind]:
    """Give every unit's code with its kind."""
    communes: dict[str, UnitKind] = {row.code: UnitKind.COMMUNE for row in file.communes}
    return communes | {row.code: UnitKind(row.kind) for row in file.units}


def _is_barred(file: DirectoryFile, code: str, kind: UnitKind) -> bool:
    """Tell whether the desk may pass nothing to a unit."""
    rows = [row for row in file.transfers.forbidden if UnitKind.DESK.value in row.from_]
    return any(code in row.to or kind.value in row.to for row in rows)
