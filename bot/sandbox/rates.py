"""Telegram's limits on how fast a bot may speak, watched always and enforced when asked.

About 30 messages a second in all, one a second in one chat with short bursts, 20 a minute in one group with all its
topics; edits count. Telegram publishes these as guidance: the numbers are theirs, the shapes (a leaking bucket, a
sliding minute) are ours. A paid broadcast may go beyond the thirty, up to 1,000 a second, for a tenth of a Star each.
"""

import math
from collections import deque
from dataclasses import dataclass, field

COUNTED = frozenset(
    {
        "sendMessage",
        "sendPhoto",
        "sendVideo",
        "sendVoice",
        "sendAudio",
        "sendDocument",
        "sendMediaGroup",
        "sendLocation",
        "sendContact",
        "copyMessage",
        "forwardMessage",
        "editMessageText",
        "editMessageCaption",
        "editMessageMedia",
        "editMessageReplyMarkup",
    }
)
MINUTE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One message too many; `limit` is "overall", "chat" or "group", `wait` the seconds that were missing."""

    at: float
    limit: str
    chat_id: int | None
    wait: float


@dataclass(slots=True)
class _Bucket:
    level: float = 0.0
    at: float = 0.0


@dataclass(slots=True, kw_only=True)
class RateWatch:
    """Counts what the bot sends against the limits; `enforced` makes the server answer 429 as well."""

    enforced: bool = False
    per_second: float = 30.0
    overall_burst: float = 30.0
    chat_burst: float = 5.0
    per_group_minute: int = 20
    paid_per_second: float = 1000.0
    #: Messages beyond the free limit that were delivered and paid.
    paid: int = 0
    violations: list[Violation] = field(default_factory=list[Violation])
    _all: _Bucket = field(default_factory=_Bucket)
    _paid: _Bucket = field(default_factory=_Bucket)
    _chats: dict[int, _Bucket] = field(default_factory=dict[int, _Bucket])
    _groups: dict[int, deque[float]] = field(default_factory=dict[int, deque[float]])

    @property
    def stars(self) -> float:
        """Give the Stars that were taken for paid broadcasts."""
        return self.paid / 10

    def is_beyond_free(self, now: float) -> bool:
        """Say whether the free limit is used up at this moment: a paid broadcast then costs."""
        return _wait(self._all, now, rate=self.per_second, burst=self.overall_burst) > 0

    def observe(self, chat_id: int | None, *, is_group: bool, now: float, pays: bool = False) -> int | None:
        """Count one message at monotonic `now`; give the whole seconds to wait when it must be refused.

        One that `pays` is held against the limit of paid broadcasts instead of the free one.
        """
        bucket, rate, burst, named = self._all, self.per_second, self.overall_burst, "overall"
        if pays:
            bucket, rate, burst, named = self._paid, self.paid_per_second, self.paid_per_second, "paid"
        wait, limit = max(
            (_wait(bucket, now, rate=rate, burst=burst), named),
            self._chat_wait(chat_id, is_group=is_group, now=now),
        )
        if wait > 0:
            self.violations.append(Violation(at=now, limit=limit, chat_id=chat_id, wait=wait))
            if self.enforced:
                return max(1, math.ceil(wait))
        _pour(bucket, now, rate=rate)
        if chat_id is not None and is_group:
            self._groups[chat_id].append(now)
        elif chat_id is not None:
            _pour(self._chats[chat_id], now, rate=1.0)
        return None

    def _chat_wait(self, chat_id: int | None, *, is_group: bool, now: float) -> tuple[float, str]:
        if chat_id is None:
            return 0.0, ""
        if not is_group:
            bucket = self._chats.setdefault(chat_id, _Bucket())
            return _wait(bucket, now, rate=1.0, burst=self.chat_burst), "chat"
        sent = self._groups.setdefault(chat_id, deque())
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        if len(sent) < self.per_group_minute:
            return 0.0, "group"
        return sent[len(sent) - self.per_group_minute] + MINUTE - now, "group"


def _wait(bucket: _Bucket, now: float, *, rate: float, burst: float) -> float:
    level = max(0.0, bucket.level - (now - bucket.at) * rate)
    return max(0.0, (level + 1 - burst) / rate)


def _pour(bucket: _Bucket, now: float, *, rate: float) -> None:
    bucket.level = max(0.0, bucket.level - (now - bucket.at) * rate) + 1
    bucket.at = now
