"""The practice room in a real browser: a tip all the way by clicking, a kill in the middle, keyboard, small screens."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.practice.room import Room
from tests.practice.browser import Phone, browser, faults, page_at
from tests.practice.prepared import opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A room, its page's address, and a browser."""

    room: Room
    address: str
    browser: Browser


@pytest.fixture
async def visit(prepared: Path, tmp_path: Path) -> AsyncGenerator[Visit]:
    """Give a ready room and a browser."""
    async with opened(prepared, tmp_path / "room") as (here, address), browser() as found:
        yield Visit(room=here, address=address, browser=found)


async def sends_a_tip(lan: Phone, words: str = "Hai người lấy xe đạp trước chợ") -> None:
    """Tell of a theft, up to the receipt."""
    await lan.presses("BẮT ĐẦU")
    await lan.sees("113")
    await lan.types(words)
    await lan.sees("xã, phường nào")
    await lan.types("long xuyen")
    await lan.presses("Bỏ qua")
    await lan.presses("Hôm nay")
    await lan.presses("Gửi tin")


async def test_a_tip_goes_all_the_way_and_back_by_clicking(visit: Visit) -> None:
    """Resident, officer, resident again; the tours tick themselves off, and nothing was lost."""
    async with page_at(visit.browser, visit.address) as page:
        lan, hai = Phone(page, "Lan"), Phone(page, "Hải")
        await sends_a_tip(lan)
        await lan.presses("Chép mã")
        await hai.presses("Nhận xử lý")
        await hai.presses("Hỏi thêm")
        await hai.presses("Xe gì")
        await hai.presses("📨 Gửi")
        await lan.presses("Xem", exact=True)
        await lan.sees("biển số")
        await lan.presses("✍️ Trả lời")
        await lan.sees("Chưa gửi")
        await lan.types("xe wave đỏ")
        await lan.presses("📨 Gửi")
        await hai.sees("wave đỏ")

        await expect(page.get_by_text("Xong phần này.")).to_be_visible()
        await expect(page.locator("#verdict[data-kind=good]")).to_be_visible()
        await expect(page.locator("#verdict")).to_have_text("Mất: không có gì. Gửi 1 tin, tới đủ 1.")


async def test_an_album_is_shown_to_the_officer_as_it_was_sent(visit: Visit) -> None:
    """Three pictures in one go draw one answer; the police see all three under the card."""
    async with page_at(visit.browser, visit.address) as page:
        lan, hai = Phone(page, "Lan"), Phone(page, "Hải")
        await lan.presses("BẮT ĐẦU")
        await lan.sees("113")
        await lan.shows(3, caption="Xe này bị lấy")
        await lan.sees("Đã giữ 3 hình")
        await lan.types("long xuyen")
        await lan.presses("Bỏ qua")
        await lan.presses("Hôm nay")
        await lan.sees("Coi lại trước khi gửi")
        await lan.presses("Gửi tin")
        await hai.sees("Xe này bị lấy")
        await hai.sees("3 hình, đã xóa thông tin ẩn")

        await expect(hai.region.get_by_role("log").locator("img")).to_have_count(3)
        await expect(page.locator("#verdict[data-kind=good]")).to_have_text("Mất: không có gì. Gửi 1 tin, tới đủ 1.")


async def test_a_kill_in_the_middle_loses_nothing_and_the_page_says_so(visit: Visit) -> None:
    """While the bot is dead the page speaks of what waits, not of what is well."""
    async with page_at(visit.browser, visit.address) as page:
        lan, hai = Phone(page, "Lan"), Phone(page, "Hải")
        await lan.presses("BẮT ĐẦU")
        await lan.sees("113")
        await lan.types("Mất xe đạp")
        await lan.sees("xã, phường nào")
        await lan.types("long xuyen")
        await lan.presses("Bỏ qua")
        await lan.presses("Hôm nay")
        await lan.sees("Coi lại trước khi gửi")
        await page.get_by_role("button", name="Giết bot").click()
        await expect(page.get_by_text("Bot đã bị giết")).to_be_visible()
        await lan.presses("Gửi tin")
        await expect(page.locator("#verdict")).to_contain_text("Telegram đang giữ 1 việc, 1 tin còn dở")
        await page.get_by_role("button", name="Mở bot lại").click()

        await lan.sees("Mã tin")
        await hai.sees("Mất xe đạp")
        await expect(page.locator("#verdict[data-kind=good]")).to_have_text("Mất: không có gì. Gửi 1 tin, tới đủ 1.")
        assert (2, 1) == (visit.room.bot.starts, visit.room.bot.kills)


async def test_everything_can_be_done_by_keyboard(visit: Visit) -> None:
    """Tab reaches what is shown, Enter and the arrows do the rest; focus is seen and is not lost."""
    async with page_at(visit.browser, visit.address) as page:
        lan = Phone(page, "Lan")
        await tabs_to(page, "BẮT ĐẦU")
        await page.keyboard.press("Enter")
        await lan.sees("113")
        await tabs_to(page, "Nhắn từ máy của Lan")
        await page.keyboard.type("Mất xe đạp")
        await page.keyboard.press("Enter")
        await lan.sees("xã, phường nào")
        await page.keyboard.type("long xuyen")
        await page.keyboard.press("Enter")
        await lan.sees("giống loại nào")
        await tabs_to(page, "Bỏ qua", back=True)
        await page.keyboard.press("Enter")
        await lan.sees("lúc nào")
        await tabs_to(page, "Hôm nay", back=True)
        assert "none" != await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        await page.keyboard.press("Enter")
        await lan.sees("Coi lại trước khi gửi")
        await tabs_to(page, "Thêm cho máy của Lan", back=True)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("menuitem").first).to_be_focused()
        await page.keyboard.press("ArrowDown")
        await expect(page.get_by_role("menuitem").nth(1)).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("menu")).to_be_hidden()


