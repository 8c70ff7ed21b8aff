"""Simple formatting: from what Telegram tells of a typed text to the few tags that a broadcast may have, and back.

Lengths are counted as Telegram counts them: in UTF-16 units of what is shown, tags aside. Pure; it knows no broadcast.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise
from typing import Final

#: Tags by the kind of Telegram's entity, the outermost first.
_TAGS: Final = {
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
}
_ORDER: Final = ("blockquote", "a", "b", "i", "u", "s")
#: What cannot be kept; the words themselves always are. Other kinds, such as addresses, Telegram finds anew by itself.
_LOST: Final = frozenset({"spoiler", "code", "pre", "custom_emoji", "text_mention"})
_TAG: Final = re.compile(r"</?[a-z]+(?: href=\"[^\"]*\")?>")
_WEB: Final = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@.]+(?:[/?#]\S*)?", re.IGNORECASE)
#: Markup that somebody typed as they know it from elsewhere: Telegram took it for plain words.
_TYPED: Final = re.compile(
    r"\*\*\S[^\n]*?\S?\*\*|__\S[^\n]*?\S?__|~~\S[^\n]*?\S?~~|</?(?:b|i|u|s|strong|em|a|br|p)\b[^>\n]*>|\[[^\]\n]+\]\(https?://",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A stretch of a text, in UTF-16 units, and how it is marked."""

    kind: str
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text as HTML, and which kinds of its marks could not be kept, in the order of the alphabet."""

    html: str
    lost: tuple[str, ...] = ()
    bad_link: bool = False  #: a link led elsewhere than to http or https; its words were kept


def marked(text: str, entities: Iterable[Entity]) -> Marked:
    """Give a text with its marks as HTML."""
    known = [one for one in entities if one.length > 0]
    bad = [one for one in known if one.kind == "text_link" and not is_web(one.url)]
    spans = [
        (one.offset, one.offset + one.length, _opening(one)) for one in known if one.kind in _TAGS and one not in bad
    ]
    return Marked(
        html=_tagged(text, spans),
        lost=tuple(sorted({one.kind for one in known if one.kind in _LOST})),
        bad_link=bool(bad),
    )


def plain(text: str) -> str:
    """Give a plain text as HTML that shows it as it is."""
    return escape(text, quote=False)


def shown(html: str) -> str:
    """Give what is read of HTML."""
    return unescape(_TAG.sub("", html))


def units(text: str) -> int:
    """Give the length of a plain text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def length(html: str) -> int:
    """Give the length of HTML as Telegram counts it."""
    return units(shown(html))


def looks_typed(text: str) -> bool:
    """Tell whether a text holds markup that somebody typed by hand: it will be read as it stands."""
    return _TYPED.search(text) is not None


def is_web(address: str) -> bool:
    """Tell whether an address can be opened by a button or a link: http or https, of a host with a dot."""
    return _WEB.fullmatch(address.strip()) is not None


def first_line(html: str) -> tuple[str, str] | None:
    """Give the first line as plain words and the rest as HTML; None where the rest is empty or a mark reaches over."""
    head, found, rest = html.partition("\n")
    words = shown(head).strip()
    opened = [tag for tag in _TAG.findall(head) if not tag.startswith("</")]
    closed = [tag for tag in _TAG.findall(head) if tag.startswith("</")]
    if not found or not words or not rest.strip() or len(opened) != len(closed):
        return None
    return words, rest.strip()


def _opening(entity: Entity) -> str:
    tag = _TAGS[entity.kind]
    return f'a href="{escape(entity.url.strip())}"' if tag == "a" else tag


def _tagged(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Put tags around stretches: cut wherever one begins or ends, so that tags are nested whatever the stretches."""
    raw = text.encode("utf-16-le")
    end = len(raw) // 2
    cuts = sorted({0, end, *(min(place, end) for start, stop, _ in spans for place in (start, stop))})
    parts: list[str] = []
    opened: list[str] = []
    for start, stop in pairwise(cuts):
        here = sorted({tag for begins, ends, tag in spans if begins <= start and stop <= ends}, key=_rank)
        parts += _turned(opened, here)
        opened = here
        parts.append(escape(raw[start * 2 : stop * 2].decode("utf-16-le", errors="replace"), quote=False))
    return "".join([*parts, *_turned(opened, [])])


def _turned(opened: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Give the tags that lead from what is open to what is to be."""
    same = 0
    while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
        same += 1
    closing = [f"</{tag.partition(' ')[0]}>" for tag in reversed(opened[same:])]
    return [*closing, *(f"<{tag}>" for tag in wanted[same:])]


def _rank(tag: str) -> tuple[int, str]:
    return _ORDER.index(tag.partition(" ")[0]), tag
