"""Days and hours as people say them: "17:00 thứ Sáu 27/11"."""

from datetime import datetime, tzinfo

from handlers.texts import Words


def day(at: datetime, words: Words, zone: tzinfo) -> str:
    """Give a day with its weekday."""
    local = at.astimezone(zone)
    return f"{words.plain(f'day.{local.weekday()}')} {local:%d/%m}"


def moment(at: datetime, words: Words, zone: tzinfo) -> str:
    """Give a time of a day."""
    return f"{at.astimezone(zone):%H:%M} {day(at, words, zone)}"
