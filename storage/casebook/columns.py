"""Times as the casebook keeps them: whole numbers since 1970 in UTC, given back as aware times in UTC.

What is finer than the column is cut off on the way in, so that no caller can keep more than the casebook may.
"""

from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator

#: A number that the database counts up; SQLite does so for its own INTEGER only.
COUNTED: Final = BigInteger().with_variant(Integer(), "sqlite")


class Seconds(TypeDecorator[datetime]):
    """A time to the second."""

    impl = BigInteger
    cache_ok = True
    unit: int = 1  #: seconds

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Give the whole units since 1970.

        Raises:
            ValueError: the time has no zone.

        """
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return int(value.timestamp() // self.unit)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Give the time in UTC."""
        del dialect
        return None if value is None else datetime.fromtimestamp(value * self.unit, UTC)


class Minutes(Seconds):
    """A time to the minute."""

    cache_ok = True
    unit = 60


def day(at: datetime) -> date:
    """Give the day in UTC."""
    return at.astimezone(UTC).date()
