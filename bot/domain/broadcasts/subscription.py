"""What a resident wants to be told: of where, about what, in which language, when not, and how often.

It knows neither who the resident is nor anything of tips.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.identifiers import ChatId, Language
from bot.domain.units import CommuneCode


class Topic(StrEnum):
    """What a broadcast is about; in the order of the menu."""

    SCAM = "scam"
    TRAFFIC = "traffic"
    FIRE = "fire"  #: fire and rescue
    WEATHER = "weather"  #: weather and disasters
    BORDER = "border"
    CHILDREN = "children"  #: children and school
    COMMUNITY = "community"  #: community events
    GOOD_DEEDS = "good_deeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Whole hours of the day in the province's zone, from the first up to the second; equal ones: none."""

    start: int = 21
    end: int = 6

    def hold(self, hour: int) -> bool:
        """Tell whether this hour of the day (0 to 23) is quiet."""
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


#: The choices of `at most so many a week`; None: no limit.
WEEKLY: Final[tuple[int | None, ...]] = (1, 3, 7, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What one private chat is to be sent."""

    chat: ChatId
    language: Language
    communes: tuple[CommuneCode, ...]  #: one at least
    topics: frozenset[Topic] = frozenset(Topic)
    quiet: QuietHours = QuietHours()
    weekly: int | None = 7  #: at most so many a week that are not urgent
    urgent_only: bool = False
