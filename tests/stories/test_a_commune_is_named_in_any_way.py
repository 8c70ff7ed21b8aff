"""Residents name communes as they always have: by old names, without marks, with slips, in whole addresses."""

from bot.domain.units import UnitCode
from bot.sandbox.actors import Person
from tests.stories.people import on_duty
from tests.stories.telling import pressed, receipt_in, tip_under, typed, welcomed
from tests.town import Town


def _offered(person: Person) -> list[str]:
    """Give the communes on the buttons of the newest message."""
    labels = (label for row in person.last_message().labels for label in row)
    return [label for label in labels if any(kind in label for kind in ("xã ", "phường "))]


async def test_an_old_name_with_a_typo_leads_to_the_right_unit(place: Town) -> None:
    """Three buttons at most, the name of before on the one that it led to; the commune's police have the tip."""
    ward = await on_duty(place, UnitCode("30307"))
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    await typed(lan, "xa dong xuyn", "Bà con muốn nói xã, phường nào?")
    offered = _offered(lan)
    await pressed(lan, "Đông Xuyên (cũ) → phường Long Xuyên", "giống loại nào")
    await pressed(lan, "Bỏ qua", "lúc nào")
    review = await pressed(lan, "Hôm nay", "Coi lại")
    receipt = receipt_in(await pressed(lan, "Gửi tin", "Mã tin"))
    await ward.officer.sees("lấy xe đạp")

    assert "Đông Xuyên (cũ) → phường Long Xuyên" == offered[0]
    assert len(offered) <= 3
    assert "xuyn" not in review
    assert "30307" == (await tip_under(place, receipt)).unit


async def test_a_split_commune_asks(place: Town) -> None:
    """Its name alone decides nothing, and both that it went into are shown; with one of them it does."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    await typed(lan, "xã Vĩnh Châu", "Bà con muốn nói xã, phường nào?")
    offered = _offered(lan)
    screen = await typed(lan, "Vĩnh Châu, phường Vĩnh Tế", "giống loại nào")

    assert ["Vĩnh Châu (cũ) → phường Châu Đốc", "Vĩnh Châu (cũ) → phường Vĩnh Tế"] == offered
    assert "Chưa gửi gì" in screen


async def test_a_place_of_another_province_is_answered_and_not_routed(place: Town) -> None:
    """It is said where this serves and whom to call; the form waits at the same question."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    told = await typed(lan, "xã Tân Thạnh, Long An", "không thuộc")
    then = await typed(lan, "xã Mỹ Hòa Hưng", "giống loại nào")

    assert "Long An không thuộc An Giang; Tin Báo này chỉ tới công an An Giang" in told
    assert "113" in told
    assert "Chưa gửi gì" in then


async def test_an_address_is_kept_as_the_place(place: Town) -> None:
    """The hamlet in it goes to the police with the commune that it names."""
    ward = await on_duty(place)
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    await typed(lan, "tổ 3 khóm Tây An, phường Mỹ Thới", "giống loại nào")
    await pressed(lan, "Bỏ qua", "lúc nào")
    review = await pressed(lan, "Hôm nay", "Coi lại")
    await pressed(lan, "Gửi tin", "Mã tin")
    card = await ward.officer.sees("lấy xe đạp")

    assert "khóm Tây An" in review
    assert "khóm Tây An" in card.text


async def test_a_story_that_says_where_is_kept_and_the_place_offered(place: Town) -> None:
    """Where a commune was asked for, words of a story go into the tip; what they name is only offered."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    await typed(lan, "tụi nó chạy về hướng chợ Mỹ Thới rồi mất tiêu", "Bà con muốn nói xã, phường nào?")
    await pressed(lan, "phường Mỹ Thới", "giống loại nào")
    await pressed(lan, "Bỏ qua", "lúc nào")
    review = await pressed(lan, "Hôm nay", "Coi lại")

    assert "mất tiêu" in review


async def test_what_was_understood_is_said_back(place: Town) -> None:
    """A name that can be no other chooses without a press, so the next question says which, and by which old name."""
    lan = place.resident()
    await welcomed(lan)
    asked = await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    kind = await typed(lan, "my luong", "giống loại nào")
    when = await pressed(lan, "Bỏ qua", "lúc nào")

    assert "bấm 📎 gửi vị trí" in asked
    assert ["📍 Nơi xảy ra: xã Long Điền (Mỹ Luông cũ)."] * 2 == [screen.splitlines()[1] for screen in (kind, when)]


async def test_an_address_with_a_shared_name_holds_once_it_is_confirmed(place: Town) -> None:
    """Two communes had the name: the hamlet waits for the press and goes to the police as the place."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    await typed(lan, "ấp 5 xã Vĩnh Hòa", "Bà con muốn nói xã, phường nào?")
    await pressed(lan, "Vĩnh Hòa (cũ) → xã Vĩnh Xương", "giống loại nào")
    await pressed(lan, "Bỏ qua", "lúc nào")
    review = await pressed(lan, "Hôm nay", "Coi lại")

    assert "Ở: xã Vĩnh Xương\nLúc: Hôm nay\nChỗ: ấp 5 xã Vĩnh Hòa\n" in review
    assert "sẽ không gửi" not in review


async def test_a_slip_is_not_left_over_on_the_review(place: Town) -> None:
    """Its commune was chosen from the button under it; what was no name at all is still there to be seen."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp trước chợ", "CHƯA gửi")

    away = await typed(lan, "Cần Thơ", "không thuộc An Giang")
    labels = str(lan.last_message().labels)
    await typed(lan, "chú Bảy", "Bà con muốn nói xã, phường nào?")
    await typed(lan, "ha tein", "Bà con muốn nói xã, phường nào?")
    await pressed(lan, "phường Hà Tiên", "giống loại nào")
    await pressed(lan, "Bỏ qua", "lúc nào")
    review = await pressed(lan, "Hôm nay", "Coi lại")

    assert "lời kể" not in away + labels
    assert "💬 Gõ lúc hỏi xã, sẽ không gửi: “chú Bảy”\n" in review
