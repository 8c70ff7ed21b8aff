"""A group that is lost or exchanged: nobody's tip stays where no officer can read it, and nobody waits for ever."""

from bot.domain.tip import Status, Why
from bot.domain.units import DESK
from tests.stories.people import Post, Resident, bound, desk_on_duty, on_duty, resident, tip_of
from tests.town import Town


async def test_a_tip_in_hand_goes_to_the_desk_too(place: Town) -> None:
    """With what was said since; whoever had it has it no more, and its reporter is told where it is."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.asks("Xe màu gì?", on="xe đạp")
    await lan.reads("Xe màu gì?")

    ward.head.person.removes_bot_from(ward.group)
    card = await desk.officer.sees("xe đạp")
    await desk.officer.sees("Xe màu gì?")
    await desk.officer.presses("Nhận xử lý", "Đ/c Phượng đang xử lý", on="xe đạp")
    thread = await lan.reads("Công an tỉnh An Giang đã nhận")
    tip = await tip_of(place, receipt)

    assert "Không gửi tới được nhóm" in card.text
    assert "👮 Công an phường Mỹ Thới: Xe màu gì?" in thread
    assert (DESK, Status.TAKEN) == (tip.unit, tip.status)


async def test_what_still_happens_is_seen_by_the_desk(place: Town) -> None:
    """Its ward has no group any more: opened again, the tip is the desk's."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await _closes(ward)
    await lan.reads("ngăn chặn")
    ward.head.person.removes_bot_from(ward.group)
    await desk.officer.sees("không còn Tin Báo")

    await lan.presses("Vẫn còn xảy ra", "Đã chuyển đến đơn vị có thẩm quyền")
    card = await desk.officer.sees("Hai người lấy xe đạp")
    await desk.officer.sees("Người báo tin")
    tip = await tip_of(place, receipt)

    assert "Đơn vị nhận tin chưa nối nhóm" in card.text
    assert "Nhận xử lý" in str(card.labels)
    assert (DESK, Status.PASSED, Why.NO_GROUP) == (tip.unit, tip.status, tip.why)


async def test_what_is_added_while_a_stranger_sits_in_the_group_is_seen_by_the_desk(place: Town) -> None:
    """As a new tip would be; the card in the group is emptied."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.finds("Nhận xử lý", on="xe đạp")
    place.api.person("Lạ").joins(ward.group)
    await ward.head.sees("vừa vào nhóm")

    await _adds(lan, receipt, "Giờ họ đang ở bến đò")
    card = await desk.officer.sees("xe đạp")
    await desk.officer.sees("bến đò")
    await place.api.quiet()

    assert "Nhóm của đơn vị nhận tin có người chưa được chấp nhận" in card.text
    assert "xe đạp" not in " ".join(ward.texts())


async def test_a_new_group_of_the_desk_gets_what_is_open(place: Town) -> None:
    """With what was said since: the old group is out of reach."""
    desk = await desk_on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await desk.officer.asks("Xe màu gì?", on="xe đạp")
    desk.head.person.removes_bot_from(desk.group)
    await place.api.quiet()

    again = await bound(place.api, DESK, desk.head, desk.officer)
    card = await again.officer.sees("xe đạp", anew=False)
    await again.officer.sees("Xe màu gì?", anew=False)
    await place.api.quiet()

    assert "Đ/c Phượng đã hỏi" in card.text
    assert "Hỏi thêm" in str(card.labels)
    assert 1 == len([text for text in again.texts() if "Hai người lấy xe đạp" in text])


async def test_without_a_desk_nothing_is_passed_to_it(place: Town) -> None:
    """The card has no `Chuyển`, and of the outcomes only those are offered that need no word of the desk."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    card = await ward.officer.finds("Nhận xử lý", on="xe đạp")

    outcomes = await ward.officer.presses("Kết thúc", "kết thúc tin", on="xe đạp")

    assert "Chuyển" not in str(card.labels)
    assert "trực ban tỉnh chưa có nhóm nhận" in outcomes.text
    assert "cố ý báo sai" not in str(outcomes.labels)
    assert "Đã bắt quả tang" in str(outcomes.labels)


async def _closes(ward: Post) -> None:
    await ward.officer.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    await ward.officer.presses("Đã bắt quả tang", "Chưa chốt")
    await ward.officer.presses("Chốt kết quả", "Đã kết thúc")


async def _adds(lan: Resident, receipt: str, text: str) -> None:
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.types(text, "Chưa gửi")
    await lan.presses("📨 Gửi", f": {text}")
