"""Running: the program's tasks from the first poll to a stop that finishes what is in hand."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import Final

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.wiring import Program
from handlers.profile import introduce

log = structlog.get_logger(__name__)

_PATIENCE: Final = 9.0  #: seconds that a stop waits for what is in hand
_LONGEST_PAUSE: Final = 30.0
_SETTLED: Final = 2.0  #: seconds after which what is not needed for taking updates is begun


class TokenRefused(Exception):  # noqa: N818 - it says what happened
    """Telegram does not know the bot's token."""


def _nothing() -> None:
    """Do nothing."""


async def run(
    program: Program,
    *,
    ready: Callable[[], None],
    settled: Callable[[], None] = _nothing,
    stop: asyncio.Event | None = None,
) -> None:
    """Run until `stop`, or until SIGINT or SIGTERM.

    `ready` is called once updates are taken, `settled` once all is loaded that stays.

    Raises:
        TokenRefused: Telegram does not know the token.

    """
    stopping = stop or _signalled()
    try:
        await _introduced(program, stopping)
        if not stopping.is_set():
            await _at_work(program, ready, settled, stopping)
    finally:
        await program.application.shutdown()
        await program.cleaner.close()
        await program.application.bot.shutdown()  # the library closes nothing where it never reached Telegram


def _signalled() -> asyncio.Event:
    """Give what is set when the process is asked to stop."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def _introduced(program: Program, stopping: asyncio.Event) -> None:
    """Ask Telegram who the bot is, for as long as Telegram cannot be reached; its name is kept for invitations."""
    pause = 1.0
    while not stopping.is_set():
        try:
            await program.application.initialize()
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            log.warning("telegram.unreachable", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stopping.wait()
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            async with program.casebook.begin() as book:
                if await book.facts.get("bot.username") != program.application.bot.username:
                    await book.facts.put("bot.username", program.application.bot.username)
            return


async def _at_work(
    program: Program, ready: Callable[[], None], settled: Callable[[], None], stopping: asyncio.Event
) -> None:
    polling = asyncio.Event()
    await program.composers.learn()
    await program.intake.resume(program.lanes)
    async with asyncio.TaskGroup() as tasks:
        lanes = tasks.create_task(program.lanes.run())
        courier = tasks.create_task(program.courier.run())
        distributor = tasks.create_task(program.distributor.run())
        tasks.create_task(_retained(program))
        introduced = tasks.create_task(introduce(program.application.bot, program.casebook, program.texts))
        poll = tasks.create_task(program.intake.poll(program.lanes, ready=polling))
        ticking = tasks.create_task(_tick(program, settled))
        await polling.wait()
        ready()
        await stopping.wait()
        ticking.cancel()
        poll.cancel()
        introduced.cancel()
        program.lanes.stop()
        program.distributor.stop()
        _, unfinished = await asyncio.wait({lanes}, timeout=_PATIENCE / 2)
        program.courier.stop()
        _, unsent = await asyncio.wait({courier, distributor}, timeout=_PATIENCE / 2)
        for task in unfinished | unsent:
            task.cancel()


async def _retained(program: Program) -> None:
    """End what has had its time."""
    await program.retention.end()
    await program.retention.end_open()


async def _tick(program: Program, settled: Callable[[], None]) -> None:
    """Let the scheduler tick until cancelled; it decides nothing: what is due stands in the stores."""
    await asyncio.sleep(_SETTLED)
    await asyncio.to_thread(program.prepare)
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415 - a quarter of a second, after the start

    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None})

    async def resume() -> None:
        await program.intake.resume(program.lanes)

    async def remind() -> None:
        if await program.retention.remind():
            program.wake()

    async def end() -> None:
        await _retained(program)

    # Loads the holidays beside all other work, so that no tip waits for them.
    await asyncio.to_thread(program.climbing.prepare)
    await asyncio.to_thread(program.planning.prepare)

    scheduler.add_job(resume, "interval", seconds=30)
    scheduler.add_job(remind, "interval", seconds=60)
    scheduler.add_job(program.climbing.climb, "interval", seconds=20)
    scheduler.add_job(program.planning.tick, "interval", seconds=10)
    scheduler.add_job(program.composers.learn, "interval", seconds=60)
    scheduler.add_job(program.updating.update, "interval", seconds=20)
    scheduler.add_job(program.retention.sweep, "interval", minutes=20)
    scheduler.add_job(end, "interval", minutes=360)
    scheduler.add_job(program.digesting.send_if_due, "interval", seconds=60)
    scheduler.add_job(program.groups.tell_of_missing_desk, "interval", minutes=30)
    scheduler.start()
    settled()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
