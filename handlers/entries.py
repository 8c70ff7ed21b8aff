"""What an entry of a thread says, in the language of whoever reads it: the thread keeps codes, never words of ours."""

from bot.domain.outcomes import OneTapQuestion
from bot.domain.thread import STILL_HAPPENING, Entry
from handlers.texts import Words


def said(entry: Entry, question: OneTapQuestion | None, words: Words) -> str:
    """Give what an entry says: as typed, a ready question's words, or those of the answers that were pressed."""
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
