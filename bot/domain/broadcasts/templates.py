"""Templates: broadcasts that are written again and again, with blanks for what is new each time.

Pure: data, and how it is filled.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.broadcasts import markup
from bot.domain.broadcasts.broadcast import Content, Wording
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.broadcasts.fitting import check, check_lengths
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import Language

MOST_BLANK: Final = 150  #: UTF-16 units of what is filled in
_PLACE: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Something that is new each time."""

    code: str  #: as it stands in the texts, in braces
    ask: Mapping[str, str] = field(hash=False)  #: by language


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A broadcast with blanks."""

    code: str
    label: Mapping[str, str] = field(hash=False)  #: by language: as on a button
    topics: tuple[Topic, ...]
    wordings: Mapping[Language, Wording] = field(hash=False)  #: title plain, text HTML, both with blanks in braces
    blanks: tuple[Blank, ...] = ()
    yearly: tuple[int, int] | None = None  #: month and day on which it comes again each year


def value_of(typed: str) -> str:
    """Give what is filled into a blank.

    Raises:
        ContentRefused: it is empty or too long.

    """
    value = " ".join(typed.split())
    if not value:
        raise ContentRefused(ContentFault.BLANK_EMPTY)
    check(ContentFault.BLANK_TOO_LONG, markup.units(value), MOST_BLANK)
    return value


def filled(template: Template, values: Sequence[str], languages: Sequence[Language], content: Content) -> Content:
    """Give a content with a template's words in place of those before; what is filled in is the same in each language.

    Raises:
        ContentRefused: filled so, it is too long.

    """
    told = dict(zip((blank.code for blank in template.blanks), values, strict=True))
    wordings = {
        language: Wording(title=_put(words.title, told), text=_put(words.text, _escaped(told)), links=words.links)
        for language, words in template.wordings.items()
        if language in languages
    }
    new = Content(wordings=wordings, media=content.media, place=content.place)
    check_lengths(new)
    return new


def shown(template: Template, language: Language) -> Wording:
    """Give the words of a language with the blanks to be seen."""
    words = template.wordings.get(language) or next(iter(template.wordings.values()))
    open_ = {blank.code: f"[{_pick(blank.ask, language)}]" for blank in template.blanks}
    return Wording(title=_put(words.title, open_), text=_put(words.text, _escaped(open_)), links=words.links)


def places_in(text: str) -> set[str]:
    """Give the codes of the blanks in a text."""
    return set(_PLACE.findall(text))


def _put(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values[found[1]], text)


def _escaped(values: Mapping[str, str]) -> dict[str, str]:
    return {code: markup.plain(value) for code, value in values.items()}


def _pick(texts: Mapping[str, str], language: Language) -> str:
    return texts.get(language) or next(iter(texts.values()))
