"""What an officer sends becomes the part that is awaited, and nothing else; what they change there changes here."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain.broadcasts.broadcast import Link, Medium, MediumKind
from bot.domain.broadcasts.composing import Poll, Sent
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused, NotAwaited
from bot.domain.broadcasts.errors import TimeFault, TimeRefused
from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.schedule import At, LunarYearly, Monthly, Now, Repeating, Weekly, Yearly
from bot.domain.broadcasts.subscription import Topic
from bot.domain.errors import StalePress, UnexpectedReply
from bot.domain.people import Role
from bot.domain.point import Point
from bot.places.directory import Directory
from storage.casebook.session import Casebook
from storage.vault import Vault
from tests.services.office import FakeClock
from tests.services.writing_desk import EN, VI, WARD, WritingDesk, officer, writing_desk

PHOTO = Medium(kind=MediumKind.PHOTO, file="p", size=1)


@pytest.fixture
async def nga(casebook: Casebook, vault: Vault, directory: Directory, clock: FakeClock) -> WritingDesk:
    """Give an announcer of a ward with an empty draft open, on Monday the 23rd of November 2026 at 20:15."""
    one = await writing_desk(casebook, vault, directory, clock, who=officer(1, Role.ANNOUNCER, WARD))
    await one.begins()
    return one


async def card(one: WritingDesk) -> None:
    """Compose up to the card."""
    await one.types("Nội dung")
    await one.types("Tiêu đề")
    await one.drafting.toggle(one.visit(), Topic.SCAM)
    await one.drafting.go_on(one.visit())
    await one.dating.set_when(one.visit(), Now())


async def ask(one: WritingDesk, part: Part) -> None:
    """Press the button that asks for a part."""
    await one.composing.ask(one.visit(), lambda focus: replace(focus, part=part, language=None))


async def test_what_is_missing_is_asked_for_one_after_the_other(nga: WritingDesk) -> None:
    """Its own commune is there already."""
    asked = [
        (await nga.types("Nội dung")).draft.focus.part,
        (await nga.types("Tiêu đề")).draft.focus.part,
        (await nga.drafting.toggle(nga.visit(), Topic.SCAM)).focus.part,
        (await nga.drafting.go_on(nga.visit())).focus.part,
        (await nga.dating.set_when(nga.visit(), Now())).focus.part,
    ]

    assert [Part.TITLE, Part.TOPICS, Part.TOPICS, Part.WHEN, Part.CARD] == asked


async def test_an_album_is_taken_in_whatever_is_asked_meanwhile(nga: WritingDesk) -> None:
    """Its first photo has words under it; the title is asked for while the others come."""
    await nga.drafting.hear(nga.visit(), nga.sent("Chữ", medium=PHOTO, album="a"))
    await nga.drafting.hear(nga.visit(), nga.sent(medium=replace(PHOTO, file="q"), album="a"))
    after = await nga.types("Tiêu đề")

    words = after.draft.broadcast.content.wordings[VI]
    assert ["p", "q"] == [medium.file for medium in after.draft.broadcast.content.media]
    assert ("Chữ", "Tiêu đề") == (words.text, words.title)


async def test_a_photo_after_the_words_joins_them(nga: WritingDesk) -> None:
    """Also while the title is asked for."""
    await nga.types("Nội dung")
    heard = await nga.drafting.hear(nga.visit(), nga.sent(medium=PHOTO))

    assert ((PHOTO,), Part.TITLE) == (heard.draft.broadcast.content.media, heard.draft.focus.part)


async def test_at_the_card_nothing_takes_the_place_of_what_is_there(nga: WritingDesk) -> None:
    """Neither words nor a photo with words; a place alone is welcome."""
    await card(nga)
    with pytest.raises(NotAwaited):
        await nga.types("lỡ tay")
    with pytest.raises(NotAwaited):
        await nga.drafting.hear(nga.visit(), nga.sent("lỡ tay", medium=PHOTO))
    heard = await nga.drafting.hear(nga.visit(), nga.sent(place=Point(lat=10.1, lon=105.2)))

    content = heard.draft.broadcast.content
    assert ("Nội dung", Point(lat=10.1, lon=105.2)) == (content.wordings[VI].text, content.place)


async def test_a_poll_while_links_are_asked_for_is_refused(nga: WritingDesk) -> None:
    """Something else is awaited there."""
    await card(nga)
    await ask(nga, Part.LINKS)
    with pytest.raises(UnexpectedReply):
        await nga.drafting.hear(nga.visit(), nga.sent(poll=Poll(question="?", options=("a", "b"))))
    heard = await nga.types("Xem | https://a.vn")

    assert (Link(label="Xem", url="https://a.vn"),) == heard.draft.broadcast.content.wordings[VI].links


async def test_a_changed_message_changes_its_part(nga: WritingDesk) -> None:
    """Text, title and the file of an album; one that the draft was not made of is let go."""
    await nga.drafting.hear(nga.visit(), Sent(message=11, text="Chữ", medium=PHOTO, album="a"))
    await nga.drafting.hear(nga.visit(), Sent(message=12, medium=replace(PHOTO, file="q"), album="a"))
    await nga.drafting.hear(nga.visit(), Sent(message=13, text="Tiêu đề"))
    await nga.drafting.resent(nga.visit(), Sent(message=11, text="Chữ mới", medium=PHOTO, album="a"))
    await nga.drafting.resent(nga.visit(), Sent(message=12, medium=replace(PHOTO, file="r"), album="a"))
    await nga.drafting.resent(nga.visit(), Sent(message=12, medium=replace(PHOTO, file="s"), album="a"))
    after = await nga.drafting.resent(nga.visit(), Sent(message=13, text="Tiêu đề mới"))
    stray = await nga.drafting.resent(nga.visit(), Sent(message=99, text="tin khác"))

    assert after is not None
    content = after.draft.broadcast.content
    assert ["p", "s"] == [medium.file for medium in content.media]
    assert ("Chữ mới", "Tiêu đề mới") == (content.wordings[VI].text, content.wordings[VI].title)
    assert stray is None


async def test_a_changed_message_that_cannot_be_sent_so_changes_nothing(nga: WritingDesk) -> None:
    """It is said at once, as when it was sent."""
    await nga.drafting.hear(nga.visit(), Sent(message=11, text="Chữ"))
    with pytest.raises(ContentRefused) as refused:
        await nga.drafting.resent(nga.visit(), Sent(message=11, text="a" * 3501))
    draft = await nga.composing.view(nga.visit())

    assert ContentFault.TEXT_TOO_LONG is refused.value.fault
    assert "Chữ" == draft.broadcast.content.wordings[VI].text


async def test_a_template_asks_for_its_blanks_and_is_there_in_both_languages(nga: WritingDesk) -> None:
    """With its topics; then only the time is missing."""
    first = await nga.drafting.begin_template(nga.visit(), "diversion")
    for blank in ("Đường Trần Hưng Đạo", "từ 7h tới 9h"):
        await nga.types(blank)
    done = await nga.types("đường Lý Thái Tổ")

    broadcast = done.draft.broadcast
    assert Part.BLANK is first.draft.focus.part
    assert {VI, EN} == set(broadcast.content.wordings)
    assert "Cấm đường: Đường Trần Hưng Đạo" == broadcast.content.wordings[VI].title
    assert "đường Lý Thái Tổ" in broadcast.content.wordings[EN].text
    assert ((Topic.TRAFFIC,), Part.WHEN) == (broadcast.audience.topics, done.draft.focus.part)


async def test_an_empty_blank_is_asked_for_again(nga: WritingDesk) -> None:
    """What was filled in before stays."""
    await nga.drafting.begin_template(nga.visit(), "diversion")
    await nga.types("Đường Trần Hưng Đạo")
    with pytest.raises(ContentRefused):
        await nga.types("a" * 151)
    focus = await nga.focus()

    assert focus is not None
    assert ("Đường Trần Hưng Đạo",) == focus.blanks


async def test_an_unknown_template_is_an_old_button(nga: WritingDesk) -> None:
    """A file that changed since."""
    with pytest.raises(StalePress):
        await nga.drafting.begin_template(nga.visit(), "none")


async def test_a_further_language_is_asked_through_and_left_again(nga: WritingDesk) -> None:
    """Title, then text; the first language stays as it was."""
    await card(nga)
    await nga.composing.ask(nga.visit(), lambda focus: replace(focus, part=Part.TITLE, language=EN))
    title = await nga.types("Title")
    text = await nga.types("Text")

    words = text.draft.broadcast.content.wordings
    assert (Part.TEXT, Part.CARD) == (title.draft.focus.part, text.draft.focus.part)
    assert ("Tiêu đề", "Nội dung") == (words[VI].title, words[VI].text)
    assert ("Title", "Text") == (words[EN].title, words[EN].text)
    assert text.draft.focus.language is None


async def test_a_photo_while_a_further_language_is_written_is_refused(nga: WritingDesk) -> None:
    """Files belong to all languages, and its words would be taken for the first one's."""
    await card(nga)
    await nga.composing.ask(nga.visit(), lambda focus: replace(focus, part=Part.TITLE, language=EN))
    with pytest.raises(UnexpectedReply):
        await nga.drafting.hear(nga.visit(), nga.sent(medium=PHOTO))


