"""Officers at work in their group: cards, presses, replies and binding, through the real handlers to the stand-in."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.domain.people import Role
from bot.domain.thread import Author
from bot.domain.tip import Account, Actor, Status
from bot.ports.staff import Invitation
from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.services.acting import refresh_cards
from tests.handlers.station import RIGHTS, Station, a_station
from tests.services.office import ADMINISTRATOR, DESK_ONE, HEAD, TAM, UNIT


@dataclass(slots=True, kw_only=True)
class Commune:
    """A station with its head, an officer and their group."""

    station: Station
    head: Person
    tam: Person
    group: Chat


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncGenerator[Commune]:
    """Open a commune's station: everybody enrolled, the group bound."""
    async with a_station(tmp_path) as station:
        head, tam = station.api.person("Trưởng"), station.api.person("Tám")
        group = station.api.group("Công an xã", owner=head, members=(tam,))
        head.adds_bot_to(group, admin_rights=RIGHTS)
        head.starts()
        tam.starts()
        await station.enrols(head, HEAD)
        await station.enrols(tam, TAM)
        await station.works()
        await station.binds(group, HEAD)
        yield Commune(station=station, head=head, tam=tam, group=group)
        assert 0 == await station.unfinished()


async def test_a_tip_is_taken_asked_about_and_noted(commune: Commune) -> None:
    """A press takes it; own words are shown before they are sent; a reply to the card stays inside."""
    station, tam, group = commune.station, commune.tam, commune.group
    tip = await station.receives()
    card = tam.last_message(group)

    taken = await station.pressed(tam, group, "Nhận xử lý")
    again = await station.pressed(commune.head, group, "Hỏi thêm")
    await station.pressed(tam, group, "Tự viết")
    await station.pressed(tam, group, "Hỏi thêm")
    await station.pressed(tam, group, "Tự viết")
    tam.replies(tam.last_message(group), "Xe màu gì?")
    await station.works()
    shown = tam.last_message(group)
    sent = await station.pressed(tam, group, "📨 Gửi")
    tam.replies(card, "Đi hai người.")
    await station.works()

    thread = await station.office.thread(tip)
    now = tam.again(card)
    assert now is not None
    assert "Đã nhận xử lý." == taken
    assert not again
    assert "Chưa gửi" in shown.text
    assert "Đã gửi." == sent
    assert [(Author.UNIT, "Xe màu gì?"), (Author.NOTE, "Đi hai người.")] == [(one.author, one.text) for one in thread]
    assert "KHÔNG thấy" in tam.last_message(group).text
    assert "Đ/c Tám đã hỏi" in now.text
    assert [] == [message for message in tam.screen(group) if message.by_bot and not message.is_protected]


async def test_an_unsafe_question_is_stopped_with_a_sentence(commune: Commune) -> None:
    """Who asks for a name is told why nothing was sent, and may word it anew."""
    station, tam, group = commune.station, commune.tam, commune.group
    await station.receives()
    await station.pressed(tam, group, "Hỏi thêm")
    await station.pressed(tam, group, "Tự viết")

    tam.replies(tam.last_message(group), "Bà con tên gì?")
    await station.works()

    assert "làm lộ người báo tin" in tam.last_message(group).text


async def test_a_stranger_is_answered_with_one_sentence(commune: Commune) -> None:
    """Who is not enrolled learns only that this is not for them."""
    station, group = commune.station, commune.group
    await station.receives()
    stranger = station.api.person("Khách")
    commune.head.lets_in(stranger, group)
    before = len(stranger.screen(group))

    answer = await station.pressed(stranger, group, "Nhận xử lý")

    assert "Nhóm có người chưa được chấp nhận. Chỉ huy chấp nhận hoặc đưa ra trước đã: /canbo" == answer
    assert len(stranger.screen(group)) > before


async def test_nothing_is_left_in_the_group_once_a_tip_is_withdrawn(commune: Commune) -> None:
    """The card, its further parts and the dialogue are blanked by edit."""
    station, tam, group = commune.station, commune.tam, commune.group
    tip = await station.receives(account=Account(texts=("bí mật " * 850,)))
    await station.pressed(tam, group, "Hỏi thêm")
    parts = len([message for message in tam.screen(group) if message.by_bot])

    async with station.office.casebook.begin() as book:
        gone = replace(tip).moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=station.office.clock.at)
        await book.tips.save(gone)
        await refresh_cards(book, gone, now=station.office.clock.at)
    await station.works()

    shown = [message for message in tam.screen(group) if message.by_bot]
    assert 3 == parts == len(shown)
    assert [] == [message.text for message in shown if "bí mật" in message.text or message.buttons]


async def test_a_voice_or_a_picture_goes_nowhere(commune: Commune) -> None:
    """Media are answered with one sentence; even their caption is not taken for words to the reporter."""
    station, tam, group = commune.station, commune.tam, commune.group
    tip = await station.receives()
    card = tam.last_message(group)

    for kind in ("voice", "photo"):
        tam.sends_file(kind, caption="Chỗ nào?", to=group, reply_to=card)
        await station.works()
        assert "Đ/c gõ chữ. Muốn gửi hình" in tam.last_message(group).text

    assert [] == await station.office.thread(tip)


