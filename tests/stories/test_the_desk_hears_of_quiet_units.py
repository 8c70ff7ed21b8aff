"""The desk's digest: at seven in the morning, and whenever it asks, it sees which units nothing is heard from."""

from datetime import time, timedelta

from bot.domain.people import Role
from bot.domain.units import DESK
from bot.sandbox.screen import Shown
from tests.stories.people import Officer, desk_on_duty, enrolled, on_duty, resident
from tests.town import Town

HEAD = "Tổng hợp các đơn vị"


async def test_a_unit_that_has_slept_for_a_day_is_on_the_morning_digest(place: Town) -> None:
    """It comes by itself, once, and says how long."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.finds("Nhận xử lý", on="xe đạp")

    told = [await _morning(place, days=2), await _morning(place)]
    digest = await desk.officer.sees(HEAD, anew=False)
    await place.api.quiet()

    assert [True, False] == told
    assert "Công an phường Mỹ Thới: có tin chờ" in digest.text
    assert "cả ngày không ai nhận" in digest.text
    assert "xe đạp" not in digest.text
    assert 1 == len([text for text in desk.texts() if HEAD in text])
    assert [] == [text for text in ward.texts() if HEAD in text]


async def test_all_well_is_a_line_too(place: Town) -> None:
    """Somebody who reads it knows that the bot lives."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    del ward

    digest = await _asks(desk.officer)

    assert "Mọi đơn vị đều đang chạy" in digest.text


async def test_a_bot_put_out_of_the_group_shows(place: Town) -> None:
    """Until the group is bound again."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    ward.head.person.removes_bot_from(ward.group)
    await desk.officer.sees("không còn Tin Báo")

    digest = await _asks(desk.officer)

    assert "Công an phường Mỹ Thới: nhóm không còn Tin Báo" in digest.text


async def test_a_deleted_group_shows(place: Town) -> None:
    """Nobody tells the bot; the first tip that does not arrive does."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    del place.api.world.chats[ward.group.chat_id]
    await lan.reports("Hai người lấy xe đạp")
    await desk.officer.sees("Hai người lấy xe đạp")
    await place.api.quiet()

    digest = await _asks(desk.officer)

    assert "Công an phường Mỹ Thới: nhóm đã xóa hay không gửi tới được" in digest.text


async def test_a_shielded_tip_leaves_no_trace_of_its_commune(place: Town) -> None:
    """It waits at the desk; of the commune's police the digest says nothing at all."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp", fears=True)
    await desk.officer.finds("Nhận xử lý", on="xe đạp")
    await place.api.quiet()
    place.clock.passes(days=2)

    digest = await _asks(desk.officer)

    assert "Trực ban tỉnh: có tin chờ" in digest.text
    assert "Mỹ Thới" not in digest.text
    assert [] == [text for text in ward.texts() if HEAD in text]


async def test_nobody_but_the_desk_reads_it(place: Town) -> None:
    """A head of a commune asks in vain, in private and in the group."""
    ward = await on_duty(place)

    private = Officer(ward.head.person)
    in_private = await private.types("/tonghop", "không thuộc quyền")
    in_group = await ward.head.types("/tonghop", "không thuộc quyền")

    assert HEAD not in in_private.text + in_group.text


async def test_the_desk_asks_in_private(place: Town) -> None:
    """At any hour; also who works at the desk without being in its group."""
    member = await enrolled(place, "Nga", Role.DESK, DESK)

    digest = await _asks(member)

    assert HEAD in digest.text


async def test_a_restart_over_seven_o_clock_sends_it_once(place: Town) -> None:
    """Down at seven, it comes late on the same day; up again, not a second time."""
    desk = await desk_on_duty(place)
    await place.stops()
    place.clock.passes(days=1, seconds=_until_seven(place) + 3600)
    await place.starts()
    first = await _sends(place)
    await place.api.quiet()
    await place.stops()
    await place.starts()
    second = await _sends(place)
    await desk.officer.sees(HEAD, anew=False)
    await place.api.quiet()

    assert [True, False] == [first, second]
    assert 1 == len([text for text in desk.texts() if HEAD in text])


async def _asks(officer: Officer) -> Shown:
    """Let somebody of the desk ask how all units are."""
    return await officer.types("/tonghop", HEAD)


async def _morning(place: Town, *, days: int = 0) -> bool:
    """Let it become seven in the morning, so many days further on, and the scheduler look."""
    await place.api.quiet()
    place.clock.passes(days=days, seconds=_until_seven(place) if days else 0)
    return await _sends(place)


async def _sends(place: Town) -> bool:
    assert place.program is not None
    return await place.program.digesting.send_if_due()


def _until_seven(place: Town) -> float:
    now = place.clock.now()
    seven = now.replace(hour=7, minute=0, second=1, microsecond=0)
    return (seven - now + (timedelta(days=1) if now.time() >= time(7) else timedelta())).total_seconds()
