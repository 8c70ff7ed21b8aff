"""Bringing a store's tables up to what this version knows.

Alembic takes a third of a second to import, so it is only asked when there is something to do. Each store has numbered
revisions of its own, ``<store>/versions/NNNN_name.py``; they know no tables but those that they write down themselves.
"""

from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, inspect, text

from storage.engine import Store

Which = Literal["vault", "casebook"]
Standing = Literal["fresh", "older", "head", "newer"]

FOLDER: Final = Path(__file__).parent


class NewerSchema(Exception):  # noqa: N818 - it says what happened
    """The store was written by a newer version of this program, or by another one; it was left as it is."""

    def __init__(self, which: Which, revision: str) -> None:
        super().__init__(which, revision)
        self.which: Which = which
        self.revision = revision


async def bring_up(store: Store, which: Which) -> None:
    """Upgrade a store to the newest revision, in one transaction; where it is there already, change nothing.

    Raises:
        NewerSchema: the store's revision is not among those known here.

    """
    async with store.begin() as connection:
        await connection.run_sync(_bring_up, which)


def revisions(which: Which) -> list[str]:
    """Give the numbers of a store's revisions in order."""
    return sorted(path.stem.partition("_")[0] for path in (FOLDER / which / "versions").glob("[0-9]*_*.py"))


def revision_of(connection: Connection) -> str | None:
    """Give the revision that a store has; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def standing(connection: Connection, which: Which) -> Standing:
    """Tell how a store's revision stands to those known here; what is not known is taken for newer."""
    known = revisions(which)
    revision = revision_of(connection)
    if revision is None:
        return "fresh"
    if revision == known[-1]:
        return "head"
    return "older" if revision in known else "newer"


def _bring_up(connection: Connection, which: Which) -> None:
    stands = standing(connection, which)
    if stands == "head":
        return
    if stands == "newer":
        raise NewerSchema(which, str(revision_of(connection)))
    from storage.migrations.upgrading import upgrade  # noqa: PLC0415 - see above: imported only when there is work

    upgrade(connection, FOLDER / which / "versions")
