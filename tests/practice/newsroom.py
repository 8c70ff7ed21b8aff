"""A ward whose people want to be told things, and its announcer at her phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Page

from bot.practice.cast import UNIT
from bot.practice.room import Room
from bot.sandbox.actors import Person
from tests.practice.browser import Phone

_WITHIN = 60.0  #: seconds for a whole ward


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something that is written for the ward."""

    text: str
    title: str
    topic: str
    weekly: str = ""  #: the day of the week on which it repeats; empty: at once


async def subscribed(here: Room, count: int) -> Sequence[Person]:
    """Let so many people of the ward follow the link to its alerts and press once."""
    people = [here.api.person(f"Bà con {number}") for number in range(1, count + 1)]
    for person in people:
        person.starts(f"n{UNIT}")
    for person in people:
        person.presses(await person.waits_for("nơi nào thì bấm", within=_WITHIN), "phường Long Xuyên")
    for person in people:
        await person.waits_for("Xong. Có thông báo", within=_WITHIN)
    return people


async def seated(page: Page, name: str) -> Phone:
    """Bring a phone that is not shown yet."""
    await page.get_by_role("navigation").get_by_role("button", name=name).click()
    return Phone(page, name)


async def writes(nga: Phone, piece: Piece) -> None:
    """Compose something as far as its draft."""
    await nga.types("/phattin")
    await nga.presses("Soạn tin mới")
    await nga.sees("Gửi nội dung")
    await nga.types(piece.text)
    await nga.sees("Tiêu đề?")
    await nga.types(piece.title)
    await nga.sees("chủ đề nào")
    await nga.presses(piece.topic)
    await nga.sees_on_a_button(f"✓ {piece.topic}")
    await nga.presses("Xong")
    await nga.sees("Khi nào gửi?")
    if piece.weekly:
        await nga.presses("Lặp lại")
        await nga.presses("Hằng tuần")
        await nga.presses(piece.weekly)
        await nga.sees_on_a_button(f"✓ {piece.weekly}")
        await nga.presses("Xong")
        await nga.presses("07:00")
    else:
        await nga.presses("Gửi ngay sau khi duyệt")
    await nga.sees("Bản nháp")
