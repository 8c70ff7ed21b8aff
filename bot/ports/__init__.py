"""What the services ask of the outside.

A store is used within ``async with store.begin() as session``: all of it is committed at the end, or none. Times are
given by the caller; what is kept of them is a minute in the casebook and an hour in the vault.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

Json = Mapping[str, object]  #: a minimised update, or the data of an audit entry


class Clock(Protocol):
    """The time, for whoever may ask."""

    def now(self) -> datetime:
        """Give the time, aware, in the zone of `TINBAO_TIMEZONE`."""
        ...
