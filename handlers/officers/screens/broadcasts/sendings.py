"""What the buttons of the calendar carry, and how it is read back; all stay under Telegram's 64 bytes.

``bk:<action>[:<month, day or sending>[:<value>]]``. A sending is named by its number, or by its broadcast and its time
while it is not planned: ``b7b7b7b7b7b7b7b7.202611240700``, in the province's zone.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from bot.domain.broadcasts.agenda import AgendaItem
from bot.domain.errors import StalePress
from bot.domain.identifiers import BroadcastId, OccurrenceId

PREFIX: Final = "bk"
PATTERN: Final = rf"^{PREFIX}:"
_DAY: Final = "%Y%m%d"
_MOMENT: Final = "%Y%m%d%H%M"
_MOST_DIGITS: Final = 15  #: of a number of rows
_YEARS: Final = range(2000, 2200)  #: of buttons; the months beside these can still be reckoned with


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A sending as a button names it."""

    occurrence: OccurrenceId | None = None
    broadcast: BroadcastId | None = None
    at: datetime | None = None


def data(action: str, *values: str) -> str:
    """Give the data of a button."""
    return ":".join((PREFIX, action, *values))


def read(pressed: str) -> tuple[str, list[str]]:
    """Read a button's data: what it asks for, and of what."""
    _, action, *values = [*pressed.split(":"), ""][: max(2, pressed.count(":") + 1)]
    return action, values


def name(item: AgendaItem) -> str:
    """Give a sending's name."""
    if item.occurrence is not None:
        return str(item.occurrence)
    return f"{item.broadcast.id}.{item.at:{_MOMENT}}"


def named(text: str, zone: tzinfo) -> Named:
    """Read a sending's name.

    Raises:
        StalePress: it is none.

    """
    if text.isdecimal() and len(text) <= _MOST_DIGITS:
        return Named(occurrence=OccurrenceId(int(text)))
    broadcast, _, at = text.partition(".")
    return Named(broadcast=BroadcastId(broadcast), at=moment(at, zone))


def day(text: str) -> date:
    """Read a day, or the first one of a month.

    Raises:
        StalePress: it is none.

    """
    return _read(text, _DAY).date()


def day_code(one: date) -> str:
    """Give a day as a button carries it."""
    return f"{one:{_DAY}}"


def moment(text: str, zone: tzinfo) -> datetime:
    """Read a time.

    Raises:
        StalePress: it is none.

    """
    return _read(text, _MOMENT).replace(tzinfo=zone)


def moment_code(at: datetime, zone: tzinfo) -> str:
    """Give a time as a button carries it."""
    return f"{at.astimezone(zone):{_MOMENT}}"


def _read(text: str, pattern: str) -> datetime:
    try:
        found = datetime.strptime(text, pattern)  # noqa: DTZ007 - it is put into a zone by whoever asks
    except ValueError:
        raise StalePress from None
    if found.year not in _YEARS:
        raise StalePress
    return found
