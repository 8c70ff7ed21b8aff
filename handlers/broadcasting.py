"""What handlers need for broadcasts, in one frozen place made by the wiring."""

from dataclasses import dataclass

from bot.services.approving import Approving


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcasting:
    """The services about broadcasts."""

    approving: Approving