async def test_a_tip_that_is_passed_on_leaves_a_stub(commune: Commune) -> None:
    """With its reason it goes to the desk; the group it leaves keeps nothing of it."""
    station, tam, group = commune.station, commune.tam, commune.group
    chief = station.api.person("Tỉnh")
    desk = station.api.group("Trực ban", owner=chief)
    chief.adds_bot_to(desk, admin_rights=RIGHTS)
    await station.works()
    await station.binds(desk, DESK_ONE)
    await station.receives(account=Account(texts=("bí mật",)))
    await station.pressed(tam, group, "Nhận xử lý")

    await station.pressed(tam, group, "Chuyển")
    await station.pressed(tam, group, "Trực ban tỉnh")
    await station.pressed(tam, group, "tự viết")
    tam.replies(tam.last_message(group), "Ngoài địa bàn.")
    await station.works()
    await station.pressed(tam, group, "↪️ Chuyển")

    seen, there = " ".join(tam.texts(group)), " ".join(chief.texts(desk))
    assert "bí mật" not in seen
    assert "đã chuyển đến Trực ban tỉnh" in seen
    assert "Bên đó chưa nhận" in seen
    assert "bí mật" in there
    assert "Công an phường Long Xuyên chuyển tới, lý do: “Ngoài địa bàn.”" in there


async def test_the_registers_number_is_kept_from_the_private_copy(commune: Commune) -> None:
    """The copy comes in private; a reply to the bot's question there is the number, and nothing begins a tip."""
    station, tam, group = commune.station, commune.tam, commune.group
    tip = await station.receives()
    await station.pressed(tam, group, "Chép nội dung")
    copied = tam.last_message()

    await station.pressed(tam, tam.chat, "Số tin báo")
    tam.replies(tam.last_message(), "115/2026")
    await station.works()

    assert "Mất xuồng máy." in copied.text
    assert not copied.is_protected
    assert "115/2026" == (await station.office.tip(tip)).number
    assert "🗂 Số tin báo: 115/2026" in tam.last_message(group).text


async def test_a_group_is_bound_by_link_and_by_command(tmp_path: Path) -> None:
    """An administrator finds the link, the head adds the bot with it; the command says what is missing."""
    async with a_station(tmp_path) as station:
        boss, head = station.api.person("Quản trị"), station.api.person("Trưởng")
        boss.starts()
        head.starts()
        await station.enrols(boss, ADMINISTRATOR)
        await station.enrols(head, HEAD)
        group = station.api.group("Công an xã", owner=head)
        boss.sends(f"/donvi {UNIT}")
        await station.works()
        link = next(word for word in boss.last_message().text.split() if "startgroup" in word)

        head.adds_bot_to(group)
        head.sends(f"/lienket {UNIT}", to=group)
        await station.works()
        refused = head.last_message(group).text
        head.gives_bot_rights(group, RIGHTS)
        head.sends(f"/lienket {UNIT}", to=group)
        await station.works()
        bound = head.last_message(group).text

        assert f"https://t.me/tinbao_bot?startgroup=b{UNIT}&admin=restrict_members+manage_topics" == link
        assert "còn thiếu quyền quản trị trong nhóm: cấm thành viên" in refused
        assert "✅ Nhóm này là nhóm của" in bound
        assert await station.unfinished() == 0


async def test_an_invitation_enrols_under_the_name_that_is_typed(tmp_path: Path) -> None:
    """The link asks for a name; too short a one is asked for again; then the person is enrolled."""
    async with a_station(tmp_path) as station:
        nam = station.api.person("Nguyễn Văn Năm")
        async with station.office.casebook.begin() as book:
            promise = Invitation(role=Role.OFFICER, unit=UNIT, invited_by=None)
            token = await book.invitations.issue(promise, expires=station.office.clock.at.replace(year=2027))
        nam.starts(token)
        await station.works()
        asked = nam.last_message().text
        nam.sends("x")
        await station.works()
        again = nam.last_message().text
        nam.sends("Năm, tổ hình sự")
        await station.works()

        enrolled = nam.last_message().text
        assert "tên mà đồng đội sẽ thấy" in asked
        assert "Tên cần từ 2 đến 60 chữ" in again
        assert "✅ Đã ghi danh: Năm, tổ hình sự, cán bộ xử lý" in enrolled
        assert await station.unfinished() == 0


async def test_the_head_keeps_the_units_people(commune: Commune) -> None:
    """`/canbo` lists them; an invitation comes in private; who is removed is put out of the group."""
    station, head, tam, group = commune.station, commune.head, commune.tam, commune.group

    head.sends("/canbo", to=group)
    await station.works()
    listed = head.last_message(group).text
    await station.pressed(head, group, "Mời cán bộ")
    invitation = head.last_message().text
    await station.pressed(head, group, "Cho Tám thôi")
    await station.pressed(head, group, "Cho thôi ngay")
    tam.starts()
    await station.works()

    assert "• Tám (cán bộ xử lý)" in listed
    assert "https://t.me/tinbao_bot?start=i_" in invitation
    assert "Tám" not in head.last_message(group).text
    assert not group.has(tam.user_id)
