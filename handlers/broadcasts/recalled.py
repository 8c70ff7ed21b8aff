"""What stands in place of a broadcast that was recalled, where its copy can no longer be deleted."""

from bot.domain.broadcasts.broadcast import Content
from bot.domain.identifiers import Language
from handlers.broadcasts.bulletin import Bulletin, Imprint
from handlers.texts import Texts


def recalled(content: Content, imprint: Imprint, *, language: Language, texts: Texts) -> Bulletin:
    """Give the word that a broadcast was recalled, without its text and its buttons; its files stay where they are."""
    words = texts[language]
    text = words("bulletin.recalled", unit=words.pick(imprint.unit.name), at=f"{imprint.at:%H:%M %d/%m/%Y}")
    return Bulletin(text=text, media=content.media)
