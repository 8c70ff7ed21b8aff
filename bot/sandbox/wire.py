"""What comes over HTTP: JSON bodies, forms, multipart forms with files, or a bare query, all read into one shape."""

import json
from collections.abc import Mapping

from aiohttp import BodyPartReader, web

from bot.sandbox.asked import Upload
from bot.sandbox.plain import Json, JsonObject, object_in
from bot.sandbox.refusals import bad_request


async def read_body(request: web.BaseRequest) -> tuple[JsonObject, dict[str, Upload]]:
    """Give the raw parameters and the files of a call; a file given in place of a parameter becomes attach://name."""
    raw: JsonObject = dict(request.query)
    uploads: dict[str, Upload] = {}
    match request.content_type:
        case "application/json":
            raw |= _json(await request.text())
        case "multipart/form-data":
            await _read_parts(request, raw, uploads)
        case "application/x-www-form-urlencoded":
            raw |= _strings(await request.post())
        case _:
            pass
    return raw, uploads


def _json(body: str) -> JsonObject:
    if not body:
        return {}
    try:
        decoded: Json = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    return object_in(decoded)


def _strings(form: Mapping[str, object]) -> JsonObject:
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def _read_parts(request: web.BaseRequest, raw: JsonObject, uploads: dict[str, Upload]) -> None:
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            raw[part.name] = await part.text()
            continue
        content = bytes(await part.read(decode=True))
        uploads[part.name] = Upload(name=part.filename, content=content, mime=part.headers.get("Content-Type"))


def attach_uploads(raw: JsonObject, uploads: dict[str, Upload], names: frozenset[str]) -> None:
    """Let files sent under a parameter's own name stand for that parameter."""
    for name in uploads:
        if name in names:
            raw.setdefault(name, f"attach://{name}")
