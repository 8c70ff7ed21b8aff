"""Officers conduct a broadcast in their group, recall it, and bind a channel: real handlers against the stand-in."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.broadcasts.broadcast import OccurrenceState, Status
from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.services.broadcasts.channels import post_in_channels
from tests.handlers.station import RIGHTS, Station, a_station
from tests.services.office import HEAD, TAM, UNIT
from tests.services.sendings import Hall


@dataclass(slots=True, kw_only=True)
class Commune:
    """A station with its head, an officer, their group, and what is being sent."""

    station: Station
    head: Person
    tam: Person
    group: Chat
    hall: Hall


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncGenerator[Commune]:
    """Open a commune's station: everybody enrolled, the group bound, forty people subscribed."""
    async with a_station(tmp_path) as station:
        head, tam = station.api.person("Trưởng"), station.api.person("Tám")
        group = station.api.group("Công an xã", owner=head, members=(tam,))
        head.adds_bot_to(group, admin_rights=RIGHTS)
        head.starts()
        tam.starts()
        await station.enrols(head, HEAD)
        await station.enrols(tam, TAM)
        await station.works()
        await station.binds(group, HEAD)
        hall = Hall(station.office, station.vault)
        await hall.subscribes(100)
        yield Commune(station=station, head=head, tam=tam, group=group, hall=hall)
        assert 0 == await station.unfinished()


async def updated(commune: Commune) -> None:
    """Let the bot look once for what has changed."""
    commune.station.office.clock.passes(seconds=20)
    await commune.station.application.faces.broadcasting.updating.update()
    await commune.station.works()


async def test_a_sending_is_one_message_that_is_paused_resumed_and_becomes_the_report(commune: Commune) -> None:
    """An officer without that right changes nothing."""
    station, hall, group = commune.station, commune.hall, commune.group
    sending = await hall.begins()
    await updated(commune)
    first = commune.head.last_message(group)

    refused = await station.pressed(commune.tam, group, "Tạm dừng")
    paused = await station.pressed(commune.head, group, "Tạm dừng")
    held = commune.head.last_message(group).text
    await station.pressed(commune.head, group, "Gửi tiếp")
    await hall.serves(sending, 100)
    await hall.ends(sending)
    await updated(commune)
    last = commune.head.last_message(group)

    assert "📤 Đang gửi: Cảnh giác" in first.text
    assert "không" in refused
    assert ("Đã tạm dừng. Tin đang trên đường vẫn tới.", True) == (paused, "⏸ Đang tạm dừng" in held)
    assert (first.message_id, True) == (last.message_id, "✅ Đã gửi xong: Cảnh giác" in last.text)


async def test_in_a_group_with_topics_it_is_one_message_still(commune: Commune) -> None:
    """It stands under everything that has no topic; a restart finds it again, and nothing is said twice."""
    station, hall, group = commune.station, commune.hall, commune.group
    commune.head.turns_forum(group, on=True)
    sending = await hall.begins()
    await updated(commune)
    first = commune.head.last_message(group)
    await hall.serves(sending, 60)
    await updated(commune)
    second = commune.head.last_message(group)

    assert await station.pressed(commune.head, group, "Tạm dừng")
    assert (None, first.message_id) == (first.topic, second.message_id)
    assert first.text != second.text


async def test_a_stop_asks_first_and_can_be_left(commune: Commune) -> None:
    """What goes on is not stopped by one slip of a finger."""
    station, hall, group = commune.station, commune.hall, commune.group
    sending = await hall.begins()
    await updated(commune)

    await station.pressed(commune.head, group, "Dừng hẳn")
    asked = commune.head.last_message(group).text
    await station.pressed(commune.head, group, "Thôi, giữ nguyên")
    left = (await hall.sending(sending.id)).state
    await station.pressed(commune.head, group, "Dừng hẳn")
    await station.pressed(commune.head, group, "Dừng hẳn, không gửi nữa")

    assert "⏹ Dừng hẳn tin này?" in asked
    assert (OccurrenceState.SENDING, OccurrenceState.STOPPED) == (left, (await hall.sending(sending.id)).state)


async def test_a_recall_asks_why_and_a_correction_goes_on_in_private(commune: Commune) -> None:
    """The draft of the correction is the officer's to open; nothing of it is seen in the group."""
    station, hall, group = commune.station, commune.hall, commune.group
    sending = await hall.begins()
    await hall.serves(sending, 100)
    await hall.ends(sending)
    await updated(commune)

    await station.pressed(commune.head, group, "Đính chính")
    private = commune.head.last_message()
    await station.pressed(commune.head, group, "Thu hồi")
    await station.pressed(commune.head, group, "Nội dung sai")

    assert [["✏️ Soạn bản đính chính"]] == [list(row) for row in private.labels]
    assert "↩️ Đang thu hồi: Cảnh giác" in commune.head.last_message(group).text
    assert Status.CANCELLED is (await hall.broadcast(sending.broadcast)).status


async def test_a_channel_is_bound_served_and_cleared(commune: Commune) -> None:
    """The head adds the bot and says whose it is; a broadcast stands there without buttons, and goes when recalled."""
    station, hall, head = commune.station, commune.hall, commune.head
    channel = station.api.group("Công an phường", owner=head, kind="channel")
    head.adds_bot_to(channel, admin_rights=frozenset({"can_post_messages"}))
    await station.works()
    asked = head.last_message().text
    head.presses(head.last_message(), head.last_message().labels[0][0])
    await station.works()
    sending = await hall.begins(to_channels=True)
    async with station.office.casebook.begin() as book:
        broadcast = await book.broadcasts.of(sending.broadcast)
        assert broadcast is not None
        await post_in_channels(book, station.office.directory.unit_of, broadcast, sending, now=station.office.clock.at)
    await station.works()
    posted = head.last_message(channel)
    await updated(commune)
    await station.pressed(head, commune.group, "Thu hồi")
    await station.pressed(head, commune.group, "Nội dung sai")

    async with station.office.casebook.begin() as book:
        assert await book.channels.of(UNIT) is not None
    assert "Bot vừa được thêm vào kênh Công an phường." in asked
    assert ("Cảnh giác" in posted.text, []) == (True, [list(row) for row in posted.labels])
    assert posted.message_id not in {message.message_id for message in head.screen(channel)}
