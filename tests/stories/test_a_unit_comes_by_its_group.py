"""How a chat becomes a unit's group, which chats may not, and what happens to tips while there is none."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE

import pytest

from bot.domain.people import Role
from bot.domain.units import UnitCode
from tests.stories.people import RIGHTS, WARD, desk_on_duty, enrolled, on_duty, resident
from tests.town import Town


async def test_a_tip_of_a_ward_without_a_group_goes_to_the_desk(place: Town) -> None:
    """Its card says why."""
    desk = await desk_on_duty(place)
    lan = await resident(place)

    await lan.reports("Hai người lấy xe đạp")
    card = await desk.officer.sees("xe đạp")

    assert "Đơn vị nhận tin chưa nối nhóm" in card.text


async def test_without_any_desk_a_tip_waits_and_somebody_is_told(place: Town) -> None:
    """The doctor says so, each administrator is told, and the binding of the desk's group brings it."""
    assert place.program is not None
    administrator = await enrolled(place, "Vân", Role.ADMINISTRATOR, None)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")

    was_told = await place.program.groups.tell_of_missing_desk()
    word = await administrator.person.waits_for("chưa có nhóm", anew=True)
    findings = await _doctor(place)
    desk = await desk_on_duty(place)
    card = await desk.officer.sees("xe đạp", anew=False)

    assert was_told
    assert "Số mục đang chờ: 1" in word.text
    assert "xe đạp" not in word.text
    assert "NOT  the desk has no group" in findings
    assert "1 messages wait for the group of" in findings
    assert "Nhận xử lý" in str(card.labels)


@pytest.mark.parametrize(
    ("kind", "username", "rights", "why"),
    [
        ("supergroup", "cong_khai", RIGHTS, "Nhóm này công khai"),
        ("supergroup", None, frozenset[str](), "thiếu quyền quản trị trong nhóm: cấm thành viên"),
        ("supergroup", None, None, "thiếu quyền quản trị trong nhóm: cấm thành viên"),
    ],
    ids=["public", "administrator without the right", "member"],
)
async def test_an_unsuitable_group_is_refused(
    place: Town, kind: str, username: str | None, rights: frozenset[str] | None, why: str
) -> None:
    """In one sentence that says what to do."""
    head = await enrolled(place, "Hải", Role.HEAD, WARD)
    group = place.api.group("Trực ban", owner=head.person, kind=kind, username=username)
    head.person.adds_bot_to(group, admin_rights=rights)
    head.group = group

    refused = await head.types(f"/lienket {WARD}", why)

    assert "Tin sẽ tới đây" not in refused.text
    assert await _unbound(place)


async def test_a_channel_is_never_a_units_group(place: Town) -> None:
    """Whoever posts there has no face; nothing comes of it."""
    head = await enrolled(place, "Hải", Role.HEAD, WARD)
    channel = place.api.group("Kênh", owner=head.person, kind="channel")
    head.person.adds_bot_to(channel, admin_rights=frozenset({"can_post_messages"}))

    head.person.sends(f"/lienket {WARD}", to=channel)
    await place.api.quiet()

    assert await _unbound(place)


@pytest.mark.parametrize(
    ("role", "unit", "typed", "why"),
    [
        (None, None, "30301", "dành cho cán bộ đã ghi danh"),
        (Role.HEAD, "30307", "30301", "không thuộc quyền của đ/c"),
        (Role.ADMINISTRATOR, None, "30301", "không thuộc quyền của đ/c"),
        (Role.HEAD, "30301", "99999", "Không có đơn vị nào mang mã này"),
        (Role.HEAD, "30301", "", "Gõ /lienket và mã đơn vị, thí dụ: /lienket 30292"),
    ],
    ids=["stranger", "head of another unit", "administrator", "no such unit", "no code"],
)
async def test_who_may_not_bind_is_told_so(
    place: Town, role: Role | None, unit: str | None, typed: str, why: str
) -> None:
    """In one sentence; the group stays nobody's."""
    person = place.api.person("Hải")
    if role is not None:
        person = (await enrolled(place, "Hải", role, UnitCode(unit) if unit else None)).person
    group = place.api.group("Trực ban", owner=person)
    person.adds_bot_to(group, admin_rights=RIGHTS)

    person.sends(f"/lienket {typed}".strip(), to=group)
    refused = await person.waits_for("", chat=group, anew=True)

    assert why in refused.text
    assert await _unbound(place)


async def test_the_link_of_the_administrator_binds_at_once(place: Town) -> None:
    """`/donvi` gives it; it asks for the right that is needed."""
    administrator = await enrolled(place, "Vân", Role.ADMINISTRATOR, None)
    head = await enrolled(place, "Hải", Role.HEAD, WARD)
    administrator.person.sends("/donvi 30301")
    unit = await administrator.person.waits_for("mã 30301", anew=True)
    link = next(button.copies for row in unit.buttons for button in row if button.copies)
    group = place.api.group("Trực ban", owner=head.person)

    head.person.follows_group_link(group, link or "")
    bound = await head.person.waits_for("Tin sẽ tới đây", chat=group)

    assert "Công an phường Mỹ Thới" in bound.text


