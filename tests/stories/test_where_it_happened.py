"""Where it happened: a shared place helps to find the commune and never chooses it; who does not type browses.

The boundaries are made up: a square of some two kilometres around the reference point of each commune.
"""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.domain.units import CommuneCode
from tests.places.outlines import around
from tests.stories.people import Resident, desk_on_duty, on_duty, resident, tip_of
from tests.stories.tongues import VIETNAMESE
from tests.town import Town, directory, town

MY_THOI, TINH_BIEN = (directory().communes[CommuneCode(code)] for code in ("30301", "30520"))
#: Some 320 m west of the square around phường Tịnh Biên, which lies on the border.
IN_CAMBODIA = (TINH_BIEN.point.lat, TINH_BIEN.point.lon - 0.01 - 0.0029)
IN_CAN_THO = (10.03, 105.75)
AT_SEA = (9.5, 104.2)
SCENE = (10.33314, 105.45932)  #: in phường Mỹ Thới, to a metre


@pytest.fixture
async def place(tmp_path: Path) -> AsyncGenerator[Town]:
    """Give a town whose bot knows boundaries."""
    file = tmp_path / "communes.geojson"
    file.write_bytes(around(directory().communes))
    async with town(tmp_path, paced=False, boundaries=file) as found:
        yield found


async def shares(lan: Resident, where: tuple[float, float], how: str, then: str) -> str:
    """Tell of something, share a place and say how closely it may be known; give the screen for the commune."""
    await lan.types("Hai người lạ trước chợ", VIETNAMESE.commune)
    lan.person.sends_location(*where)
    await lan.sees("Đã nhận vị trí")
    return await lan.presses(how, then)


async def reviews(lan: Resident, commune: str) -> str:
    """Press a commune and answer the rest, up to the review; give its screen."""
    await lan.presses(commune, VIETNAMESE.kind)
    await lan.presses(VIETNAMESE.skip, VIETNAMESE.when)
    return await lan.presses(VIETNAMESE.today, VIETNAMESE.review)


def buttons(lan: Resident) -> list[str]:
    """Give the labels of the newest message."""
    return [label for row in lan.person.last_message().labels for label in row]


async def test_a_place_across_the_border_is_said_to_be_and_still_finds_the_nearest_ward(place: Town) -> None:
    """The ward is offered with its distance, pressed, and gets the tip; nothing was taken for granted."""
    ward = await on_duty(place, TINH_BIEN.unit)
    lan = await resident(place)
    asked = await shares(lan, IN_CAMBODIA, "Chỉ xã/phường", "nằm ngoài An Giang")
    first = buttons(lan)[0]

    await reviews(lan, "phường Tịnh Biên")
    tip = await tip_of(place, await lan.sends())
    card = await ward.officer.sees("Hai người lạ")

    assert "bên kia biên giới" in asked
    assert "Gần nhất là phường Tịnh Biên, cách khoảng 300 m" in asked
    assert "phường Tịnh Biên · cách khoảng 300 m" == first
    assert (TINH_BIEN.unit, None) == (tip.unit, tip.account.pin)
    assert "google.com/maps" not in str(card)


async def test_a_place_in_another_province_is_called_no_sea_and_no_border(place: Town) -> None:
    """Where the nearest commune lies at neither."""
    await desk_on_duty(place)
    lan = await resident(place)

    asked = await shares(lan, IN_CAN_THO, "Chỉ xã/phường", "nằm ngoài An Giang")

    assert "nằm ngoài An Giang (có lẽ thuộc tỉnh khác)." in asked


async def test_a_live_location_is_one_point_and_the_resident_is_told_to_end_it(place: Town) -> None:
    """Telegram would go on sending where they are; the review has the first point alone."""
    lan = await resident(place)
    await lan.types("Hai người lạ trước chợ", VIETNAMESE.commune)
    lan.person.sends_location(*SCENE, live_for=900)
    live = await lan.sees("Đã nhận vị trí")
    lan.person.sends_location(*SCENE)
    plain = await lan.sees("Đã nhận vị trí")

    assert [True, False] == ["Ngừng chia sẻ" in screen for screen in (live, plain)]


