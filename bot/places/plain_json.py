"""JSON as an operator's file must be written: UTF-8 without a mark before it, and no key twice.

Faults are told by line; what stands there is not repeated.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Final

from bot.places.in_force import BadFile, Fault

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)
_COLON: Final = re.compile(r"\s*:")


def plain(raw: bytes) -> object:
    """Give what a file's bytes say.

    Raises:
        BadFile: with what is wrong and where.

    """
    if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadFile((("byte 0", "is a byte order mark: save the file as UTF-8 without one"),))
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadFile(((f"line {line}", f"is not UTF-8 at byte {error.start}"),)) from None
    twice = False

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal twice
        found = dict(pairs)
        twice = twice or len(found) < len(pairs)
        return found

    try:
        read: object = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise BadFile(((f"line {error.lineno}, column {error.colno}", error.msg),)) from None
    except ValueError:  # a number of thousands of digits
        raise BadFile((("file", "has a number that is too long"),)) from None
    except RecursionError:
        raise BadFile((("file", "is nested too deeply"),)) from None
    if twice:
        raise BadFile(tuple(_repeated(text)))
    return read


def _repeated(text: str) -> Iterator[Fault]:
    """Find the lines on which a key stands that its object has already."""
    objects: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        found = token.group()
        if found == "{":
            objects.append(set())
        elif found == "}":
            objects.pop()
        elif _COLON.match(text, token.end()):
            key: str = json.loads(found)
            if key in objects[-1]:
                line = text.count("\n", 0, token.start()) + 1
                yield f"line {line}", "has a key that stands there already"
            objects[-1].add(key)
