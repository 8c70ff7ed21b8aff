"""The templates that are shipped: whole in each language, valid as Telegram reads them, filled without loss."""

import json

import pytest

from bot.domain.broadcasts import composing, markup, templates
from bot.domain.broadcasts.broadcast import Wording
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.broadcasts.fitting import MOST_CAPTION, MOST_TITLE
from bot.domain.broadcasts.subscription import Topic
from bot.domain.broadcasts.templates import Template
from bot.domain.identifiers import Language
from bot.places.templates import FILE, BadTemplates, parse, shipped
from bot.sandbox.html import read_html

VI, EN = Language("vi"), Language("en")
EVERY = tuple(shipped().values())
BY_NAME = pytest.mark.parametrize("template", EVERY, ids=[one.code for one in EVERY])


def filled(template: Template) -> dict[Language, Wording]:
    """Give the words of a template, each blank filled."""
    values = ["Chợ <Mới> & bến phà"] * len(template.blanks)
    return dict(templates.filled(template, values, (VI, EN), composing.fresh((VI,))).wordings)


@BY_NAME
def test_a_template_is_whole_in_both_languages(template: Template) -> None:
    """Its name, its words, and what is asked for each blank."""
    told = [template.label, *(blank.ask for blank in template.blanks)]

    assert {VI, EN} == set(template.wordings)
    assert [] == [texts for texts in told if set(texts) != {VI, EN} or not all(texts.values())]
    assert template.topics


@BY_NAME
def test_a_filled_template_fits_and_is_read_by_telegram(template: Template) -> None:
    """Under a photo too, with what was typed shown as it was typed."""
    for words in filled(template).values():
        read, _ = read_html(words.text)

        assert "{" not in words.title + read
        assert markup.units(read) <= MOST_CAPTION
        assert markup.units(words.title) <= MOST_TITLE
        assert ("Chợ <Mới> & bến phà" in read or "Chợ <Mới> & bến phà" in words.title) is bool(template.blanks)


@BY_NAME
def test_a_template_that_is_looked_at_shows_its_blanks(template: Template) -> None:
    """By what will be asked."""
    words = templates.shown(template, VI)
    asked = [f"[{blank.ask[VI]}]" for blank in template.blanks]

    assert [] == [one for one in asked if one not in words.title + markup.shown(words.text)]


def test_the_common_ones_are_there() -> None:
    """Scams, weather, fire, roads, the lost, the festival, thanks, the border."""
    topics = {topic for template in EVERY for topic in template.topics}

    assert set(Topic) == topics
    assert (8, 19) == shipped()["festival"].yearly


@pytest.mark.parametrize(
    ("typed", "fault"), [("  ", ContentFault.BLANK_EMPTY), ("a" * 151, ContentFault.BLANK_TOO_LONG)]
)
def test_a_blank_is_neither_empty_nor_long(typed: str, fault: ContentFault) -> None:
    """It stands in one line."""
    with pytest.raises(ContentRefused) as refused:
        templates.value_of(typed)

    assert fault is refused.value.fault
    assert "từ 7h tới 9h" == templates.value_of(" từ 7h\n tới 9h")


def test_a_file_with_a_place_that_no_blank_fills_is_refused() -> None:
    """By its template's code; what stands there is not repeated."""
    told = json.loads(FILE.read_bytes())
    told["templates"][2]["blanks"].pop()
    with pytest.raises(BadTemplates) as refused:
        parse(json.dumps(told).encode())

    assert ("flood", "its blanks are not those of its words in vi") == refused.value.faults[0]


@pytest.mark.parametrize("raw", [b"{}", b"[]", b'{"templates": [1]}', b'{"templates": [{"code": "a"}]}'])
def test_a_file_that_is_something_else_is_refused(raw: bytes) -> None:
    """Before anything is asked of it."""
    with pytest.raises(BadTemplates):
        parse(raw)