async def test_binding_anew_needs_the_head_and_the_old_group_is_told(place: Town) -> None:
    """An officer cannot move the unit's tips to a group of his own; open tips move with the head's."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.finds("Nhận xử lý", on="xe đạp")
    tu, hai = ward.officer.person, ward.head.person
    own = place.api.group("Nhóm riêng", owner=tu)
    tu.adds_bot_to(own, admin_rights=RIGHTS)
    new = place.api.group("Nhóm mới", owner=hai, members=(tu,))
    hai.adds_bot_to(new, admin_rights=RIGHTS)

    tu.sends(f"/lienket {WARD}", to=own)
    refused = await tu.waits_for("không thuộc quyền", chat=own, anew=True)
    hai.sends(f"/lienket {WARD}", to=new)
    card = await hai.waits_for("xe đạp", chat=new)
    await place.api.quiet()

    assert "lienket" not in refused.text
    assert "Nhận xử lý" in str(card.labels)
    assert any("đã nối nhóm khác" in text for text in ward.texts())
    assert "xe đạp" not in " ".join(ward.texts())


async def test_a_basic_group_becomes_a_supergroup(place: Town) -> None:
    """Its id changes: new tips follow, and those from before get a card that can be pressed there."""
    head = await enrolled(place, "Hải", Role.HEAD, WARD)
    group = head.person.creates_group("Trực ban")
    head.person.gives_bot_rights(group, RIGHTS)
    head.group = group
    await head.types(f"/lienket {WARD}", "Tin sẽ tới đây")
    lan, minh = await resident(place), await resident(place, "Minh")
    await lan.reports("Hai người lấy xe đạp")
    await head.finds("Nhận xử lý", on="xe đạp")

    head.group = head.person.upgrades(group)
    card = await head.finds("Nhận xử lý", on="xe đạp")
    await head.replies(card, "Coi camera ở chợ", "Người báo tin KHÔNG thấy")
    await head.presses("Nhận xử lý", "Đ/c Hải đang xử lý", on="xe đạp")
    await minh.reports("Có người bán đồ gian")
    await head.presses("Nhận xử lý", "Đ/c Hải đang xử lý", on="đồ gian")
    await lan.reads("đã nhận xử lý")

    assert "đồ gian" not in " ".join(head.person.texts(group))
    assert [] == [shown for shown in head.person.screen(head.group) if "không thuộc quyền" in shown.text]


async def test_a_forum_s_topics_are_no_answers(place: Town) -> None:
    """There each message replies to its topic's root: only what answers the bot's own prompt, by its id, counts.

    Who types beside the prompt is told so, once.
    """
    head = await enrolled(place, "Hải", Role.HEAD, WARD)
    forum = place.api.group("Trực ban", owner=head.person, forum=True)
    head.person.adds_bot_to(forum, admin_rights=RIGHTS)
    head.group = forum
    await head.types(f"/lienket {WARD}", "Tin sẽ tới đây")
    topic = head.person.opens_topic(forum, "Việc trong ngày")
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await head.presses("Hỏi thêm", "hỏi người báo tin", on="xe đạp")
    prompt = await head.presses("Tự viết", "trả lời (reply)")
    count = len(place.api.journal.calls(chat=forum.chat_id))

    head.person.sends("Tối nay ai trực?", to=forum, topic=topic.message_id)
    await head.sees("CHƯA ghi")
    head.person.replies(topic, "Tôi trực")
    await place.api.quiet(0.5)
    unread = len(place.api.journal.calls(chat=forum.chat_id))
    confirm = await head.replies(prompt, "Xe màu gì?", "Chưa gửi")

    assert count + 1 == unread
    assert ["Lời vừa rồi CHƯA ghi"] == [text[2:22] for text in head.person.texts(forum) if "CHƯA ghi" in text]
    assert "Xe màu gì?" in confirm.text


async def test_a_bot_that_is_put_out_brings_its_tips_to_the_desk(place: Town) -> None:
    """Whether it was told, or Telegram only refused its card; desk and administrators are told as well."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    administrator = await enrolled(place, "Vân", Role.ADMINISTRATOR, None)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.finds("Nhận xử lý", on="xe đạp")

    ward.head.person.removes_bot_from(ward.group)
    word = await desk.officer.sees("không còn Tin Báo")
    card = await desk.officer.sees("xe đạp")
    told = await administrator.person.waits_for("không còn Tin Báo")

    assert "Công an phường Mỹ Thới" in word.text
    assert "Không gửi tới được nhóm" in card.text
    assert "xe đạp" not in told.text


async def _unbound(place: Town) -> bool:
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        return not await book.groups.every()


async def _doctor(place: Town) -> str:
    """Give what the doctor says, run beside the bot as by hand."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TINBAO_")} | {
        "TINBAO_TELEGRAM_TOKEN": place.api.token,
        "TINBAO_TELEGRAM_API": place.api.root,
        "TINBAO_DATA": str(place.settings.data),
        "TINBAO_KEYS": str(place.settings.keys),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "doctor", env=environment, stdout=PIPE, stderr=PIPE
    )
    printed, _ = await process.communicate()
    return printed.decode()
