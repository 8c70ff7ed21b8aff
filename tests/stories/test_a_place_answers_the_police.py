"""A place answers a question of the police, as closely as its reporter wants it known; it goes only when it is sent."""

from tests.stories.people import Post, Resident, entries_of, on_duty, resident
from tests.town import Town

SCENE = (10.33314, 105.45932)


async def asked(place: Town) -> tuple[Post, Resident, str]:
    """Give a ward that has asked where it was, and the reporter who reads it."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Mất xe đạp trước chợ")
    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin", on="Mất xe đạp")
    await ward.officer.presses("Chỗ đó gần cầu", "Chưa gửi")
    await ward.officer.presses("📨 Gửi", "đã gửi người báo tin")
    await lan.reads("Chỗ đó gần cầu")
    return ward, lan, receipt


async def test_a_place_answers_as_coarsely_as_its_reporter_wants(place: Town) -> None:
    """The officers read a hundred metres, with a map, under the question; nobody has more."""
    ward, lan, receipt = await asked(place)
    hinted = await lan.presses("Trả lời", "Gửi vị trí cũng được")
    lan.person.sends_location(*SCENE)
    await lan.sees("thấy tới đâu")
    ready = await lan.presses("Khoảng 100 m", "khoảng 100 m")
    unsent = len(await entries_of(place, receipt))
    await lan.types("Sau chợ", "Sau chợ")
    thread = await lan.presses("📨 Gửi", "10.333,105.459 (khoảng 100 m)")
    answer = await ward.officer.sees("10.333,105.459")
    last = (await entries_of(place, receipt))[-1]

    assert "CHƯA gửi" in hinted or "Chưa gửi" in hinted
    assert "Có ghim gần chỗ xảy ra" in ready
    assert unsent == len(await entries_of(place, receipt)) - 1
    assert "Sau chợ" in thread
    assert ["Sau chợ", "mở bản đồ", "khoảng 100 m", "Chỗ đó gần cầu"] == [
        words for words in ("Sau chợ", "mở bản đồ", "khoảng 100 m", "Chỗ đó gần cầu") if words in answer.text
    ]
    assert "10.3331" not in answer.text + repr(last)
    assert last.pin is not None
    assert (10.333, 105.459, 100) == (last.pin.lat, last.pin.lon, last.pin.about)


async def test_a_place_alone_is_an_answer_and_opens_one_by_itself(place: Town) -> None:
    """Shared while the thread lies open, without a press before and without a word."""
    ward, lan, _ = await asked(place)
    lan.person.sends_location(*SCENE)
    await lan.sees("thấy tới đâu")
    await lan.presses("Đúng chỗ này", "Có ghim chỗ xảy ra")
    await lan.presses("📨 Gửi", "10.3331,105.4593")

    assert "10.3331,105.4593" in (await ward.officer.sees("10.3331")).text


async def test_a_place_that_is_dropped_is_nowhere(place: Town) -> None:
    """The question is open still, and nothing is ready to be sent."""
    _, lan, receipt = await asked(place)
    before = await entries_of(place, receipt)
    lan.person.sends_location(*SCENE)
    await lan.sees("thấy tới đâu")
    dropped = await lan.presses("bỏ vị trí", "Chỗ đó gần cầu")

    assert "ghim" not in dropped
    assert before == await entries_of(place, receipt)
    assert not any("📨" in label for row in lan.person.last_message().labels for label in row)


async def test_a_place_that_waits_unsent_is_not_lost_by_looking_elsewhere(place: Town) -> None:
    """Who opens another thing meanwhile finds it again; what is taken out of it is gone."""
    _, lan, receipt = await asked(place)
    lan.person.sends_location(*SCENE)
    await lan.sees("thấy tới đâu")
    await lan.presses("Đúng chỗ này", "Có ghim chỗ xảy ra")
    await lan.presses("Ghim khoảng 100 m", "Có ghim gần")
    lan.person.starts("r")
    await lan.sees("mã tin")
    again = await lan.presses("Hủy", "Có ghim gần")
    gone = await lan.presses("Bỏ ghim", "Chỗ đó gần cầu")

    assert "Có ghim gần chỗ xảy ra" in again
    assert "ghim" not in gone
    assert 1 == len(await entries_of(place, receipt))
