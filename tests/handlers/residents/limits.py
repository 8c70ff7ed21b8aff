"""What Telegram takes of a screen, and a look at it as people see it."""

import html
import re

from bot.domain.identifiers import Language
from handlers.buttons import Screen
from handlers.texts import Texts

MOST_UNITS, MOST_BUTTONS, MOST_DATA, MOST_LABEL = 4096, 100, 64, 64
HUGE_VERSION = 10**9
TEXTS = Texts((Language("vi"), Language("en")))
LANGUAGES = [TEXTS[language] for language in TEXTS.languages]
NASTY = "<b>đỏ</b> & <a href='x'>x</a> &amp; {unit} \"'"


def seen(screen: Screen) -> str:
    """Give the text as Telegram displays it."""
    return html.unescape(re.sub(r"</?(?:b|code|blockquote|i)>", "", screen.text))


def units(text: str) -> int:
    """Give the length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def assert_fits(screen: Screen) -> None:
    """Hold a screen against what Telegram takes."""
    buttons = [button for row in screen.rows for button in row]
    assert 0 < units(seen(screen)) <= MOST_UNITS
    assert len(buttons) <= MOST_BUTTONS
    for button in buttons:
        assert 0 < len(button.label) <= MOST_LABEL
        assert button.copies is not None or 0 < len(button.data.encode()) <= MOST_DATA
