"""A Bot API on loopback, as small as the road to it needs for being tried."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web
from telegram import Bot

from handlers.http import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]

TOKEN = "4242:a-token-that-nobody-may-read"
MESSAGE = {"message_id": 5, "date": 0, "chat": {"id": 1, "type": "private"}}
ME = {"id": 4242, "is_bot": True, "first_name": "Tin", "username": "tin_bot"}


class Telegram:
    """A Bot API on loopback that notes what it is asked and answers as it is told."""

    def __init__(self) -> None:
        self.root = ""
        self.forms: list[dict[str, str | tuple[str, str, bytes]]] = []
        self.peers: set[object] = set()
        self.reply: Reply | None = None

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Note the request and answer it; getMe and getUpdates are always answered well."""
        method = request.path.rpartition("/")[2]
        if method == "getMe":
            return web.json_response({"ok": True, "result": ME})
        self.peers.add(request.transport)
        is_json = request.content_type == "application/json"
        form: dict[str, str | tuple[str, str, bytes]] = await request.json() if is_json else {}
        for name, value in (await request.post()).items():
            is_file = isinstance(value, web.FileField)
            form[name] = (value.filename, value.content_type, value.file.read()) if is_file else str(value)
        self.forms.append(form)
        if self.reply is not None:
            return await self.reply(request)
        return web.json_response({"ok": True, "result": MESSAGE})

    def says(self, status: int, body: object) -> None:
        """Answer with this from now on: bytes as a page, anything else as JSON."""

        async def reply(request: web.Request) -> web.Response:
            del request
            await asyncio.sleep(0)
            if isinstance(body, bytes):
                return web.Response(status=status, body=body, content_type="text/html")
            return web.json_response(body, status=status)

        self.reply = reply


@asynccontextmanager
async def listening() -> AsyncGenerator[Telegram]:
    """Give a Bot API that listens until the end of the block."""
    telegram = Telegram()
    application = web.Application(client_max_size=2**22)
    application.router.add_route("*", "/{path:.*}", telegram.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telegram.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield telegram
    await runner.cleanup()


def a_bot(root: str, **sender: object) -> Bot:
    """Give the library's own bot over two roads of ours."""
    return Bot(
        TOKEN,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(**sender),  # pyright: ignore[reportArgumentType] - keywords, passed on as they are
        get_updates_request=AiohttpRequest(connections=1),
    )
