"""Switches for bad weather between the bot and Telegram, each with one clear effect; several may be on at once."""

from typing import Final

from bot.sandbox.faults import Faults
from bot.sandbox.plain import JsonObject

SWITCHES: Final = ("slow", "errors", "floods", "losses", "cut")
_SLOW: Final = (1.0, 2.5)
_ERRORS: Final = 0.4
_FLOODS: Final = 0.4
_FLOOD_SECONDS: Final = 3
_LOSSES: Final = 0.3


class Weather:
    """What is switched on now. Telegram's own limits on pace always hold, as they do outside."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self.on: set[str] = set()
        faults.rates.enforced = True
        faults.flood_seconds = _FLOOD_SECONDS

    def switch(self, name: str, *, on: bool) -> None:
        """Turn one switch."""
        if on:
            self.on.add(name)
        else:
            self.on.discard(name)
        self._faults.latency = _SLOW if "slow" in self.on else (0.0, 0.0)
        self._faults.error_share = _ERRORS if "errors" in self.on else 0.0
        self._faults.flood_share = _FLOODS if "floods" in self.on else 0.0
        self._faults.loss_share = _LOSSES if "losses" in self.on else 0.0
        self._faults.drop_share = 0.0
        if "cut" in self.on:  # nothing comes through at all: the other shares would let something pass
            self._faults.error_share = self._faults.flood_share = self._faults.loss_share = 0.0
            self._faults.drop_share = 1.0

    def shown(self) -> JsonObject:
        """Give what is on, and how often anything struck."""
        return {
            "on": [name for name in SWITCHES if name in self.on],
            "struck": sum(self._faults.struck.values()),
        }