async def test_a_venue_inside_a_commune_offers_it_alone_and_waits_for_the_press(place: Town) -> None:
    """Even with one commune to offer, a button confirms it; a name that is typed holds just as well."""
    await desk_on_duty(place)
    lan = await resident(place)
    await lan.types("Hai người lạ trước chợ", VIETNAMESE.commune)
    lan.person.sends_venue(*SCENE, title="Chợ Mỹ Thới", address="Long Xuyên")
    await lan.sees("Đã nhận vị trí")

    asked = await lan.presses("Chỉ xã/phường", "nằm trong")
    offered = buttons(lan)
    review = await reviews(lan, "📍 phường Mỹ Thới")

    assert "phường Mỹ Thới" in asked
    assert ["📍 phường Mỹ Thới", "🔤 Chữ khác", "🗺 Theo huyện cũ"] == offered[:3]
    assert "phường Mỹ Thới" in review
    assert "ghim" not in review.lower()


async def test_a_place_at_sea_is_said_to_be(place: Town) -> None:
    """With the nearest islands; another province's capital is too far for any."""
    lan = await resident(place)
    asked = await shares(lan, AT_SEA, "Chỉ xã/phường", "nằm ngoài An Giang")
    offered = buttons(lan)
    lan.person.sends_location(21.03, 105.85)
    await lan.sees("Đã nhận vị trí")
    far = await lan.presses("Chỉ xã/phường", "cách xa An Giang")

    assert "ngoài biển" in asked
    assert all("cách khoảng" in label and label.endswith("km") for label in offered[:3])
    assert "tỉnh khác hay nước khác" in far
    assert not any("cách khoảng" in label for label in buttons(lan))


async def test_a_coarse_place_is_all_that_anybody_gets(place: Town) -> None:
    """The card says how coarse it is, and the finer digits are nowhere in it."""
    ward = await on_duty(place)
    lan = await resident(place)
    await shares(lan, SCENE, "Khoảng 100 m", "nằm trong")
    review = await reviews(lan, "phường Mỹ Thới")
    await lan.sends()
    card = await ward.officer.sees("Hai người lạ")

    assert "Có ghim gần chỗ xảy ra, khoảng 100 m" in review
    assert "10.333,105.459" in card.text
    assert "khoảng 100 m" in card.text
    assert "10.3331" not in card.text


async def test_a_pin_is_made_coarse_on_the_review(place: Town) -> None:
    """Who thinks better of it there presses once; the tip keeps no more."""
    await on_duty(place)
    lan = await resident(place)
    await shares(lan, SCENE, "Đúng chỗ này", "nằm trong")
    exact = await reviews(lan, "phường Mỹ Thới")
    coarse = await lan.presses("Ghim khoảng 100 m", "khoảng 100 m")
    offered = buttons(lan)
    tip = await tip_of(place, await lan.sends())

    assert "Có ghim chỗ xảy ra trên bản đồ" in exact
    assert "Có ghim gần chỗ xảy ra" in coarse
    assert ["📍 Bỏ ghim"] == [label for label in offered if "ghim" in label.lower()]
    assert tip.account.pin is not None
    assert (10.333, 105.459, 100) == (tip.account.pin.lat, tip.account.pin.lon, tip.account.pin.about)


async def test_a_pin_in_another_commune_than_the_chosen_one_is_pointed_out(place: Town) -> None:
    """One of the two is a slip; the resident says which, and nothing is changed for them."""
    await desk_on_duty(place)
    lan = await resident(place)
    await shares(lan, SCENE, "Đúng chỗ này", "nằm trong")
    await lan.types("tinh bien", VIETNAMESE.kind)
    await lan.presses(VIETNAMESE.skip, VIETNAMESE.when)
    review = await lan.presses(VIETNAMESE.today, VIETNAMESE.review)

    assert "Chỗ ghim nằm ở phường Mỹ Thới, khác nơi đã chọn" in review
    assert "phường Tịnh Biên" in review


