"""Composing: what a message makes of a draft, with every refusal at once, so that none comes at sending time."""

from dataclasses import replace

import pytest

from bot.domain.broadcasts import composing
from bot.domain.broadcasts.broadcast import Audience, Content, Link, Medium, MediumKind, Wording
from bot.domain.broadcasts.composing import Poll, Sent
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.broadcasts.fitting import MEGABYTE
from bot.domain.broadcasts.subscription import Topic
from bot.domain.point import Point
from bot.domain.units import CommuneCode
from tests.domain.composed import EMPTY, VI, fault_of, photo, told


def document(size: int = 1000) -> Medium:
    """Give a document."""
    return Medium(kind=MediumKind.DOCUMENT, file="d", size=size)


def album(count: int, *, kind: MediumKind = MediumKind.PHOTO) -> Content:
    """Give a content after an album, one file after the other as they come."""
    content = EMPTY
    for number in range(count):
        medium = Medium(kind=kind, file=f"p{number}", size=1000)
        sent = Sent(message=number, medium=medium, album="a")
        content = composing.with_sent(content, sent, VI, album="a" if number else "")
    return content


def test_a_text_is_taken_and_a_later_one_takes_its_place() -> None:
    """One message in; the next one in its place."""
    assert "hai" == told("hai", content=told("một")).wordings[VI].text


def test_a_photo_joins_the_text_and_its_own_words_take_the_texts_place() -> None:
    """Who sent words first and then a photo without any means both."""
    bare = composing.with_sent(told("một"), Sent(message=2, medium=photo()), VI)
    captioned = composing.with_sent(told("một"), Sent(message=2, medium=photo(), text="dưới ảnh"), VI)

    assert ("một", (photo(),)) == (bare.wordings[VI].text, bare.media)
    assert "dưới ảnh" == captioned.wordings[VI].text


def test_photos_of_one_album_are_joined_and_those_of_another_take_their_place() -> None:
    """Each comes as a message of its own."""
    three = album(3)
    other = composing.with_sent(three, Sent(message=9, medium=photo("x"), album="b"), VI, album="a")

    assert ["p0", "p1", "p2"] == [medium.file for medium in three.media]
    assert (photo("x"),) == other.media


def test_an_album_of_eleven_is_refused() -> None:
    """As one album, or, as clients cut it, as ten and one more."""
    with pytest.raises(ContentRefused) as whole:
        album(11)
    with pytest.raises(ContentRefused) as cut:
        composing.with_sent(album(10), Sent(message=11, medium=photo("x")), VI, album="a", follows=True)
    other = composing.with_sent(album(10), Sent(message=50, medium=photo("x")), VI, album="a")

    assert (ContentFault.ALBUM_TOO_LARGE, 11, 10) == fault_of(whole) == fault_of(cut)
    assert (photo("x"),) == other.media


def test_an_album_mixes_photos_and_videos_but_no_documents() -> None:
    """Telegram would refuse the whole of it."""
    video = Medium(kind=MediumKind.VIDEO, file="v", size=1000)
    mixed = composing.with_sent(album(2), Sent(message=3, medium=video, album="a"), VI, album="a")
    with pytest.raises(ContentRefused) as refused:
        composing.with_sent(album(2), Sent(message=3, medium=document(), album="a"), VI, album="a")

    assert 3 == len(mixed.media)
    assert 2 == len(album(2, kind=MediumKind.DOCUMENT).media)
    assert (ContentFault.ALBUM_MIXED, 0, 0) == fault_of(refused)


@pytest.mark.parametrize(
    ("kind", "fault", "most"),
    [
        (MediumKind.PHOTO, ContentFault.PHOTO_TOO_LARGE, 10),
        (MediumKind.VIDEO, ContentFault.VIDEO_TOO_LARGE, 50),
        (MediumKind.DOCUMENT, ContentFault.DOCUMENT_TOO_LARGE, 20),
    ],
)
def test_a_file_too_large_is_refused_with_its_size(kind: MediumKind, fault: ContentFault, most: int) -> None:
    """In whole megabytes, of which the last begun one counts."""
    just = Medium(kind=kind, file="f", size=most * MEGABYTE)
    over = replace(just, size=just.size + 1)
    with pytest.raises(ContentRefused) as refused:
        composing.with_sent(EMPTY, Sent(message=1, medium=over), VI)

    assert (just,) == composing.with_sent(EMPTY, Sent(message=1, medium=just), VI).media
    assert (fault, most + 1, most) == fault_of(refused)


