"""`tinbao sandbox` as somebody meets it who types it: one line with the address, one line for each fault, no traces."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

import bot

ROOT = Path(bot.__file__).parents[1]


@asynccontextmanager
async def sandbox(folder: Path, *arguments: str) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Let `tinbao sandbox` run, with a folder of its own for what is temporary."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TINBAO_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "sandbox", "--no-browser", *arguments),
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def address_of(process: asyncio.subprocess.Process) -> str:
    """Give the line that it prints first."""
    assert process.stdout is not None
    async with asyncio.timeout(30):
        return (await process.stdout.readline()).decode().strip()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_it_prints_its_address_and_leaves_nothing_behind(tmp_path: Path, sign: signal.Signals) -> None:
    """Ctrl-C ends the bot too and takes the temporary folder away; the exit is a good one."""
    async with sandbox(tmp_path, "--port", "0") as process:
        address = await address_of(process)
        async with ClientSession() as session, session.get(address) as answer:
            status = answer.status
        process.send_signal(sign)
        _, said = await process.communicate()

    assert (200, 0) == (status, process.returncode)
    assert "nobody is watching" in said.decode()
    assert [] == await asyncio.to_thread(os.listdir, tmp_path)


async def test_the_story_is_told_to_its_end(tmp_path: Path) -> None:
    """`make story`: the same bot and stand-in without a page."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.practice.story"),
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()

    assert (0, "exit 0; Hải can go home.") == (process.returncode, told.decode().strip().rpartition("\n")[2])


async def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    """With the way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with sandbox(tmp_path, "--port", str(port)) as process:
            out, said = await process.communicate()

    assert (1, b"", f"tinbao: --port: {port} is in use; choose another one, or 0 for any\n") == (
        process.returncode,
        out,
        said.decode(),
    )


async def test_a_folder_that_is_no_room_is_left_alone(tmp_path: Path) -> None:
    """One line, and its file as it was."""
    strange = tmp_path / "room" / "room.json"
    strange.parent.mkdir()
    strange.write_text('{"world": {"format": 0}}', encoding="utf-8")

    async with sandbox(tmp_path, "--port", "0", "--data", "room") as process:
        _, said = await process.communicate()

    assert (1, 1) == (process.returncode, said.decode().count("\n"))
    assert said.decode().startswith("tinbao: --data: ")
    assert '{"world": {"format": 0}}' == strange.read_text(encoding="utf-8")
