"""A broadcast and one sending of it, as whoever sends it needs them together."""

from dataclasses import dataclass

from bot.domain.broadcast import Broadcast, Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is being sent, or of which copies are being changed."""

    broadcast: Broadcast
    occurrence: Occurrence

    @property
    def pieces(self) -> int:
        """Give the number of messages that a copy is: an album's text is one of its own."""
        media = len(self.broadcast.content.media)
        return media + 1 if media > 1 else 1
