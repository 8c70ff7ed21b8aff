"""A room that is ready: everybody enrolled and every group bound once, then the same start for each test."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.practice.cast import Player
from bot.practice.room import Room, room
from bot.practice.server import served
from bot.sandbox.plain import JsonObject, object_in

TOKEN = "made-up-token-of-the-page"
_WITHIN = 90.0  #: seconds for the whole enrolment on a busy machine


async def prepare(folder: Path) -> Path:
    """Let a room be prepared in a folder, through the ordinary invitations."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    async with room(folder, is_kept=True) as here:
        await ready(here)
    return folder


async def ready(here: Room) -> None:
    """Wait until the first click can be made."""
    async with asyncio.timeout(_WITHIN):
        while not here.is_ready:
            assert "failed" != value(here, "setup").get("state"), "the bot did not start"
            await here.board.bell.next_ring()


@asynccontextmanager
async def opened(prepared: Path, folder: Path) -> AsyncGenerator[tuple[Room, str]]:
    """Give a ready room over a copy of a prepared folder, and the address of its page."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    async with room(folder, is_kept=True) as here, served(here, token=TOKEN, port=0) as address:
        await ready(here)
        yield here, address


def who(here: Room, key: str) -> Player:
    """Give who plays a part."""
    player = here.cast.by_key(key)
    assert player is not None
    return player


def value(here: Room, name: str) -> JsonObject:
    """Give a part of the board as the page has it."""
    nothing: JsonObject = {}
    return next((object_in(news.value) for news in here.board.after(0) if news.name == name), nothing)
