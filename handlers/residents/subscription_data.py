"""What the buttons of a subscription carry: the wish itself, so that a press can be replayed and outlive its screen.

The button that undoes leaving carries the whole subscription: it is kept in the resident's own chat and nowhere else.
"""

from string import ascii_lowercase, digits
from typing import Final

from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.errors import StalePress
from bot.domain.identifiers import ChatId, Language
from bot.domain.units import CommuneCode

HEAD: Final = "sb"

_MOST: Final = 64  #: bytes that a button may carry
_FIGURES: Final = digits + ascii_lowercase
_TOPICS: Final = tuple(Topic)


def wish(action: str) -> str:
    """Give the data of a button that wants something of a subscription."""
    return f"{HEAD}:{action}"


def undoing(subscription: Subscription) -> str:
    """Give the data of the button that brings a subscription back; where it cannot carry it, it asks anew."""
    if not all(code.isascii() and code.isdecimal() for code in subscription.communes):
        return wish("add")
    topics = sum(1 << place for place, topic in enumerate(_TOPICS) if topic in subscription.topics)
    hours = f"{_figures(subscription.quiet.start)}{_figures(subscription.quiet.end)}"
    rest = f"{subscription.weekly or 0}{int(subscription.urgent_only)}"
    codes = ".".join(_figures(int(code)) for code in subscription.communes)
    data = wish(f"z:{subscription.language}.{topics:x}.{hours}{rest}.{codes}")
    return data if len(data) <= _MOST else wish("add")


def undone(data: str, chat: ChatId) -> Subscription:
    """Read the subscription of a chat that the button brings back, without `sb:z:`; the service judges it.

    Raises:
        StalePress: no button of ours carries it.

    """
    try:
        language, topics, rest, *codes = data.split(".")
        start, end, weekly, urgent_only = rest
        return Subscription(
            chat=chat,
            language=Language(language),
            communes=tuple(CommuneCode(str(int(code, 36))) for code in codes),
            topics=frozenset(topic for place, topic in enumerate(_TOPICS) if int(topics, 16) & 1 << place),
            quiet=QuietHours(start=int(start, 36), end=int(end, 36)),
            weekly=int(weekly) or None,
            urgent_only=urgent_only == "1",
        )
    except ValueError:
        raise StalePress from None


def _figures(number: int) -> str:
    """Give a number in base 36."""
    shown = ""
    while number or not shown:
        number, figure = divmod(number, len(_FIGURES))
        shown = _FIGURES[figure] + shown
    return shown
