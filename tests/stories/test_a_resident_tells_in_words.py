"""A resident tells what they saw, with buttons and in their own words, and is given a receipt."""

from bot.sandbox.actors import Person
from tests.town import Town


async def pressed(person: Person, label: str, then: str) -> str:
    """Press a button of the newest message; give the screen that it leads to."""
    person.presses(person.last_message(), label)
    return (await person.waits_for(then, anew=True)).text


async def test_a_theft_is_told_with_five_presses_and_two_texts(place: Town) -> None:
    """The form leads from the kind to the receipt; until it is sent every screen says that nothing was sent."""
    lan = place.resident()
    lan.starts()
    await lan.waits_for("ĐANG NGUY HIỂM")
    screens = [
        await pressed(lan, "Báo tin", "Bà con muốn báo việc gì"),
        await pressed(lan, "Trộm, cướp", "việc nào giống"),
        await pressed(lan, "Trộm cắp", "lúc nào"),
        await pressed(lan, "Hôm nay", "xã, phường nào"),
    ]
    lan.sends("my thoi")
    screens.append((await lan.waits_for("Bà con thấy gì", anew=True)).text)
    lan.sends("Hai người lấy xe đạp <b>đỏ</b> trước chợ")
    screens.append((await lan.waits_for("Đã ghi 1", anew=True)).text)
    screens.append(await pressed(lan, "Xong", "Coi lại"))

    receipt = await pressed(lan, "Gửi tin", "Mã tin")

    assert ["Chưa gửi gì" in screen for screen in screens] == [True] * 7
    assert "<b>đỏ</b>" in screens[-1]
    assert "Đã gửi tới" in receipt
