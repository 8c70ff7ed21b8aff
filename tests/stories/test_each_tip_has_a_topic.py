"""In a forum each tip has a topic of its own: its name says how the tip stands, and everything about it is said there.

Whatever happens to the topic, nothing that should be read is lost.
"""

import asyncio

from bot.domain.people import Role
from bot.sandbox.faults import Fault
from tests.stories.people import (
    RIGHTS,
    WARD,
    Post,
    desk_on_duty,
    enrolled,
    on_duty,
    reference_of,
    resident,
    tip_of,
)
from tests.town import Town

TOPICS = RIGHTS | {"can_manage_topics"}
TOLD = "Hai người lấy xe đạp"


async def forum_on_duty(place: Town, *, rights: frozenset[str] = TOPICS) -> Post:
    """Give a ward whose group has topics, in which the bot has these rights."""
    head = await enrolled(place, "Hải", Role.HEAD, WARD)
    forum = place.api.group("Trực ban", owner=head.person, forum=True)
    head.person.adds_bot_to(forum, admin_rights=rights)
    head.group = forum
    await head.types(f"/lienket {WARD}", "Tin sẽ tới đây")
    return Post(unit=WARD, group=forum, head=head, officers=(head,))


def said_in(ward: Post, topic: int | None) -> str:
    """Give what the bot has said in a topic that can still be read, or outside of any."""
    screen = ward.head.person.screen(ward.group)
    return "\n".join(shown.text for shown in screen if shown.by_bot and shown.topic == topic)


def calls(place: Town, method: str) -> int:
    """Count the calls of a method."""
    return sum(call.method == method for call in place.api.journal.calls())


async def test_three_tips_at_once_have_three_topics(place: Town) -> None:
    """Named by reference and kind; nothing of what was told stands in a name."""
    ward = await forum_on_duty(place)
    people = [await resident(place, name) for name in ("Lan", "Minh", "Sáu")]
    reviews = [one.writes(f"{TOLD} {number}") for number, one in enumerate(people)]
    await asyncio.gather(*reviews)

    receipts = await asyncio.gather(*(one.sends() for one in people))
    references = [await reference_of(place, receipt) for receipt in receipts]
    cards = [await ward.head.finds("Nhận xử lý", on=f"{TOLD} {number}") for number in range(3)]

    names = [ward.group.topics[card.topic or 0] for card in cards]
    assert [f"🟡 #{reference} · chưa rõ" for reference in references] == names
    assert 3 == len(ward.group.topics)


async def test_everything_about_a_tip_is_said_in_its_topic_and_its_name_follows(place: Town) -> None:
    """Menus, prompts, notes and answers; it is closed with the tip, and opened again with it."""
    ward, lan = await forum_on_duty(place), await resident(place)
    receipt = await lan.reports(TOLD)
    reference = await reference_of(place, receipt)
    await ward.head.finds("Nhận xử lý", on=TOLD)
    (topic,) = ward.group.topics

    await ward.head.asks("Xe màu gì?", on=TOLD)
    await place.api.quiet()
    held = ward.group.topics[topic]
    await lan.reads("Xe màu gì?")
    await lan.answers("Màu đỏ")
    answer = await ward.head.sees("Màu đỏ")
    await ward.head.replies(answer, "Coi camera", "ghi chú nội bộ")
    await _closes(ward)
    await place.api.quiet()
    done, closed = ward.group.topics[topic], set(ward.group.closed_topics)
    await ward.head.presses("Mở lại", "Chưa ai nhận", on=TOLD)
    await place.api.quiet()

    assert [f"👮 #{reference} · chưa rõ", f"✅ #{reference} · chưa rõ"] == [held, done]
    assert [{topic}, set[int]()] == [closed, ward.group.closed_topics]
    assert f"🟡 #{reference} · chưa rõ" == ward.group.topics[topic]
    assert [topic] == list(ward.group.topics)
    assert reference not in said_in(ward, None)


