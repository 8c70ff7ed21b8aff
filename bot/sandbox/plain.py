"""The one shape of data that travels over the wire: plain JSON values, and safe ways to look into them.

It knows no method and no object of the Bot API.
"""

from collections.abc import Iterable
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]


def object_in(value: Json) -> JsonObject:
    """Give the object, or an empty one where the value is something else."""
    return value if isinstance(value, dict) else {}


def list_in(value: Json) -> list[Json]:
    """Give the array, or an empty one where the value is something else."""
    return value if isinstance(value, list) else []


def objects_in(value: Json) -> list[JsonObject]:
    """Give the objects of an array, leaving anything else out."""
    return [item for item in list_in(value) if isinstance(item, dict)]


def text_in(value: Json) -> str:
    """Give the string, or an empty one where the value is something else."""
    return value if isinstance(value, str) else ""


def number_in(value: Json) -> int:
    """Give the whole number, or 0 where the value is something else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def array_of(values: Iterable[JsonObject]) -> Json:
    """Give the objects as one JSON array (lists are invariant for the type checker, so they are copied)."""
    return list(values)


def utf16_length(text: str) -> int:
    """Give the length in UTF-16 code units, in which Telegram counts texts and entities."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