@pytest.mark.parametrize(
    ("typed", "at"),
    [("mai 7h", datetime(2026, 11, 24, 7)), ("19/8 7:30", datetime(2027, 8, 19, 7, 30))],  # noqa: DTZ001 - put into the zone below
)
async def test_a_time_is_typed_as_people_type_it(nga: WritingDesk, typed: str, at: datetime) -> None:
    """And set to the minute."""
    await card(nga)
    await ask(nga, Part.WHEN)
    heard = await nga.types(typed)

    assert At(at=at.replace(tzinfo=nga.clock.now().tzinfo)) == heard.draft.broadcast.schedule
    assert Part.CARD is heard.draft.focus.part


async def test_a_time_that_has_passed_is_refused(nga: WritingDesk) -> None:
    """The draft keeps the one that it had."""
    await card(nga)
    await ask(nga, Part.WHEN)
    with pytest.raises(TimeRefused) as refused:
        await nga.types("hôm nay 7h")
    draft = await nga.composing.view(nga.visit())

    assert TimeFault.PAST is refused.value.fault
    assert Now() == draft.broadcast.schedule


@pytest.mark.parametrize(
    ("part", "typed", "pattern"),
    [
        (Part.DAY, "31", Monthly(day=31)),
        (Part.DAY, "ngày 5", Monthly(day=5)),
        (Part.DATE, "19/8", Yearly(month=8, day=19)),
        (Part.LUNAR_DATE, "rằm tháng 7", LunarYearly(month=7, day=15)),
    ],
)
async def test_a_repetition_is_typed_with_its_hour_and_its_end(
    nga: WritingDesk, part: Part, typed: str, pattern: Monthly | Yearly | LunarYearly
) -> None:
    """From today on, until a day."""
    await card(nga)
    await ask(nga, part)
    asked = await nga.types(typed)
    await nga.types("6h30")
    await ask(nga, Part.UNTIL)
    done = await nga.types("31/12/2027")

    assert Part.HOUR is asked.draft.focus.part
    assert (
        Repeating(pattern=pattern, time=time(6, 30), first=date(2026, 11, 23), until=date(2027, 12, 31))
        == done.draft.broadcast.schedule
    )


@pytest.mark.parametrize("typed", ["32", "0", "mai", "-1", "1.5", ""])
async def test_a_day_of_the_month_is_one(nga: WritingDesk, typed: str) -> None:
    """From 1 to 31."""
    await card(nga)
    await ask(nga, Part.DAY)
    with pytest.raises(TimeRefused):
        await nga.types(typed)


async def test_days_of_the_week_are_pressed(nga: WritingDesk) -> None:
    """And the hour typed or pressed."""
    await card(nga)
    await nga.dating.repeat(nga.visit(), Weekly(days=(0, 3)))
    done = await nga.dating.repeat_at(nga.visit(), time(7))

    assert Repeating(pattern=Weekly(days=(0, 3)), time=time(7), first=date(2026, 11, 23)) == done.broadcast.schedule


async def test_an_hour_without_a_pattern_is_an_old_button(nga: WritingDesk) -> None:
    """So is an end without a repetition."""
    await card(nga)
    with pytest.raises(StalePress):
        await nga.dating.repeat_at(nga.visit(), time(7))
    with pytest.raises(StalePress):
        await nga.dating.repeat_until(nga.visit(), None)
