"""Being told things as a resident meets it: few presses to begin, everything on one screen, and no tip disturbed."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.domain.broadcasts.subscription import Topic
from tests.handlers.residents.neighbours import Neighbour
from tests.handlers.station import a_station


@pytest.fixture
async def lan(tmp_path: Path) -> AsyncGenerator[Neighbour]:
    """Give a resident."""
    async with a_station(tmp_path) as station:
        yield Neighbour(station=station, person=station.api.person("Lan", language_code="vi"))


async def test_two_presses_and_a_name_are_enough(lan: Neighbour) -> None:
    """The welcome offers it; everything that holds is shown at once."""
    welcome = await lan.starts()
    await lan.presses("Nhận thông báo")

    begun = await lan.types("my thoi")

    assert "bấm Nhận thông báo" in welcome.text
    assert (
        "✅ Xong. Có thông báo cho phường Mỹ Thới là gửi vào đây.\n\n"
        "📍 Nơi: phường Mỹ Thới\n"
        "📋 Loại tin: tất cả\n"
        "🌙 Giờ nghỉ: 21:00 tới 6:00, không gửi\n"
        "📬 Nhiều nhất 7 tin một tuần\n"
        "🔴 Tin khẩn thì gửi ngay, giờ nào cũng gửi."
    ) == begun.text
    assert [
        ["📍 Đổi nơi", "📋 Loại tin"],
        ["🌙 Giờ nghỉ", "📬 Mấy tin/tuần"],
        ["🔴 Chỉ tin khẩn", "🌐 English"],
        ["Ngừng nhận"],
    ] == begun.labels


async def test_a_crash_after_the_answer_shows_the_same_once_more(lan: Neighbour) -> None:
    """Whoever has subscribed is never greeted instead."""
    await lan.starts()
    await lan.types("/thongbao")

    first, second = await lan.types_and_is_answered_twice("my thoi")

    assert first.text == second.text
    assert "✅ Xong. Có thông báo cho phường Mỹ Thới là gửi vào đây." == second.text.splitlines()[0]


async def test_a_crash_says_so_once_more_although_a_tip_waited(lan: Neighbour) -> None:
    """Typed again or pressed again: what was being written lies below, and nothing was added to it."""
    await lan.starts()
    form = await lan.types("Hai người lấy xe đạp trước chợ")
    await lan.types("/thongbao")

    await lan.types_and_is_answered_twice("my thoi")

    again, question = lan.on_screen()[-2:]
    assert "✅ Xong. Có thông báo cho phường Mỹ Thới là gửi vào đây." == again.text.splitlines()[0]
    assert form.text == question.text


@pytest.mark.parametrize("how", ["/huy", "Hủy"])
async def test_whoever_wants_no_further_commune_sees_again_what_holds(lan: Neighbour, how: str) -> None:
    """Typed or pressed; a tip that waited lies below."""
    await lan.starts()
    await lan.subscribes()
    await lan.types("Hai người lấy xe đạp trước chợ")
    await lan.types("/thongbao")
    await lan.presses("Đổi nơi")
    await lan.presses("Thêm xã, phường")

    await (lan.types(how) if how.startswith("/") else lan.presses(how))

    overview, question = lan.on_screen()[-2:]
    assert "🔔 Bà con đang nhận thông báo của công an.\n\n📍 Nơi: phường Mỹ Thới" in overview.text
    assert "CHƯA gửi" in question.text


async def test_a_day_later_it_still_speaks_the_language_that_was_chosen(lan: Neighbour) -> None:
    """Once the conversation is forgotten, that of the alerts holds, not that of the phone."""
    await lan.starts()
    await lan.subscribes()
    await lan.presses("English")
    async with lan.station.vault.begin() as session:
        await session.conversations.drop(lan.chat)

    asked = await lan.types("/alerts")

    assert "🔔 You are getting alerts from the police." == asked.text.splitlines()[0]


async def test_each_press_changes_its_own_screen_and_says_what_holds(lan: Neighbour) -> None:
    """Where, what about, when not, how often, and in which language."""
    await lan.starts()
    await lan.subscribes()

    for label in ("Loại tin", "Lừa đảo", "Quay lại", "Giờ nghỉ", "Không có giờ nghỉ", "Mấy tin", "3 tin"):
        await lan.presses(label)
    changed = lan.person.last_message()
    await lan.presses("English")
    english = lan.person.last_message()

    assert [
        "📋 Loại tin: tất cả, trừ: Lừa đảo",
        "🌙 Giờ nghỉ: không có, ngày đêm đều gửi",
        "📬 Nhiều nhất 3 tin một tuần",
    ] == changed.text.splitlines()[3:6]
    assert "🔔 You are getting alerts from the police." == english.text.splitlines()[0]
    assert changed.message_id == english.message_id


async def test_what_is_urgent_alone_leaves_little_to_choose(lan: Neighbour) -> None:
    """Topics, hours and numbers would mean nothing then."""
    await lan.starts()
    await lan.subscribes()

    await lan.presses("Chỉ tin khẩn")

    narrow = lan.person.last_message()
    assert "📍 Nơi: phường Mỹ Thới\n🔴 Chỉ nhận tin khẩn, giờ nào cũng gửi." == narrow.text.split("\n\n")[1]
    assert [["📍 Đổi nơi"], ["🔔 Nhận cả tin thường", "🌐 English"], ["Ngừng nhận"]] == narrow.labels


async def test_communes_are_added_and_taken_out_but_the_last(lan: Neighbour) -> None:
    """The question for another one is short."""
    await lan.starts()
    await lan.subscribes()
    await lan.presses("Đổi nơi")
    await lan.presses("Thêm xã, phường")
    asked = lan.person.last_message().text
    await lan.types("long xuyen")
    await lan.presses("Đổi nơi")
    await lan.presses("phường Mỹ Thới")

    refused = await lan.presses("phường Long Xuyên")

    assert "➕ Bà con muốn nhận thêm thông báo của xã, phường nào?" == asked.splitlines()[0]
    assert "Chỉ còn một nơi. Muốn thôi hẳn thì quay lại, bấm Ngừng nhận." == refused
    assert [["✖️ phường Long Xuyên"], ["➕ Thêm xã, phường"], ["◀️ Quay lại"]] == lan.person.last_message().labels


async def test_an_open_tip_form_stays_open_whatever_is_changed(lan: Neighbour) -> None:
    """Its buttons work after it, and its question is not sent anew."""
    await lan.starts()
    await lan.subscribes()
    form = await lan.types("Hai người lấy xe đạp trước chợ")
    await lan.types("/thongbao")
    for label in ("Loại tin", "Biên giới", "Quay lại", "Chỉ tin khẩn", "Ngừng nhận", "Nhận lại như cũ"):
        await lan.presses(label)

    await lan.presses("M")

    question = next(message for message in lan.on_screen() if message.message_id == form.message_id)
    assert "Xã, phường bắt đầu bằng M:" in question.text
    wanted = await lan.wants()
    assert wanted is not None
    assert frozenset(Topic) - {Topic.BORDER} == wanted.topics


async def test_a_tip_waits_while_a_commune_is_chosen_and_comes_back_below(lan: Neighbour) -> None:
    """By a press as by a typed name."""
    await lan.starts()
    form = await lan.types("Hai người lấy xe đạp trước chợ")
    await lan.types("/thongbao")
    await lan.presses("M")

    await lan.presses("phường Mỹ Thới")

    subscribed, question = lan.on_screen()[-2:]
    assert "✅ Xong. Có thông báo cho phường Mỹ Thới là gửi vào đây." == subscribed.text.splitlines()[0]
    assert form.text == question.text


async def test_a_story_told_where_a_commune_is_asked_for_begins_a_tip(lan: Neighbour) -> None:
    """A short one that is no commune's name is one press away from it."""
    await lan.starts()
    await lan.types("/thongbao")
    unknown = await lan.types("trom xe dap")
    await lan.presses("Đó là việc tôi muốn báo")
    begun = lan.person.last_message()
    await lan.presses("Hủy")
    await lan.presses("Bỏ")
    await lan.types("/thongbao")

    cried = await lan.types("chém nhau ngoài chợ, gãy tay rồi")

    assert "Nếu đó là việc muốn báo công an thì bấm nút bên dưới." == unknown.text.splitlines()[-1]
    assert "Đã ghi lời bà con. CHƯA gửi cho công an." in begun.text
    assert "GỌI 113 NGAY" in cried.text
    assert None is await lan.wants()


