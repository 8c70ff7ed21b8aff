"""How people mark words while they type: Telegram's apps turn these signs into formatting before anything is sent."""

import html
import re
from typing import Final

_SIGNS: Final = (("**", "b"), ("__", "i"), ("~~", "s"), ("||", "tg-spoiler"), ("`", "code"))
_BETWEEN: Final = {
    tag: re.compile(rf"{re.escape(sign)}(\S(?:.*?\S)?){re.escape(sign)}", re.DOTALL) for sign, tag in _SIGNS
}


def as_typed(text: str) -> str:
    """Give Telegram's HTML for a text with the signs of its apps: two stars for bold, two underscores for italics."""
    marked = html.escape(text, quote=False)
    for tag, found in _BETWEEN.items():
        marked = found.sub(rf"<{tag}>\1</{tag}>", marked)
    return marked
