"""Looking at something else, pressing the wrong button or starting over costs nobody what they wrote."""

from tests.stories.people import on_duty, resident, tip_of
from tests.stories.telling import tip_under
from tests.town import Town


async def test_a_story_after_start_is_no_code(place: Town) -> None:
    """A look-up that was left standing ends with it."""
    lan = await resident(place)
    await lan.types("/xemtraloi", "dán mã tin")
    lan.person.starts()
    await lan.sees("ĐANG NGUY HIỂM")

    screen = await lan.types("Hai người lấy xe đạp", "xã, phường nào")

    assert "CHƯA gửi" in screen


async def test_a_story_after_start_is_no_addition_either(place: Town) -> None:
    """A thread that was left open ends with it; the text is asked where it belongs."""
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    lan.person.starts()
    await lan.sees("ĐANG NGUY HIỂM")

    await lan.types("Chuyện khác hẳn", "tin mới, hay thêm")


async def test_an_addition_is_dropped_only_when_asked(place: Town) -> None:
    """`Hủy` and `/huy` ask first; keeping it keeps it, and dropping it leads back to the thread."""
    await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.types("Nó quay lại rồi", "Nó quay lại rồi")

    asked = await lan.presses("Hủy", "Bỏ lời vừa gõ")
    kept = await lan.presses("Giữ lại", "Nó quay lại rồi")
    await lan.types("/huy", "Bỏ lời vừa gõ")
    thread = await lan.presses("Bỏ", "chờ cán bộ xem")

    assert "Chưa có gì được gửi" in asked
    assert "Chưa gửi" in kept
    assert "Nó quay lại rồi" not in thread


async def test_an_addition_can_be_a_tip_of_its_own(place: Town) -> None:
    """With a thread open, what is typed may be about something else."""
    await on_duty(place)
    lan = await resident(place)
    first = await lan.reports("Hai người lấy xe đạp")
    await lan.types(f"/xemtraloi {first}", "chờ cán bộ xem")
    await lan.types("Có người bán đồ gian", "Chưa gửi")

    screen = await lan.presses("Tin mới", "xã, phường nào")
    await lan.places()
    await lan.presses("Hôm nay", "Coi lại")
    second = await lan.sends()

    assert "CHƯA gửi" in screen
    assert first != second
    assert ("Có người bán đồ gian",) == (await tip_under(place, second)).account.texts


async def test_an_unsent_addition_waits_while_something_else_is_looked_at(place: Town) -> None:
    """Another tip is begun, dropped, and the addition is there again."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.types("Nó quay lại rồi", "Chưa gửi")
    await lan.types("/baotin", "Bà con muốn báo việc gì")

    await lan.types("/huy", "Nó quay lại rồi")
    await lan.presses("📨 Gửi", ": Nó quay lại rồi")
    await ward.officer.sees("Nó quay lại rồi", anew=False)


async def test_a_draft_that_waits_is_taken_up_by_a_new_tip(place: Town) -> None:
    """It is not replaced by an empty one."""
    lan = await resident(place)
    await lan.types("Hai người lấy xe đạp", "xã, phường nào")
    await lan.types("/xemtraloi", "dán mã tin")

    await lan.types("/baotin", "xã, phường nào")
    await lan.places()
    review = await lan.presses("Hôm nay", "Coi lại")

    assert "Hai người lấy xe đạp" in review


async def test_what_is_sent_leaves_what_waits(place: Town) -> None:
    """A tip made of a stray text goes out; the draft that was begun before is there afterwards."""
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.types("/baotin", "Bà con muốn báo việc gì")
    await lan.presses("Cờ bạc", "giống nhất")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.types("Có người bán đồ gian", "Chưa gửi")
    await lan.presses("Tin mới", "xã, phường nào")
    await lan.places()
    await lan.presses("Hôm nay", "Coi lại")

    await lan.sends()
    lan.person.starts()
    await lan.sees("chưa gửi")
    await lan.presses("Viết tiếp", "Cờ bạc, đá gà, số đề")


async def test_a_correction_that_is_left_keeps_what_was_told_meanwhile(place: Town) -> None:
    """What was told while the commune was asked for is an addition that waits, not nothing."""
    await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.presses("Sai xã", "thật ra ở xã, phường nào")
    kept = await lan.types("Tụi nó mới quay lại chỗ cũ rồi", "Đã giữ 1 phần")

    added = await lan.presses("Hủy", "Tụi nó mới quay lại")
    await lan.presses("📨 Gửi", ": Tụi nó mới quay lại")

    assert "chưa gửi" in kept
    assert "Chưa gửi" in added
    assert "xe đạp" in " ".join((await tip_of(place, receipt)).account.texts)
