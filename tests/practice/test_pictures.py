"""The screens that people see most, as pictures for the README and the handbook.

With PICTURES naming a folder they are written there (`make pictures`); otherwise they are only drawn.
"""

import os
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.practice.browser import Phone, browser, page_at
from tests.practice.newsroom import Piece, seated, subscribed, writes
from tests.practice.prepared import opened

_NAMES = (
    "01-welcome",
    "02-not-sent-yet",
    "03-kind",
    "04-review",
    "05-receipt",
    "06-card-with-pictures",
    "07-question-to-confirm",
    "08-notice",
    "09-thread",
    "10-room",
)
_OF_BROADCASTS = (
    "11-alerts",
    "12-broadcast-to-approve",
    "13-bulletin",
    "14-report",
    "15-month",
)
_A_WARD = 80  #: people, enough that numbers can be told

WARNING = Piece(
    text="Từ 20 giờ, nước sông Hậu lên nhanh. **Đừng qua đập tràn**, dời ghe vào trong rạch.\n\nCần giúp: gọi 114.",
    title="Đêm nay nước dâng",
    topic="Mưa bão",
)
LESSON = Piece(
    text="Cúp máy khi có người xưng công an, đòi mã OTP. Công an **không** hỏi mã OTP.",
    title="Giả công an gọi điện",
    topic="Lừa đảo",
    weekly="T7",
)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Give the folder in which the pictures lie in the end."""
    named = os.environ.get("PICTURES")
    folder = Path(named) if named else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def test_the_ten_screens_that_people_see_most(prepared: Path, tmp_path: Path, album: Path) -> None:
    """Resident, officer and the whole room, each as it stands at its moment."""
    names = iter(_NAMES)

    async with (
        opened(prepared, tmp_path / "room") as (_, address),
        browser() as found,
        page_at(found, address, width=1500, height=940) as page,
    ):

        async def takes(what: Locator) -> None:
            await expect(page.locator(".toast")).to_be_empty()
            await what.screenshot(path=album / f"{next(names)}.png", animations="disabled")

        lan, hai = Phone(page, "Lan"), Phone(page, "Hải")
        await lan.presses("BẮT ĐẦU")
        await lan.sees("113")
        await takes(lan.region)
        await lan.shows(2, caption="Hai người lấy xe đạp trước chợ, chạy về hướng bến phà")
        await lan.sees("xã, phường nào")
        await takes(lan.region)
        await lan.types("long xuyen")
        await lan.sees("giống loại nào")
        await takes(lan.region)
        await lan.presses("Trộm, cướp")
        await lan.presses("Hôm nay")
        await lan.sees("Coi lại trước khi gửi")
        await takes(lan.region)
        await lan.presses("Gửi tin")
        await lan.sees("Mã tin")
        await takes(lan.region)
        await hai.sees("2 hình, đã xóa thông tin ẩn")
        await takes(hai.region)
        await hai.presses("Nhận xử lý")
        await hai.presses("Hỏi thêm")
        await hai.presses("Xe gì")
        await hai.sees("Chưa gửi")
        await takes(hai.region)
        await hai.presses("📨 Gửi")
        await lan.sees("Có cập nhật mới")
        await takes(lan.region)
        await lan.presses("Xem")
        await lan.sees("biển số")
        await takes(lan.region)
        await takes(page.locator("body"))

    assert [] == list(names)


async def test_the_screens_of_broadcasts(prepared: Path, tmp_path: Path, album: Path) -> None:
    """A warning from its draft to its report; the announcer's tour ticks itself off on the way, at any hour."""
    names = iter(_OF_BROADCASTS)

    async with (
        opened(prepared, tmp_path / "room") as (here, address),
        browser() as found,
        page_at(found, address, width=1500, height=940) as page,
    ):

        async def takes(what: Locator) -> None:
            await expect(page.locator(".toast")).to_be_empty()
            await what.screenshot(path=album / f"{next(names)}.png", animations="disabled")

        await page.get_by_role("tab", name="Phát tin").click()
        lan, hai = Phone(page, "Lan"), Phone(page, "Hải")
        neighbours = await subscribed(here, _A_WARD if os.environ.get("PICTURES") else 0)  # below ten no number is told
        await lan.presses("BẮT ĐẦU")
        await lan.presses("Nhận thông báo")
        await lan.types("long xuyen")
        await lan.sees("Xong. Có thông báo")
        await takes(lan.region)
        for person in neighbours[::3]:
            person.deletes_account()
        nga = await seated(page, "Nga")
        await writes(nga, WARNING)
        await nga.presses("Chuyển thành khẩn")
        await nga.sees("Khẩn:")
        await nga.presses("Gửi duyệt")
        await hai.sees("Tin chờ duyệt")
        await takes(hai.region)
        await hai.presses("Duyệt")
        await lan.sees("Đừng qua đập tràn")
        await takes(lan.region)
        await hai.sees("Đã gửi xong")
        await takes(hai.region)
        await lan.presses("Hữu ích")
        await expect(page.get_by_text("Xong phần này.")).to_be_visible()
        await writes(nga, LESSON)
        await nga.presses("Gửi duyệt")
        await hai.sees("Giả công an")
        await hai.presses("Duyệt")
        await nga.types("/phattin")
        await nga.presses("Lịch tháng")
        await nga.presses("Xem dạng hình")
        await expect(nga.region.locator(".photo")).to_be_visible()
        forward = nga.region.get_by_role("button", name="›").last
        coming = (await forward.inner_text()).split()[1]
        await forward.click()
        await nga.sees(f"Lịch gửi tháng {coming}")
        await page.wait_for_function("[...document.querySelectorAll('.photo img')].at(-1).naturalWidth > 0")
        await takes(nga.region)

    assert [] == list(names)
