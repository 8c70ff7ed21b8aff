"""The published table of the Bot API, held against what the bot asked for.

The table is no part of this project: it lies next to the repository when somebody put it there, and every check is
empty when it does not. Nothing at run time may depend on it.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

PUBLISHED = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "bot_api.json"

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def is_here() -> bool:
    """Say whether the published table can be read."""
    return PUBLISHED.exists()


def problems(method: str, params: Mapping[str, Json]) -> list[str]:
    """Name what is wrong with a request by the published table: nothing when it fits or when there is no table."""
    if not is_here():
        return []
    described = _table()["methods"]
    if method not in described:
        return [f"{method}: no such method"]
    return _misfits(method, params, fields_of(described[method]))


def answer_problems(kind: str, value: Json) -> list[str]:
    """Name what is wrong with an object that Telegram would send, such as an "Update" or "Array of Message"."""
    return _kind_misfits(kind, value, kind) if is_here() else []


def published_fields(kind: str, name: str) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Give the fields of a method (kind "methods") or an object (kind "types"): their kinds, and whether required."""
    return fields_of(_table()[kind][name])


def fields_of(described: Json) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Give the fields of one entry of the table."""
    return {
        str(field["name"]): (tuple(str(kind) for kind in _list(field["types"])), bool(field["required"]))
        for field in map(_object, _list(_object(described).get("fields")))
    }


@cache
def _table() -> dict[str, dict[str, Json]]:
    read: Json = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return {name: _object(part) for name, part in _object(read).items() if isinstance(part, dict)}


def _misfits(where: str, values: Mapping[str, Json], fields: dict[str, tuple[tuple[str, ...], bool]]) -> list[str]:
    found = [f"{where}: unknown {name}" for name in values if name not in fields]
    for name, (kinds, is_required) in fields.items():
        if name in values:
            found += _value_misfits(f"{where}.{name}", values[name], kinds)
        elif is_required:
            found.append(f"{where}: {name} is missing")
    return found


def _value_misfits(where: str, value: Json, kinds: tuple[str, ...]) -> list[str]:
    """Name what is wrong with a value by the kind that it misses least."""
    return min((_kind_misfits(where, value, kind) for kind in kinds), key=len)


def _kind_misfits(where: str, value: Json, kind: str) -> list[str]:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: {kind} expected"]
        inner = kind.removeprefix("Array of ")
        return [misfit for at, item in enumerate(value) for misfit in _kind_misfits(f"{where}[{at}]", item, inner)]
    plain = {
        "Integer": isinstance(value, int) and not isinstance(value, bool),
        "Float": isinstance(value, (int, float)) and not isinstance(value, bool),
        "Boolean": isinstance(value, bool),
        "String": isinstance(value, str),
        "InputFile": isinstance(value, str),
    }
    if kind in plain:
        return [] if plain[kind] else [f"{where}: {kind} expected"]
    if not isinstance(value, dict):
        return [f"{where}: {kind} expected"]
    described = _object(_table()["types"].get(kind))
    if "subtypes" in described:
        return _value_misfits(where, value, tuple(str(name) for name in _list(described["subtypes"])))
    return _misfits(f"{where}({kind})", value, fields_of(described))


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