async def test_a_small_screen_shows_one_phone_and_never_scrolls_sideways(visit: Visit) -> None:
    """At 360 px: each phone and the controls, one at a time."""
    async with page_at(visit.browser, visit.address, width=360, height=740, narrow=True) as page:
        await sends_a_tip(Phone(page, "Lan"))
        widths: list[int] = []
        for name in ("Phòng", "Lan", "Minh", "Hải", "Phượng", "Nga", "Sơn"):
            await page.get_by_role("navigation").get_by_role("button", name=name).click()
            await expect(page.get_by_role("region")).to_have_count(0 if name == "Phòng" else 1)
            widths.append(await page.evaluate("document.documentElement.scrollWidth"))

        assert {360} == set(widths)


async def test_somebody_elses_news_are_counted_until_they_are_looked_at(visit: Visit) -> None:
    """An unread mark on whoever is not shown; gone once their phone is."""
    async with page_at(visit.browser, visit.address, width=360, height=740, narrow=True) as page:
        await sends_a_tip(Phone(page, "Lan"))
        hai = page.get_by_role("navigation").get_by_role("button", name="Hải")

        await expect(hai.locator(".badge")).to_have_text("1 (1 tin chưa đọc)")
        await hai.click()
        await Phone(page, "Hải").sees("Tin chưa đọc")
        await expect(hai.locator(".badge")).to_have_count(0)


async def test_pictures_are_sent_from_the_page_and_shown(visit: Visit) -> None:
    """Two drawn on the spot, as an album in one bubble."""
    async with page_at(visit.browser, visit.address) as page:
        lan = Phone(page, "Lan")
        await lan.presses("BẮT ĐẦU")
        await lan.sees("113")
        await lan.presses("Gửi hình, tệp")
        await page.get_by_role("checkbox", name="Xe ở bến phà").check()
        await page.get_by_role("checkbox", name="Chợ ban đêm").check()
        await page.get_by_label("Chú thích").fill("chỗ này")
        await page.get_by_role("dialog").get_by_role("button", name="Gửi", exact=True).click()

        pictures = lan.region.locator(".album img")
        await expect(pictures).to_have_count(2)
        await lan.sees("chỗ này")
        await page.wait_for_function("[...document.querySelectorAll('.album img')].every(one => one.naturalWidth > 0)")
        stored = visit.room.api.world.files.every()
        assert [b"\xff\xd8\xff"] * 2 == [file.content[:3] for file in stored]


async def test_what_is_quoted_and_what_is_answered_look_as_in_telegram(visit: Visit) -> None:
    """A quote swallows the line's end behind it; a picture sent as an answer leaves no answer begun behind."""
    async with page_at(visit.browser, visit.address) as page:
        lan, hai = Phone(page, "Lan"), Phone(page, "Hải")
        await sends_a_tip(lan)
        await hai.presses("Nhận xử lý")
        await hai.presses("Hỏi thêm")
        await hai.presses("Tự viết")
        await expect(hai.region.locator(".replying")).to_be_visible()
        await hai.shows(1, caption="Có phải xe này không?")
        await hai.sees("Kèm 1 hình")

        await expect(hai.region.locator(".replying")).to_be_hidden()
        after = await page.evaluate(
            "[...document.querySelectorAll('.text blockquote')].map(one => one.nextSibling?.data)"
        )
        assert [] != after
        assert [] == [text for text in after if text is not None and text.startswith("\n\n")]


async def test_a_page_that_was_away_takes_up_where_it_was(visit: Visit) -> None:
    """Two windows show the same, each from the news; one alone shows the person that its address names."""
    async with (
        page_at(visit.browser, visit.address) as page,
        page_at(visit.browser, f"{visit.address}#minh") as alone,
    ):
        await expect(alone.get_by_role("region")).to_have_count(1)
        await Phone(alone, "Minh").presses("BẮT ĐẦU")
        await page.get_by_role("navigation").get_by_role("button", name="Minh").click()

        await Phone(page, "Minh").sees("113")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_axe_finds_nothing_serious(visit: Visit, language: str, *, dark: bool) -> None:
    """In the middle of a form, with a card in the group, in dialogs, on a small screen."""
    async with page_at(visit.browser, visit.address, dark=dark) as page:
        if language == "en":
            await page.get_by_role("button", name="English", exact=True).click()
        lan = Phone(page, "Lan")
        await lan.presses("BẮT ĐẦU" if language == "vi" else "START")
        await lan.sees("113")
        found = await faults(page)
        await lan.types("Mất xe đạp")
        await lan.sees("xã, phường nào")
        await lan.types("long xuyen")
        await lan.presses("Bỏ qua")
        await lan.presses("Hôm nay")
        await lan.presses("Gửi tin")
        await Phone(page, "Hải").sees("Mất xe đạp")
        found += await faults(page)
        await page.get_by_role("button", name="Gửi hình, tệp" if language == "vi" else "Send pictures").first.click()
        found += await faults(page)
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Thêm cho máy" if language == "vi" else "More for").first.click()
        await page.get_by_role("menuitem", name="bình chọn" if language == "vi" else "poll").click()
        found += await faults(page)
        await page.keyboard.press("Escape")
        await page.set_viewport_size({"width": 360, "height": 740})
        found += await faults(page)

        assert [] == found


async def tabs_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(150):
        await page.keyboard.press("Shift+Tab" if back else "Tab")
        named = await page.evaluate(
            "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()"
        )
        if name == named:
            return
    raise AssertionError(f"Tab never came to {name!r}")
