"""What the page knows, in named parts with versions: whoever comes back is told only what has changed meanwhile."""

import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.bell import Bell
from bot.sandbox.plain import Json

_TOASTS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One piece of news; `version` grows with each. A part without a value is gone."""

    version: int
    name: str
    value: Json


@dataclass(slots=True)
class Board:
    """The parts as they stand, and the toasts of a while ago."""

    #: Tells this board from one of an earlier start of the room.
    epoch: str = field(default_factory=lambda: secrets.token_hex(4))
    bell: Bell = field(default_factory=Bell)
    _version: int = 0
    _parts: dict[str, News] = field(default_factory=dict[str, News])
    _toasts: deque[News] = field(default_factory=lambda: deque[News](maxlen=_TOASTS))

    @property
    def version(self) -> int:
        """Give the number of the newest news."""
        return self._version

    def put(self, name: str, value: Json) -> None:
        """Set a part; nothing happens where it is so already."""
        known = self._parts.get(name)
        if known is None or known.value != value:
            self._parts[name] = self._news(name, value)

    def toast(self, value: Json) -> None:
        """Say something that passes."""
        self._toasts.append(self._news("toast", value))

    def after(self, version: int) -> Iterator[News]:
        """Give everything newer than a version, oldest first; all parts after 0, without old toasts."""
        toasts = [toast for toast in self._toasts if toast.version > version] if version > 0 else []
        newer = [part for part in self._parts.values() if part.version > version]
        yield from sorted([*newer, *toasts], key=lambda news: news.version)

    async def moves_past(self, version: int, *, within: float) -> bool:
        """Wait for news after a version, up to `within` seconds; say whether there are any."""
        return await self.bell.until(lambda: self._version > version or None, within=within) is not None

    def version_in(self, event_id: str) -> int:
        """Give the version that an event's id names, 0 for one of another start or none."""
        epoch, _, number = event_id.partition("-")
        return int(number) if epoch == self.epoch and number.isdecimal() and len(number) < len(str(2**63)) else 0

    def event_id(self, news: News) -> str:
        """Give the id under which news goes out."""
        return f"{self.epoch}-{news.version}"

    def _news(self, name: str, value: Json) -> News:
        self._version += 1
        self.bell.ring()
        return News(version=self._version, name=name, value=value)
