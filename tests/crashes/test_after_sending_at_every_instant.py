"""What a resident decides once a tip is sent, while the bot dies at each of its commits and sends in turn."""

from pathlib import Path

import pytest

from bot.domain.kinds import Urgency
from bot.domain.thread import Author
from bot.domain.tip import Status
from bot.sandbox.actors import Person
from tests.crashes.ledger import Ledger, count, receipts_shown
from tests.crashes.lives import Check, MortalTown, Story, at_every_instant
from tests.crashes.residents import comes_in, looks_up, presses, receipt_in, sees, tells


async def sent(place: MortalTown) -> tuple[Person, str]:
    """Give a resident who has sent a tip, and its receipt; instants count from here."""
    lan = place.resident()
    await comes_in(lan)
    receipt = receipt_in(await tells(lan))
    await place.counts()
    return lan, receipt


async def an_addition(place: MortalTown) -> Check:
    """Add two texts to a tip that is found by its receipt."""
    lan, receipt = await sent(place)
    thread = await looks_up(lan, receipt)
    await presses(lan, thread, "Gửi thêm", "Gõ chữ, gửi hình")
    lan.sends("Xe màu đỏ")
    await sees(lan, "Xe màu đỏ")
    lan.sends("biển số không rõ")
    written = await sees(lan, "biển số không rõ")
    await presses(lan, written, "Gửi", "Đã đến")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        entries = await kept.thread(tip)
        assert [(Author.REPORTER, "Xe màu đỏ\nbiển số không rõ")] == [(entry.author, entry.text) for entry in entries]
        assert 1 == count(place.settings, "casebook", "tips")
        assert 2 == count(place.settings, "casebook", "dispatches")  # the card and the entry wait for the desk's group

    return holds


async def a_cry(place: MortalTown) -> Check:
    """Add a text that says danger to a tip; how its thread is opened is an addition's matter."""
    lan, receipt = await sent(place)
    place.life.is_counted = False
    await looks_up(lan, receipt)
    await place.counts()
    lan.sends("Nó đang chém người")
    written = await sees(lan, "GỌI 113 NGAY")
    await presses(lan, written, "Gửi gấp", ": Nó đang chém người")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert Urgency.URGENT is tip.urgency
        assert ["Nó đang chém người"] == [entry.text for entry in await kept.thread(tip)]

    return holds


async def a_burnt_address(place: MortalTown) -> Check:
    """Choose the code alone, under the receipt."""
    lan, receipt = await sent(place)
    await presses(lan, lan.last_message(), "Chỉ dùng mã tin", "sẽ không có thông báo nào")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (None, 0) == (tip.handle, await kept.addresses(lan))
        assert {receipt} == receipts_shown(lan)

    return holds


async def a_withdrawal(place: MortalTown) -> Check:
    """Take a tip back; how its thread is opened is an addition's matter."""
    lan, receipt = await sent(place)
    place.life.is_counted = False
    thread = await looks_up(lan, receipt)
    await place.counts()
    sure = await presses(lan, thread, "Rút tin", "Không lấy lại được")
    await presses(lan, sure, "Rút tin", "Đã rút theo ý bà con")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        assert (Status.WITHDRAWN, None, 0) == (tip.status, tip.handle, await kept.addresses(lan))

    return holds


async def a_correction(place: MortalTown) -> Check:
    """Say that the tip was about another commune."""
    lan, receipt = await sent(place)
    await presses(lan, lan.last_message(), "Sai xã, sửa", "thật ra ở xã")
    lan.sends("long xuyen")
    offered = await sees(lan, "muốn nói xã")
    await presses(lan, offered, "Long Xuyên", "Đã đến")

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        commune = place.program.application.faces.directory.communes[tip.commune] if place.program else None
        assert commune is not None
        assert "phường Long Xuyên" == commune.name
        assert {receipt} == receipts_shown(lan)

    return holds


@pytest.mark.parametrize("story", [an_addition, a_cry, a_burnt_address, a_withdrawal, a_correction])
async def test_what_follows_a_tip_happens_once_whenever_the_bot_dies(tmp_path: Path, story: Story) -> None:
    """An addition is there once, a burnt address leads nowhere in either store, a correction holds."""
    instants = await at_every_instant(tmp_path, story)

    assert 10 < len(instants)
