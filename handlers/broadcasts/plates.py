"""A bulletin's plate: what is the same in each copy, written out once and printed from thousands of times.

It must not know who the reader is, nor what becomes of a copy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode

from bot.domain.broadcasts.broadcast import MediumKind
from handlers.broadcasts.bulletin import Bulletin

_KEPT: Final = 64  #: plates that are kept: each sending has one a language
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True).to_json()
_METHODS: Final = {
    MediumKind.PHOTO: "sendPhoto",
    MediumKind.VIDEO: "sendVideo",
    MediumKind.DOCUMENT: "sendDocument",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """The message that bears the text, as parameters of the Bot API."""

    method: str  #: that sends it
    words: Mapping[str, str]  #: with the buttons; the same where it is changed
    medium: Mapping[str, str]  #: that it stands under


@lru_cache(maxsize=_KEPT)
def plate(bulletin: Bulletin) -> Plate:
    """Give the plate of a bulletin; of an album, that of the text behind it."""
    markup = {"reply_markup": bulletin.markup.to_json()} if bulletin.markup is not None else {}
    shared = {"parse_mode": ParseMode.HTML.value, **markup}
    if not bulletin.has_caption:
        words = {"text": bulletin.text, "link_preview_options": _NO_PREVIEW, **shared}
        return Plate(method="sendMessage", words=words, medium={})
    (medium,) = bulletin.media
    words = {"caption": bulletin.text, **shared}
    return Plate(method=_METHODS[medium.kind], words=words, medium={medium.kind.value: medium.file})
