"""A bulletin: a broadcast's content as its readers see it, the same in a preview, in a private chat and in a channel.

It is pure: words and markup, no call. It must not know who reads it, nor any officer's name: the unit speaks.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from telegram import InlineKeyboardMarkup

from bot.domain.broadcasts.broadcast import Content, Medium, Wording
from bot.domain.identifiers import Language, OccurrenceId
from bot.domain.units import Unit
from handlers.buttons import Button, Row, in_columns, markup
from handlers.measuring import shown_units, units
from handlers.texts import Html, Texts, Words

TEXT_LIMIT: Final = 4096  #: UTF-16 units that Telegram shows of a message
CAPTION_LIMIT: Final = 1024  #: and of what stands under a single photo, video or document

#: What the buttons of a preview carry: whoever presses one is told that it is a preview.
PREVIEW: Final = OccurrenceId(0)

HEAD: Final = "bu"  #: of the data that its buttons carry

_ON_A_BUTTON: Final = 28  #: units that a cheap phone shows of a button; longer answers are read in the text
_NUMBERS_A_ROW: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who says it, when, and what became of it: everything under a broadcast that is not its content."""

    unit: Unit
    at: datetime  #: when its sending began, in the province's zone; the same for every copy and every edit
    urgent: bool = False
    corrected: bool = False
    occurrence: OccurrenceId | None = None  #: None: no buttons of residents, as in a channel; PREVIEW: dead ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """One or two messages: an album goes first and bare, then the text with the buttons; else one message."""

    text: Html  #: the caption where there is one medium
    markup: InlineKeyboardMarkup | None = None
    media: tuple[Medium, ...] = ()

    @property
    def is_album(self) -> bool:
        """Tell whether the text goes in a message of its own behind an album."""
        return len(self.media) > 1

    @property
    def has_caption(self) -> bool:
        """Tell whether the text stands under a medium."""
        return len(self.media) == 1

    @property
    def excess(self) -> int:
        """The UTF-16 units by which it is too long for Telegram; 0 where it can be sent."""
        return max(0, shown_units(self.text) - (CAPTION_LIMIT if self.has_caption else TEXT_LIMIT))


def bulletin(content: Content, imprint: Imprint, *, language: Language, texts: Texts) -> Bulletin:
    """Give a broadcast as a reader of this language sees it; its foot is in their language in any case."""
    words = texts[language]
    wording = content.in_(language, texts.default.language)
    limit = CAPTION_LIMIT if len(content.media) == 1 else TEXT_LIMIT
    listed = _listed(wording, imprint)
    text = _text(wording, imprint, words, listed=listed)
    if listed and shown_units(text) > limit and imprint.occurrence is not None:
        listed = False  # the buttons alone have to do
        text = _text(wording, imprint, words, listed=False)
    rows = [*_answers(wording, imprint, listed=listed), *_open(content, wording, words), *_residents(imprint, words)]
    return Bulletin(text=text, markup=markup(rows), media=content.media)


def pressed(occurrence: OccurrenceId, action: str) -> str:
    """Give the data of a button under a bulletin: ``u`` useful, ``r`` urgent only, ``x`` leave, ``v<n>`` an answer."""
    return f"{HEAD}:{occurrence}:{action}"


def _listed(wording: Wording, imprint: Imprint) -> bool:
    """Tell whether the answers stand in the text: where no button offers them, or where one would cut them off."""
    if not wording.options:
        return False
    return imprint.occurrence is None or any(units(option) > _ON_A_BUTTON for option in wording.options)


def _text(wording: Wording, imprint: Imprint, words: Words, *, listed: bool) -> Html:
    marks = [
        *([words("bulletin.urgent")] if imprint.urgent else []),
        *([words("bulletin.corrected")] if imprint.corrected else []),
    ]
    title = words("bulletin.title", title=wording.title)
    options = [
        words("bulletin.option", number=number, option=option) for number, option in enumerate(wording.options, start=1)
    ]
    choose = words("bulletin.choose") if imprint.occurrence is not None else words.empty
    blocks = [
        "\n".join((*marks, title)),
        wording.text,
        "\n".join(options) if listed else "",
        choose if listed else "",
        _foot(imprint, words),
    ]
    return Html("\n\n".join(block for block in blocks if block))


def _foot(imprint: Imprint, words: Words) -> Html:
    """Say who speaks and since when, and how whoever doubts it can make sure."""
    unit = imprint.unit
    signed = words("bulletin.signed", unit=words.pick(unit.name), at=f"{imprint.at:%H:%M %d/%m/%Y}")
    if unit.duty_phone is None:
        return Html(f"{signed}\n{words('bulletin.verify')}")
    return Html(f"{signed}\n{words('bulletin.verify.phone', phone=unit.duty_phone)}")


def _answers(wording: Wording, imprint: Imprint, *, listed: bool) -> tuple[Row, ...]:
    if imprint.occurrence is None:
        return ()
    labels = [str(number) for number, _ in enumerate(wording.options, start=1)] if listed else wording.options
    buttons = [Button(label, pressed(imprint.occurrence, f"v{number}")) for number, label in enumerate(labels)]
    return in_columns(buttons, columns=_NUMBERS_A_ROW if listed else 1)


def _open(content: Content, wording: Wording, words: Words) -> tuple[Row, ...]:
    """Give the buttons that open something: the place on a map, addresses."""
    links = [(Button(link.label, url=link.url),) for link in wording.links]
    if content.place is None:
        return tuple(links)
    place = f"{content.place.lat:.5f},{content.place.lon:.5f}"
    return ((Button(words.plain("button.bulletin.map"), url=f"https://www.google.com/maps?q={place}"),), *links)


def _residents(imprint: Imprint, words: Words) -> tuple[Row, ...]:
    occurrence = imprint.occurrence
    if occurrence is None:
        return ()
    return (
        (Button(words.plain("button.bulletin.useful"), pressed(occurrence, "u")),),
        (
            Button(words.plain("button.bulletin.urgent_only"), pressed(occurrence, "r")),
            Button(words.plain("button.bulletin.leave"), pressed(occurrence, "x")),
        ),
    )