async def test_an_urgent_tip_is_marked_in_the_list_of_topics(place: Town) -> None:
    """While nobody has it, and still when somebody has."""
    ward, lan = await forum_on_duty(place), await resident(place)
    await lan.types("Đang chém nhau ở chợ", "GỌI 113 NGAY")
    await lan.presses("Không gọi được", "xã, phường nào")
    await lan.types("my thoi", "TIN GẤP")
    await lan.sends()
    await ward.head.finds("Nhận xử lý", on="chém nhau")
    await place.api.quiet()
    (waits,) = ward.group.topics.values()

    await ward.head.presses("Nhận xử lý", "đang xử lý", on="chém nhau")
    await place.api.quiet()

    assert "🔴 #" == waits[:3]
    assert [waits.replace("🔴", "🔴👮")] == list(ward.group.topics.values())


async def test_a_topic_that_an_officer_deletes_comes_again(place: Town) -> None:
    """With the card that went with it, once there is something to say; no answer of the reporter is lost."""
    ward, lan = await forum_on_duty(place), await resident(place)
    receipt = await lan.reports(TOLD)
    await ward.head.asks("Xe màu gì?", on=TOLD)
    await lan.reads("Xe màu gì?")
    (lost,) = ward.group.topics

    ward.head.person.deletes_topic(ward.group, lost)
    await lan.answers("Màu đỏ")
    await ward.head.sees("Màu đỏ")
    await ward.head.finds("Kết thúc", on=TOLD)
    await place.api.quiet()

    (topic,) = ward.group.topics
    assert lost != topic
    assert ["Màu đỏ" in said_in(ward, topic), TOLD in said_in(ward, topic)] == [True, True]
    assert await reference_of(place, receipt) not in said_in(ward, None)


async def test_a_tip_that_goes_elsewhere_leaves_a_closed_topic_without_its_kind(place: Town) -> None:
    """The stub stays in it; the other unit's group need not be a forum."""
    desk, ward = await desk_on_duty(place), await forum_on_duty(place)
    lan = await resident(place)
    reference = await reference_of(place, await lan.reports(TOLD))
    await ward.head.presses("Chuyển", "chuyển tới đâu", on=TOLD)
    (topic,) = ward.group.topics
    await ward.head.presses("Trực ban tỉnh", "vì sao")
    prompt = await ward.head.presses("tự viết", "bằng lý do")

    await ward.head.replies(prompt, "Liên xã, cần tỉnh", "Chưa chuyển")
    await ward.head.presses("↪️ Chuyển", "đã chuyển tới")
    await desk.officer.sees(TOLD)
    await place.api.quiet()

    assert {topic: f"↪️ #{reference} · tin đã đi nơi khác"} == ward.group.topics
    assert {topic} == ward.group.closed_topics
    assert "đã chuyển đến Trực ban tỉnh" in said_in(ward, topic)
    assert TOLD not in " ".join(ward.texts())


async def test_the_topic_of_what_is_taken_back_or_not_kept_says_nothing(place: Town) -> None:
    """Neither its kind nor, when its term is over, its reference."""
    ward, lan, minh = await forum_on_duty(place), await resident(place), await resident(place, "Minh")
    receipt = await lan.reports("Có người bán đồ gian")
    reference = await reference_of(place, receipt)
    await ward.head.finds("Nhận xử lý", on="đồ gian")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.presses("Rút tin", "Rút tin này?")
    await lan.presses("Rút tin", "Đã rút")
    await ward.head.sees("người báo tin đã rút tin")
    await minh.reports(TOLD)
    await _closes(ward)
    await place.api.quiet()

    assert place.program is not None
    place.clock.passes(days=31)
    await place.program.retention.end()
    await ward.head.sees("hết hạn giữ", anew=False)
    await place.api.quiet(0.5)

    assert [f"↩️ #{reference} · đã rút tin", "🗑 Tin đã hết hạn giữ"] == list(ward.group.topics.values())
    assert set(ward.group.topics) == ward.group.closed_topics


