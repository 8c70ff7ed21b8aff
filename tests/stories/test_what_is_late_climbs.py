"""A tip that nobody answers climbs to whoever should know, and both sides read the same about what is due."""

from bot.domain.deadlines import Milestone
from bot.domain.duty import Roster, Shift, Watch
from bot.domain.identifiers import OfficerId
from bot.domain.reckoning import Deadline
from tests.stories.people import WARD, Officer, Post, Resident, desk_on_duty, on_duty, reference_of, resident, tip_of
from tests.stories.telling import receipt_in
from tests.town import Town

EVENING = ("2026-11-26", "20:30")
MORNING = ("2026-11-27", "07:00")


async def test_unanswered_by_night_it_climbs_to_the_desk_at_seven(place: Town) -> None:
    """Sent in the evening and due by night: nobody is woken, and in the morning everybody knows who should."""
    place.clock.comes_to(*EVENING)
    desk, ward = await desk_on_duty(place), await on_duty(place)
    receipt = await _reports_a_theft(await resident(place))
    reference = await reference_of(place, receipt)

    by_night = [await _ticks(place, hours=hours) for hours in (2, 2, 4)]
    place.clock.comes_to(*MORNING)
    told = await _ticks(place)
    in_group = await ward.officer.sees(f"⏰ #{reference}", anew=False)
    head = await ward.head.reads_privately(f"⏰ #{reference}")
    at_desk = await desk.officer.sees(f"⏰ #{reference}", anew=False)

    assert ([0, 0, 0], 3) == (by_night, told)
    assert "Chưa ai xem." in in_group.text
    assert "Trộm, cướp" in head.text
    assert "Nhắc công an tỉnh vì trực ban và chỉ huy đã được nhắc" in at_desk.text
    assert "xe đạp" not in f"{in_group.text}{head.text}{at_desk.text}"


async def test_what_is_urgent_climbs_at_once_by_night(place: Town) -> None:
    """Every ten minutes to the next one."""
    place.clock.comes_to("2026-11-26", "23:30")
    desk, ward = await desk_on_duty(place), await on_duty(place)
    receipt = await _cries(await resident(place))
    reference = await reference_of(place, receipt)

    told = [await _ticks(place, minutes=10) for _ in range(4)]
    at_desk = await desk.officer.sees(f"⏰ #{reference}", anew=False)
    card = await ward.officer.sees("trễ hạn xem", anew=False)

    assert [1, 1, 1, 0] == told
    assert "TIN GẤP" in at_desk.text
    assert "chém nhau" in card.text


async def test_whoever_is_on_duty_is_told_in_private_and_everybody_falls_silent_once_somebody_acts(
    place: Town,
) -> None:
    """The word says where the card is, and afterwards that somebody has seen to it."""
    ward = await on_duty(place)
    await _keeps_watch(place, ward.officer)
    receipt = await _cries(await resident(place))
    reference = await reference_of(place, receipt)
    await _ticks(place, minutes=10)
    told = await ward.officer.reads_privately("Nhắc đ/c vì đ/c đang trực")

    await ward.officer.presses("Nhận xử lý", "đang xử lý", on="chém nhau")
    await ward.officer.reads_privately(f"#{reference}: đã có người lo")
    later = [await _ticks(place, minutes=minutes) for minutes in (10, 20, 60)]
    ward.officer.person.replies(told, "Rồi nhé")
    await ward.officer.person.waits_for("không thuộc quyền", anew=True)

    assert "Thẻ tin ở trong nhóm" in told.text or "Mở thẻ tin" in told.text
    assert [0, 0, 0] == later


async def test_whoever_only_looks_is_not_said_to_have_acted(place: Town) -> None:
    """The word says that somebody looked, and that nobody has the tip."""
    ward = await on_duty(place)
    reference = await reference_of(place, await _cries(await resident(place)))
    await _ticks(place, minutes=10)
    told = await ward.officer.sees(f"⏰ #{reference}", anew=False)

    await ward.officer.presses("Kết thúc", "kết thúc tin", on="chém nhau")
    after = await ward.officer.sees("đã có người coi, chưa ai nhận", anew=False)

    assert told.message_id == after.message_id


