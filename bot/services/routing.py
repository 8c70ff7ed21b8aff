"""Routing: whose a tip is now, by the rules of the units file and by who can be reached."""

from dataclasses import replace
from datetime import datetime, tzinfo

from bot.domain.routing import Route, decide, route
from bot.domain.rules import Matter
from bot.domain.tip import Tip, Why
from bot.places.directory import Directory
from bot.ports.casebook import CasebookSession
from bot.services.informing import inform, page_desk
from bot.services.placing import kept_from


async def routed(book: CasebookSession, directory: Directory, matter: Matter, *, over_allowance: bool = False) -> Route:
    """Give where a matter goes now, and who is really told of it."""
    decision = decide(matter, rules=directory.rules, units=directory.units)
    hindered = {unit: why for unit in decision.line[:-1] if (why := await kept_from(book, unit)) is not None}
    found = route(decision, hindered=hindered, over_allowance=over_allowance)
    told = tuple([unit for unit in found.copies if await book.groups.of(unit) is not None])
    return replace(found, copies=told)


def matter_of(tip: Tip, directory: Directory, *, zone: tzinfo | None) -> Matter:
    """Give what the rules look at in a tip that is kept; once shielded it stays so."""
    return Matter(
        commune=directory.communes[tip.commune],
        group=directory.kinds.get(tip.group) if tip.group is not None else None,
        leaf=tip.leaf,
        urgency=tip.urgency,
        at=tip.received.astimezone(zone).time(),
        fears_commune=tip.why is Why.FEARS,
        shielded=tip.shielded,
    )


async def ruled_anew(book: CasebookSession, directory: Directory, tip: Tip, *, now: datetime) -> Tip:
    """Give a tip that has become urgent under the rule that decides such a one, with all who must be told.

    It stays where it is: whoever has read it is not to lose it at the worst moment. One of many from one chat stays the
    desk's alone, which reads them together.
    """
    if tip.why is Why.TOO_MANY:
        return tip
    decision = decide(matter_of(tip, directory, zone=now.tzinfo), rules=directory.rules, units=directory.units)
    await inform(book, tip, decision.copies, now=now)
    await page_desk(book, tip, now=now)
    if decision.rule is None or decision.line[0] != tip.unit:
        return tip
    return replace(tip, rule=decision.rule.code)
