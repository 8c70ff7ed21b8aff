"""What is left of a tip whose term is over: what is counted, and what must still be emptied; no table is forgotten."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, select

from storage.casebook import Casebook
from storage.casebook.tables import metadata
from storage.engine import Store
from tests.storage.casebook_samples import TIP
from tests.storage.filled import OLD, filled

#: Sealed under the key that is gone; until its messages are emptied; until the vault has dropped it.
LEFT: Final = frozenset({"entries", "posts", "notices"})


async def test_every_table_that_knows_a_tip_is_rid_of_it(store: Store) -> None:
    """A new table that names tips must say here what becomes of its rows."""
    await filled(store, "casebook", datetime(2026, 11, 26, 9, tzinfo=UTC))
    naming = [table for table in metadata.sorted_tables if "tip" in table.c]

    async with Casebook(store, OLD).begin() as book:
        before = await book.cases.of(TIP.id)
        await book.tips.shred(TIP.id)
    async with store.looking() as connection:
        counts = {
            table.name: await connection.scalar(select(func.count()).select_from(table).where(table.c.tip == TIP.id))
            for table in naming
        }
        cases = await connection.scalar(select(func.count()).select_from(metadata.tables["cases"]))

    assert before is not None
    assert LEFT == {name for name, count in counts.items() if count}
    assert {"copies", "moves", "deadlines", "case_members", "evidence"} <= counts.keys()
    assert 0 == cases
