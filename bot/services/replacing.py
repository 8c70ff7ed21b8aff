"""Replacing a file of the operator: whether what is stored can do with the new one, and who hears that it cannot."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from bot.domain.dispatches import ToUnit
from bot.domain.units import DESK
from bot.places.directory import Directory
from bot.places.in_force import Fault
from bot.ports.casebook import CasebookSession
from bot.ports.usage import CodeInUse, Section, User
from bot.services.members import alert

#: How it is told: "12 tips stand at unit PC99, which the file lacks".
_NEEDS: Final[Mapping[tuple[User, Section], tuple[str, str]]] = {
    ("tips", "units"): ("tip stands at unit", "tips stand at unit"),
    ("tips", "communes"): ("tip is about commune", "tips are about commune"),
    ("tips", "kinds"): ("tip is of kind", "tips are of kind"),
    ("tips", "leaves"): ("tip is of kind", "tips are of kind"),
    ("tips", "outcomes"): ("tip has outcome", "tips have outcome"),
    ("answers", "units"): ("answer was given by unit", "answers were given by unit"),
    ("groups", "units"): ("group is bound to unit", "groups are bound to unit"),
    ("officers", "units"): ("person works at unit", "people work at unit"),
    ("messages", "units"): ("message waits for unit", "messages wait for unit"),
}


def orphaned(directory: Directory, used: Iterable[CodeInUse]) -> tuple[Fault, ...]:
    """Give a fault for each code that is stored and that a directory lacks."""
    known: Mapping[Section, frozenset[str]] = {
        "units": frozenset(directory.units),
        "communes": frozenset(directory.communes),
        "kinds": frozenset(directory.kinds),
        "leaves": frozenset(directory.leaves),
        "outcomes": frozenset(directory.outcomes),
    }
    return tuple((use.section, _lacks(use)) for use in used if use.code not in known[use.section])


async def tell_of_refusal(
    book: CasebookSession, variable: str, *, digest: str, faults: tuple[Fault, ...], now: datetime
) -> bool:
    """Tell the desk, once for each version of a file, that it was refused; give whether it was told now.

    `variable` names the file: ``TINBAO_UNITS``. Without faults it is noted that the file is well again.
    """
    name = f"refused.{variable}"
    told = digest if faults else ""
    if (await book.facts.get(name) or "") == told:
        return False
    await book.facts.put(name, told)
    if not faults:
        return False
    where, what = faults[0]
    data = (str(len(faults)), variable, f"{where}: {what}")
    await alert(book, "file.refused", ToUnit(unit=DESK), DESK, data, now=now)
    return True


def _lacks(use: CodeInUse) -> str:
    one, several = _NEEDS[use.by, use.section]
    return f"{use.count} {one if use.count == 1 else several} {use.code}, which the file lacks"
