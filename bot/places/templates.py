"""The templates of broadcasts that are shipped: a file of its own beside the units', read once at first use.

They belong to no province. A faulty file stops the program as it is read, with what is wrong in it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, cast

from bot.domain.broadcasts import templates
from bot.domain.broadcasts.broadcast import Wording
from bot.domain.broadcasts.subscription import Topic
from bot.domain.broadcasts.templates import Blank, Template
from bot.domain.identifiers import Language
from bot.places.in_force import BadFile, Fault, read
from bot.places.plain_json import plain

FILE: Final = Path(__file__).with_name("broadcast_templates.json")

_Object = Mapping[str, object]


class BadTemplates(BadFile):
    """The file of templates cannot be used."""


@cache
def shipped() -> Mapping[str, Template]:
    """Give the shipped templates by their codes, in the order of the menu."""
    return parse(read(FILE))


def parse(raw: bytes) -> Mapping[str, Template]:
    """Read templates from a file's bytes.

    Raises:
        BadFile: with what is wrong.

    """
    try:
        found = [_template(one) for one in _list(_object(plain(raw))["templates"])]
    except (KeyError, ValueError, TypeError) as error:
        raise BadTemplates((("templates", f"cannot be read: {type(error).__name__}"),)) from None
    faults = tuple(fault for one in found for fault in _faults(one))
    if faults:
        raise BadTemplates(faults)
    return {one.code: one for one in found}


def _faults(template: Template) -> Iterator[Fault]:
    """Find blanks that no text has, and places in a text that no blank fills."""
    known = {blank.code for blank in template.blanks}
    for language, words in template.wordings.items():
        if templates.places_in(words.title + words.text) != known:
            yield template.code, f"its blanks are not those of its words in {language}"


def _template(value: object) -> Template:
    one = _object(value)
    return Template(
        code=str(one["code"]),
        label=_texts(one["label"]),
        topics=tuple(Topic(str(topic)) for topic in _list(one["topics"])),
        wordings={Language(language): _words(words) for language, words in _object(one["wordings"]).items()},
        blanks=tuple(Blank(code=str(blank["code"]), ask=_texts(blank["ask"])) for blank in _objects(one["blanks"])),
        yearly=_pair(one["yearly"]) if "yearly" in one else None,
    )


def _words(value: object) -> Wording:
    words = _object(value)
    return Wording(title=str(words["title"]), text=str(words["text"]))


def _pair(value: object) -> tuple[int, int]:
    month, day = (int(str(part)) for part in _list(value))
    return month, day


def _texts(value: object) -> dict[str, str]:
    return {key: str(text) for key, text in _object(value).items()}


def _objects(value: object) -> list[_Object]:
    return [_object(one) for one in _list(value)]


def _object(value: object) -> _Object:
    if not isinstance(value, dict):
        raise TypeError
    return cast("_Object", value)  # JSON objects have text keys


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return cast("list[object]", value)  # JSON arrays hold anything
