"""How somebody comes to be told things, and what of it they may change. Pure: from a subscription to a subscription.

Each change says what is wanted, never "the other way round", so that a press that is replayed changes nothing more.
"""

from dataclasses import replace
from typing import Final

from bot.domain.broadcasts.subscription import WEEKLY, QuietHours, Subscription, Topic
from bot.domain.broadcasts.subscription_errors import LastCommune, LastTopic, TooManyCommunes
from bot.domain.conversation import Focus, Subscribing
from bot.domain.errors import UnexpectedReply
from bot.domain.identifiers import ChatId, Language
from bot.domain.listening import Heard, bounded
from bot.domain.listing import Listing
from bot.domain.units import CommuneCode

MOST_COMMUNES: Final = 10  #: more are hardly one person's; and as many find room in the button that undoes leaving

#: The choices of quiet hours; the last one: none.
QUIET: Final = (QuietHours(), QuietHours(start=20, end=7), QuietHours(start=22, end=5), QuietHours(start=0, end=0))


def added(subscription: Subscription | None, commune: CommuneCode, *, chat: ChatId, language: Language) -> Subscription:
    """Give a subscription with one commune more; where there was none, one with everything as most want it.

    Raises:
        TooManyCommunes: it has as many as it may.

    """
    if subscription is None:
        return Subscription(chat=chat, language=language, communes=(commune,))
    if commune in subscription.communes:
        return subscription
    if len(subscription.communes) >= MOST_COMMUNES:
        raise TooManyCommunes
    return replace(subscription, communes=(*subscription.communes, commune))


def without(subscription: Subscription, commune: CommuneCode) -> Subscription:
    """Give a subscription without a commune.

    Raises:
        LastCommune: nothing would be left; leaving is another button.

    """
    left = tuple(one for one in subscription.communes if one != commune)
    if not left:
        raise LastCommune
    return replace(subscription, communes=left)


def with_topic(subscription: Subscription, topic: Topic, *, wanted: bool) -> Subscription:
    """Give a subscription with a topic, or without it.

    Raises:
        LastTopic: nothing would be left but what is urgent; that is another button.

    """
    topics = subscription.topics | {topic} if wanted else subscription.topics - {topic}
    if not topics:
        raise LastTopic
    return replace(subscription, topics=topics)


def quiet(subscription: Subscription, hours: QuietHours) -> Subscription:
    """Give a subscription with other quiet hours.

    Raises:
        UnexpectedReply: no choice has them.

    """
    if hours not in QUIET:
        raise UnexpectedReply
    return replace(subscription, quiet=hours)


def at_most(subscription: Subscription, weekly: int | None) -> Subscription:
    """Give a subscription with another number a week.

    Raises:
        UnexpectedReply: no choice has it.

    """
    if weekly not in WEEKLY:
        raise UnexpectedReply
    return replace(subscription, weekly=weekly)


# --- The question for the commune -------------------------------------------------------------------------------------


def heard(focus: Subscribing, typed: Heard) -> Subscribing | None:
    """Give the question after a typed text: what it can mean; None where something is told, which is no answer."""
    if typed.is_told:
        return None
    unplaced = focus.unplaced if typed.is_named else bounded((*focus.unplaced, typed.words))
    asked = replace(_plain(focus), offered=typed.candidates, unfound=not typed.candidates)
    return replace(asked, unplaced=unplaced, led_by=typed.led_by, elsewhere=typed.elsewhere)


def chosen(typed: Heard) -> CommuneCode | None:
    """Give the commune that a text names and nothing else; by a name of before it is only offered, and explained."""
    is_plain = not typed.is_told and not typed.has_spot and typed.exact not in dict(typed.led_by)
    return typed.exact if is_plain else None


def listed(focus: Focus | None, listing: Listing | None) -> Subscribing:
    """Give the question with a list of communes open, or (None) none.

    Raises:
        UnexpectedReply: another question is open.

    """
    if not isinstance(focus, Subscribing):
        raise UnexpectedReply
    return replace(_plain(focus), listing=listing)


def _plain(focus: Subscribing) -> Subscribing:
    return replace(focus, offered=(), led_by=(), elsewhere=None, whereabouts=None, listing=None, unfound=False)
