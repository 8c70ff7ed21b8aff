"""Presses about what a draft says: which part is awaited, templates, further languages, and what is taken out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.domain.broadcasts import composing, fitting
from bot.domain.broadcasts.broadcast import Content
from bot.domain.broadcasts.fitting import Part
from bot.domain.conversation import Composing
from bot.domain.errors import StalePress
from bot.domain.identifiers import Language
from bot.places.templates import shipped
from bot.services.broadcasts.composing import Draft
from handlers.officers.broadcasts.stage import Stage
from handlers.officers.screens.broadcasts import asking
from handlers.officers.screens.broadcasts.pressing import DraftPress

_WITHOUT: Final[Mapping[str, Callable[[Content], Content]]] = {
    "media": composing.without_media,
    "place": composing.without_place,
    "poll": composing.without_poll,
    "links": composing.without_links,
}
#: Parts that a button can ask for.
_ASKED: Final = frozenset(
    {
        *(Part.CONTENT, Part.TITLE, Part.LINKS, Part.AUDIENCE, Part.TOPICS, Part.WHEN, Part.UNTIL),
        *(Part.DAYS, Part.DAY, Part.DATE, Part.LUNAR_DATE),
    }
)
#: Those of a further language.
_WRITTEN: Final = frozenset({Part.TITLE, Part.TEXT, Part.OPTIONS, Part.EXPLANATION, Part.LINKS})


async def look(one: Stage, draft: Draft, pressed: DraftPress) -> bool:
    """Show what is only looked at, or ask for a part; tell False where the button is about something else."""
    match pressed.action, pressed.values:
        case "ask", (part,) if part in {asked.value for asked in _ASKED}:
            asked = Part(part)
            await one.show(await one.at.faces.broadcasting.composing.ask(one.visit, lambda old: _asking(old, asked)))
        case "templates", ():
            await one.put(asking.list_of_templates(one.desk(draft)))
        case "template", (code,) if code in shipped():
            await one.put(asking.template(one.desk(draft), shipped()[code]))
        case _:
            return False
    return True


async def content(one: Stage, draft: Draft, pressed: DraftPress) -> bool:
    """Change what it says; tell False where the button is about something else."""
    drafting = one.at.faces.broadcasting.drafting
    match pressed.action, pressed.values:
        case "line", ():
            await one.heard(
                await drafting.edit(one.visit, lambda old: composing.titled_by_first_line(old, draft.default))
            )
        case "use", (code,):
            await one.heard(await drafting.begin_template(one.visit, code))
        case "without", (part,) if part in _WITHOUT:
            await one.heard(await drafting.edit(one.visit, _WITHOUT[part]))
        case "in", (language,):
            asked = _offered(one, language)
            await _further(one, fitting.lacking_in(draft.broadcast.content, asked, default=draft.default), asked)
        case "edit", (language,):
            await one.put(asking.further(one.desk(draft), _offered(one, language)))
        case "edit", (language, part) if part in {written.value for written in _WRITTEN}:
            await _further(one, Part(part), _offered(one, language))
        case "notin", (language,):
            away = _offered(one, language)
            await one.heard(
                await drafting.edit(one.visit, lambda old: composing.without_language(old, away, default=draft.default))
            )
        case _:
            return False
    return True


async def _further(one: Stage, part: Part, language: Language) -> None:
    """Ask for a part in a further language."""
    asked = await one.at.faces.broadcasting.composing.ask(
        one.visit, lambda focus: replace(_asking(focus, part), language=language)
    )
    await one.show(asked)


def _asking(focus: Composing, part: Part) -> Composing:
    """Ask for a part in the first language; an album that was being taken in is over."""
    pattern = None if part is Part.DAYS else focus.pattern
    return replace(focus, part=part, language=None, album="", blanks=(), pattern=pattern)


def _offered(one: Stage, language: str) -> Language:
    if language not in one.at.faces.texts.languages:
        raise StalePress
    return Language(language)
