"""The port to clean photos: one worker, one photo at a time, started when it is needed and ended when it is not.

Decoding takes a core for a fraction of a second and memory for the whole picture; two at once would only double the
second. Whoever comes meanwhile waits in order.
"""

import asyncio
from typing import Final

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence.frames import MAX_BYTES
from bot.evidence.process import Limits, Worker, WorkerLost
from bot.ports.evidence import CleanPhoto

_PHOTOS: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


class PhotoCleaner:
    """Cleans photos in a process of its own; `close` leaves none behind."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._turn = asyncio.Lock()
        self._worker: Worker | None = None
        self._leaving: list[Worker] = []
        self._rest: asyncio.TimerHandle | None = None
        self._is_closed = False

    @property
    def worker(self) -> int | None:
        """The process number of the living worker, if there is one."""
        return self._worker.pid if self._worker is not None and not self._worker.is_gone else None

    async def clean(self, content: bytes, *, declared: str | None) -> CleanPhoto:
        """Give the photo anew; see the port."""
        if len(content) > MAX_BYTES:
            raise PhotoRefused(PhotoFault.TOO_LARGE)
        async with self._turn:
            outcome = await self._outcome(content)
        if isinstance(outcome, CleanPhoto):
            return outcome
        if outcome is PhotoFault.NOT_A_PHOTO and declared in _PHOTOS:
            raise PhotoRefused(PhotoFault.DAMAGED)
        raise PhotoRefused(outcome)

    async def close(self) -> None:
        """Let the photo in hand be done, take no more, and end the worker."""
        self._is_closed = True
        async with self._turn:
            self._stay_awake()
            self._dismiss()
            for worker in self._leaving:
                await worker.ended()

    async def _outcome(self, content: bytes) -> CleanPhoto | PhotoFault:
        """Ask the worker; one that is lost for no known reason is asked about once more, by a new one."""
        self._stay_awake()
        try:
            for _ in range(2):
                worker = await self._fit()
                try:
                    return await worker.ask(content)
                except WorkerLost:
                    continue
            return PhotoFault.TOO_HARD
        finally:
            self._rest = asyncio.get_running_loop().call_later(self._limits.idle, self._dismiss)

    async def _fit(self) -> Worker:
        if self._is_closed:
            raise RuntimeError("closed")
        if self._worker is None or not self._worker.is_fit:
            self._dismiss()
            self._worker = await Worker.start(self._limits)
        return self._worker

    def _stay_awake(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _dismiss(self) -> None:
        """End the worker; its process is waited for when all is closed."""
        self._leaving = [worker for worker in self._leaving if not worker.is_gone]
        if self._worker is not None:
            self._worker.end()
            self._leaving.append(self._worker)
            self._worker = None
