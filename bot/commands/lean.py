"""Keeping out of memory what a running bot never uses."""

import sys
from importlib import import_module
from typing import Final

_COLOURS: Final = ("rich", "pygments")


def load_without_colours(library: str) -> None:
    """Load a library that would load rich and pygments as well, to colour a terminal: 5 MiB, a twentieth of a bot.

    Libraries do without where these are not installed. Whoever wants them for itself imports them afterwards as ever.
    """
    if library in sys.modules or not sys.modules.keys().isdisjoint(_COLOURS):
        return
    sys.modules.update(dict.fromkeys(_COLOURS))  # pyright: ignore[reportCallIssue, reportArgumentType] - importing fails then, as Python documents
    try:
        import_module(library)
    finally:
        for name in _COLOURS:
            del sys.modules[name]
