"""Screens of a subscription: the question for a commune, and one that shows everything and changes each thing.

The buttons of the question belong to the conversation; all others carry a wish and can be pressed at any time.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.broadcasts.subscribing import QUIET
from bot.domain.broadcasts.subscription import WEEKLY, QuietHours, Subscription, Topic
from bot.domain.conversation import Subscribing
from bot.domain.identifiers import Language
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.residents.data import form
from handlers.residents.screens.communes import commune_text, communes
from handlers.residents.subscription_data import undoing, wish
from handlers.texts import Html, Words

_CHOSEN: Final = "✅"
_FREE: Final = "⬜"
_FEW: Final = 3  #: so many topics that somebody does not want are named instead of the others


def asking(focus: Subscribing, version: int, words: Words, directory: Directory) -> Screen:
    """Ask of which commune somebody wants to be told things."""
    told = (Button(words.plain("button.alerts.as_tip"), form(version, "words")),)
    cancel = (Button(words.plain("button.cancel"), form(version, "cancel")),)
    rows = (*communes(focus, version, words, directory), *((told,) if focus.unplaced else ()), cancel)
    return Screen(text=_question(focus, words, directory), rows=rows)


def overview(
    subscription: Subscription,
    words: Words,
    directory: Directory,
    languages: Sequence[Language],
    *,
    begun: CommuneCode | None = None,
) -> Screen:
    """Show everything that holds; `begun`: the commune that was chosen just now."""
    head = words("alerts.on") if begun is None else words("alerts.begun", commune=directory.communes[begun].name)
    lines = [words("alerts.communes", communes=_names(subscription, directory) or words.plain("alerts.nowhere"))]
    if subscription.urgent_only:
        lines.append(words("alerts.urgent_only"))
    else:
        lines += [words("alerts.topics", topics=_topics(subscription, words)), _quiet(subscription.quiet, words)]
        lines += [_weekly(subscription.weekly, words), words("alerts.urgent_too")]
    return Screen(
        text="\n".join((head, "", *lines)),
        rows=(*_changes(subscription, words), _others(subscription, words, languages), _leave(words)),
    )


def communes_of(subscription: Subscription, words: Words, directory: Directory) -> Screen:
    """Show the communes, each to be taken out by a press, and the way to one more."""
    taken = tuple(
        (Button(words("button.alerts.remove", commune=directory.communes[code].name), wish(f"out:{code}")),)
        for code in subscription.communes
        if code in directory.communes
    )
    add = (Button(words.plain("button.alerts.add"), wish("add")),)
    return Screen(text=words("alerts.choose.communes"), rows=(*taken, add, _back(words)))


def topics_of(subscription: Subscription, words: Words) -> Screen:
    """Show the topics, each to be taken in or out by a press."""
    buttons = [
        Button(
            _marked(words.plain(f"alerts.topic.{topic.value}"), is_chosen=topic in subscription.topics),
            wish(f"topic:{topic.value}:{int(topic not in subscription.topics)}"),
        )
        for topic in Topic
    ]
    every = (Button(words.plain("button.alerts.all"), wish("topics!")),)
    lacks = subscription.topics != frozenset(Topic)
    rows = (*in_columns(buttons, columns=1), *((every,) if lacks else ()), _back(words))
    return Screen(text=words("alerts.choose.topics"), rows=rows)


def quiet_of(subscription: Subscription, words: Words) -> Screen:
    """Show the choices of quiet hours."""
    buttons = [
        Button(
            _marked(_hours(hours, words), is_chosen=hours == subscription.quiet),
            wish(f"quiet:{hours.start}:{hours.end}"),
        )
        for hours in QUIET
    ]
    return Screen(text=words("alerts.choose.quiet"), rows=(*in_columns(buttons, columns=1), _back(words)))


def weekly_of(subscription: Subscription, words: Words) -> Screen:
    """Show the choices of how many a week."""
    buttons = [
        Button(
            _marked(_number(most, words), is_chosen=most == subscription.weekly),
            wish(f"weekly:{most or 0}"),
        )
        for most in WEEKLY
    ]
    return Screen(text=words("alerts.choose.weekly"), rows=(*in_columns(buttons, columns=1), _back(words)))


def left(subscription: Subscription | None, words: Words) -> Screen:
    """Say that nothing more is sent, what still arrives, and how to undo it."""
    if subscription is None:
        button = Button(words.plain("button.alerts.again"), wish("add"))
    else:
        button = Button(words.plain("button.alerts.undo"), undoing(subscription))
    return Screen(text=words("alerts.left"), rows=((button,),))


def _question(focus: Subscribing, words: Words, directory: Directory) -> Html:
    province = words.pick(directory.province)
    if focus.listing is not None:
        return commune_text(focus, words, directory) or words("alerts.ask")
    if focus.whereabouts is not None:
        return words("alerts.near") if focus.offered else words("alerts.far", province=province)
    if focus.offered:
        return words("alerts.offered")
    if not focus.unfound:
        return words("alerts.ask.more" if focus.adds else "alerts.ask")
    key = "alerts.unfound" if focus.elsewhere is None else "alerts.elsewhere"
    text = words(key, place=focus.elsewhere or "", province=province)
    return Html(f"{text}\n{words('alerts.as_tip')}") if focus.unplaced else text


def _changes(subscription: Subscription, words: Words) -> tuple[Row, ...]:
    """Give the buttons that open what can be changed: with what is urgent alone, only where."""
    communes_ = Button(words.plain("button.alerts.communes"), wish("communes"))
    if subscription.urgent_only:
        return ((communes_,),)
    return (
        (communes_, Button(words.plain("button.alerts.topics"), wish("topics"))),
        (
            Button(words.plain("button.alerts.quiet"), wish("quiet")),
            Button(words.plain("button.alerts.weekly"), wish("weekly")),
        ),
    )


def _others(subscription: Subscription, words: Words, languages: Sequence[Language]) -> Row:
    key = "button.alerts.everything" if subscription.urgent_only else "button.alerts.urgent_only"
    narrow = Button(words.plain(key), wish(f"urgent:{int(not subscription.urgent_only)}"))
    tongues = (
        Button(f"🌐 {words.plain(f'language.{language}')}", wish(f"lang:{language}"))
        for language in languages
        if language != subscription.language
    )
    return narrow, *tongues


def _leave(words: Words) -> Row:
    return (Button(words.plain("button.alerts.leave"), wish("leave")),)


def _back(words: Words) -> Row:
    return (Button(words.plain("button.back"), wish("show")),)


def _marked(label: str, *, is_chosen: bool) -> str:
    return f"{_CHOSEN if is_chosen else _FREE} {label}"


def _names(subscription: Subscription, directory: Directory) -> str:
    return ", ".join(directory.communes[code].name for code in subscription.communes if code in directory.communes)


def _topics(subscription: Subscription, words: Words) -> str:
    lacks = [topic for topic in Topic if topic not in subscription.topics]
    if not lacks:
        return words.plain("alerts.topics.all")
    if len(lacks) <= _FEW:
        return words("alerts.topics.but", topics=_listed(lacks, words))
    return _listed((topic for topic in Topic if topic in subscription.topics), words)


def _listed(topics: Iterable[Topic], words: Words) -> str:
    """Give topics one after the other; their names have commas."""
    return "; ".join(words.plain(f"alerts.topic.{topic.value}") for topic in topics)


def _quiet(hours: QuietHours, words: Words) -> Html:
    if hours.start == hours.end:
        return words("alerts.quiet.none")
    return words("alerts.quiet", hours=_hours(hours, words))


def _hours(hours: QuietHours, words: Words) -> str:
    if hours.start == hours.end:
        return words.plain("alerts.hours.none")
    return words("alerts.hours", start=f"{hours.start}:00", end=f"{hours.end}:00")


def _weekly(most: int | None, words: Words) -> Html:
    return words("alerts.weekly.any") if most is None else words("alerts.weekly", count=most)


def _number(most: int | None, words: Words) -> str:
    return words.plain("alerts.number.any") if most is None else words("alerts.number", count=most)
