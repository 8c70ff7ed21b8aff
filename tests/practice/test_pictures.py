"""The screens that people see most, as pictures for the README and the handbook.

With PICTURES naming a folder they are written there (`make pictures`); otherwise they are only drawn.
"""

import os
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.practice.browser import Phone, browser, page_at
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
