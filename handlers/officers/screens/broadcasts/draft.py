"""A draft as a whole: what it holds, whom it is for, when it goes out, and a button for each of them."""

from collections.abc import Iterator
from typing import Final

from bot.domain.broadcasts import fitting, markup
from bot.domain.broadcasts.broadcast import Broadcast, MediumKind, Status
from bot.domain.broadcasts.fitting import Part
from bot.services.broadcasts.reaching import Preview
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.screens.broadcasts import times
from handlers.officers.screens.broadcasts.audience import communes_of
from handlers.officers.screens.broadcasts.frame import Desk
from handlers.officers.screens.look import called, joined
from handlers.texts import Html, Words

#: How far something is, as a draft of it reads.
_STANDING: Final = {Status.PROPOSED: "proposed", Status.APPROVED: "approved"}


def card(desk: Desk, *, reach: Preview | None, coming: Html, has_channel: bool, hint: Html | None = None) -> Screen:
    """Give the draft as a whole; `coming`: its next times; `reach`: how many it is for, as it may be told."""
    draft, words = desk.draft, desk.words
    broadcast = draft.broadcast
    title = broadcast.content.wordings[draft.default].title or words.plain("compose.untitled")
    standing = _STANDING.get(broadcast.status, "draft")
    text = joined(
        words(f"compose.card.{standing}", unit=called(draft.unit, words)),
        hint,
        joined(
            words("compose.card.title", title=title),
            words("compose.card.content", parts=", ".join(_parts(broadcast, desk))),
            words("compose.card.languages", languages=", ".join(map(desk.name, broadcast.content.wordings))),
            *_unfinished(desk),
        ),
        joined(*_addressing(desk, reach), coming),
        joined(_seen(desk), words("compose.foot")),
        by="\n\n",
    )
    return Screen(text=text, rows=_rows(desk, has_channel=has_channel))


def dropping(desk: Desk) -> Screen:
    """Ask whether a draft is to be deleted."""
    title = title_of(desk.draft.broadcast, desk)
    yes = desk.button("button.compose.drop.yes", "drop!")
    return Screen(
        text=desk.words("compose.drop", title=title), rows=((yes,), (desk.button("button.compose.card", "card"),))
    )


def title_of(broadcast: Broadcast, desk: Desk) -> str:
    """Give how a draft is called."""
    return broadcast.content.wordings[desk.draft.default].title or desk.words.plain("compose.untitled")


def topics_of(broadcast: Broadcast, words: Words) -> str:
    """Give the topics of a broadcast in words."""
    return ", ".join(words.plain(f"alerts.topic.{topic.value}") for topic in broadcast.audience.topics)


def _addressing(desk: Desk, reach: Preview | None) -> Iterator[Html]:
    broadcast, words = desk.draft.broadcast, desk.words
    if broadcast.corrects is not None:  # it goes where the text went that it corrects
        yield words("compose.card.correction")
        return
    communes = communes_of(broadcast.audience, desk) or words.plain("compose.audience.none")
    yield words("compose.card.audience", communes=communes)
    if reach is not None and not reach.is_told:
        yield words("compose.card.reach.enough")
    elif reach is not None and reach.reach is not None:
        yield words("compose.card.reach", count=f"{reach.reach:,}".replace(",", "."))
    elif reach is not None:
        yield words("compose.card.reach.few")
    topics = topics_of(broadcast, words)
    yield words("compose.card.topics", topics=topics) if topics else words("compose.card.topics.none")
    today = desk.draft.now.astimezone(desk.look.zone).date()
    yield words("compose.card.when", when=times.said(broadcast.schedule, words, desk.look.zone, today=today))
    yield words("compose.card.urgent" if broadcast.urgent else "compose.card.normal")
    if broadcast.to_channels:
        yield words("compose.card.channel")


def _parts(broadcast: Broadcast, desk: Desk) -> Iterator[str]:
    content, words = broadcast.content, desk.words
    first = content.wordings[desk.draft.default]
    counted = {
        "text": markup.length(first.text),
        **{kind.value: sum(medium.kind is kind for medium in content.media) for kind in MediumKind},
        "place": int(content.place is not None),
        "quiz" if content.right is not None else "options": len(first.options),
        "links": len(first.links),
    }
    for part, count in counted.items():
        if count:
            yield words(f"compose.part.{part}", count=count)


def _seen(desk: Desk) -> Html | None:
    """Say that what stands above is what readers will see; without a title nothing was shown."""
    has_title = bool(desk.draft.broadcast.content.wordings[desk.draft.default].title)
    return desk.words("compose.card.preview") if has_title else None


def _unfinished(desk: Desk) -> Iterator[Html]:
    draft = desk.draft
    for language in draft.broadcast.content.wordings:
        if (
            language != draft.default
            and fitting.lacking_in(draft.broadcast.content, language, default=draft.default) is not Part.CARD
        ):
            yield desk.words("compose.card.unfinished", language=desk.name(language))


def _rows(desk: Desk, *, has_channel: bool) -> tuple[Row, ...]:
    broadcast = desk.draft.broadcast
    asked = [
        *(("content", "title", "links") if broadcast.corrects is not None else ()),
        *(("content", "title", "audience", "topics", "when", "links") if broadcast.corrects is None else ()),
    ]
    parts = [desk.button(f"button.compose.{part}", "ask", part) for part in asked]
    removing = [desk.button(f"button.compose.without.{part}", "without", part) for part in _removable(broadcast, desk)]
    turning: list[Button] = []
    if broadcast.corrects is None:
        turning.append(desk.button(f"button.compose.{'normal' if broadcast.urgent else 'urgent'}", "urgent"))
        if has_channel:
            kind = "off" if broadcast.to_channels else "on"
            turning.append(desk.button(f"button.compose.channel.{kind}", "channel"))
    last: list[Row] = [(desk.button("button.compose.preview", "see"), desk.button("button.compose.save", "save"))]
    if broadcast.status is Status.DRAFT:
        last = [
            (desk.button("button.compose.propose", "propose", broadcast.fingerprint[:12]),),
            *last,
            (desk.button("button.compose.drop", "drop"),),
        ]
    return (
        *in_columns(parts, columns=2),
        *in_columns(removing, columns=2),
        *((button,) for button in turning),
        *in_columns(_languages(desk), columns=2),
        *last,
    )


def _removable(broadcast: Broadcast, desk: Desk) -> Iterator[str]:
    content = broadcast.content
    first = content.wordings[desk.draft.default]
    is_new = broadcast.corrects is None  # of what was sent, files and answers stay
    if content.media and is_new:
        yield "media"
    if content.place is not None:
        yield "place"
    if first.options and is_new:
        yield "poll"
    if first.links:
        yield "links"


def _languages(desk: Desk) -> Iterator[Button]:
    draft = desk.draft
    for language in desk.languages:
        if language == draft.default:
            continue
        name = desk.name(language)
        has_one = language in draft.broadcast.content.wordings
        is_whole = fitting.lacking_in(draft.broadcast.content, language, default=draft.default) is Part.CARD
        if has_one and is_whole:
            label = desk.words.plain("button.compose.language.edit").format(language=name)
            yield desk.labelled(label, "edit", language)
        else:
            key = "button.compose.language.go_on" if has_one else "button.compose.language"
            yield desk.labelled(desk.words.plain(key).format(language=name), "in", language)
        if has_one:
            label = desk.words.plain("button.compose.language.drop").format(language=name)
            yield desk.labelled(label, "notin", language)
