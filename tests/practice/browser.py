"""A real browser on the page of a real room, and what a person does in it."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TypedDict

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

CHROMIUM = Path("/usr/bin/chromium")
WITHIN = 20_000.0  #: milliseconds; the bot keeps Telegram's pace
_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)

expect.set_options(timeout=WITHIN)


class Fault(TypedDict):
    """What axe found."""

    id: str
    impact: str | None
    nodes: list[object]


def need_browser() -> None:
    """Leave the test out where there is no browser; in CI there must be one."""
    if CHROMIUM.exists():
        return
    if os.environ.get("CI"):
        pytest.fail(f"there is no {CHROMIUM}: .ci/run installs it")
    pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")


@asynccontextmanager
async def browser() -> AsyncGenerator[Browser]:
    """Give a browser that speaks to nobody by itself."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        try:
            yield opened
        finally:
            await opened.close()


@asynccontextmanager
async def page_at(
    opened: Browser, address: str, *, width: int = 1440, height: int = 900, dark: bool = False, narrow: bool = False
) -> AsyncGenerator[Page]:
    """Give the page; at the end nothing may have been complained of in the console."""
    complaints: list[str] = []
    async with await opened.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        has_touch=narrow,
        timezone_id="Asia/Ho_Chi_Minh",  # as the bot writes its times
        reduced_motion="reduce",  # what moves in would be measured half transparent
    ) as context:
        context.set_default_timeout(WITHIN)
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(address)
        await page.get_by_role("navigation").get_by_role("button", name="Sơn").wait_for()
        yield page
    assert [] == complaints, complaints


class Phone:
    """Somebody's phone on the page."""

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self.region = page.get_by_role("region", name=name, exact=True)

    async def sees(self, words: str) -> None:
        """Wait until a message says something."""
        await expect(self.region.get_by_role("log").get_by_text(words).last).to_be_visible()

    async def sees_on_a_button(self, label: str) -> None:
        """Wait until a button says something."""
        await expect(self.region.get_by_role("button", name=label).last).to_be_visible()

    async def presses(self, label: str, *, exact: bool = False) -> None:
        """Press the newest button with these words, and none besides where `exact`."""
        button = self.region.get_by_role("button", name=label, exact=exact).last
        await button.click()

    async def types(self, words: str) -> None:
        """Type and send."""
        field = self.field
        await field.fill(words)
        await field.press("Enter")

    async def shows(self, pictures: int, *, caption: str = "") -> None:
        """Send so many of the ready-made pictures as one album."""
        await self.region.get_by_role("button", name="Gửi hình, tệp").click()
        dialog = self._page.get_by_role("dialog")
        for number in range(pictures):
            await dialog.get_by_role("checkbox").nth(number).check()
        await dialog.get_by_role("textbox").fill(caption)
        await dialog.get_by_role("button", name="Gửi", exact=True).click()

    @property
    def field(self) -> Locator:
        """The field to write in."""
        return self.region.get_by_role("textbox")


async def faults(page: Page) -> list[str]:
    """Give what axe finds serious or critical on the page as it stands."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    await page.evaluate(source)
    found: list[Fault] = await page.evaluate("async () => (await axe.run()).violations")
    return [f"{fault['id']} {fault['nodes']}" for fault in found if fault["impact"] in {"serious", "critical"}]