async def test_a_reminder_of_a_unit_that_lost_its_group_says_that_the_tip_has_gone_on(place: Town) -> None:
    """Nobody has acted, and nobody is said to have."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    reference = await reference_of(place, await _cries(await resident(place)))
    for _ in range(3):
        await _ticks(place, minutes=10)
    told = await desk.officer.sees(f"⏰ #{reference}", anew=False)

    ward.head.person.removes_bot_from(ward.group)
    await desk.officer.finds("Nhận xử lý", on="chém nhau")
    after = await desk.officer.sees("tin đã qua đơn vị khác", anew=False)

    assert told.message_id == after.message_id
    assert not any("đã có người lo" in text for text in desk.texts())


async def test_both_sides_read_what_is_due_and_what_is_late(place: Town) -> None:
    """Days for what was done, the end of a term for what was not; and honestly that the province was told."""
    place.clock.comes_to("2026-11-26", "09:05")
    await desk_on_duty(place)
    ward, lan = await on_duty(place), await resident(place)
    receipt = await _reports_a_theft(lan)
    fresh = await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await _ticks(place, hours=5)
    late = await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    card = await ward.officer.sees("trễ hạn xem", anew=False)
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")
    taken = await ward.officer.sees("trả lời trước", anew=False)
    done = await lan.types(f"/xemtraloi {receipt}", "Đã nhận")

    assert (
        "✅ Đã gửi · thứ Năm 26/11\n"
        "⏳ Chờ người xem · hạn 11:15 thứ Năm 26/11\n"
        "⏳ Chờ nhận xử lý · hạn 17:15 thứ Năm 26/11\n"
        "⏳ Chờ nhắn lại bà con · hạn 17:00 thứ Hai 30/11\n"
        "⏳ Chờ kết quả · hạn thứ Tư 16/12"
    ) in fresh
    assert "⚠️ Chưa có người xem, trễ 2 giờ; công an tỉnh đã được nhắc" in late
    assert "⏱ trễ hạn xem · nhận trước 17:00 thứ Năm 26/11 · kết quả trước 17:00 thứ Tư 16/12" in card.text
    assert "⏱ trả lời trước 17:00 thứ Hai 30/11 · kết quả trước 17:00 thứ Tư 16/12" in taken.text
    assert "✅ Đã có người xem · thứ Năm 26/11\n✅ Đã nhận · thứ Năm 26/11\n⏳ Chờ nhắn lại" in done
    assert "Tú" not in done


async def test_passing_on_begins_a_new_time_for_taking_it_and_none_for_the_law(place: Town) -> None:
    """The desk has its own two hours; the twenty days run on."""
    place.clock.comes_to("2026-11-26", "09:00")
    desk, ward = await desk_on_duty(place), await on_duty(place)
    receipt = await _reports_a_theft(await resident(place))
    before = await _deadlines(place, receipt)
    place.clock.passes(hours=1)
    ward.head.person.removes_bot_from(ward.group)
    await desk.officer.sees("xe đạp")
    after = await _deadlines(place, receipt)

    assert [False, False, True, True] == [before[one].due == after[one].due for one in Milestone]
    assert before[Milestone.RESULT].since == after[Milestone.RESULT].since


async def test_over_tet_an_ordinary_tip_waits_for_the_first_day_of_work(place: Town) -> None:
    """And its reporter reads when that is."""
    place.clock.comes_to("2027-02-03", "16:00")
    await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Nhà bên mở nhạc ồn quá")

    thread = await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")

    assert "⏳ Chờ người xem · hạn 17:00 thứ Năm 11/02" in thread


async def test_the_head_gives_a_result_more_time_once_and_both_sides_read_why(place: Town) -> None:
    """Officers are not offered it, and the head not twice."""
    place.clock.comes_to("2026-11-26", "09:00")
    ward, lan = await on_duty(place), await resident(place)
    await _reports_a_theft(lan)
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")
    await ward.officer.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    offered = _newest_labels(ward, ward.officer)
    await ward.head.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    await ward.head.presses("Cần thêm thời gian", "Vì sao?")
    extended = await ward.head.presses("Phải xác minh ở nhiều nơi", "đã gia hạn")
    thread = await lan.reads("Đã gia hạn một lần")
    card = await ward.officer.sees("(đã gia hạn)", anew=False)
    await ward.head.presses("Kết thúc", "kết thúc tin", on="xe đạp")
    again = _newest_labels(ward, ward.head)

    assert "tới 17:00 thứ Ba 26/01" in extended.text
    assert "⏳ Chờ kết quả · hạn thứ Ba 26/01\n↳ Đã gia hạn một lần: phải kiểm tra, xác minh ở nhiều nơi" in thread
    assert "kết quả trước 17:00 thứ Ba 26/01 (đã gia hạn)" in card.text
    assert [False, False] == ["⏳ Cần thêm thời gian" in labels for labels in (offered, again)]


async def test_of_a_shielded_tip_its_commune_hears_nothing_however_late_it_is(place: Town) -> None:
    """The desk has it, and nobody beyond it is told."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Anh công an xã đòi tiền", fears=True)
    await desk.officer.sees("đòi tiền")
    before = (ward.texts(), _private(ward))

    for _ in range(12):
        await _ticks(place, days=1)
    await desk.officer.sees(f"⏰ #{await reference_of(place, receipt)}", anew=False)

    assert before == (ward.texts(), _private(ward))


