"""`tinbao sandbox`: the practice room, until it is told to stop."""

import asyncio
import contextlib
import secrets
import signal
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import stopped

PORT = 8765


def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on this machine; 0 takes any free one.")] = PORT,
    *,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    data: Annotated[Path | None, typer.Option(help="Keep everything in this folder; without it all is gone.")] = None,
) -> None:
    """Play resident, officer and administrator with the real bot, without a token and without a network."""
    with contextlib.ExitStack() as stack:
        if data is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tinbao-")))
        else:
            folder = data.resolve()
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError:
                raise stopped(f"--data: {folder} cannot be made", code=1) from None
        asyncio.run(_open(folder, port, is_kept=data is not None, browser=browser))


async def _open(folder: Path, port: int, *, is_kept: bool, browser: bool) -> None:
    from bot.practice.memory import NotThisRoom
    from bot.practice.room import room
    from bot.practice.server import PortInUse, served

    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    try:
        async with (
            room(folder, is_kept=is_kept) as here,
            served(here, token=secrets.token_urlsafe(18), port=port) as address,
        ):
            typer.echo(address)
            typer.echo("Phòng tập: không ai canh, không có gì tới công an. Ctrl-C là hết.", err=True)
            typer.echo("A practice room: nobody is watching, nothing reaches the police. Ctrl-C ends it.", err=True)
            if browser:
                await asyncio.to_thread(webbrowser.open, address)
            await stopping.wait()
    except NotThisRoom:
        raise stopped(f"--data: what lies in {folder} is no practice room of this version", code=1) from None
    except PortInUse:
        raise stopped(f"--port: {port} is in use; choose another one, or 0 for any", code=1) from None
