"""Copies, pages, places, cases, reminders and digests, while the bot dies at each of its commits and sends in turn."""

from pathlib import Path
from typing import Final

import pytest

from bot.domain.deadlines import Milestone
from bot.domain.reckoning import Ground, Rung
from bot.domain.tip import Status
from bot.domain.units import UnitCode
from bot.sandbox.actors import Person
from bot.sandbox.screen import Shown
from bot.services.climbing import LEASE
from tests.crashes.ledger import Ledger, count
from tests.crashes.lives import Check, MortalTown, Story, at_every_instant
from tests.crashes.residents import PATIENCE, comes_in, presses, receipt_in, sees, tells, words_of
from tests.crashes.station import Station, has, has_a_desk, opens, stray_cards

KIND: Final = "Đang đánh nhau"
PAGE: Final = "Tin gấp #"
CRIME: Final = UnitCode("PC02")
SCENE: Final = (10.33314, 105.45932)


async def an_urgent_tip(place: MortalTown) -> Check:
    """Send what the criminal police get for information and the desk is paged about."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    desk = await has_a_desk(place.api, place.opened.casebook)
    crime = await has(place.api, place.opened.casebook, CRIME, head="Sơn")
    lan = place.resident()
    await comes_in(lan)
    groups = await presses(lan, lan.last_message(), "Báo tin", "việc gì")
    leaves = await presses(lan, groups, "Đánh nhau", "giống nhất")
    asked = await presses(lan, leaves, KIND, "GỌI 113 NGAY")
    await presses(lan, asked, "Không gọi được", "xã, phường nào")
    lan.sends("my thoi")
    review = await presses(lan, await sees(lan, "Chuyện gì?"), "Bỏ qua", "TIN GẤP")
    await place.counts()
    receipt = receipt_in(await presses(lan, review, "Gửi tin", "Mã tin"))
    await station.sees(KIND, anew=False)
    await desk.sees(PAGE, anew=False)
    await crime.sees("ĐỂ BIẾT", anew=False)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (1, 1) == tuple(count(place.settings, "casebook", table) for table in ("tips", "copies"))
        assert [] == stray_cards(station.cards(KIND))
        assert 1 <= len(desk.cards(PAGE)) <= 2
        assert 1 <= len(crime.cards("ĐỂ BIẾT")) <= 2
        assert [] == crime.cards("Nhận xử lý")

    return holds


async def a_coarse_place(place: MortalTown) -> Check:
    """Share the scene to a metre, let it be known to about a hundred, and send."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(lan)
    lan.sends(words_of(lan))
    await sees(lan, "xã, phường nào")
    await place.counts()
    lan.sends_location(*SCENE)
    asked = await sees(lan, "Đã nhận vị trí")
    await presses(lan, asked, "Khoảng 100 m", "Đã giữ chỗ bà con ghim")
    place.life.is_counted = False
    lan.sends("my thoi")
    kind = await sees(lan, "giống loại nào")
    when = await presses(lan, kind, "Bỏ qua", "lúc nào")
    review = await presses(lan, when, "Hôm nay", "Coi lại trước khi gửi")
    receipt = receipt_in(await presses(lan, review, "Gửi tin", "Mã tin"))
    await station.sees("10.333,105.459", anew=False)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert tip.account.pin is not None
        assert (10.333, 105.459, 100) == (tip.account.pin.lat, tip.account.pin.lon, tip.account.pin.about)
        assert not [shown for shown in (*station.cards(""), *lan.screen()) if "10.3331" in shown.text]

    return holds