async def _ticks(place: Town, **later: float) -> int:
    """Let time pass and the scheduler tick; give how many reminders were put on their way, and let them arrive."""
    await place.api.quiet()
    assert place.program is not None
    place.clock.passes(**later)
    told = await place.program.climbing.climb()
    await place.api.quiet()
    return told


async def _reports_a_theft(lan: Resident) -> str:
    """Tell of a theft, which is to be seen within two hours; give the receipt."""
    await lan.types("Hai người lấy xe đạp", "xã, phường nào")
    await lan.types("my thoi", "giống loại nào")
    await lan.presses("Trộm, cướp", "lúc nào")
    await lan.presses("Hôm nay", "Coi lại")
    return await lan.sends()


async def _cries(lan: Resident) -> str:
    """Tell of a danger that goes on; give the receipt."""
    await lan.types("Đang chém nhau ở chợ", "GỌI 113 NGAY")
    await lan.presses("Không gọi được", "xã, phường nào")
    await lan.types("my thoi", "TIN GẤP")
    return receipt_in(await lan.presses("Gửi tin", "Mã tin"))


async def _deadlines(place: Town, receipt: str) -> dict[Milestone, Deadline]:
    tip = await tip_of(place, receipt)
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        return {row.milestone: row for row in await book.deadlines.of(tip.id)}


async def _keeps_watch(place: Town, officer: Officer) -> None:
    """Put an officer of the ward on duty, day and night."""
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        (known,) = [one for one in await book.officers.of_unit(WARD) if one.user == officer.person.user_id]
        shift = Shift(watch=Watch.ALL, officer=OfficerId(known.id))
        await book.duty.save(WARD, Roster(week=dict.fromkeys(range(7), (shift,))))


def _newest_labels(ward: Post, officer: Officer) -> list[str]:
    """Give the buttons of the newest message in the ward's group."""
    return [label for row in officer.person.last_message(ward.group).labels for label in row]


def _private(ward: Post) -> list[str]:
    """Give what the bot has said to the ward's people in private."""
    return [shown.text for one in (ward.head, ward.officer) for shown in one.person.screen() if shown.by_bot]
