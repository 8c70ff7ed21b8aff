"""Formatting: what Telegram tells of a text becomes the few tags that are allowed, and nothing of its words is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcasts import markup
from bot.domain.broadcasts.markup import Entity, Marked, marked
from bot.sandbox.html import read_html

KINDS = ("bold", "italic", "underline", "strikethrough", "blockquote", "text_link", "spoiler", "url", "mention")


def bold(offset: int, length: int) -> Entity:
    """Give a bold stretch."""
    return Entity(kind="bold", offset=offset, length=length)


def test_every_allowed_mark_becomes_its_tag() -> None:
    """Bold, italic, underlined, struck out, quoted, linked."""
    kinds = ("bold", "italic", "underline", "strikethrough", "blockquote")
    texts = [marked("abc", [Entity(kind=kind, offset=1, length=1)]).html for kind in kinds]
    link = marked("abc", [Entity(kind="text_link", offset=0, length=3, url='https://a.vn/?x="1"&y')])

    assert ["a<b>b</b>c", "a<i>b</i>c", "a<u>b</u>c", "a<s>b</s>c", "a<blockquote>b</blockquote>c"] == texts
    assert Marked(html='<a href="https://a.vn/?x=&quot;1&quot;&amp;y">abc</a>') == link


def test_places_are_counted_as_telegram_counts_them() -> None:
    """A picture sign takes two units."""
    assert "🚨 <b>Cảnh</b> báo" == marked("🚨 Cảnh báo", [bold(3, 4)]).html


def test_marks_that_overlap_are_nested() -> None:
    """However they lie, each tag is closed within the one that holds it."""
    crossed = marked("abcdef", [bold(0, 4), Entity(kind="italic", offset=2, length=4)])

    assert "<b>ab<i>cd</i></b><i>ef</i>" == crossed.html


def test_what_cannot_be_kept_is_named_and_its_words_stay() -> None:
    """Hidden words, code, and the link to a person: the text is plain there."""
    lost = marked("abc", [Entity(kind="spoiler", offset=0, length=1), Entity(kind="code", offset=1, length=1)])

    assert Marked(html="abc", lost=("code", "spoiler")) == lost


@pytest.mark.parametrize("address", ["tg://user?id=1", "javascript:alert(1)", "ftp://a.vn", "https://", "https://máy"])
def test_a_link_that_leads_elsewhere_is_plain(address: str) -> None:
    """Only pages of the web can be opened from a broadcast."""
    link = marked("abc", [Entity(kind="text_link", offset=0, length=3, url=address)])

    assert Marked(html="abc", bad_link=True) == link


@pytest.mark.parametrize("text", ["**gấp**", "__gấp__", "<b>gấp</b>", "a [xem](https://a.vn)", "~~bỏ~~", "x<br>y"])
def test_markup_typed_by_hand_is_seen(text: str) -> None:
    """Telegram takes it for words; the officer is told in time."""
    assert markup.looks_typed(text)


@pytest.mark.parametrize("text", ["2 ** 3", "giá <50k và >20k", "a_b_c", "5*3*2", "* một\n* hai"])
def test_plain_signs_are_no_markup(text: str) -> None:
    """Nobody is taught about what they did not do."""
    assert not markup.looks_typed(text)


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("Cảnh báo\nNội dung", ("Cảnh báo", "Nội dung")),
        ("<b>Cảnh báo</b>\n\nNội <i>dung</i>", ("Cảnh báo", "Nội <i>dung</i>")),
        ("Một dòng", None),
        ("<b>Cảnh\nbáo</b>", None),
        ("\nNội dung", None),
    ],
)
def test_a_first_line_can_be_a_title(html: str, parts: tuple[str, str] | None) -> None:
    """Where it stands for itself."""
    assert parts == markup.first_line(html)


@given(
    text=st.text(max_size=30),
    spans=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 30), st.integers(1, 12)), max_size=6),
)
def test_any_text_with_any_marks_is_html_that_shows_the_same_words(
    text: str, spans: list[tuple[str, int, int]]
) -> None:
    """Telegram can always read it, and reads what was typed; marks within a sign that takes two units aside."""
    whole = "".join(sign for sign in text if ord(sign) < 0xD800)
    entities = [Entity(kind=kind, offset=at, length=size, url="https://a.vn") for kind, at, size in spans]
    html = marked(whole, entities).html

    assert whole == read_html(html)[0] == markup.shown(html)
