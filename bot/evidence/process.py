"""One worker as a process, seen from the bot: started, asked, ended."""

import asyncio
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from bot.domain.errors import PhotoFault
from bot.evidence import frames
from bot.ports.evidence import CleanPhoto

_ROOT: Final = Path(__file__).resolve().parents[2]
_BUFFER: Final = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a worker may use, and how long one lives."""

    memory: int = 640 * 2**20  #: bytes of address space; the hardest picture that is taken needs half a gigabyte
    processor: int = 15  #: seconds of processor time a photo
    patience: float = 60.0  #: seconds that an answer is waited for, whatever else the machine does
    photos: int = 50  #: after so many a worker is ended, so that nothing gathers in it
    idle: float = 60.0  #: seconds without work after which it is ended


class WorkerLost(Exception):  # noqa: N818 - it says what happened
    """The worker ended while it was asked, or answered nonsense; it is not known to be the photo's fault."""


class Worker:
    """A living worker. Ended by `end`; `ended` then waits until the kernel has nothing of it any more."""

    def __init__(self, process: asyncio.subprocess.Process, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self._asked = 0

    @classmethod
    async def start(cls, limits: Limits) -> Self:
        """Start a worker that inherits nothing: no variables, no files, no terminal, no signals from it."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-sPB",
            "-m",
            "bot.evidence.worker",
            str(limits.memory),
            str(limits.processor),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # libraries' words quote what they were given
            env={"PYTHONPATH": str(_ROOT)},
            cwd="/",
            start_new_session=True,
            limit=_BUFFER,
        )
        return cls(process, limits)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def is_fit(self) -> bool:
        """Whether it lives and may be asked once more."""
        return self._process.returncode is None and self._asked < self._limits.photos

    @property
    def is_gone(self) -> bool:
        """Whether its process has ended."""
        return self._process.returncode is not None

    async def ask(self, content: bytes) -> CleanPhoto | PhotoFault:
        """Give what the worker makes of a file. It is ended when it takes too long, and when the asking is cancelled.

        Raises:
            WorkerLost: it is no more.

        """
        self._asked += 1
        try:
            async with asyncio.timeout(self._limits.patience):
                return await self._answer(content)
        except TimeoutError:
            self.end()
            return PhotoFault.TOO_HARD
        except (OSError, EOFError, ValueError):
            self.end()
            if await self.ended() == -signal.SIGXCPU:
                return PhotoFault.TOO_HARD
            raise WorkerLost from None
        except BaseException:
            self.end()
            raise

    async def _answer(self, content: bytes) -> CleanPhoto | PhotoFault:
        asks, answers = self._process.stdin, self._process.stdout
        assert asks is not None
        assert answers is not None
        asks.write(frames.request(content))
        await asks.drain()
        head = await answers.readexactly(frames.HEAD.size)
        return frames.outcome(head, await answers.readexactly(frames.awaited(head)))

    def end(self) -> None:
        """End it at once; there is nothing that it could lose."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        if self._process.returncode is None:
            self._process.kill()

    async def ended(self) -> int:
        """Wait until it has ended; give how, as the kernel says it."""
        return await self._process.wait()
