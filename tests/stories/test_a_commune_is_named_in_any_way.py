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
