"""The duty roster: a head sets the week in private, an officer swaps a shift, the group sees who is there."""

from bot.domain.identifiers import OfficerId
from bot.domain.people import Role
from bot.domain.units import UnitCode
from bot.sandbox.screen import Shown
from tests.stories.people import Officer, Post, on_duty
from tests.town import Town


class Talk:
    """What an officer does in their own talk with the bot."""

    def __init__(self, officer: Officer) -> None:
        self._person = officer.person

    async def types(self, text: str, then: str) -> Shown:
        """Type something; give what it leads to."""
        self._person.sends(text)
        return await self._person.waits_for(then, anew=True)

    async def presses(self, label: str, then: str) -> Shown:
        """Press a button of the newest message that has it; give what stands in its place."""
        self._person.presses(await self._bearing(label), label)
        return await self._person.waits_for(then, anew=True)

    async def is_told(self, label: str, on: Shown | None = None) -> str:
        """Press a button; give the words that pop up."""
        return await self._person.presses_and_sees(on or await self._bearing(label), label)

    async def reads(self, then: str) -> Shown:
        """Wait until something says this."""
        return await self._person.waits_for(then)

    async def _bearing(self, label: str) -> Shown:
        return await self._person.waits_until(
            lambda shown: any(label in name for row in shown.labels for name in row), said=f"a button {label!r}"
        )


async def test_a_head_sets_the_week_and_everybody_sees_it(place: Town) -> None:
    """In one message, by the names of who is enrolled; the roster is there after a restart."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    head = Talk(ward.head)
    empty = await head.types("/lichtruc", "Lịch trực")

    await _fills(head)
    week = await head.presses("coi cả tuần", "Đang trực")
    await place.stops()
    await place.starts()
    seen = await Talk(ward.officer).types("/duty", "Lịch trực")
    group = await ward.officer.types("/truc", "Đang trực")

    assert "Giờ này chưa có ai trực" in empty.text
    assert empty.message_id == week.message_id
    assert 7 == week.text.count(" Tú") - week.text.count("đ/c Tú")
    assert "đ/c Tú" in seen.text
    assert "Để trống" not in str(seen.labels)
    assert "đ/c Tú" in group.text


async def test_the_look_up_hears_of_every_change(place: Town) -> None:
    """Day and night apart, one date otherwise; what the screen says is what the reminders will read."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    head = Talk(ward.head)
    await head.types("/lichtruc", "Lịch trực")
    await head.presses("T2", "T2 hằng tuần")
    await head.presses("Ngày", "T2 hằng tuần")
    await head.presses("Tú", "☀️ Tú")
    await head.presses("Đêm", "T2 hằng tuần")
    plan = await head.presses("Bé", "🌙 Bé")
    await head.presses("coi cả tuần", "Lịch trực")
    await head.presses("Đổi riêng một ngày", "trực khác lịch")
    await head.presses("T2 ", "Chỉ riêng T2")
    date = await head.presses("Hải", "Đang xếp: Hải")
    changed = await head.presses("coi cả tuần", "Lịch trực")

    assert "Đang xếp: ☀️ Tú · 🌙 Bé" in plan.text
    assert "Đang xếp: Hải" in date.text
    assert "Ngày này khác lịch hằng tuần" in changed.text


async def test_a_stale_press_says_so_and_shows_the_roster_as_it_is(place: Town) -> None:
    """Two screens of one head: the older one changes nothing."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    head = Talk(ward.head)
    await head.types("/lichtruc", "Lịch trực")
    old = await head.presses("T2", "T2 hằng tuần")
    await head.types("/lichtruc", "Lịch trực")
    await head.presses("T2", "T2 hằng tuần")
    await head.presses("Tú", "Đang xếp: Tú")

    told = await head.is_told("Bé", on=old)
    await place.api.quiet()
    again = await head.types("/lichtruc", "Lịch trực")

    assert "Lịch đã đổi" in told
    assert "Bé" not in again.text


async def test_an_officer_swaps_a_shift_with_a_colleague(place: Town) -> None:
    """It is theirs until the colleague agrees; then both are told, and the lookup says so."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    head, tu, be = Talk(ward.head), Talk(ward.officers[0]), Talk(ward.officers[1])
    await head.types("/lichtruc", "Lịch trực")
    await _fills(head)
    before = await _there(place, ward.unit)
    await tu.types("/lichtruc", "đ/c Tú")
    await tu.presses("Nhờ trực thay", "Ca nào")
    await tu.presses("cả ngày", "nhờ ai trực thay")
    asked = await tu.presses("Bé", "ca vẫn là của đ/c")

    offer = await be.reads("Đ/c Tú nhờ đ/c trực thay")
    unchanged = await _there(place, ward.unit)
    agreed = await be.presses("Nhận trực thay", "Đ/c nhận trực thay")
    await tu.reads("Đ/c Bé nhận trực thay")
    week = await head.types("/lichtruc", "Lịch trực")

    assert asked.text.startswith("📨 Đã nhắn đ/c Bé")
    assert offer.message_id == agreed.message_id
    assert before == unchanged
    assert await _there(place, ward.unit) not in {None, before}
    assert "Đang trực: đ/c Bé" in week.text
    assert "🔁" in week.text


async def test_a_removed_officer_leaves_days_empty_and_the_head_is_told(place: Town) -> None:
    """With the days, and the way to the roster."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    head = Talk(ward.head)
    await head.types("/lichtruc", "Lịch trực")
    await _fills(head)
    await head.types("/canbo", "Tú")
    await head.presses("Cho Tú thôi", "Mọi quyền hết ngay")
    await head.presses("Cho thôi ngay", "Bé")

    told = await head.reads("không còn trong lịch trực")
    week = await head.presses("Coi lịch trực", "Lịch trực")

    assert "Chưa có ai trực:" in told.text
    assert "chưa có ai" in week.text
    assert await _there(place, ward.unit) is None


async def test_whoever_works_at_two_units_chooses(place: Town) -> None:
    """And sees the one they chose."""
    ward = await on_duty(place)
    await _enrols_again(place, ward, UnitCode("30307"))
    head = Talk(ward.head)

    await head.types("/lichtruc", "của đơn vị nào")
    week = await head.presses("Long Xuyên", "Lịch trực")

    assert "Công an phường Long Xuyên" in week.text


async def _fills(head: Talk) -> None:
    """Put Tú on duty on each day of the week, from day to day."""
    await head.presses("T2", "T2 hằng tuần")
    for day in ("T2", "T3", "T4", "T5", "T6", "T7", "CN"):
        await head.presses("Tú", "Đang xếp: Tú")
        if day != "CN":
            await head.presses("▶", "Đang xếp: chưa có ai")


async def _there(place: Town, unit: UnitCode) -> OfficerId | None:
    """Give who is on duty now, as whoever reminds officers reads it."""
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        return await book.duty.on_duty(unit, place.clock.now())


async def _enrols_again(place: Town, ward: Post, unit: UnitCode) -> None:
    """Let the head of a ward become one of another unit too."""
    assert place.program is not None
    token = await place.program.application.faces.administration.invite(Role.HEAD, unit=unit, by=None)
    ward.head.person.starts(token)
    await ward.head.person.waits_for("Gõ", anew=True)
    ward.head.person.sends("Hải")
    await ward.head.person.waits_for("Đã ghi danh", anew=True)