async def test_a_place_only_offers(lan: Neighbour) -> None:
    """It is not kept, and chooses nothing."""
    await lan.starts()
    await lan.types("/thongbao")
    lan.person.sends_location(10.371, 105.432)
    await lan.station.works()
    offered = lan.person.last_message()

    await lan.presses("phường Mỹ Thới")

    assert "Vị trí vừa gửi không giữ lại." in offered.text
    assert "📍 Nơi: phường Mỹ Thới" in lan.person.last_message().text


async def test_a_link_offers_a_commune_and_subscribes_nobody(lan: Neighbour) -> None:
    """One press does; one that is subscribed already is shown what holds; a commune of before is said to be none."""
    offered = await lan.starts("n30301")
    before = await lan.wants()
    await lan.presses("phường Mỹ Thới")
    again = await lan.starts("n30301")
    unknown = await lan.starts("n99999")

    assert "🔔 Bà con muốn nhận thông báo của nơi nào thì bấm nơi đó." == offered.text
    assert None is before
    assert "🔔 Bà con đang nhận thông báo của công an." == again.text.splitlines()[0]
    assert "Đường dẫn này không còn dùng" in unknown.text


async def test_leaving_says_what_still_arrives_and_can_be_undone(lan: Neighbour) -> None:
    """Undone, everything is as it was."""
    await lan.starts()
    await lan.subscribes()
    await lan.presses("Chỉ tin khẩn")
    before = await lan.wants()

    await lan.presses("Ngừng nhận")
    left, between = lan.person.last_message(), await lan.wants()
    await lan.presses("Nhận lại như cũ")

    assert "câu trả lời vẫn tới như thường" in left.text
    assert None is between
    assert before == await lan.wants()


