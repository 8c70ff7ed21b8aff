"""A wrong warning is put right, or taken back, by the buttons that officers have: on every phone and in the channel."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault
from bot.sandbox.screen import Shown
from tests.stories.crowds import Crowd, crowd
from tests.stories.newsroom import Newsroom, newsroom
from tests.stories.test_officers_compose import Desk
from tests.town import Town

WRONG, RIGHT = "Gọi 0900 000 000 để kiểm tra.", "Gọi 113 để kiểm tra."
TITLE = "Cảnh giác cuộc gọi giả công an"
Send = Callable[[Person], object]


def album(nga: Person) -> None:
    """Send three photos with the words under the first."""
    nga.sends_album(3, caption=WRONG)


def photo(nga: Person) -> None:
    """Send a photo with the words under it."""
    nga.sends_photo(caption=WRONG)


def text(nga: Person) -> None:
    """Send the words."""
    nga.sends(WRONG)


def poll(nga: Person) -> None:
    """Send a poll that asks with the words."""
    nga.sends_poll(WRONG, ["Có", "Không"])


async def composed(room: Newsroom, send: Send, *, channel: bool = False) -> Desk:
    """Let the announcer compose and hand in; the head approves; what is due begins."""
    nga = Desk(room.announcer)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    send(nga.person)
    if send is not poll:
        await nga.person.waits_for("Tiêu đề?", anew=True)
        nga.person.sends(TITLE)
    await nga.person.waits_for("chủ đề nào", anew=True)
    await nga.presses("Lừa đảo", "chủ đề nào")
    await nga.presses("Xong", "Khi nào gửi?")
    await nga.presses("Gửi ngay sau khi duyệt", "Bản nháp")
    if channel:
        await nga.presses("Đăng cả lên kênh", "Đăng cả lên kênh Telegram")
    await nga.presses("Gửi duyệt", "Đã gửi duyệt")
    await approves(room)
    return nga


async def approves(room: Newsroom) -> None:
    """Let the head approve the newest card in the group."""
    card = await room.ward.head.finds("✅ Duyệt")
    assert "Đã duyệt." == await room.ward.head.person.presses_and_sees(card, "✅ Duyệt")
    await room.ticks()


async def opens_correction(nga: Desk, title: str = TITLE) -> Shown:
    """Let the announcer go to what was sent last, and open its correction."""
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Đã gửi", "Bấm một tin")
    await nga.presses(title[:10], title)
    await nga.presses("Đính chính", "Đã chép tin thành bản nháp")
    return await nga.presses("Soạn bản đính chính", "Bản nháp")


async def recalls(room: Newsroom) -> None:
    """Let the head take back what was sent last, and say why."""
    head = room.ward.head
    asked = await head.presses("↩️ Thu hồi", "Thu hồi tin này?")
    reasons = ["Nội dung sai", "Gửi nhầm nơi nhận", "Việc không còn nữa", "Lý do khác", "Thôi, giữ nguyên"]
    assert [[reason] for reason in reasons] == asked.labels
    await head.presses("Nội dung sai", "hu hồi")


async def a_channel(room: Newsroom) -> Chat:
    """Let the head bind a channel to the ward."""
    head = room.ward.head.person
    channel = room.place.api.group("Công an phường", owner=head, kind="channel")
    head.adds_bot_to(channel, admin_rights=frozenset({"can_post_messages"}))
    asked = await head.waits_for("Gắn kênh này cho đơn vị nào")
    head.presses(asked, asked.labels[0][0])
    await head.waits_for("Đã gắn kênh")
    return channel


def leaves(town: Crowd) -> None:
    """Let one reader unsubscribe, another one block the bot."""
    one, other = town.reachable[:2]
    copy = one.last_message()
    one.presses(copy, "Ngừng nhận")
    other.blocks_bot()


@pytest.mark.parametrize("send", [text, photo, album, poll])
async def test_a_correction_changes_every_copy_there_is(wide_place: Town, send: Send) -> None:
    """Whatever it was sent with; who left has none that the bot could change; the channel reads the same."""
    place = wide_place
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    channel = await a_channel(room)
    town = await crowd(place, 40)
    nga = await composed(room, send, channel=True)
    await room.until(lambda: town.copies(WRONG).total() >= len(town.reachable))
    leaves(town)
    await place.api.quiet(0.3)

    title, part, asked = (WRONG, "Tiêu đề", "Tiêu đề?") if send is poll else (TITLE, "Nội dung", "Gửi nội dung")
    await opens_correction(nga, title)
    await nga.presses(part, asked)
    await nga.types(RIGHT, "Bản nháp")
    seen = town.copies(RIGHT).total()
    await nga.presses("Gửi duyệt", "Đã gửi duyệt")
    await approves(room)
    await room.until(lambda: town.copies(RIGHT).total() >= len(town.reachable) - 2)
    await place.api.quiet(0.3)

    posted = room.ward.head.person.last_message(channel)
    stayed = town.once(town.reachable[2:])
    assert (0, stayed) == (seen, town.copies(RIGHT))
    assert stayed == town.copies("Đính chính") + town.copies("Corrected")
    assert [True, True, False] == [words in posted.text for words in (RIGHT, "Đính chính", WRONG)]


async def test_a_correction_has_no_other_files(place: Town) -> None:
    """Said as soon as one is sent; the draft stays as it was, and offers to take nothing away."""
    room = await newsroom(place)
    await crowd(place, 5)
    nga = await composed(room, photo)
    await place.api.quiet(0.3)

    draft = await opens_correction(nga)
    await nga.presses("Nội dung", "Gửi nội dung")
    nga.person.sends_photo(caption=RIGHT)
    refused = await nga.person.waits_for("⚠️ Đính chính chỉ sửa được chữ", anew=True)

    assert "sửa tại chỗ" in draft.text
    assert not [label for row in draft.labels for label in row if "ảnh" in label]
    assert "Gửi nội dung" in refused.text


async def test_who_waits_gets_the_corrected_words_alone(wide_place: Town) -> None:
    """Sent late in the evening: the owls have the wrong words; in the morning everybody has the right ones."""
    place = wide_place
    place.clock.comes_to("2026-11-27", "22:30")
    room = await newsroom(place)
    town = await crowd(place, 40)
    nga = await composed(room, text)
    await room.until(lambda: town.copies(WRONG) == town.once(town.owls))
    await place.api.quiet(0.3)

    await opens_correction(nga)
    await nga.presses("Nội dung", "Gửi nội dung")
    await nga.types(RIGHT, "Bản nháp")
    await nga.presses("Gửi duyệt", "Đã gửi duyệt")
    await approves(room)
    await room.until(lambda: town.copies(RIGHT) == town.once(town.owls))
    await place.stops()
    place.clock.comes_to("2026-11-28", "06:05")
    await place.starts()
    await room.until(lambda: town.copies(RIGHT) == town.once(town.reachable))

    assert 0 == town.copies(WRONG).total()


@pytest.mark.parametrize("hours", [1, 49])
async def test_a_recall_deletes_what_telegram_lets_go_and_says_so_on_the_rest(wide_place: Town, hours: int) -> None:
    """Within two days the copies are gone; what is older reads that it was recalled, without the words or buttons."""
    place = wide_place
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    town = await crowd(place, 20)
    await composed(room, text)
    await room.until(lambda: town.copies(WRONG).total() >= len(town.reachable))
    await place.api.quiet(0.3)
    await room.place.program.updating.update()  # pyright: ignore[reportOptionalMemberAccess] - it runs
    place.api.world.clock.advance(hours * 3600)
    place.clock.passes(hours=hours)

    await recalls(room)
    await room.until(lambda: town.copies(WRONG).total() == 0)

    told = town.copies("đã được thu hồi") + town.copies("has been recalled")
    assert told == (town.once(town.reachable) if hours > 48 else Counter())


async def test_a_channel_that_may_have_it_twice_is_told_so(wide_place: Town) -> None:
    """The bot is killed between posting there and knowing of it: the second post says so, the first stays as it is."""
    place = wide_place
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    channel = await a_channel(room)
    place.api.faults.next(Fault.LOSS, chat=channel.chat_id)
    await composed(room, text, channel=True)
    head = room.ward.head.person
    first = await head.waits_for(WRONG, chat=channel)
    await place.dies()
    await place.starts()
    second = await head.waits_until(
        lambda shown: shown.message_id > first.message_id, said="the second post", chat=channel
    )

    mark = "(Đăng lại: có thể tin này đã hiện một lần.)"
    assert [False, True] == [mark in post.text for post in (first, second)]
