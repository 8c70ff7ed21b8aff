"""The page's server on the loopback: the page itself, its news as server-sent events, and what it asks for."""

import contextlib
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Final

from aiohttp import BodyPartReader, MultipartReader, web
from pydantic import ValidationError

from bot.places.directory import Directory, load
from bot.practice.board import News
from bot.practice.cast import UNIT
from bot.practice.doors import guarded, stream_headers
from bot.practice.playing import File, Impossible
from bot.practice.room import Room
from bot.practice.wishes import read_wish

HOST: Final = "127.0.0.1"
_BIGGEST: Final = 24 * 1024 * 1024  #: bytes of one request
_CURRENT: Final = b'data: {"name":"current"}\n\n'  #: everything has been told
_BEAT: Final = 15.0  #: seconds between signs of life on a quiet stream
_TYPES: Final = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
}
_PICTURES: Final = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png"), (b"GIF8", "image/gif"))
_PLACES: Final = (UNIT, "30301", "30316", "30742", "31078")  #: communes whose points can be shared


class PortInUse(Exception):  # noqa: N818 - it says what is the matter
    """Somebody else listens on the port."""


class Page:
    """The handlers, over one room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._files = {item.name: item.read_bytes() for item in files("bot.practice").joinpath("page").iterdir()}
        self._places = _places(load())

    def routes(self, token: str) -> list[web.RouteDef]:
        """Give all routes, each below the token."""
        return [
            web.get(f"/{token}/", self._page),
            web.get(f"/{token}/news", self._news),
            web.get(f"/{token}/places", self._places_there),
            web.post(f"/{token}/do", self._do),
            web.post(f"/{token}/files", self._files_sent),
            web.get(f"/{token}/files/{{file}}", self._file),
            web.get(f"/{token}/{{name}}", self._static),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        return self._named("index.html", request)

    async def _static(self, request: web.Request) -> web.Response:
        return self._named(request.match_info["name"], request)

    def _named(self, name: str, _: web.Request) -> web.Response:
        body = self._files.get(name)
        kind = _TYPES.get(name.rpartition(".")[2])
        if body is None or kind is None:
            raise web.HTTPNotFound(text="not found")
        return web.Response(body=body, content_type=kind, charset="utf-8")

    async def _places_there(self, _: web.Request) -> web.Response:
        return web.json_response(self._places)

    async def _news(self, request: web.Request) -> web.StreamResponse:
        """Tell the news as they come, from where the page left off; beside them a sign of life now and then."""
        board = self._room.board
        version = board.version_in(request.headers.get("Last-Event-ID", ""))
        answer = web.StreamResponse(headers={**stream_headers(), "Content-Type": "text/event-stream"})
        await answer.prepare(request)
        with contextlib.suppress(ConnectionError):
            await answer.write(b"retry: 1000\n\n")
            while True:
                newest, news = board.version, list(board.after(version))
                for one in news:
                    await answer.write(_event(board.event_id(one), one))
                version = newest  # what came while this was written comes with the next round
                await answer.write(_CURRENT)
                if not await board.moves_past(version, within=_BEAT):
                    await answer.write(b": still here\n\n")
        return answer

    async def _do(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return _refused(415, "form")
        try:
            await self._room.do(read_wish(await request.read()))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            return _refused(400, "form", ".".join(str(part) for part in first["loc"]))
        except Impossible as refusal:
            return _refused(409, refusal.why)
        return web.json_response({"ok": True})

    async def _files_sent(self, request: web.Request) -> web.Response:
        """Take a form with `person`, `chat`, `kind`, `caption`, `reply_to` and one or more files."""
        if request.content_type != "multipart/form-data":
            return _refused(415, "form")
        try:
            fields, sent = await _form(await request.multipart())
            reply_to = int(fields["reply_to"]) if fields.get("reply_to") else None
            self._room.playing.files(
                int(fields["person"]), int(fields["chat"]), sent, fields.get("caption", "")[:1024], reply_to
            )
        except (KeyError, ValueError):
            return _refused(400, "form")
        except Impossible as refusal:
            return _refused(409, refusal.why)
        self._room.stir()
        return web.json_response({"ok": True})

    async def _file(self, request: web.Request) -> web.Response:
        """Give a file of some message; what is no picture by its first bytes can only be saved."""
        stored = self._room.api.world.files.by_id(request.match_info["file"])
        if stored is None:
            raise web.HTTPNotFound(text="not found")
        kind = next((kind for start, kind in _PICTURES if stored.content.startswith(start)), None)
        if kind is None and stored.content[:4] == b"RIFF" and stored.content[8:12] == b"WEBP":
            kind = "image/webp"
        headers = {"Content-Security-Policy": "default-src 'none'; sandbox"}
        if kind is None:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.content, content_type=kind or "application/octet-stream", headers=headers)


@asynccontextmanager
async def served(room: Room, *, token: str, port: int) -> AsyncGenerator[str]:
    """Serve the page; give its address.

    Raises:
        PortInUse: somebody else listens there.

    """
    app = web.Application(middlewares=[guarded(token)], client_max_size=_BIGGEST)
    app.add_routes(Page(room).routes(token))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError:
            raise PortInUse from None
        yield f"http://{HOST}:{runner.addresses[0][1]}/{token}/"
    finally:
        await runner.cleanup()


def _event(event_id: str, news: News) -> bytes:
    body = json.dumps({"name": news.name, "value": news.value}, ensure_ascii=False, separators=(",", ":"))
    return f"id: {event_id}\ndata: {body}\n\n".encode()


def _refused(status: int, why: str, where: str = "") -> web.Response:
    return web.json_response({"ok": False, "why": why, "where": where}, status=status)


async def _form(reader: MultipartReader) -> tuple[dict[str, str], list[File]]:
    fields: dict[str, str] = {}
    sent: list[File] = []
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError
        if part.filename is None:
            fields[part.name] = await part.text()
            continue
        content = bytes(await part.read(decode=True))
        mime = part.headers.get("Content-Type", "application/octet-stream")
        kind = fields.get("kind", "")
        if kind not in {"photo", "document", "video", "voice"} or not content:
            raise ValueError
        if kind == "photo" and mime.startswith("video/"):
            kind = "video"  # an app sends a moving picture as what it is, too
        sent.append(File(content=content, name=part.filename[:120], mime=mime, kind=kind))
    return fields, sent


def _places(directory: Directory) -> list[dict[str, object]]:
    """Give a few named places of the province to share, and one outside of it."""
    inside = [directory.communes[code] for code in directory.communes if code in _PLACES]
    named: list[dict[str, object]] = [
        {"name": commune.name, "latitude": commune.point.lat, "longitude": commune.point.lon} for commune in inside
    ]
    return [*named, {"name": "Bến Ninh Kiều, Cần Thơ", "latitude": 10.0341, "longitude": 105.7876}]
