"""A bulletin as its readers see it: title, text, foot and buttons, in their language, within Telegram's limits."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.broadcasts.broadcast import Content, Medium, Wording
from bot.sandbox.html import read_html
from handlers.broadcasts.bulletin import PREVIEW, Bulletin, Imprint, bulletin
from handlers.measuring import units
from tests.handlers.bulletins import (
    CONTENT,
    DOCUMENT,
    EN,
    IMPRINT,
    LINK,
    PHOTO,
    PLACE,
    TEXTS,
    UNIT,
    VI,
    WORDING,
    asking,
)


def test_the_title_comes_first_and_the_foot_says_who_when_and_how_to_make_sure() -> None:
    """Where the unit's telephone is not known, the police of the commune are asked."""
    assert (
        "<b>Giả danh công an</b>\n\n"
        "Ai gọi đòi <b>chuyển tiền</b> là lừa đảo.\n\n"
        "— Công an phường Mỹ Thới, 14:05 26/11/2026\n"
        "Muốn chắc tin này là thật: hỏi công an xã, phường, hoặc gọi 113."
    ) == shown(CONTENT).text


def test_the_duty_telephone_of_the_unit_is_given_where_it_is_known() -> None:
    """Nobody is sent to 113 for it then."""
    known = replace(IMPRINT, unit=replace(UNIT, duty_phone="0296 3 831 113"))

    assert "Muốn chắc tin này là thật: gọi trực ban 0296 3 831 113." == shown(CONTENT, known).text.splitlines()[-1]


def test_marks_stand_above_the_title() -> None:
    """What is urgent says so, and what was corrected."""
    marked = replace(IMPRINT, urgent=True, corrected=True)

    assert [
        "🔴 <b>TIN KHẨN</b>",
        "✏️ <b>Đính chính</b>: tin này đã được sửa lại.",
        "<b>Giả danh công an</b>",
    ] == shown(CONTENT, marked).text.splitlines()[:3]


def test_a_reader_of_another_language_has_the_foot_and_buttons_in_it_whatever_was_translated() -> None:
    """The words are those of the default language where there are no others."""
    translated = Content(wordings={VI: WORDING, EN: Wording(title="Fake police", text="It is a scam.")})

    both = bulletin(translated, IMPRINT, language=EN, texts=TEXTS)
    one = bulletin(CONTENT, IMPRINT, language=EN, texts=TEXTS)

    assert "<b>Fake police</b>" == both.text.splitlines()[0]
    assert "<b>Giả danh công an</b>" == one.text.splitlines()[0]
    assert ["— Mỹ Thới Ward Police, 14:05 26/11/2026"] * 2 == [found.text.splitlines()[-2] for found in (both, one)]
    assert [["👍 Useful"], ["Urgent only", "Stop alerts"]] == labels(one)


def test_buttons_of_residents_carry_the_sending_and_nothing_else() -> None:
    """A number of ours, and what is wanted."""
    assert [["bu:7:u"], ["bu:7:r", "bu:7:x"]] == carried(shown(CONTENT))


def test_a_channel_has_no_buttons_of_residents() -> None:
    """Only those that open something."""
    content = Content(wordings={VI: replace(WORDING, links=(LINK,))}, place=PLACE)

    found = shown(content, replace(IMPRINT, occurrence=None))

    assert [["📍 Xem trên bản đồ"], ["Xem thêm"]] == labels(found)
    assert [
        ["https://www.google.com/maps?q=10.37100,105.43200"],
        ["https://example.vn/a?b=1&c=2"],
    ] == carried(found)
    assert None is shown(CONTENT, replace(IMPRINT, occurrence=None)).markup


def test_a_preview_looks_the_same_with_dead_buttons() -> None:
    """Whoever presses one is told so."""
    found = shown(CONTENT, replace(IMPRINT, occurrence=PREVIEW))

    assert shown(CONTENT).text == found.text
    assert [["bu:0:u"], ["bu:0:r", "bu:0:x"]] == carried(found)


def test_short_answers_are_buttons_one_below_the_other() -> None:
    """They come first, above what opens something."""
    content = replace(asking("Có", "Không"), place=PLACE)

    assert [["Có"], ["Không"], ["📍 Xem trên bản đồ"], ["👍 Hữu ích"]] == labels(shown(content))[:4]
    assert [["bu:7:v0"], ["bu:7:v1"]] == carried(shown(content))[:2]


