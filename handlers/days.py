"""Days and hours as people say them: "17:00 thứ Sáu 27/11"."""

from datetime import datetime, tzinfo
from typing import Final

from handlers.texts import Words

QUARTER: Final = 15  #: minutes


def day(at: datetime, words: Words, zone: tzinfo) -> str:
    """Give a day with its weekday."""
    local = at.astimezone(zone)
    return f"{words.plain(f'day.{local.weekday()}')} {local:%d/%m}"


def moment(at: datetime, words: Words, zone: tzinfo) -> str:
    """Give a time of a day, down to the quarter of an hour: a term's minute would tell that of the tip's sending."""
    local = at.astimezone(zone)
    local = local.replace(minute=local.minute - local.minute % QUARTER)
    return f"{local:%H:%M} {day(local, words, zone)}"
