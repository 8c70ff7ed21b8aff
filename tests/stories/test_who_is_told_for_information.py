"""Units that get a tip for information, and the desk's page about what is urgent: to read, and to act on elsewhere."""

from bot.domain.identifiers import UserId
from bot.domain.units import UnitCode
from bot.ports.staff import Group
from tests.stories.people import Post, Resident, bound, desk_on_duty, entries_of, on_duty, resident, tip_of
from tests.stories.telling import receipt_in
from tests.town import Town

CYBER = UnitCode("PA05")


async def cyber(place: Town) -> Post:
    """Give the province's cyber police, who are told of scams online."""
    return await on_duty(place, CYBER, head="Sơn", officers=("Yến",))


async def scammed(lan: Resident) -> str:
    """Tell of a scam online; give the receipt."""
    await reviews_a_scam(lan)
    return receipt_in(await lan.presses("Gửi tin", "Mã tin"))


async def reviews_a_scam(lan: Resident) -> str:
    """Tell of a scam online, up to the review; give its screen."""
    await lan.presses("Báo tin", "việc gì")
    await lan.presses("Lừa đảo", "giống nhất")
    await lan.presses("qua mạng", "lúc nào")
    await lan.presses("Hôm nay", "xã, phường nào")
    await lan.types("my thoi", "Bà con thấy gì")
    await lan.types("Trang web giả ngân hàng", "Đã ghi")
    return await lan.presses("Xong", "Coi lại")


async def test_a_copy_is_read_and_follows_the_tip(place: Town) -> None:
    """It has no button, says how the tip stands, and carries nothing of what is said to and by the reporter."""
    ward, told = await on_duty(place), await cyber(place)
    lan = await resident(place)

    receipt = await scammed(lan)
    copy = await told.officer.sees("Trang web giả", anew=False)
    card = await ward.officer.sees("Trang web giả")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="Trang web")
    await ward.officer.asks("Trang web tên gì?", on="Trang web")
    await lan.reads("Trang web tên gì?")
    await lan.answers("nganhang-gia")
    after = await told.officer.sees("đang kiểm tra", anew=False)
    tip = await tip_of(place, receipt)

    assert ("ĐỂ BIẾT" in copy.text, [], False) == (True, copy.labels, "ĐỂ BIẾT" in card.text)
    assert "Công an phường Mỹ Thới xử lý tin này" in copy.text
    assert "Cũng được gửi để biết: PA05\n" in card.text
    assert "phòng an ninh mạng được biết" in card.text
    assert copy.message_id == after.message_id
    assert "nganhang-gia" not in " ".join(told.texts())
    assert "30301" == tip.unit


async def test_the_review_says_who_else_reads_it(place: Town) -> None:
    """As long as that unit has no group it reads nothing, and nothing is said of it."""
    lan = await resident(place)
    without = await reviews_a_scam(lan)
    minh = await resident(place, "Minh")
    await cyber(place)

    review = await reviews_a_scam(minh)

    assert "để biết" not in without
    assert "Cũng được đọc để biết: Phòng An ninh mạng" in review


async def test_a_reply_to_a_copy_is_talk(place: Town) -> None:
    """Nothing of it becomes a note of the tip or goes to anybody."""
    await on_duty(place)
    told = await cyber(place)
    lan = await resident(place)
    receipt = await scammed(lan)
    copy = await told.officer.sees("Trang web giả", anew=False)
    before = told.texts()

    told.officer.person.replies(copy, "Coi giùm vụ này")

    assert [] == await entries_of(place, receipt)
    assert before == told.texts()


async def test_a_copy_is_emptied_when_the_tip_is_taken_back(place: Town) -> None:
    """What its reporter took back stands nowhere."""
    await on_duty(place)
    told = await cyber(place)
    lan = await resident(place)
    receipt = await scammed(lan)
    await told.officer.sees("Trang web giả", anew=False)

    await lan.types(receipt, "chờ cán bộ xem")
    await lan.presses("Rút tin", "Rút tin này")
    await lan.presses("Rút tin", "Đã rút")
    await told.officer.sees("người báo tin đã rút tin", anew=False)

    assert "Trang web giả" not in " ".join(told.texts())


