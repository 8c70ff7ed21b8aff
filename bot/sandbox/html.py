"""Telegram's HTML, read as its server reads it: with its tags, its entities and its words for what is wrong."""

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.sandbox.plain import JsonObject, utf16_length
from bot.sandbox.refusals import bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_SIGNS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SIGN = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));")
_START = re.compile(r"<([^\s>]*)")
_REST = re.compile(r"""((?:"[^"]*"|'[^']*'|[^>"'])*)>""")
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+))?""")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    at: int


def read_html(source: str) -> tuple[str, list[JsonObject]]:
    """Give the plain text and its entities; raises Telegram's 400 where the markup is wrong."""
    return _Reader(source).read()


class _Reader:
    """One pass over one source text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.plain: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[JsonObject] = []

    def read(self) -> tuple[str, list[JsonObject]]:
        """Give the plain text and the entities in order."""
        while self.position < len(self.source):
            sign = self.source[self.position]
            if sign == "<":
                if self.source.startswith("</", self.position):
                    self._end_tag()
                else:
                    self._start_tag()
            else:
                self._text(sign)
        if self.open:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=_place)
        return "".join(self.plain), self.entities

    def _text(self, sign: str) -> None:
        found = _SIGN.match(self.source, self.position) if sign == "&" else None
        if found is None:
            stop = min(
                (at for at in (self.source.find(mark, self.position + 1) for mark in "<&") if at != -1),
                default=len(self.source),
            )
            self._put(self.source[self.position : stop])
            self.position = stop
            return
        decimal, hexadecimal, name = found.groups()
        self._put(_SIGNS[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16)))
        self.position = found.end()

    def _put(self, words: str) -> None:
        self.plain.append(words)
        self.length += utf16_length(words)

    def _start_tag(self) -> None:
        place = self._byte_offset()
        started = _START.match(self.source, self.position)
        if started is None or started.end() == len(self.source):
            self._fail(f"Unclosed start tag at byte offset {place}")
        tag = started[1].lower()
        if tag not in _KINDS:
            self._fail(f'Unsupported start tag "{tag}" at byte offset {place}')
        found = _REST.match(self.source, started.end())
        if found is None:
            self._fail(f"Unclosed start tag at byte offset {place}")
        attributes = {name.lower(): _unquoted(value) for name, value in _ATTRIBUTE.findall(found[1])}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._fail(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
        self.open.append(_Open(tag=tag, attributes=attributes, at=self.length))
        self.position = found.end()

    def _end_tag(self) -> None:
        place = self._byte_offset()
        if not self.open:
            self._fail(f"Unexpected end tag at byte offset {place}")
        found = _END.match(self.source, self.position)
        if found is None:
            self._fail(f"Unclosed end tag at byte offset {place}")
        started = self.open.pop()
        tag = found[1].lower()
        if tag not in {"", started.tag}:
            self._fail(f'Unmatched end tag at byte offset {place}, expected "</{started.tag}>", found "</{tag}>"')
        self._keep(started)
        self.position = found.end()

    def _keep(self, started: _Open) -> None:
        length = self.length - started.at
        if length == 0:
            return
        entity: JsonObject = {"type": _KINDS[started.tag], "offset": started.at, "length": length}
        if started.tag == "a":
            address = started.attributes.get("href", "")
            if not address:
                return
            person = _USER_LINK.fullmatch(address)
            if person is not None:
                entity["type"] = "text_mention"
                entity["user"] = {"id": int(person[1]), "is_bot": False, "first_name": ""}
            else:
                entity["url"] = address
        elif started.tag == "blockquote" and "expandable" in started.attributes:
            entity["type"] = "expandable_blockquote"
        elif started.tag == "tg-emoji":
            entity["custom_emoji_id"] = started.attributes.get("emoji-id", "")
        self.entities.append(entity)

    def _byte_offset(self) -> int:
        return len(self.source[: self.position].encode())

    def _fail(self, words: str) -> NoReturn:
        raise bad_request(f"can't parse entities: {words}")


def _unquoted(value: str) -> str:
    bare = value[1:-1] if value[:1] in {'"', "'"} else value.lower()
    for name, sign in _SIGNS.items():
        bare = bare.replace(f"&{name};", sign)
    return bare


def _place(entity: JsonObject) -> tuple[int, int]:
    offset, length = entity["offset"], entity["length"]
    assert isinstance(offset, int)
    assert isinstance(length, int)
    return offset, -length