async def test_without_the_right_tips_come_all_the_same_and_the_binding_says_so(place: Town) -> None:
    """Telegram is not asked in vain for every tip; once the right is there, the next one has its topic."""
    ward, lan = await forum_on_duty(place, rights=RIGHTS), await resident(place)
    warned = said_in(ward, None)
    await lan.reports(TOLD)
    await ward.head.finds("Nhận xử lý", on=TOLD)
    minh = await resident(place, "Minh")
    await minh.reports("Có người bán đồ gian")
    await ward.head.finds("Nhận xử lý", on="đồ gian")
    refused = calls(place, "createForumTopic")

    ward.head.person.gives_bot_rights(ward.group, TOPICS)
    place.clock.passes(minutes=11)
    sau = await resident(place, "Sáu")
    await sau.reports("Đá gà sau chùa")
    await ward.head.finds("Nhận xử lý", on="Đá gà")

    assert "chưa có quyền quản lý chủ đề" in warned
    assert 1 == refused
    assert ["Đá gà" in said_in(ward, topic) for topic in ward.group.topics] == [True]


async def test_a_group_that_becomes_a_forum_later_gets_topics_for_new_tips(place: Town) -> None:
    """Telegram tells nobody: it is learnt from the next press. What stands there stays where it is."""
    ward, lan, minh = await on_duty(place), await resident(place), await resident(place, "Minh")
    ward.head.person.gives_bot_rights(ward.group, TOPICS)
    await lan.reports(TOLD)
    await ward.head.finds("Nhận xử lý", on=TOLD)

    ward.head.person.turns_forum(ward.group, on=True)
    await ward.head.presses("Nhận xử lý", "đang xử lý", on=TOLD)
    await minh.reports("Có người bán đồ gian")
    await ward.head.finds("Nhận xử lý", on="đồ gian")
    await ward.head.asks("Xe màu gì?", on=TOLD)

    (topic,) = ward.group.topics
    assert ["đồ gian" in said_in(ward, topic), "Xe màu gì?" in said_in(ward, None)] == [True, True]


async def test_a_group_that_is_no_forum_any_more_goes_on_without_topics(place: Town) -> None:
    """What is said next is said in the group itself; Telegram is asked for a topic once and not again."""
    ward, lan, minh = await forum_on_duty(place), await resident(place), await resident(place, "Minh")
    await lan.reports(TOLD)
    await ward.head.finds("Nhận xử lý", on=TOLD)

    ward.head.person.turns_forum(ward.group, on=False)
    await ward.head.asks("Xe màu gì?", on=TOLD)
    await minh.reports("Có người bán đồ gian")
    await ward.head.finds("Nhận xử lý", on="đồ gian")

    assert ["đồ gian" in said_in(ward, None), "Xe màu gì?" in said_in(ward, None)] == [True, True]
    assert 2 == calls(place, "createForumTopic")


async def test_a_topic_whose_opening_was_lost_on_the_way_is_opened_again(place: Town) -> None:
    """An empty one is left behind, since Telegram lets nobody look for it; the tip is there once."""
    ward, lan = await forum_on_duty(place), await resident(place)
    place.api.faults.next(Fault.LOSS, method="createForumTopic")

    receipt = await lan.reports(TOLD)
    card = await ward.head.finds("Nhận xử lý", on=TOLD)
    await place.api.quiet()

    assert 2 == len(ward.group.topics)
    assert [topic == card.topic for topic in ward.group.topics] == [False, True]
    assert 1 == said_in(ward, card.topic).count(TOLD)
    assert await tip_of(place, receipt)


async def _closes(ward: Post) -> None:
    await ward.head.presses("Kết thúc", "kết thúc tin", on=TOLD)
    await ward.head.presses("Chưa đủ thông tin", "Chưa chốt")
    await ward.head.presses("Chốt kết quả", "Đã kết thúc")