async def test_who_gets_the_tip_itself_gets_no_copy_any_more(place: Town) -> None:
    """Its copy gives way to the card."""
    desk, told = await desk_on_duty(place), await cyber(place)
    lan = await resident(place)
    receipt = await scammed(lan)
    await desk.officer.sees("Trang web giả")
    await told.officer.sees("ĐỂ BIẾT", anew=False)

    await desk.officer.presses("Chuyển", "chuyển tới đâu", on="Trang web")
    await desk.officer.presses("An ninh mạng", "vì sao")
    await desk.officer.presses("Vượt thẩm quyền", "Nội dung ở nhóm này sẽ được gỡ")
    await desk.officer.presses("↪️ Chuyển", "đã chuyển tới")
    card = await told.officer.finds("Nhận xử lý", on="Trang web")
    tip = await tip_of(place, receipt)

    assert CYBER == tip.unit
    assert 1 == " ".join(told.texts()).count("đơn vị mình xử lý tin này rồi")
    assert [card.text] == [text for text in told.texts() if "Trang web" in text]


async def test_a_copy_waits_for_members_to_be_accepted(place: Town) -> None:
    """As cards do; a unit without a group gets nothing, not even later."""
    await on_duty(place)
    told = await cyber(place)
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        group = await book.groups.of(CYBER)
        assert group is not None
        await book.groups.bind(Group(unit=CYBER, chat=group.chat, strangers=frozenset({UserId(987_654)})))
    lan = await resident(place)

    await scammed(lan)
    await place.api.quiet()

    assert "Trang web" not in " ".join(told.texts())
    told.head.person.sends("/thanhvien", to=told.group)


async def test_a_unit_that_comes_later_gets_no_old_copies(place: Town) -> None:
    """There was nobody to be told."""
    ward = await on_duty(place)
    lan = await resident(place)
    await scammed(lan)
    await ward.officer.sees("Trang web giả")

    told = await cyber(place)
    await place.api.quiet()

    assert "Trang web" not in " ".join(told.texts())


async def test_a_new_group_gets_the_copies_of_the_old_one(place: Town) -> None:
    """And the old one keeps nothing."""
    await on_duty(place)
    told = await cyber(place)
    lan = await resident(place)
    await scammed(lan)
    await told.officer.sees("Trang web giả", anew=False)

    again = await bound(place.api, CYBER, told.head, told.officer)
    await again.officer.sees("Trang web giả", anew=False)
    await place.api.quiet()

    assert "Trang web giả" not in " ".join(told.texts())


async def test_the_desk_is_paged_once_about_what_is_urgent(place: Town) -> None:
    """With the reference, the unit and the kind; what was told stays in the unit's group."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    warning = await lan.types("Đang đánh nhau, có dao, ở chợ", "GỌI 113 NGAY")
    await lan.presses("Không gọi được", "Bước")
    await lan.types("my thoi", "TIN GẤP")
    receipt = receipt_in(await lan.presses("Gửi tin", "Mã tin"))

    await ward.officer.sees("có dao")
    page = await desk.officer.sees("Tin gấp #", anew=False)
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="có dao")
    tip = await tip_of(place, receipt)

    assert warning.index("113") < warning.index("CHƯA" if "CHƯA" in warning else "Chưa")
    assert f"#{tip.reference}" in page.text
    assert "Công an phường Mỹ Thới" in page.text
    assert "có dao" not in " ".join(desk.texts())
    assert 1 == " ".join(desk.texts()).count("Tin gấp #")


async def test_a_tip_that_is_raised_later_pages_the_desk(place: Town) -> None:
    """A cry in an addition is as urgent as one at the start, and stays with the unit that has it."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.sees("xe đạp")

    await lan.types(receipt, "chờ cán bộ xem")
    await lan.types("Họ quay lại đánh người, cứu với", "113")
    await lan.presses("📨 Gửi", "đánh người")
    page = await desk.officer.sees("Tin gấp #", anew=False)
    tip = await tip_of(place, receipt)

    assert f"#{tip.reference}" in page.text
    assert (ward.unit, 1) == (tip.unit, " ".join(desk.texts()).count("Tin gấp #"))
