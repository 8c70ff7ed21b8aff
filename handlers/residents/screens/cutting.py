"""Cutting what a person typed to what fits on a screen, counted as Telegram counts: in UTF-16 units."""

_ELLIPSIS = "…"


def length(text: str) -> int:
    """Give the length of a text as Telegram counts it: signs beyond the first 65536, such as emoji, count twice."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def cut(text: str, most: int) -> str:
    """Give the text, or as much of its beginning as fits into so many units, with an ellipsis behind it."""
    return text if length(text) <= most else beginning(text, most - 1) + _ELLIPSIS


def beginning(text: str, most: int) -> str:
    """Give as much of the beginning of a text as fits into so many units."""
    units = 0
    for place, sign in enumerate(text):
        units += length(sign)
        if units > most:
            return text[:place]
    return text
