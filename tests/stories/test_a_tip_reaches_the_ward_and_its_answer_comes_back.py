"""From a resident's words to the ward's police and back: taken, asked, answered, closed, and opened again."""

import pytest

from bot.domain.tip import Status
from tests.stories.people import Resident, desk_on_duty, on_duty, resident, tip_of
from tests.stories.telling import handles_in, receipt_in
from tests.stories.tongues import ENGLISH, VIETNAMESE, Tongue
from tests.town import Town


@pytest.mark.parametrize("tongue", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
async def test_a_whole_tip_in_either_language(place: Town, tongue: Tongue) -> None:
    """Officers read Vietnamese whatever the resident reads; the resident hears it signed by the unit."""
    ward = await on_duty(place)
    lan = await resident(place, tongue=tongue)
    is_vietnamese = tongue is VIETNAMESE
    receipt = await lan.reports("Two men took a bike, hai người lấy xe đạp")

    card = await ward.officer.sees("hai người lấy xe đạp")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý")
    await lan.reads("đã nhận xử lý" if is_vietnamese else "has taken it")
    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin")
    shown_first = await ward.officer.presses("Thường vào giờ nào?", "Chưa gửi")
    await ward.officer.presses("📨 Gửi", "đã gửi người báo tin")
    asked = await lan.reads("giờ nào?" if is_vietnamese else "what time?")
    await lan.presses("Tối" if is_vietnamese else "Evening", "🗣")
    tapped = await ward.officer.sees("Người báo tin\n")
    await ward.officer.asks("Bà con thấy họ đi xe gì?", on="đang kiểm tra")
    await lan.reads("xe gì?")
    await lan.answers("Xe wave đỏ <b>67</b> & rơ-moóc")
    typed = await ward.officer.sees("wave đỏ")
    await ward.officer.presses("Kết thúc", "kết thúc tin")
    await ward.officer.presses("Đã bắt quả tang", "Chưa chốt")
    await ward.officer.presses("Chốt kết quả", "Đã kết thúc")
    result = await lan.reads("ngăn chặn" if is_vietnamese else "stopped it")
    await lan.presses(tongue.fold, "Đã ẩn" if is_vietnamese else "Hidden")

    assert "Chưa ai nhận" in card.text
    assert "Thường vào giờ nào?" in shown_first.text
    assert "Công an phường Mỹ Thới:" in asked or "Mỹ Thới Ward Police:" in asked
    assert "Trả lời câu: Thường vào giờ nào?" in tapped.text
    assert tapped.text.endswith("Tối")
    assert "Xe wave đỏ <b>67</b> & rơ-moóc" in typed.text
    assert "Tú" not in result
    assert Status.CLOSED is (await tip_of(place, receipt)).status


async def test_a_journey_at_telegrams_own_pace(paced_place: Town) -> None:
    """Within the limits of a chat and a group, and never told off by Telegram."""
    paced_place.api.faults.rates.enforced = True
    ward = await on_duty(paced_place)
    lan = await resident(paced_place)

    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")
    await lan.reads("đã nhận xử lý")

    assert [] == paced_place.api.faults.rates.violations


async def test_an_internal_note_never_reaches_the_reporter_by_a_slip(place: Town) -> None:
    """It says so, and goes out only by its button and a confirmation."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    card = await ward.officer.sees("xe đạp")

    note = await ward.officer.replies(card, "Chiều nay coi camera", "ghi chú nội bộ")
    await place.api.quiet()
    before = lan.person.texts()
    confirm = await ward.officer.presses("Gửi câu này cho người báo tin", "Chưa gửi")
    await place.api.quiet()
    between = lan.person.texts()
    await ward.officer.presses("📨 Gửi", "đã gửi người báo tin")
    thread = await lan.reads("Chiều nay coi camera")

    assert "KHÔNG" in note.text
    assert "Chiều nay coi camera" in confirm.text
    assert before == between
    assert "Chiều nay coi camera" not in " ".join(between)
    assert "👮 Công an phường Mỹ Thới: Chiều nay coi camera" in thread


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Bà con tên gì, nhà ở đâu?", "làm lộ người báo tin"),
        ("Xem ở https://conganag.example.vn", "đường link"),
        ("Gọi cho tôi số 0912 345 678", "số điện thoại"),
    ],
    ids=["identity", "link", "phone"],
)
async def test_an_unsafe_question_is_stopped(place: Town, words: str, why: str) -> None:
    """The officer reads why, may try again on the same prompt, and the reporter hears of nothing."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin", on="xe đạp")
    prompt = await ward.officer.presses("Tự viết", "trả lời (reply)")

    stopped = await ward.officer.replies(prompt, words, "Chưa gửi")
    await place.api.quiet()
    heard = lan.person.texts()
    again = await ward.officer.replies(prompt, "Xe màu gì?", "gửi người báo tin lời này?")

    assert why in stopped.text
    assert "Có cập nhật mới." not in heard
    assert "Xe màu gì?" in again.text


