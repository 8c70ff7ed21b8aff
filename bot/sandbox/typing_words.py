"""What a Telegram client marks in the words that people type: commands, links, mentions, hashtags, phone numbers."""

import re

from bot.sandbox.plain import JsonObject, utf16_length

_MARKED = re.compile(
    r"(?P<url>https?://\S+|\b[\w-]+\.(?:vn|com|net|org)\b(?:/\S*)?)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?)"
    r"|(?P<mention>(?<!\w)@\w{4,32})"
    r"|(?P<hashtag>(?<!\w)#\w+)"
    r"|(?P<phone_number>(?<!\w)\+?\d[\d .-]{8,13}\d(?!\w))"
)


def typed_entities(words: str) -> tuple[JsonObject, ...]:
    """Give the entities that a client would send along with typed words."""
    return tuple(
        {
            "type": str(found.lastgroup),
            "offset": utf16_length(words[: found.start()]),
            "length": utf16_length(found.group()),
        }
        for found in _MARKED.finditer(words)
    )
