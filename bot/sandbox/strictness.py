"""The limits that Telegram enforces on what a bot sends, with its own words for each breach."""

import re
from typing import TypeAlias

from bot.sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT
from bot.sandbox.html import read_html
from bot.sandbox.plain import JsonObject, list_in, number_in, object_in, objects_in, text_in, utf16_length
from bot.sandbox.refusals import Refusal, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
DATA_LIMIT = 64
COPY_LIMIT = 256
ANSWER_LIMIT = 200
ROW_LIMIT = 8
KEYBOARD_LIMIT = 100
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DOES = ("url", "callback_data", "web_app", "switch_inline_query", "switch_inline_query_current_chat", "copy_text")
_APART = {"document", "audio"}
_STYLES = {"", "default", "danger", "success", "primary"}

Words: TypeAlias = tuple[str, tuple[JsonObject, ...]]


def read_words(source: str, *, parse_mode: str, entities: list[JsonObject]) -> Words:
    """Give text and entities as Telegram keeps them: markup read, white space at both ends gone."""
    match parse_mode.lower():
        case "" | "none":
            plain, found = source, entities
        case "html":
            plain, found = read_html(source)
        case "markdown" | "markdownv2":
            raise bad_request("the stand-in reads HTML only")
        case _:
            raise bad_request("unsupported parse_mode")
    _check_entities(plain, found)
    return _trimmed(plain, found)


def read_text(source: str, *, parse_mode: str, entities: list[JsonObject]) -> Words:
    """Give a message's text, refusing an empty or too long one."""
    if not source:
        raise bad_request("message text is empty")
    words, found = read_words(source, parse_mode=parse_mode, entities=entities)
    if not words:
        raise bad_request("text must be non-empty")
    if utf16_length(words) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return words, found


def read_caption(source: str, *, parse_mode: str, entities: list[JsonObject]) -> Words:
    """Give a caption, refusing a too long one."""
    words, found = read_words(source, parse_mode=parse_mode, entities=entities)
    if utf16_length(words) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return words, found


def check_markup(markup: JsonObject) -> None:
    """Refuse a keyboard that Telegram would refuse."""
    total = 0
    for row in list_in(markup.get("inline_keyboard")):
        buttons = objects_in(row)
        if len(buttons) > ROW_LIMIT:
            raise bad_request("reply markup is too long")
        total += len(buttons)
        for button in buttons:
            _check_button(button)
    if total > KEYBOARD_LIMIT:
        raise bad_request("reply markup is too long")
    for row in list_in(markup.get("keyboard")):
        for button in objects_in(row):
            if not text_in(button["text"]).strip():
                raise bad_request("keyboard button text must be non-empty")


def check_size(kind: str, size: int) -> None:
    """Refuse an upload that is larger than bots may bring; what Telegram has already is sent by its id at any size."""
    if size > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and size > PHOTO_LIMIT:
        raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")


def check_album(kinds: list[str]) -> None:
    """Refuse to mix documents or music with anything else in one album."""
    for kind in kinds:
        if kind in _APART and set(kinds) != {kind}:
            raise bad_request(f"{kind} can't be mixed with other media types")


def _check_button(button: JsonObject) -> None:
    if not text_in(button["text"]).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    does = [name for name in _DOES if name in button]
    if not does:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(does) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one of the optional fields must be used")
    if "callback_data" in button and not 1 <= len(text_in(button["callback_data"]).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= utf16_length(text_in(object_in(button["copy_text"])["text"])) <= COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    url = text_in(button.get("url"))
    if "url" in button and not re.match(r"(https?|tg)://\S+\Z", url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if text_in(button.get("style")) not in _STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")


def _check_entities(plain: str, entities: list[JsonObject]) -> None:
    length = utf16_length(plain)
    for entity in entities:
        offset, size = number_in(entity["offset"]), number_in(entity["length"])
        if offset < 0 or size < 0 or offset + size > length:
            raise bad_request(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")


def _trimmed(plain: str, entities: list[JsonObject]) -> Words:
    cut = len(plain) - len(plain.lstrip())
    words = plain.strip()
    end = utf16_length(words)
    kept: list[JsonObject] = []
    for entity in entities:
        start = max(number_in(entity["offset"]) - cut, 0)
        stop = min(number_in(entity["offset"]) + number_in(entity["length"]) - cut, end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return words, tuple(kept)
