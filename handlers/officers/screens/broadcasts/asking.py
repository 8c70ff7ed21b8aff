"""The question about each part of a draft, and the templates it may begin with."""

from collections.abc import Sequence

from bot.domain.broadcasts import templates
from bot.domain.broadcasts.broadcast import Wording
from bot.domain.broadcasts.fitting import MOST_LINKS, MOST_TITLE, Part
from bot.domain.broadcasts.markup import first_line
from bot.domain.broadcasts.templates import Template
from bot.domain.identifiers import Language
from bot.domain.units import CommuneCode
from bot.places.templates import shipped
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.officers.screens.broadcasts import audience, timing
from handlers.officers.screens.broadcasts.frame import Desk
from handlers.texts import Html


def question(
    desk: Desk,
    *,
    offered: Sequence[CommuneCode] = (),
    unfound: bool = False,
    coming: Html | None = None,
    hint: Html | None = None,
) -> Screen:
    """Give the question about the part that is awaited."""
    match desk.draft.focus.part:
        case Part.AUDIENCE:
            return audience.asking(desk, offered=offered, unfound=unfound, hint=hint)
        case Part.TOPICS:
            return audience.topics(desk, hint=hint)
        case Part.WHEN:
            return timing.asking(desk, coming=coming, hint=hint)
        case Part.DAYS:
            return timing.weekdays(desk, hint=hint)
        case Part.DAY:
            return timing.day_of_month(desk, hint=hint)
        case Part.DATE | Part.LUNAR_DATE | Part.UNTIL as part:
            return timing.typed(desk, part.value, hint=hint)
        case Part.HOUR:
            return timing.hour(desk, hint=hint)
        case Part.BLANK:
            return _blank(desk, hint=hint)
        case _:
            return _words(desk, hint=hint)


def list_of_templates(desk: Desk) -> Screen:
    """Offer the templates by their names."""
    buttons = [desk.labelled(desk.words.pick(one.label), "template", one.code) for one in shipped().values()]
    rows = (*in_columns(buttons, columns=1), (desk.button("button.compose.back", "ask", "content"),))
    return desk.framed(desk.words("compose.templates"), rows=rows)


def template(desk: Desk, one: Template) -> Screen:
    """Show a template with its blanks."""
    words = templates.shown(one, desk.words.language)
    text = desk.words("compose.template", label=desk.words.pick(one.label), title=words.title, text=Html(words.text))
    rows: tuple[Row, ...] = (
        (desk.button("button.compose.use", "use", one.code),),
        (desk.button("button.compose.templates", "templates"),),
    )
    return desk.framed(text, desk.words("compose.template.blanks"), rows=rows)


def further(desk: Desk, language: Language) -> Screen:
    """Ask which part of a further language is to be written anew: those that the first one has."""
    first = desk.draft.broadcast.content.wordings[desk.draft.default]
    has = {
        Part.TITLE: True,
        Part.TEXT: bool(first.text),
        Part.OPTIONS: bool(first.options),
        Part.EXPLANATION: bool(first.explanation),
        Part.LINKS: bool(first.links),
    }
    buttons = [
        desk.button(f"button.compose.{part.value}", "edit", language, part)
        for part, is_there in has.items()
        if is_there
    ]
    return desk.framed(
        desk.words("compose.language", language=desk.name(language)), rows=in_columns(buttons, columns=2)
    )


def _words(desk: Desk, *, hint: Html | None) -> Screen:
    """Ask for words, in the first language or in a further one."""
    draft, words = desk.draft, desk.words
    part, is_further = draft.focus.part, draft.language != draft.default
    first = draft.broadcast.content.wordings[draft.default]
    values = {
        "language": desk.name(draft.language),
        "title": first.title,
        "options": "\n".join(first.options),
        "links": "\n".join(f"{link.label} | {link.url}" for link in first.links),
        "most": MOST_LINKS if part is Part.LINKS else MOST_TITLE,
    }
    own = f"compose.ask.{part.value}.in"
    key = own if is_further and words.has(own) else f"compose.ask.{part.value}"
    buttons = _helps(desk, first)
    return desk.framed(words(key, **values), rows=tuple((button,) for button in buttons), hint=hint)


def _helps(desk: Desk, first: Wording) -> list[Button]:
    """Give what spares typing."""
    part = desk.draft.focus.part
    if desk.draft.language != desk.draft.default:
        return []
    if part is Part.CONTENT:
        return [desk.button("button.compose.template", "templates")]
    if part is Part.TITLE and not first.title and first_line(first.text) is not None:
        return [desk.button("button.compose.first_line", "line")]
    return []


def _blank(desk: Desk, *, hint: Html | None) -> Screen:
    focus = desk.draft.focus
    one = shipped()[focus.template]
    blank = one.blanks[len(focus.blanks)]
    text = desk.words(
        "compose.ask.blank",
        template=desk.words.pick(one.label),
        number=len(focus.blanks) + 1,
        all=len(one.blanks),
        ask=desk.words.pick(blank.ask),
    )
    back = desk.button("button.compose.templates", "templates")
    return desk.framed(text, rows=((back,),), hint=hint)
