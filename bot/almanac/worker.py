"""The process that draws one month: ``python -m bot.almanac.worker`` takes a page as JSON and gives a PNG."""

import os
import sys
from typing import Final

from pydantic import TypeAdapter

from bot.almanac.drawing import drawn
from bot.almanac.layout import laid_out
from bot.ports.almanac import Page

_NICE: Final = 10


def main() -> None:
    """Draw what comes in."""
    os.nice(_NICE)
    page = TypeAdapter(Page).validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(drawn(laid_out(page)))


if __name__ == "__main__":
    main()
