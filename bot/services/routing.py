"""Routing: whose a tip is now, by the rules of the units file and by who can be reached."""

from datetime import tzinfo

from bot.domain.routing import Route, decide, route
from bot.domain.rules import Matter
from bot.domain.tip import Tip, Why
from bot.places.directory import Directory
from bot.ports.casebook import CasebookSession
from bot.services.placing import kept_from


async def routed(book: CasebookSession, directory: Directory, matter: Matter, *, over_allowance: bool = False) -> Route:
    """Give where a matter goes now."""
    decision = decide(matter, rules=directory.rules, units=directory.units)
    hindered = {unit: why for unit in decision.line[:-1] if (why := await kept_from(book, unit)) is not None}
    return route(decision, hindered=hindered, over_allowance=over_allowance)


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