async def test_who_does_not_type_browses_by_former_district(place: Town) -> None:
    """Page by page to the district, then to the commune of today."""
    await desk_on_duty(place)
    lan = await resident(place)
    await lan.types("Hai người lạ trước chợ", VIETNAMESE.commune)
    await lan.presses("Theo huyện cũ", "huyện cũ, rồi chọn")
    first = buttons(lan)
    await lan.presses("Trang sau", "huyện cũ, rồi chọn")
    second = buttons(lan)
    opened = await lan.presses("TP. Long Xuyên", "Long Xuyên cũ")
    review = await reviews(lan, "phường Mỹ Thới")

    assert (8, "◀️ Trang trước" in first, "◀️ Trang trước" in second) == (first.index("Trang sau ▶️"), False, True)
    assert "Xã, phường bây giờ" in opened
    assert "phường Mỹ Thới" in review


async def test_a_commune_that_was_changed_is_at_hand_again(place: Town) -> None:
    """In this tip alone: the next one knows nothing of it."""
    await desk_on_duty(place)
    lan = await resident(place)
    await lan.writes("Hai người lạ trước chợ")
    await lan.presses("Đổi xã", VIETNAMESE.commune)
    before = buttons(lan)[0]
    await lan.types("long xuyen", "Coi lại")
    await lan.presses("Đổi xã", VIETNAMESE.commune)
    after = buttons(lan)[:2]
    back = await lan.presses("vừa chọn", "Coi lại")
    await lan.sends()
    await lan.types("Chuyện khác", "tin mới, hay thêm")
    await lan.presses("Tin mới", VIETNAMESE.commune)

    assert "✅ phường Mỹ Thới" == before
    assert ["✅ phường Long Xuyên", "🕘 phường Mỹ Thới (vừa chọn)"] == after
    assert "phường Mỹ Thới" in back
    assert not any("Mỹ Thới" in label for label in buttons(lan))


async def test_a_link_shows_its_commune_and_it_can_be_changed(place: Town) -> None:
    """Whoever scans the poster of one ward may tell of another."""
    lan = place.resident()
    lan.starts("c30301")
    begun = await lan.waits_for("Nơi xảy ra", anew=True)
    one = Resident(lan)
    await one.presses("Nơi khác", VIETNAMESE.commune)
    changed = await one.types("long xuyen", "Nơi xảy ra")

    assert "phường Mỹ Thới" in begun.text
    assert "Nơi xảy ra: phường Long Xuyên" in changed


async def test_a_link_of_another_commune_asks_and_loses_nothing(place: Town) -> None:
    """The draft is there still, whichever of the two is pressed."""
    await desk_on_duty(place)
    lan = await resident(place)
    await lan.writes("Hai người lạ trước chợ")
    lan.person.starts("c30520")
    asked = await lan.sees("viết dở")
    offered = buttons(lan)[:2]
    review = await lan.presses("phường Tịnh Biên", "Coi lại")

    assert "tin còn nguyên" in asked
    assert ["phường Tịnh Biên", "phường Mỹ Thới"] == offered
    assert "phường Tịnh Biên" in review
    assert "Hai người lạ trước chợ" in review


async def test_a_link_of_a_commune_that_is_no_more_leads_to_the_welcome(place: Town) -> None:
    """With a kind word; the draft that was open is there still."""
    lan = await resident(place)
    await lan.types("Hai người lạ trước chợ", VIETNAMESE.commune)
    lan.person.starts("c30283")
    welcome = await lan.sees("không còn dùng")

    assert "113" in welcome
    assert "Hai người lạ" in await _resumed(lan)


async def _resumed(lan: Resident) -> str:
    await lan.types("my thoi", VIETNAMESE.kind)
    await lan.presses(VIETNAMESE.skip, VIETNAMESE.when)
    return await lan.presses(VIETNAMESE.today, VIETNAMESE.review)
