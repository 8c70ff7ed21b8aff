"""What fits into a broadcast, what it still lacks, and in which order it is asked for.

Pure. Whatever could not be sent is said here, at composing time; nothing of the kind is left for sending.
"""

from enum import StrEnum
from typing import Final

from bot.domain.broadcasts import markup
from bot.domain.broadcasts.broadcast import Broadcast, Content, Medium, MediumKind, Wording
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.identifiers import Language

#: Lengths in UTF-16 units of what is shown; what is over stays free for title, marks and foot of a bulletin.
MOST_TITLE: Final = 120
MOST_TEXT: Final = 3500
MOST_CAPTION: Final = 600  #: of the text under one photo, video or document
MOST_LABEL: Final = 40
MOST_LINKS: Final = 3
OPTIONS: Final = range(2, 11)
MOST_OPTION: Final = 100
_NUMBERED: Final = len("10. \n")  #: what stands around an answer where answers are read in the text
MOST_EXPLANATION: Final = 180  #: a pop-up takes 200
MOST_MEDIA: Final = 10
MEGABYTE: Final = 1024 * 1024
#: Bytes of one file that Telegram surely sends to everybody.
MOST_BYTES: Final = {
    MediumKind.PHOTO: 10 * MEGABYTE,
    MediumKind.VIDEO: 50 * MEGABYTE,
    MediumKind.DOCUMENT: 20 * MEGABYTE,
}


class Part(StrEnum):
    """A part of a draft that can be asked for; CARD: nothing is, the whole lies open."""

    CARD = "card"
    CONTENT = "content"
    TITLE = "title"
    TEXT = "text"  #: of a further language
    LINKS = "links"
    OPTIONS = "options"  #: of a further language
    EXPLANATION = "explanation"
    AUDIENCE = "audience"
    TOPICS = "topics"
    WHEN = "when"
    DAYS = "days"  #: of the week, on which it repeats
    DAY = "day"  #: of the month
    DATE = "date"  #: of the year
    LUNAR_DATE = "lunar_date"
    HOUR = "hour"  #: at which it repeats
    UNTIL = "until"  #: the last day on which it does
    BLANK = "blank"  #: of a template
    MOVE = "move"  #: another time for one sending of what was approved


def lacking(broadcast: Broadcast, *, default: Language, settled: bool) -> Part:
    """Give what is to be asked for next, in the order in which one thinks of it; CARD: it is whole.

    `settled`: when it goes out was asked already. A correction goes where and when the text went that it corrects.
    """
    content, words = broadcast.content, broadcast.content.wordings[default]
    if not (words.text or words.options or content.media or content.place or words.title):
        return Part.CONTENT
    if not words.title:
        return Part.TITLE
    if broadcast.corrects is not None:
        return Part.CARD
    if not broadcast.audience.communes:
        return Part.AUDIENCE
    if not broadcast.audience.topics:
        return Part.TOPICS
    return Part.CARD if settled else Part.WHEN


def lacking_in(content: Content, language: Language, *, default: Language) -> Part:
    """Give what the words of a further language lack; CARD: nothing."""
    first, words = content.wordings[default], content.wordings.get(language, Wording(title="", text=""))
    if not words.title:
        return Part.TITLE
    if first.text and not words.text:
        return Part.TEXT
    if len(first.options) != len(words.options):
        return Part.OPTIONS
    if first.explanation and not words.explanation:
        return Part.EXPLANATION
    return Part.LINKS if first.links and not words.links else Part.CARD


def require_whole(broadcast: Broadcast, *, default: Language) -> None:
    """Let pass what can be proposed and sent as it is.

    Raises:
        ContentRefused: with what it lacks, or what is too much.

    """
    missing = {
        Part.CONTENT: ContentFault.CONTENT_EMPTY,
        Part.TITLE: ContentFault.TITLE_EMPTY,
        Part.AUDIENCE: ContentFault.AUDIENCE_EMPTY,
        Part.TOPICS: ContentFault.TOPICS_EMPTY,
    }
    if (fault := missing.get(lacking(broadcast, default=default, settled=True))) is not None:
        raise ContentRefused(fault)
    for language in broadcast.content.wordings:
        if lacking_in(broadcast.content, language, default=default) is not Part.CARD:
            raise ContentRefused(ContentFault.LANGUAGE_UNFINISHED)
    check_media(broadcast.content.media)
    check_lengths(broadcast.content)


def check_lengths(content: Content, *, album_goes_on: bool = False) -> None:
    """Let pass words that fit under what goes along with them; under an album they stand in a message of their own.

    Answers count as words: in a channel, and where a button would cut one off, they are read in the text.

    Raises:
        ContentRefused: they do not.

    """
    is_caption = len(content.media) == 1 and not album_goes_on
    fault = ContentFault.CAPTION_TOO_LONG if is_caption else ContentFault.TEXT_TOO_LONG
    for words in content.wordings.values():
        answers = sum(markup.units(option) + _NUMBERED for option in words.options)
        check(fault, markup.length(words.text) + answers, MOST_CAPTION if is_caption else MOST_TEXT)


def check_media(media: tuple[Medium, ...]) -> None:
    """Let pass files that Telegram sends as one album, or one alone.

    Raises:
        ContentRefused: with what is wrong.

    """
    for medium in media:
        if medium.size > MOST_BYTES[medium.kind]:
            fault = ContentFault(f"{medium.kind.value}_too_large")
            raise ContentRefused(fault, by=-(-medium.size // MEGABYTE), most=MOST_BYTES[medium.kind] // MEGABYTE)
    if len(media) > MOST_MEDIA:
        raise ContentRefused(ContentFault.ALBUM_TOO_LARGE, by=len(media), most=MOST_MEDIA)
    documents = sum(medium.kind is MediumKind.DOCUMENT for medium in media)
    if documents not in {0, len(media)}:
        raise ContentRefused(ContentFault.ALBUM_MIXED)


def check(fault: ContentFault, found: int, most: int) -> None:
    """Let pass what is not more than it may be.

    Raises:
        ContentRefused: it is.

    """
    if found > most:
        raise ContentRefused(fault, by=found, most=most)
