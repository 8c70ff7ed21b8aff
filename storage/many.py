"""One statement for very many rows, without what SQLAlchemy does for each of them.

A row is a tuple, in the order in which the statement takes its parameters; nothing is converted on the way. It is worth
it where a thousand rows a second are changed and nowhere else.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Delete, Update
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection


class Many:
    """A statement whose only parameters are those that each row gives."""

    def __init__(self, statement: Update | Delete, *names: str) -> None:
        """Take the statement, and the names of its parameters in their order."""
        self._statement = statement
        self._names = list(names)
        self._texts: dict[str, str] = {}

    async def run(self, connection: AsyncConnection, rows: Sequence[tuple[object, ...]]) -> None:
        """Run it with each row; with none, do nothing."""
        if rows:
            await connection.exec_driver_sql(self._text(connection.dialect), list(rows))

    def _text(self, dialect: Dialect) -> str:
        known = self._texts.get(dialect.name)
        if known is None:
            compiled = self._statement.compile(dialect=dialect, compile_kwargs=_PLAIN)
            assert compiled.positiontup == self._names
            known = self._texts[dialect.name] = str(compiled)
        return known


_PLAIN: Final = {"render_postcompile": True}
