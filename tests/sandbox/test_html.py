"""HTML is read as Telegram reads it, with its words for each mistake."""

import pytest

from bot.sandbox.html import read_html
from bot.sandbox.plain import JsonObject
from bot.sandbox.refusals import Refusal

READ: list[tuple[str, str, list[JsonObject]]] = [
    ("a &lt;b&gt; &amp; &quot;c&quot; &#273; &#x1F642;", 'a <b> & "c" đ 🙂', []),
    ("a & b &nbsp; &copy;", "a & b &nbsp; &copy;", []),
    ("🙂<b>x</b>", "🙂x", [{"type": "bold", "offset": 2, "length": 1}]),
    (
        "<b>a<i>b</i></b>",
        "ab",
        [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
    ),
    ("<STRONG>a</strong>", "a", [{"type": "bold", "offset": 0, "length": 1}]),
    ("<b></b>a", "a", []),
    (
        '<a href="https://example.org/?a=1&amp;b=2">x</a>',
        "x",
        [{"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/?a=1&b=2"}],
    ),
    (
        '<a href="tg://user?id=5">x</a>',
        "x",
        [
            {
                "type": "text_mention",
                "offset": 0,
                "length": 1,
                "user": {"id": 5, "is_bot": False, "first_name": ""},
            }
        ],
    ),
    ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
    (
        "<blockquote expandable>x</blockquote>",
        "x",
        [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
    ),
    ("<b>x</>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
]


@pytest.mark.parametrize(("source", "plain", "entities"), READ)
def test_markup_becomes_text_and_entities(source: str, plain: str, entities: list[JsonObject]) -> None:
    """Offsets count UTF-16 units of the text that is left."""
    assert read_html(source) == (plain, entities)


WRONG = [
    ("3 < 5", 'Unsupported start tag "" at byte offset 2'),
    ("ấ<p>", 'Unsupported start tag "p" at byte offset 3'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]


@pytest.mark.parametrize(("source", "words"), WRONG)
def test_wrong_markup_is_refused(source: str, words: str) -> None:
    """What a resident types as it is would be refused: it must be escaped."""
    with pytest.raises(Refusal) as refused:
        read_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {words}"
