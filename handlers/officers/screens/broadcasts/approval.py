"""A broadcast's card for its unit: what is to be approved, by whom it is, and what became of it."""

from collections.abc import Iterator
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, ReturnReason, Status
from bot.domain.broadcasts.life import SHOWN
from bot.domain.identifiers import BroadcastId, OfficerId
from bot.places.directory import Directory
from bot.services.broadcasts.displaying import CardView
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.screens.broadcasts import menu, times
from handlers.officers.screens.look import Look, called, joined
from handlers.texts import Html, Words

PREFIX: Final = "ba"
PATTERN: Final = rf"^{PREFIX}:"
_NAMED: Final = 6  #: communes that are named one by one


def about(broadcast: Broadcast, action: str, *values: str) -> str:
    """Give the data of a button about a broadcast as it reads now."""
    return ":".join((PREFIX, action, broadcast.id, broadcast.fingerprint[:SHOWN], *values))


def opened(broadcast: BroadcastId) -> str:
    """Give what a button carries that posts a card where it is pressed."""
    return f"{PREFIX}:open:{broadcast}"


def card(view: CardView, look: Look, directory: Directory, *, is_private: bool = False) -> Screen:
    """Give the card as things are; in private, where one writes, a draft can be taken up from it."""
    words, broadcast = look.words, view.broadcast
    text = joined(
        words(f"approve.card.{broadcast.status.value}", unit=called(view.unit, words)),
        joined(words("approve.title", title=title_of(broadcast, words)), *_addressing(view, look, directory)),
        joined(*_answering(view, look)),
        words("approve.ask") if broadcast.status is Status.PROPOSED else None,
        by="\n\n",
    )
    return Screen(text=text, rows=_rows(broadcast, words, is_private=is_private))


def reasons(view: CardView, look: Look) -> Screen:
    """Ask why it is returned; an answer does it."""
    words, broadcast = look.words, view.broadcast
    buttons = [
        Button(words.plain(f"button.approve.why.{reason.value}"), about(broadcast, "why", reason.value))
        for reason in ReturnReason
    ]
    back = Button(words.plain("button.approve.no"), about(broadcast, "no"))
    text = words("approve.why", title=title_of(broadcast, words))
    return Screen(text=text, rows=(*in_columns(buttons, columns=1), (back,)))


def answered(view: CardView, look: Look, what: str) -> Screen:
    """Give what stands in place of a question that was answered: it was returned, ended, or left as it was."""
    words, broadcast = look.words, view.broadcast
    reason = words.plain(f"approve.reason.{broadcast.returned.reason.value}") if broadcast.returned is not None else ""
    return Screen(text=words(f"approve.answered.{what}", title=title_of(broadcast, words), reason=reason))


def dropping(view: CardView, look: Look) -> Screen:
    """Ask for a last look before it is cancelled for good."""
    words, broadcast = look.words, view.broadcast
    yes = Button(words.plain("button.approve.drop.yes"), about(broadcast, "end"))
    back = Button(words.plain("button.approve.no"), about(broadcast, "no"))
    return Screen(text=words("approve.drop", title=title_of(broadcast, words)), rows=((yes,), (back,)))


def overtaken(words: Words) -> Screen:
    """Give what stands in place of a card whose text is not the one any more."""
    return Screen(text=words("approve.overtaken"))


def told(view: CardView, look: Look) -> Screen | None:
    """Give what whoever wrote it is told in private of what somebody else did with it; None: nothing any more."""
    words, broadcast = look.words, view.broadcast
    title = title_of(broadcast, words)
    if broadcast.returned is not None:
        name = view.names.get(broadcast.returned.officer, "")
        reason = words.plain(f"approve.reason.{broadcast.returned.reason.value}")
        again = Button(words.plain("button.compose.resume"), menu.opened(broadcast.id))
        return Screen(text=words("approve.told.returned", title=title, name=name, reason=reason), rows=((again,),))
    if broadcast.approval is not None and broadcast.approval.officer is not None:
        name = view.names.get(broadcast.approval.officer, "")
        return Screen(text=words("approve.told.approved", title=title, name=name))
    return None


def title_of(broadcast: Broadcast, words: Words) -> str:
    """Give how a broadcast is called."""
    wordings = broadcast.content.wordings
    wording = wordings.get(words.language) or next(iter(wordings.values()))
    return wording.title or words.plain("approve.untitled")


def _addressing(view: CardView, look: Look, directory: Directory) -> Iterator[Html]:
    words, broadcast = look.words, view.broadcast
    if broadcast.corrects is not None:
        yield words("approve.correction")
        return
    yield words("approve.audience", communes=_communes(broadcast, words, directory))
    if view.reach is None:
        yield words("approve.reach.few")
    else:
        yield words("approve.reach", count=f"{view.reach:,}".replace(",", "."))
    topics = ", ".join(words.plain(f"alerts.topic.{topic.value}") for topic in broadcast.audience.topics)
    yield words("approve.topics", topics=topics)
    today = view.now.astimezone(look.zone).date()
    yield words("approve.when", when=times.said(broadcast.schedule, words, look.zone, today=today))
    if broadcast.schedule.kind == "repeating":
        yield times.coming(view.coming, words, look.zone)
    yield words("approve.urgent" if broadcast.urgent else "approve.normal")
    if broadcast.to_channels:
        yield words("approve.channel")
    if view.stars:
        yield words("approve.stars", stars=view.stars, most=view.cap)


def _answering(view: CardView, look: Look) -> Iterator[Html]:
    """Tell who wrote it, who approved it or sent it back."""
    words, broadcast = look.words, view.broadcast
    yield words("approve.by", name=_name(view, broadcast.composer))
    if others := [_name(view, hand) for hand in broadcast.hands if hand != broadcast.composer]:
        yield words("approve.hands", names=", ".join(dict.fromkeys(others)))
    if broadcast.returned is not None:
        reason = words.plain(f"approve.reason.{broadcast.returned.reason.value}")
        yield words("approve.returned", name=_name(view, broadcast.returned.officer), reason=reason)
    if broadcast.approval is not None and broadcast.approval.officer is not None:
        at = look.hour(broadcast.approval.at, to=1)
        yield words("approve.approved", name=_name(view, broadcast.approval.officer), at=at)
    elif broadcast.approval is not None:
        yield words("approve.nobody")


def _name(view: CardView, officer: OfficerId) -> str:
    return view.names.get(officer, "")


def _communes(broadcast: Broadcast, words: Words, directory: Directory) -> str:
    """Give the communes in words: all of them as a whole, many by the first ones."""
    codes = broadcast.audience.communes
    if set(codes) >= set(directory.communes):
        return words.plain("approve.communes.all")
    names = [directory.communes[code].name for code in codes if code in directory.communes]
    listed = ", ".join(names[:_NAMED])
    if len(names) <= _NAMED:
        return listed
    return words.plain("approve.communes.more").format(names=listed, more=len(names) - _NAMED)


def _rows(broadcast: Broadcast, words: Words, *, is_private: bool) -> tuple[Row, ...]:
    def button(name: str) -> Button:
        return Button(words.plain(f"button.approve.{name}"), about(broadcast, name))

    match broadcast.status:
        case Status.PROPOSED:
            return (button("ok"), button("back")), (button("see"), button("take")), (button("drop"),)
        case Status.APPROVED:
            return (button("see"), button("take")), (button("drop"),)
        case Status.DRAFT if is_private:
            return ((Button(words.plain("button.compose.resume"), menu.opened(broadcast.id)),),)
        case _:
            return ()