def test_a_text_may_be_so_long_and_no_longer() -> None:
    """Counted in what is shown: tags cost nothing, a picture sign two."""
    with pytest.raises(ContentRefused) as refused:
        told("a" * 3499 + "🚨")

    assert 3507 == len(told(f"<b>{'a' * 3500}</b>").wordings[VI].text)
    assert (ContentFault.TEXT_TOO_LONG, 3501, 3500) == fault_of(refused)


def test_a_text_under_one_file_is_shorter_whichever_comes_first() -> None:
    """An album's text stands in a message of its own and may be long."""
    with pytest.raises(ContentRefused) as after:
        composing.with_sent(told("a" * 601), Sent(message=2, medium=photo()), VI)
    with pytest.raises(ContentRefused) as before:
        told("a" * 601, content=composing.with_sent(EMPTY, Sent(message=1, medium=photo()), VI))

    assert (ContentFault.CAPTION_TOO_LONG, 601, 600) == fault_of(after) == fault_of(before)
    assert 601 == len(told("a" * 601, content=album(2)).wordings[VI].text)


def test_a_poll_brings_its_question_as_title_with_answers() -> None:
    """A quiz its right answer and what is said after it."""
    poll = Poll(question="Ai hỏi mã OTP?", options=("Ngân hàng", "Người lừa"), right=1, explanation="Không ai hỏi OTP.")
    content = composing.with_sent(EMPTY, Sent(message=1, poll=poll), VI)

    words = Wording(title=poll.question, text="", options=poll.options, explanation=poll.explanation)
    assert Content(wordings={VI: words}, right=1) == content
    assert (
        "Ai hỏi mã OTP?"
        == composing.with_sent(composing.with_title(EMPTY, "Đố vui", VI), Sent(message=1, poll=poll), VI)
        .wordings[VI]
        .text
    )


def test_the_question_of_a_poll_is_never_lost() -> None:
    """Beside words of its author it stands below them; sent again, it stands once."""
    poll = Poll(question="Ai hỏi mã <OTP>?", options=("Ngân hàng", "Người lừa"))
    titled = composing.with_title(told("Bà con nghĩ sao?"), "Đố vui", VI)
    once = composing.with_sent(titled, Sent(message=2, poll=poll), VI)
    bare = composing.with_sent(EMPTY, Sent(message=1, poll=poll), VI)

    assert "Bà con nghĩ sao?\n\nAi hỏi mã &lt;OTP&gt;?" == once.wordings[VI].text
    assert once == composing.with_sent(once, Sent(message=3, poll=poll), VI)
    assert bare == composing.with_sent(bare, Sent(message=2, poll=poll), VI)


def test_a_quiz_without_its_answer_is_a_poll_and_explains_nothing() -> None:
    """As one that was forwarded."""
    poll = Poll(question="Ai hỏi?", options=("a", "b"), explanation="Không ai.")

    assert not composing.with_sent(EMPTY, Sent(message=1, poll=poll), VI).wordings[VI].explanation


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("một",), ContentFault.TOO_FEW_OPTIONS),
        (tuple("abcdefghijk"), ContentFault.TOO_MANY_OPTIONS),
        (("a" * 101, "b"), ContentFault.OPTION_TOO_LONG),
    ],
)
def test_a_poll_that_cannot_be_shown_is_refused(options: tuple[str, ...], fault: ContentFault) -> None:
    """One answer is no choice."""
    with pytest.raises(ContentRefused) as refused:
        composing.with_sent(EMPTY, Sent(message=1, poll=Poll(question="?", options=options)), VI)

    assert fault is refused.value.fault


