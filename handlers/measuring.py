"""How long a text is as Telegram counts it: in UTF-16 units of what is shown, without the markup."""

import re
from html import unescape
from typing import Final

_TAG: Final = re.compile(r"<[^>]*>")


def units(text: str) -> int:
    """Give the length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown_units(html: str) -> int:
    """Give the length of an HTML text as Telegram counts it: without its tags."""
    return units(unescape(_TAG.sub("", html)))