async def test_an_old_screen_changes_nothing_after_leaving(lan: Neighbour) -> None:
    """It says how to begin again."""
    await lan.starts()
    await lan.subscribes()
    await lan.types("/thongbao")
    old = lan.person.last_message()
    await lan.presses("Ngừng nhận")

    press = lan.person.presses(old, "Chỉ tin khẩn")
    await lan.station.works()

    assert "Bà con đang không nhận thông báo. Muốn nhận: gõ /thongbao." == (await press.answered()).text
    assert None is await lan.wants()


async def test_blocking_the_bot_ends_it_at_once_and_coming_back_offers_it(lan: Neighbour) -> None:
    """Nobody keeps who has left: the welcome offers it to everybody."""
    await lan.starts()
    await lan.subscribes()

    lan.person.blocks_bot()
    await lan.station.works()
    gone = await lan.wants()
    back = await lan.starts()

    assert None is gone
    assert "bấm Nhận thông báo" in back.text
    assert 0 == await lan.station.unfinished()


@pytest.mark.parametrize("data", ["sb:", "sb:nothing", "sb:topic:nothing:1", "sb:weekly:x", "sb:quiet:1:2", "sb:z:x"])
async def test_made_up_presses_find_nothing(lan: Neighbour, data: str) -> None:
    """They change nothing, and nothing breaks."""
    await lan.starts()
    await lan.subscribes()
    before = await lan.wants()
    shown = lan.person.last_message()
    chat = lan.station.api.world.chats[shown.chat_id]

    lan.station.api.world.press(chat, chat.messages[shown.message_id], user=lan.person.user, data=data)
    await lan.station.works()

    assert before == await lan.wants()
    assert 0 == await lan.station.unfinished()