async def test_the_head_may_insist_on_a_question_about_the_reporter(place: Town) -> None:
    """After a warning, and nobody else; a link goes for nobody."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await ward.head.presses("Hỏi thêm", "hỏi người báo tin", on="xe đạp")
    prompt = await ward.head.presses("Tự viết", "trả lời (reply)")

    warned = await ward.head.replies(prompt, "Nhà bà con ở đâu?", "Chưa gửi")
    not_mine = await ward.officer.is_told("Vẫn gửi")
    await ward.head.presses("Vẫn gửi", "đã gửi người báo tin")
    thread = await lan.reads("Nhà bà con ở đâu?")

    assert "Vẫn gửi?" in warned.text
    assert "không thuộc quyền" in not_mine
    assert "Nhà bà con ở đâu?" in thread


async def test_an_outcome_waits_for_the_head(place: Town) -> None:
    """The reporter hears the word only then; whoever proposed it cannot agree to it."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    await ward.officer.presses("chưa phát hiện", "Chưa chốt")

    await ward.officer.presses("Chốt kết quả", "đã đề nghị kết thúc")
    asked = await ward.head.sees("Đồng ý không?", anew=False)
    own = await ward.officer.is_told("Đồng ý kết quả", on="Đồng ý không?")
    waiting = await tip_of(place, receipt)
    await ward.head.presses("Đồng ý kết quả", "Đã kết thúc", on="Đồng ý không?")
    word = await lan.reads("chưa phát hiện vi phạm")

    assert "Hai người lấy xe đạp" in asked.text
    assert "không thuộc quyền" in own
    assert Status.CLOSING is waiting.status
    assert "không có nghĩa bà con báo sai" in word


async def test_a_grave_outcome_waits_for_the_head_and_then_the_province(place: Town) -> None:
    """That somebody lied on purpose is no ward's decision; the reporter hears no word of it."""
    desk = await desk_on_duty(place)
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    chosen = await ward.officer.presses("cố ý báo sai", "Chưa chốt")
    await ward.officer.presses("Chốt kết quả", "đã đề nghị kết thúc")

    await ward.head.presses("Đồng ý kết quả", "Chờ trực ban tỉnh", on="Đồng ý không?")
    at_the_desk = await desk.officer.sees("Đồng ý không?", anew=False)
    before = await tip_of(place, receipt)
    await desk.officer.presses("Đồng ý kết quả", "đã kết thúc")
    after = await tip_of(place, receipt)

    assert "Người báo tin không nhận lời nào" in chosen.text
    assert "Công an phường Mỹ Thới" in at_the_desk.text
    assert (Status.CLOSING, Status.CLOSED) == (before.status, after.status)


async def test_it_still_happens_and_the_tip_is_back(place: Town) -> None:
    """Said under the result, it opens the tip again, with a card that everybody sees."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    await ward.officer.presses("Đã bắt quả tang", "Chưa chốt")
    await ward.officer.presses("Chốt kết quả", "Đã kết thúc")
    await lan.reads("ngăn chặn")

    await lan.presses("Vẫn còn xảy ra", "chờ cán bộ xem")
    card = await ward.officer.sees("Chưa ai nhận")
    said = await ward.officer.sees("Vẫn còn xảy ra")

    assert "xe đạp" in card.text
    assert "Nhận xử lý" in str(card.labels)
    assert said.message_id > 0
    assert Status.NEW is (await tip_of(place, receipt)).status


async def test_who_has_the_code_alone_reads_the_answer_on_another_phone(place: Town) -> None:
    """The card says that no notice goes out; the notices can be moved to the phone on which it is read."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await _reports_a_family_matter(lan)
    card = await ward.officer.sees("Lời kể")
    sent = await ward.officer.asks("Giờ nào thì tới được?")
    await place.api.quiet()
    before = lan.person.texts()
    other = await resident(place, "Minh")

    thread = await other.types(f"/xemtraloi {receipt}", "Giờ nào thì tới được?")
    await other.presses("Báo về máy này", "Giờ nào thì tới được?")
    await other.answers("Sau 8 giờ tối")
    await ward.officer.sees("Sau 8 giờ tối")
    await ward.officer.presses("Kết thúc", "kết thúc tin", on="Lời kể")
    await ward.officer.presses("bảo vệ, hỗ trợ", "Chưa chốt")
    await ward.officer.presses("Chốt kết quả", "Đã kết thúc")
    await other.reads("biện pháp bảo vệ")
    await other.presses("Ngừng báo vào đây", "Báo về máy này")

    assert "tự tra mã" in card.text
    assert "tự tra mã" in sent.text
    assert "Có cập nhật mới." not in before
    assert "❓" in thread
    assert [] == await handles_in(place, other.person)


async def _reports_a_family_matter(lan: Resident) -> str:
    await lan.presses("Báo tin", "việc gì")
    await lan.presses("Gia đình", "giống nhất")
    await lan.presses("Bị dọa tung hình", "lúc nào")
    await lan.presses("Hôm nay", "xã, phường nào")
    await lan.types("my thoi", "coi máy")
    await lan.types("Họ đòi tung hình của em tôi", "Đã ghi")
    await lan.presses("Xong", "Coi lại")
    return receipt_in(await lan.presses("Gửi tin", "Mã tin"))
