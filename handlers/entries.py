"""What an entry of a thread says, in the language of whoever reads it: the thread keeps codes, never words of ours."""

from bot.domain.outcomes import OneTapQuestion
from bot.domain.point import Point
from bot.domain.thread import STILL_HAPPENING, Entry
from handlers.texts import Words


def said(entry: Entry, question: OneTapQuestion | None, words: Words) -> str:
    """Give what an entry says: as typed, a ready question's words, or those of the answers pressed; then its place."""
    told = _told(entry, question, words)
    return told if entry.pin is None else f"{told}\n{place(entry.pin, words)}".strip()


def place(pin: Point, words: Words) -> str:
    """Give a place as it is read, in no more digits than its reporter gave away."""
    return words("entry.pin.about" if pin.about else "entry.pin", place=coordinates(pin), metres=pin.about)


def coordinates(pin: Point) -> str:
    """Give latitude and longitude, in no more digits than are known."""
    digits = 3 if pin.about else 4
    return f"{pin.lat:.{digits}f},{pin.lon:.{digits}f}"


def _told(entry: Entry, question: OneTapQuestion | None, words: Words) -> str:
    if STILL_HAPPENING in entry.pressed:
        return words.plain("still.entry")
    if entry.pressed:
        labels = _labels(question, words)
        pressed = " · ".join(labels.get(code, code) for code in entry.pressed)
        return f"{pressed}\n{entry.text}" if entry.text else pressed
    return words.pick(question.text) if question is not None and not entry.text else entry.text


def offered(entry: Entry, question: OneTapQuestion | None, words: Words) -> list[tuple[str, str]]:
    """Give the answers by one press that an entry offers and that are known today: code and label."""
    labels = _labels(question, words)
    return [(code, labels[code]) for code in entry.taps if code in labels]


def _labels(question: OneTapQuestion | None, words: Words) -> dict[str, str]:
    return {tap.code: words.pick(tap.label) for tap in question.taps} if question is not None else {}
