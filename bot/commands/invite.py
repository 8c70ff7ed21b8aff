"""`tinbao invite`: one single-use link for one role, alone on standard output."""

from datetime import timedelta
from typing import Annotated, Final

import typer

from bot.commands.opening import directory_or_exit, settings_or_exit, stopped, within_stores
from bot.domain.people import Role
from bot.domain.units import DESK, UnitCode

EXPIRES_AFTER: Final = timedelta(days=3)


def invite(
    role: Annotated[Role, typer.Argument(help="The role that the link gives.")],
    unit: Annotated[str | None, typer.Option(help="The unit's code, such as 30307; for work in a unit.")] = None,
) -> None:
    """Print a link that enrols one person, once, within three days."""
    from bot.stores import Stores
    from bot.upkeep import issued_invitation

    settings = settings_or_exit()
    directory = directory_or_exit(settings)
    code = UnitCode(unit) if unit is not None else DESK if role is Role.DESK else None
    if role.has_unit and code is None:
        raise stopped(f"the role {role} belongs to a unit: name it with --unit CODE", code=1)
    if not role.has_unit and code is not None:
        raise stopped(f"the role {role} belongs to no unit: leave --unit away", code=1)
    if code is not None and code not in directory.units:
        raise stopped(f"no unit has the code {code}", code=1)
    if role is Role.ANNOUNCER and code is not None and not directory.units[code].has_audience:
        raise stopped(f"the unit {code} has no commune: an announcer there would have nobody to write to", code=1)

    async def work(opened: Stores) -> str:
        return await issued_invitation(settings, opened, role=role, unit=code, expires_after=EXPIRES_AFTER)

    typer.echo(within_stores(settings, work))
