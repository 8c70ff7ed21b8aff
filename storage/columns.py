"""Columns of bytes, each told what it holds: a sealed value names the columns that its seal is bound to.

Whoever seals, opens or seals anew asks here for the place; no table's place is spelt anywhere else.
"""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Column, ColumnElement, LargeBinary, Table
from sqlalchemy.types import TypeDecorator

from storage.sealing import HASH_BYTES


class Sealed(TypeDecorator[bytes]):
    """A value that opens in its row alone, under the store's key or under that of the tip it belongs to."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, *row: str, under: Literal["store", "tip"] = "store") -> None:
        """Take the names of the columns of the same table that tell this row from all others."""
        super().__init__()
        self.row = row
        self.under = under


class Hashed(TypeDecorator[bytes]):
    """A keyed hash, by which a row is found or recognised."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(HASH_BYTES)


def one_of(column: ColumnElement[bytes], hashes: Sequence[bytes]) -> ColumnElement[bool]:
    """Tell whether a column holds one of these; mostly there is one, and a plain comparison costs less than a list."""
    return column == hashes[0] if len(hashes) == 1 else column.in_(hashes)


def place(column: Column[bytes], *row: str | int | bytes) -> tuple[str, ...]:
    """Give the place that a sealed value is bound to: table, column, and what its row is told by, in that order."""
    assert isinstance(column.table, Table)
    assert isinstance(column.type, Sealed)
    assert len(row) == len(column.type.row)
    return column.table.name, column.name, *(part.hex() if isinstance(part, bytes) else str(part) for part in row)
