"""Addressing: whom the broadcasts of a unit may be for. Its own commune alone; of the desk, any there is."""

from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.errors import AudienceOutside
from bot.domain.units import DESK, CommuneCode, UnitCode
from bot.places.directory import Directory


def communes_of(directory: Directory, unit: UnitCode) -> tuple[CommuneCode, ...]:
    """Give a unit's own commune, where it has one."""
    known = directory.units.get(unit)
    return (known.commune,) if known is not None and known.commune is not None else ()


def require_inside(directory: Directory, unit: UnitCode, audience: Audience) -> None:
    """Let pass communes that a unit may address.

    Raises:
        AudienceOutside: there are others among them.

    """
    allowed = set(directory.communes) if unit == DESK else set(communes_of(directory, unit))
    if outside := tuple(code for code in audience.communes if code not in allowed):
        raise AudienceOutside(outside)