def test_a_place_goes_along_as_closely_as_a_phone_knows_it() -> None:
    """To about ten metres."""
    content = composing.with_sent(EMPTY, Sent(message=1, place=Point(lat=10.123456, lon=105.654321)), VI)

    assert Point(lat=10.1235, lon=105.6543) == content.place


def test_links_are_typed_one_a_line() -> None:
    """A bar may stand in the label."""
    content = composing.with_links(EMPTY, "Xem thêm | https://a.vn\n\nA | B|http://b.vn/x ", VI)

    assert (Link(label="Xem thêm", url="https://a.vn"), Link(label="A | B", url="http://b.vn/x")) == content.wordings[
        VI
    ].links


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("https://a.vn", ContentFault.LINK_UNREADABLE),
        ("| https://a.vn", ContentFault.LINK_UNREADABLE),
        ("  ", ContentFault.LINK_UNREADABLE),
        ("Xem | tg://resolve?domain=x", ContentFault.LINK_NOT_WEB),
        ("Xem | a.vn", ContentFault.LINK_NOT_WEB),
        (f"{'a' * 41} | https://a.vn", ContentFault.LABEL_TOO_LONG),
        ("\n".join(["a | https://a.vn"] * 4), ContentFault.TOO_MANY_LINKS),
    ],
)
def test_a_link_that_cannot_be_opened_is_refused(typed: str, fault: ContentFault) -> None:
    """With what is wrong about it."""
    with pytest.raises(ContentRefused) as refused:
        composing.with_links(EMPTY, typed, VI)

    assert fault is refused.value.fault


@pytest.mark.parametrize(
    ("typed", "fault"), [(" \n ", ContentFault.TITLE_EMPTY), ("a" * 121, ContentFault.TITLE_TOO_LONG)]
)
def test_a_title_is_neither_empty_nor_long(typed: str, fault: ContentFault) -> None:
    """It stands in one line."""
    with pytest.raises(ContentRefused) as refused:
        composing.with_title(EMPTY, typed, VI)

    assert fault is refused.value.fault
    assert "Tin một" == composing.with_title(EMPTY, " Tin\n một ", VI).wordings[VI].title


def test_the_first_line_can_become_the_title() -> None:
    """And leaves the text."""
    words = composing.titled_by_first_line(told("<b>Cảnh báo</b>\nĐừng đọc mã."), VI).wordings[VI]

    assert ("Cảnh báo", "Đừng đọc mã.") == (words.title, words.text)


def test_a_changed_message_changes_its_words_or_its_own_file_alone() -> None:
    """Whatever stood around it stays."""
    held = told("một", content=album(3))
    words = composing.with_resent(held, Sent(message=0, text="hai", medium=photo("p0")), VI, file="p0")
    file = composing.with_resent(held, Sent(message=1, medium=photo("mới")), VI, file="p1")

    assert ("hai", held.media) == (words.wordings[VI].text, words.media)
    assert ("một", ["p0", "mới", "p2"]) == (file.wordings[VI].text, [medium.file for medium in file.media])


def test_parts_can_be_taken_out() -> None:
    """Each for itself, in every language."""
    asked = composing.with_sent(told("x"), Sent(message=1, poll=Poll(question="?", options=("a", "b"), right=0)), VI)
    content = composing.with_links(replace(asked, media=(photo(),)), "a | https://a.vn", VI)

    assert () == composing.without_media(content).media
    assert ((), None) == (composing.without_poll(content).wordings[VI].options, composing.without_poll(content).right)
    assert () == composing.without_links(content).wordings[VI].links


def test_an_audience_is_kept_in_one_order() -> None:
    """Whatever was pressed first; a topic pressed twice is out again."""
    audience = composing.audience_of(map(CommuneCode, ("30307", "30301", "30307")), (Topic.FIRE, Topic.SCAM))

    assert Audience(communes=(CommuneCode("30301"), CommuneCode("30307")), topics=(Topic.SCAM, Topic.FIRE)) == audience
    assert (Topic.FIRE,) == composing.toggled(audience, Topic.SCAM).topics
