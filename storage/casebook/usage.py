"""Which codes of the directory's file the casebook needs, counted; contents are not opened."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.usage import CodeInUse, Section, User
from storage.casebook.tables import dispatches, entries, groups, officers, tips


class Usage:
    """What is stored, by the codes that it needs. A tip that was shredded needs none."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def codes(self) -> list[CodeInUse]:
        """Give each code with how many need it."""
        found: list[CodeInUse] = []
        for (section, by), counted in _COUNTED.items():
            rows = await self._connection.execute(counted)
            found.extend(
                CodeInUse(section=section, code=code, by=by, count=count) for code, count in rows if code is not None
            )
        return found


def _count(code: ColumnElement[str | None], *where: ColumnElement[bool]) -> Select[str | None, int]:
    return select(code, func.count()).where(code.is_not(None), *where).group_by(code).order_by(code)


_KEPT: Final = tips.c.key.is_not(None)
_COUNTED: Final[Mapping[tuple[Section, User], Select[str | None, int]]] = {
    ("units", "tips"): _count(tips.c.unit, _KEPT),
    ("communes", "tips"): _count(tips.c.commune, _KEPT),
    ("kinds", "tips"): _count(tips.c.group, _KEPT),
    ("leaves", "tips"): _count(tips.c.leaf, _KEPT),
    ("outcomes", "tips"): _count(tips.c.outcome, _KEPT),
    ("units", "answers"): _count(entries.c.unit, entries.c.tip.in_(select(tips.c.id).where(_KEPT))),
    ("units", "groups"): _count(groups.c.unit),
    ("units", "officers"): _count(officers.c.unit, officers.c.ended.is_(None)),
    ("units", "messages"): _count(dispatches.c.to_code, dispatches.c.to_kind == "unit"),
}
