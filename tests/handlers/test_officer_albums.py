"""Photos at the unit: uploaded anew under the card, named by their number, and gone when the tip goes."""

import hashlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.dispatches import AlbumDispatch, Dispatch, ToUnit
from bot.domain.evidence import Photo
from bot.domain.identifiers import fresh_id
from bot.domain.tip import Actor, Status, Tip
from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.sandbox.faults import Fault
from bot.sandbox.plain import objects_in, text_in
from bot.sandbox.screen import Shown
from bot.services.acting import refresh_cards
from tests.evidence.photos import decoded
from tests.handlers.station import RIGHTS, Station, a_station
from tests.services.office import HEAD, UNIT


@dataclass(slots=True, kw_only=True)
class Commune:
    """A station with its head and their group."""

    station: Station
    head: Person
    group: Chat

    async def receives_with(self, *contents: bytes) -> Tip:
        """File a tip that came with photos; its card and its album are sent."""
        office = self.station.office
        tip = await office.files()
        photos = [await self.photo(content) for content in contents]
        async with office.casebook.begin() as book:
            await book.evidence.add(tip.id, photos)
            album = Dispatch(id=fresh_id(), to=ToUnit(unit=UNIT), content=AlbumDispatch(tip=tip.id))
            await book.dispatches.put(album, now=office.clock.at)
        await self.station.works()
        return tip

    async def photo(self, content: bytes) -> Photo:
        """Put a photo on the shelf."""
        name, key = await self.station.shelf.keep(content)
        digest = hashlib.sha256(content).digest()
        return Photo(id=name, key=key, mime="image/jpeg", width=4, height=3, size=len(content), digest=digest)

    def kinds(self) -> list[str]:
        """Give what the bot's messages in the group are."""
        return [message.kind for message in self.head.screen(self.group) if message.by_bot]


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncGenerator[Commune]:
    """Open a commune's station: its head enrolled, the group bound."""
    async with a_station(tmp_path) as station:
        head = station.api.person("Trưởng")
        group = station.api.group("Công an xã", owner=head)
        head.adds_bot_to(group, admin_rights=RIGHTS)
        head.starts()
        await station.enrols(head, HEAD)
        await station.works()
        await station.binds(group, HEAD)
        yield Commune(station=station, head=head, group=group)


async def test_several_photos_are_one_protected_album(commune: Commune) -> None:
    """They come together, by one call, with neutral names and one line above them."""
    tip = await commune.receives_with(b"first", b"second", b"third")

    (call,) = commune.station.api.journal.calls("sendMediaGroup", commune.group.chat_id)
    shown = [message for message in commune.head.screen(commune.group) if message.kind == "photo"]
    assert 200 == call.code
    assert 1 == len({message.album for message in shown})
    assert [True] * 3 == [message.is_protected for message in shown]
    assert [f"🖼 #{tip.reference} · 3 hình, đã xóa thông tin ẩn", "", ""] == [message.text for message in shown]


async def test_one_photo_comes_alone(commune: Commune) -> None:
    """An album of one is no album."""
    await commune.receives_with(b"only")

    assert ["photo"] == commune.kinds()


async def test_a_file_that_is_gone_is_said(commune: Commune) -> None:
    """The others are sent, and a line says that one is missing; where all are, the line stands alone."""
    office = commune.station.office
    both, alone = await office.files(), await office.files()
    lost, kept, also_lost = [await commune.photo(content) for content in (b"lost", b"kept", b"lost too")]
    await commune.station.shelf.discard([lost.id, also_lost.id])

    async with office.casebook.begin() as book:
        for tip, photos in ((both, [lost, kept]), (alone, [also_lost])):
            await book.evidence.add(tip.id, photos)
            album = Dispatch(id=fresh_id(), to=ToUnit(unit=UNIT), content=AlbumDispatch(tip=tip.id))
            await book.dispatches.put(album, now=office.clock.at)
    await commune.station.works()

    said = [message.text for message in commune.head.screen(commune.group) if message.by_bot]
    assert ["photo", "text"] == commune.kinds()
    assert [True, True] == ["Có hình không mở lại được" in text for text in said]


async def test_photos_of_a_withdrawn_tip_are_deleted(commune: Commune) -> None:
    """Nothing of them is left in the group."""
    tip = await commune.receives_with(b"first", b"second")
    office = commune.station.office

    async with office.casebook.begin() as book:
        withdrawn = tip.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=office.clock.at)
        await book.tips.save(withdrawn)
        await refresh_cards(book, withdrawn, now=office.clock.at)
    await commune.station.works()

    assert [] == commune.kinds()


async def test_what_telegram_takes_neither_as_photos_nor_as_files_is_said(commune: Commune) -> None:
    """It is not tried for ever: a line stands in the album's place, and the tip stays where it is."""
    commune.station.api.faults.next(Fault.ERROR, times=2, method="sendMediaGroup", code=400)

    tip = await commune.receives_with(b"first", b"second")

    (said,) = [message.text for message in commune.head.screen(commune.group) if message.by_bot]
    assert ["text"] == commune.kinds()
    assert "Có hình không mở lại được" in said
    assert UNIT == (await commune.station.office.tip(tip)).unit


async def test_photos_that_telegram_no_longer_deletes_are_greyed(commune: Commune) -> None:
    """Where they are too old to be taken away, nothing of them can be seen any more."""
    tip = await commune.receives_with(b"first", b"second")
    api, office = commune.station.api, commune.station.office
    api.faults.next(Fault.ERROR, times=2, method="deleteMessage", code=400)

    async with office.casebook.begin() as book:
        withdrawn = tip.moved_to(Status.WITHDRAWN, by=Actor.REPORTER, at=office.clock.at)
        await book.tips.save(withdrawn)
        await refresh_cards(book, withdrawn, now=office.clock.at)
    await commune.station.works()

    shown = [message for message in commune.head.screen(commune.group) if message.kind == "photo"]
    contents = [stored_in(commune, message) for message in shown]
    assert ["", ""] == [message.text for message in shown]
    assert [True, True] == [content.startswith(b"\x89PNG") for content in contents]
    assert (64, 64) == decoded(contents[0]).size


def stored_in(commune: Commune, shown: Shown) -> bytes:
    """Give the bytes of a photo in the group."""
    message = commune.station.api.world.chats[shown.chat_id].messages[shown.message_id]
    stored = commune.station.api.world.files.by_id(text_in(objects_in(message.content.media["photo"])[-1]["file_id"]))
    assert stored is not None
    return stored.content