async def a_case(place: MortalTown) -> Check:
    """Hold two tips together, one of them taken; take the other along."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    people = [place.resident(), place.resident("Minh")]
    receipts = [await _told(one) for one in people]
    await station.sees(words_of(people[1]), anew=False)
    await place.comes_to_rest()
    await station.presses(_card(station, people[1]), "Nhận xử lý", "đang xử lý")
    await station.presses(_card(station, people[1]), "Cùng vụ", "trả lời (reply)")
    joined = await _joined(station)
    await place.counts()
    await station.presses(joined, "Nhận luôn", "đã nhận luôn")

    async def holds(kept: Ledger) -> None:
        tips = [await kept.tip(receipt) for receipt in receipts]
        assert [Status.TAKEN] * 2 == [tip.status for tip in tips if tip is not None]
        assert (1, 2) == tuple(count(place.settings, "casebook", table) for table in ("cases", "case_members"))
        assert 2 == count(place.settings, "casebook", "audit", "action = 'tip.taken'")
        assert 1 == count(place.settings, "casebook", "audit", "action = 'tip.joined'")

    return holds


async def reminders_and_the_digest(place: MortalTown) -> Check:
    """Be late by night, and let it be seven in the morning."""
    assert place.opened is not None
    place.clock.comes_to("2026-11-26", "20:30")
    station = await opens(place.api, place.opened.casebook)
    desk = await has_a_desk(place.api, place.opened.casebook)
    lan = place.resident()
    await comes_in(station.head)
    receipt = await _told(lan)
    await station.sees(words_of(lan), anew=False)
    await place.comes_to_rest()
    place.clock.comes_to("2026-12-04", "07:05")
    await place.counts()
    await place.ticks(lambda program: program.climbing.climb(), again_after=2 * LEASE)
    await place.ticks(lambda program: program.digesting.send_if_due(), again_after=2 * LEASE)
    await desk.sees("Tin quá hạn", anew=False)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        async with kept.stores.casebook.begin() as book:
            rows = {row.milestone: row for row in await book.deadlines.of(tip.id)}
        told = count(place.settings, "casebook", "audit", "action = 'tip.reminded'")
        seen = rows[Milestone.SEEN]
        assert (None, None) == (seen.rung, seen.climbs)
        assert len(Rung) == told  # the group, the head and the desk, each once
        for post in (station, desk):
            assert 1 <= len(post.cards("⏰ #")) <= 2
        assert 1 <= len(desk.cards("Tin quá hạn")) <= 2

    return holds


async def an_extension(place: MortalTown) -> Check:
    """Give the result more time."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    lan = place.resident()
    receipt = await _told(lan)
    await station.sees(words_of(lan), anew=False)
    await station.presses(_card(station, lan), "Kết thúc", "kết thúc tin")
    asked = await station.presses(station.newest("kết thúc tin"), "Cần thêm thời gian", "Vì sao?")
    await place.counts()
    await station.presses(asked, "Nhiều tình tiết", "gia hạn")
    await lan.waits_until(lambda shown: shown.text == "Có cập nhật mới.", said="a notice", within=PATIENCE)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        async with kept.stores.casebook.begin() as book:
            (result,) = [row for row in await book.deadlines.of(tip.id) if row.milestone is Milestone.RESULT]
        assert Ground.COMPLEX is result.ground
        assert 1 == count(place.settings, "casebook", "audit", "action = 'tip.extended'")
        assert 1 <= lan.texts().count("Có cập nhật mới.") <= 2

    return holds


async def a_roster(place: MortalTown) -> Check:
    """Put oneself on duty on Mondays."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook)
    head = station.head
    await comes_in(head)
    head.sends("/lichtruc")
    week = await sees(head, "Lịch trực")
    day = await presses(head, week, "T2", "T2 hằng tuần")
    await place.counts()
    await presses(head, day, "Tám", "Đang xếp: Tám")

    async def holds(kept: Ledger) -> None:
        async with kept.stores.casebook.begin() as book:
            (roster,) = (await book.duty.every()).values()
        assert (1, 1) == (len(roster.week), roster.version)
        assert 1 == count(place.settings, "casebook", "audit", "action = 'duty.changed'")

    return holds


@pytest.mark.parametrize(
    ("story", "least"),
    [
        (an_urgent_tip, 20),
        (a_coarse_place, 5),
        (a_case, 5),
        (reminders_and_the_digest, 15),
        (an_extension, 10),
        (a_roster, 3),
    ],
)
async def test_each_is_done_once_whenever_the_bot_dies(tmp_path: Path, story: Story, least: int) -> None:
    """Whatever had been begun is gone through with after the start: nothing is missing, nothing is done twice."""
    instants = await at_every_instant(tmp_path, story)

    assert least < len(instants)


async def _told(one: Person) -> str:
    await comes_in(one)
    return receipt_in(await tells(one, words_of(one)))


def _card(station: Station, of: Person) -> Shown:
    return station.cards(words_of(of))[-1]


async def _joined(station: Station) -> Shown:
    menu = station.newest("trả lời (reply)")
    label = next(name for row in menu.labels for name in row if "Cùng vụ với" in name)
    return await station.presses(menu, label, "Mỗi tin vẫn riêng")