def test_long_answers_are_read_in_the_text_and_pressed_by_their_number() -> None:
    """A cheap phone would cut them off on a button."""
    content = asking("Có", "Không, vì tôi chưa nghe ai nói tới chuyện này bao giờ", *"cdef")

    found = shown(content)

    assert "<b>1.</b> Có\n<b>2.</b> Không, vì tôi chưa nghe ai nói tới chuyện này bao giờ" in found.text
    assert "👇 Chọn câu nào thì bấm số đó." in found.text
    assert [["1", "2", "3", "4", "5"], ["6"]] == labels(found)[:2]


def test_answers_that_no_text_has_room_for_stand_on_the_buttons_all_the_same() -> None:
    """Rather than a message that Telegram refuses."""
    long = [f"{number}{'a' * 98}" for number in range(10)]
    content = replace(asking(*long), media=(PHOTO,))

    found = shown(content)

    assert 0 == found.excess
    assert [[label] for label in long] == labels(found)[:10]


def test_in_a_channel_answers_can_only_be_read() -> None:
    """Nobody there can be asked one by one."""
    found = shown(asking("Có", "Không"), replace(IMPRINT, occurrence=None))

    assert "<b>1.</b> Có\n<b>2.</b> Không" in found.text
    assert "bấm số" not in found.text


def test_one_medium_carries_the_text_and_an_album_goes_before_it() -> None:
    """An album can have no buttons."""
    one, album = (shown(replace(CONTENT, media=media)) for media in ((DOCUMENT,), (PHOTO, PHOTO)))

    assert (True, False) == (one.has_caption, one.is_album)
    assert (False, True) == (album.has_caption, album.is_album)


def test_what_is_too_long_is_told_in_the_units_that_telegram_counts() -> None:
    """An emoji is two; markup is none; a caption has less room."""
    spare = 4096 - units(plain(shown(CONTENT))) + units("Ai gọi đòi chuyển tiền là lừa đảo.")
    fits, exceeds = "😀" * (spare // 2), "😀" * (spare // 2 + 1)

    assert 0 == shown(said(fits)).excess
    assert 2 - spare % 2 == shown(said(exceeds)).excess
    assert 3072 + 2 - spare % 2 == shown(replace(said(exceeds), media=(PHOTO,))).excess


_PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1, max_size=40)
_TAGS = st.sampled_from(("b", "i", "u", "s", "blockquote"))


@given(
    title=_PLAIN,
    tag=_TAGS,
    text=_PLAIN,
    options=st.lists(_PLAIN, max_size=4),
    media=st.sampled_from(((), (PHOTO,), (PHOTO, PHOTO))),
    marks=st.tuples(st.booleans(), st.booleans()),
)
def test_whatever_is_written_telegram_can_read_it(
    title: str, tag: str, text: str, options: list[str], media: tuple[Medium, ...], marks: tuple[bool, bool]
) -> None:
    """Titles, answers and names are shown as they were typed, and never read as markup."""
    escaped = TEXTS.default.escaped(text)
    wording = Wording(title=title, text=f"<{tag}>{escaped}</{tag}>", options=tuple(options))
    imprint = replace(IMPRINT, urgent=marks[0], corrected=marks[1])

    found = shown(Content(wordings={VI: wording}, media=media), imprint)

    assert title in plain(found)
    assert text in plain(found)
    assert found.excess == max(0, units(plain(found)) - (1024 if len(media) == 1 else 4096))
    assert all(len(data.encode()) <= 64 for row in carried(found) for data in row)


def shown(content: Content, imprint: Imprint = IMPRINT) -> Bulletin:
    """Give a bulletin as who reads Vietnamese sees it."""
    return bulletin(content, imprint, language=VI, texts=TEXTS)


def said(text: str) -> Content:
    """Give a content with this text."""
    return Content(wordings={VI: replace(WORDING, text=text)})


def plain(found: Bulletin) -> str:
    """Give the text as Telegram shows it."""
    return read_html(found.text)[0]


def labels(found: Bulletin) -> list[list[str]]:
    """Give the words on the buttons."""
    return [[button.text for button in row] for row in rows(found.markup)]


def carried(found: Bulletin) -> list[list[str]]:
    """Give what the buttons carry, or the addresses that they open."""
    return [[str(button.callback_data or button.url) for button in row] for row in rows(found.markup)]


def rows(markup: InlineKeyboardMarkup | None) -> Sequence[Sequence[InlineKeyboardButton]]:
    """Give the rows of buttons."""
    return markup.inline_keyboard if markup is not None else ()
