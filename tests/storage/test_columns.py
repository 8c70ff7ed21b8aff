"""Every column of bytes says what it holds, so that nothing sealed is forgotten when keys change."""

import pytest

from storage.casebook.tables import posts
from storage.columns import Hashed, Sealed, place
from storage.migrations import Which
from storage.vault.tables import conversations
from tests.storage.filled import METADATA, byte_columns

STORES: tuple[Which, ...] = ("vault", "casebook")


@pytest.mark.parametrize("which", STORES)
def test_every_column_of_bytes_says_what_it_holds(which: Which) -> None:
    """A sealed column that nobody declares cannot slip in: only the random ids of trails are plain bytes."""
    plain = {str(column) for column in byte_columns(which) if not isinstance(column.type, Sealed | Hashed)}

    assert plain == ({"trails.id"} if which == "vault" else set())


@pytest.mark.parametrize("which", STORES)
def test_what_names_the_row_of_a_seal_stands_in_its_table(which: Which) -> None:
    """And a table with seals has a key, by which it is gone through."""
    for table in METADATA[which].sorted_tables:
        sealed = [column.type for column in table.columns if isinstance(column.type, Sealed)]

        assert [name for kind in sealed for name in kind.row if name not in table.columns] == []
        assert not sealed or len(table.primary_key) > 0


def test_a_place_is_told_by_table_column_and_row() -> None:
    """Hashes in hexadecimal, numbers as they are written."""
    assert ("conversations", "sealed", "ff00") == place(conversations.c.sealed, b"\xff\x00")
    assert ("posts", "chat", "aa", "17") == place(posts.c.chat, b"\xaa", 17)
