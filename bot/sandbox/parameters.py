"""From what came over the wire to checked parameters: forms carry strings, JSON bodies carry values, both are read.

Every value is held against the signatures; what Telegram would not understand is refused, and more: unknown names too,
since Telegram drops them without a word and the mistake would never be seen.
"""

import json
from collections.abc import Mapping

from bot.sandbox.plain import Json, JsonObject
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.signatures import METHODS, OBJECTS, Signature

_TRUE = {"true", "True", "1", "yes"}
_FALSE = {"false", "False", "0", "no", ""}
_NAMES = {"int": "Integer", "str": "String", "bool": "Boolean", "float": "Float", "file": "InputFile"}


class _Unfit(Exception):  # noqa: N818 - never leaves this module
    """A value that is of none of the kinds."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked(method: str, raw: Mapping[str, Json]) -> JsonObject:
    """Give a method's parameters with their kinds, or raise the Refusal for the first that is wrong."""
    signature = METHODS[method]
    for name in raw:
        if name not in signature:
            raise bad_request(f'unknown parameter "{name}" of {method}')
    values: JsonObject = {}
    for name, parameter in signature.items():
        value = raw.get(name)
        if value is None:
            if parameter.is_required:
                raise _missing(name)
            continue
        try:
            values[name] = _first_fit(value, parameter.kinds)
        except _Unfit as unfit:
            raise _wrong(name, unfit.reason) from None
    return values


def _missing(name: str) -> Refusal:
    match name:
        case "chat_id":
            return bad_request("chat_id is empty")
        case "text":
            return bad_request("message text is empty")
        case "message_id":
            return bad_request("message identifier is not specified")
        case _:
            return bad_request(f'parameter "{name}" is required')


def _wrong(name: str, reason: str) -> Refusal:
    if name == "reply_markup":
        return bad_request(f"can't parse reply keyboard markup JSON object: {reason}")
    if name == "media":
        return bad_request(f"can't parse media JSON object: {reason}")
    return bad_request(f'can\'t parse parameter "{name}": {reason}')


def _first_fit(value: Json, kinds: tuple[str, ...]) -> Json:
    reason = ""
    if any(kind.startswith("[") or kind in OBJECTS for kind in kinds):
        value = _decoded(value)
    for kind in kinds:
        try:
            return _fitted(value, kind, top=True)
        except _Unfit as unfit:
            reason = reason or unfit.reason
            if len(kinds) > 1 and isinstance(value, dict) and _is_meant(value, kind):
                raise
    raise _Unfit(reason)


def _is_meant(value: JsonObject, kind: str) -> bool:
    """Say whether an object was meant as this kind: it has the field that names the kind."""
    required = [name for name, parameter in OBJECTS.get(kind, {}).items() if parameter.is_required]
    return any(name in value for name in required)


def _fitted(value: Json, kind: str, *, top: bool) -> Json:
    if kind.startswith("["):
        if not isinstance(value, list):
            raise _Unfit("Array expected")
        return [_fitted(item, kind[1:-1], top=False) for item in value]
    if kind in OBJECTS:
        if not isinstance(value, dict):
            raise _Unfit("Object expected")
        return _object(value, _subkind(value, kind))
    return _scalar(value, kind, top=top)


def _subkind(fields: JsonObject, kind: str) -> Signature:
    """Give the signature of an object; those of media differ by the type that they name."""
    if kind != "InputMedia":
        return OBJECTS[kind]
    named = f"InputMedia{str(fields.get('type')).title()}"
    if named not in OBJECTS:
        raise _Unfit("unsupported media type")
    return OBJECTS[named]


def _object(fields: JsonObject, signature: Signature) -> JsonObject:
    shown: JsonObject = {}
    for name in fields:
        if name not in signature:
            raise _Unfit(f'unknown field "{name}"')
    for name, parameter in signature.items():
        value = fields.get(name)
        if value is None:
            if parameter.is_required:
                raise _Unfit(f'Can\'t find field "{name}"')
            continue
        shown[name] = _nested(name, value, parameter.kinds)
    return shown


def _nested(name: str, value: Json, kinds: tuple[str, ...]) -> Json:
    for kind in kinds:
        try:
            return _fitted(value, kind, top=False)
        except _Unfit as unfit:
            if kind.startswith("[") or kind in OBJECTS:
                raise
            if kind == kinds[-1]:
                raise _Unfit(f'Field "{name}" must be of type {unfit.reason}') from None
    raise _Unfit(f'Field "{name}" has no kind')


def _decoded(value: Json) -> Json:
    if not isinstance(value, str):
        return value
    try:
        decoded: Json = json.loads(value)
    except ValueError:
        raise _Unfit("JSON expected") from None
    return decoded


def _scalar(value: Json, kind: str, *, top: bool) -> Json:
    match kind:
        case "str" | "file" if isinstance(value, str):
            return value
        case "bool" if isinstance(value, bool):
            return value
        case "bool" if top and isinstance(value, str) and value in _TRUE | _FALSE:
            return value in _TRUE
        case "int" | "float" if isinstance(value, int) and not isinstance(value, bool):
            return value
        case "float" if isinstance(value, float):
            return value
        case "int" | "float" if top and isinstance(value, str):
            return _number(value, kind)
        case _:
            raise _Unfit(_NAMES.get(kind, kind))


def _number(value: str, kind: str) -> int | float:
    try:
        return int(value) if kind == "int" else float(value)
    except ValueError:
        raise _Unfit(_NAMES[kind]) from None
