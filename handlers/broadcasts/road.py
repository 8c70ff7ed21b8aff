"""The road of broadcasts: connections of their own, so that an answer never waits for one, opened when there is need.

It tells when a call leaves, since what has not left can still be taken back. It must not know what is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.request import BaseRequest, RequestData

from handlers.http import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

#: The most that are open at once: a quarter of a second's calls at a thousand a second.
CONNECTIONS = 250


class Road(BaseRequest):
    """Carries the library's requests over a pool of its own."""

    def __init__(self, carrier: AiohttpRequest) -> None:
        self._carrier = carrier
        self._is_open = False
        self.leaves: Callable[[], None] | None = None  #: called in the task of a call that is about to leave

    @property
    def read_timeout(self) -> float | None:
        """Give the seconds an answer may take where a call names none."""
        return self._carrier.read_timeout

    async def initialize(self) -> None:
        """Open the pool, unless it is open."""
        if not self._is_open:
            await self._carrier.initialize()
            self._is_open = True

    async def shutdown(self) -> None:
        """Close the pool, unless it is closed."""
        if self._is_open:
            self._is_open = False
            await self._carrier.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Say that a call leaves, and carry it."""
        if self.leaves is not None:
            self.leaves()
        return await self._carrier.do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Give the object that an answer holds."""
        return AiohttpRequest.parse_json_payload(payload)
