"""What the shape of the directory's file cannot say: that codes are unique, references lead somewhere, words fit.

It gives faults for the administrator and changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

from bot.domain.alarms import UNSURE
from bot.domain.outcomes import WITHDRAWN
from bot.domain.units import DESK, UnitKind
from bot.places.clocks import faults_of as clock_faults
from bot.places.in_force import Fault
from bot.places.rules import faults_in_fallbacks
from bot.places.schema import DirectoryFile, GroupRow, TapRow
from bot.places.spelling import BREAK, words_of
from bot.places.transfers import faults_in_transfers, transfer_texts

#: Two columns of group buttons and one of leaves fit a small phone with these.
GROUP_LABEL = 22
LEAF_LABEL = 38

#: Every text of the file has these; the first is the one to fall back to.
LANGUAGES = ("vi", "en")


def faults_in(file: DirectoryFile) -> tuple[Fault, ...]:
    """Give everything that is wrong in a file of the right shape."""
    return (
        *_repeated("communes", (row.code for row in file.communes)),
        *_repeated("units", (row.code for row in file.units)),
        *_repeated("kinds", (row.code for row in file.kinds)),
        *_repeated("leaves", (leaf.code for group in file.kinds for leaf in group.leaves)),
        *_repeated("outcomes", (row.code for row in file.outcomes)),
        *_repeated("questions", (row.code for row in file.questions)),
        *_missing(file),
        *_parts(file),
        *_astray(file),
        *(fault for n, group in enumerate(file.kinds) for fault in _faults_of(f"kinds[{n}]", group)),
        *_wordless(file),
        *_unsayable(file),
        *clock_faults(file.clocks, frozenset(group.code for group in file.kinds)),
        *faults_in_transfers(file),
    )


def _repeated(where: str, codes: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, code in enumerate(codes):
        if code in seen:
            yield f"{where}[{n}].code", "is used twice"
        seen.add(code)


def _missing(file: DirectoryFile) -> Iterator[Fault]:
    """Find what the form and the reporter's own wish cannot do without."""
    if UNSURE not in {row.code for row in file.kinds}:
        yield "kinds", f"must have a group with the code {UNSURE}, for what fits no other"
    if WITHDRAWN not in {row.code for row in file.outcomes}:
        yield "outcomes", f"must have one with the code {WITHDRAWN}, for what its reporter takes back"


def _astray(file: DirectoryFile) -> Iterator[Fault]:
    communes = {row.code for row in file.communes}
    for section, rows in (("former", file.former), ("earlier", file.earlier)):
        yield from ((f"{section}[{n}]", "leads to no commune") for n, row in enumerate(rows) if row[5] not in communes)
    desks = [row.code for row in file.units if row.kind is UnitKind.DESK]
    if desks != [DESK]:
        yield "units", f"must have exactly one desk, with the code {DESK}"
    yield from faults_in_fallbacks({row.code: row.fallback for row in (*file.communes, *file.units)})
    yield from ((f"units[{n}].code", "is a commune's") for n, row in enumerate(file.units) if row.code in communes)
    specialists = {row.code for row in file.units if row.kind is UnitKind.SPECIALIST}
    for n, group in enumerate(file.kinds):
        if not specialists.issuperset(group.specialists):
            yield f"kinds[{n}].specialists", "names a unit that is not in the file"


def _faults_of(where: str, group: GroupRow) -> Iterator[Fault]:
    yield from _too_long(f"{where}.label", group.label, GROUP_LABEL)
    for n, leaf in enumerate(group.leaves):
        if leaf.code.split(".")[0] != group.code:
            yield f"{where}.leaves[{n}].code", "does not begin with its group's"
        yield from _too_long(f"{where}.leaves[{n}].label", leaf.label, LEAF_LABEL)
    yield from _repeated(f"{where}.taps", (tap.code for tap in group.taps))


def _too_long(where: str, words: Mapping[str, str], most: int) -> Iterator[Fault]:
    for language, text in words.items():
        if len(text) > most:
            yield f"{where}.{language}", f"is longer than {most} letters"


def _wordless(file: DirectoryFile) -> Iterator[Fault]:
    for where, words in _texts(file):
        if missing := [language for language in LANGUAGES if language not in words]:
            yield where, f"has no text in {', '.join(missing)}"
        elif len({_blanks(text) for text in words.values()}) > 1:
            yield where, "has different blanks in different languages"


def _texts(file: DirectoryFile) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "province", file.province
    for n, unit in enumerate(file.units):
        yield f"units[{n}].name", unit.name
    yield from ((f"routes[{n}].reason", rule.reason) for n, rule in enumerate(file.routes))
    for n, group in enumerate(file.kinds):
        yield f"kinds[{n}].label", group.label
        yield f"kinds[{n}].guide", group.guide
        yield from _tap_texts(f"kinds[{n}]", group.taps)
        yield from ((f"kinds[{n}].leaves[{m}].label", leaf.label) for m, leaf in enumerate(group.leaves))
    for n, outcome in enumerate(file.outcomes):
        yield f"outcomes[{n}].label", outcome.label
        if outcome.word is not None:
            yield f"outcomes[{n}].word", outcome.word
    for n, question in enumerate(file.questions):
        yield f"questions[{n}].text", question.text
        yield from _tap_texts(f"questions[{n}]", question.taps)
    yield from transfer_texts(file)


def _parts(file: DirectoryFile) -> Iterator[Fault]:
    """Find questions whose parts do not hold each of their taps once."""
    for n, question in enumerate(file.questions):
        held = sorted(code for part in question.parts for code in part)
        if question.parts and held != sorted(tap.code for tap in question.taps):
            yield f"questions[{n}].parts", "do not hold each tap once"


def _tap_texts(where: str, taps: Iterable[TapRow]) -> Iterator[tuple[str, Mapping[str, str]]]:
    return ((f"{where}.taps[{n}].label", tap.label) for n, tap in enumerate(taps))


def _blanks(text: str) -> tuple[str, ...] | None:
    """Give the names in braces; None where the braces do not pair, which no other text equals."""
    try:
        return tuple(sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None))
    except ValueError:
        return None


def _unsayable(file: DirectoryFile) -> Iterator[Fault]:
    for n, phrase in enumerate(file.danger.phrases):
        words = words_of(phrase if isinstance(phrase, str) else phrase.say)
        if not words or BREAK in words:
            yield f"danger.phrases[{n}]", "is not a row of words"
