"""Why something could not be taken into a draft, in words that say what to do about it."""

from bot.domain.broadcasts.composing_errors import ContentRefused, NotAwaited
from bot.domain.broadcasts.conducting_errors import CorrectionRefused
from bot.domain.broadcasts.errors import BeingSent, SentAlready
from bot.domain.errors import Refused, UnexpectedReply
from handlers.officers.screens.broadcasts import times
from handlers.texts import Html, Words


def hint(error: Refused, words: Words) -> Html | None:
    """Give the sentence about a refusal; None where it is about something else than the draft."""
    match error:
        case ContentRefused(fault=fault, by=by, most=most):
            return warned(words(f"compose.fault.{fault.value}", by=by, most=most, over=max(0, by - most)))
        case SentAlready() | BeingSent():
            return warned(words(f"staff.refused.{type(error).__name__}"))
        case CorrectionRefused(fault=fault):
            return warned(words(f"staff.refused.CorrectionRefused.{fault.value}"))
        case NotAwaited():
            return warned(words("compose.not_awaited"))
        case UnexpectedReply():
            return warned(words("compose.unexpected"))
        case _:
            why = times.fault(error, words)
            return warned(why) if why is not None else None


def warned(text: Html) -> Html:
    """Give a sentence that stands out."""
    return Html(f"⚠️ {text}")
