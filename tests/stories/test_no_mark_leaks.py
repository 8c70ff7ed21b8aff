"""Whoever reads the group, the logs, the output, or both database files without their keys learns of nobody.

Everything about a resident that Telegram hands over is marked; a whole journey follows, with the bot killed in its
middle and started again. Then every place is searched.
"""

import asyncio
import io
import sqlite3
from pathlib import Path

from bot.clock import WallClock
from bot.domain.people import Role
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import objects_in, text_in
from bot.services.administration import Administration
from bot.settings import Settings
from bot.stores import stores
from tests.crashes.process import Machine, machine
from tests.evidence.photos import finds, marked_jpeg
from tests.stories.marks import (
    FILE,
    HIDDEN,
    NAMES,
    PHONE,
    SERIAL,
    SHOT,
    WORDS,
    Marked,
    bytes_in,
    calls_to_others,
    english,
    marked,
    names_in,
    numbers_in,
)
from tests.stories.people import WARD, Post, Resident, accepted, bound
from tests.stories.tongues import ENGLISH
from tests.town import Town, directory, town


async def test_nothing_of_a_resident_leaves_a_killed_process(tmp_path: Path) -> None:
    """The real program, killed three times by the operating system."""
    async with machine(tmp_path) as there:
        someone = marked(there.api)
        ward = await _opens(there.api, there.settings)

        await _tells(someone)
        await _again(there)
        await _sends(someone, there.api)
        await _again(there)
        await _talks(someone, ward)
        await _again(there)
        await there.api.quiet()
        log = (tmp_path / "log").read_text()

        _assert_silent(there.api, someone, there.settings.data)
        assert [] == names_in({"standard error": log}, words=WORDS)
        assert [] == numbers_in({"standard error": log}, (*someone.ids, ward.group.chat_id))


async def test_nothing_of_a_resident_stands_in_any_log_record(tmp_path: Path, log: io.StringIO) -> None:
    """At the finest level, of every library, through a death and a new life, and through a handler that fails."""
    async with town(tmp_path, paced=False) as place:
        someone = marked(place.api)
        ward = await _opens(place.api, place.settings)

        await _tells(someone)
        await place.dies()
        await place.starts()
        await _sends(someone, place.api)
        await _breaks(place, someone)
        await _talks(someone, ward)
        await place.api.quiet()
        said = {"the log": log.getvalue()}

        _assert_silent(place.api, someone, place.settings.data)
        assert '"error": "OperationalError"' in log.getvalue()  # the failure was met, and told without its words
        assert [] == names_in(said, words=WORDS)
        assert [] == numbers_in(said, (*someone.ids, ward.group.chat_id))
        assert place.api.token not in log.getvalue()


def test_the_search_finds_what_is_planted(tmp_path: Path) -> None:
    """Else its silence would say nothing."""
    number = 5_210_000_043
    (tmp_path / "a.db").write_bytes(b"..." + number.to_bytes(8, "big") + "Qxwörds".encode("utf-16-le"))
    (tmp_path / "b.db").write_bytes(b"..." + number.to_bytes(8, "little") + str(number).encode())

    found = bytes_in(tmp_path, "*.db", texts=["Qxwörds"], numbers=[number])

    assert ["Qxwörds in a.db", f"{number} in a.db", f"{number} in b.db", f"{number} in b.db"] == sorted(
        found, key=lambda line: (line[-4:], line[0] != "Q")
    )
    assert ["qxuser_name in a call"] == names_in({"a call": '{"text": "@QXUSER_NAME"}'})


async def _opens(api: BotApiServer, settings: Settings) -> Post:
    """Let a ward's head and officer come, and bind their group."""
    async with stores(settings) as opened:
        clock = WallClock(settings.zone)
        administration = Administration(opened.casebook, directory(), clock, wake=lambda: None)
        tokens = [await administration.invite(role, unit=WARD, by=None) for role in (Role.HEAD, Role.OFFICER)]
    head, officer = [await accepted(api.person(name), token) for name, token in zip(("Hải", "Tú"), tokens, strict=True)]
    return await bound(api, WARD, head, officer)


async def _tells(someone: Marked) -> None:
    """Write all that a resident can write, each with its marks; the tip stays a draft."""
    person, lan = someone.person, Resident(someone.person, ENGLISH)
    person.starts()
    await person.waits_for("113")
    await lan.writes(WORDS[0])
    person.forwards(WORDS[1], origin=someone.origin)
    await lan.sees(WORDS[1])
    person.forwards(WORDS[2], hidden_name=HIDDEN)
    await lan.sees(WORDS[2])
    person.sends_contact(PHONE)
    await lan.sees("contacts")
    person.sends_document(FILE)
    await lan.sees("files")
    person.sends_document(SHOT, content=marked_jpeg(SERIAL), mime="image/jpeg")
    await lan.sees("Pictures: 1")
    person.sends_photo(content=marked_jpeg(SERIAL))
    await lan.sees("Pictures: 2")


async def _sends(someone: Marked, api: BotApiServer) -> None:
    """Send the tip from the newest screen: after a death it may have come twice."""
    lan = Resident(someone.person, ENGLISH)
    await api.quiet(0.4)
    await lan.sends()


async def _talks(someone: Marked, ward: Post) -> None:
    """Take it, ask, be answered in words and by a press, close it, and hear that it still happens."""
    lan = Resident(someone.person, ENGLISH)
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on=WORDS[2])
    await ward.officer.asks("Xe màu gì?", on=WORDS[2])
    await lan.reads("Xe màu gì?")
    await lan.answers(WORDS[3])
    await ward.officer.sees(WORDS[3])
    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin", on="Đ/c Tú")
    await ward.officer.presses("Thường vào giờ nào?", "Chưa gửi")
    await ward.officer.presses("📨 Gửi", "đã gửi người báo tin")
    await lan.reads("what time?")
    await lan.presses("Late night", "🗣")
    await ward.officer.sees("Khuya")
    await ward.officer.presses("Kết thúc", "kết thúc tin")
    await ward.officer.presses("Đã bắt quả tang", "Chưa chốt")
    await ward.officer.presses("Chốt kết quả", "Đã kết thúc")
    await lan.reads("stopped it")
    await lan.presses(ENGLISH.still, "waiting for an officer")
    await ward.officer.sees("Vẫn còn xảy ra")
    await ward.officer.is_told("Chép nội dung")
    await ward.officer.reads_privately("Khuya")


async def _again(there: Machine) -> None:
    await there.is_killed()
    await there.starts()


async def _breaks(place: Town, someone: Marked) -> None:
    """Let the store fail under something that the resident types, so that errors are logged; it is tried again."""
    held = sqlite3.connect(place.settings.data / "vault.db", timeout=30, isolation_level=None)
    for old, new in (("conversations", "elsewhere"), ("elsewhere", "conversations")):
        held.execute("BEGIN IMMEDIATE")
        held.execute(f"ALTER TABLE {old} RENAME TO {new}")
        held.execute("COMMIT")
        if new == "elsewhere":
            someone.person.sends("Qwlost lời kể")
            await asyncio.sleep(0.5)
    held.close()


def _assert_silent(api: BotApiServer, someone: Marked, data: Path) -> None:
    """Search every call to others, and the bytes of both stores."""
    others = calls_to_others(api, someone.person)
    assert [] == names_in(others, words=english())
    assert [] == numbers_in(others, (*someone.ids, *someone.seconds))
    assert any(WORDS[0] in text for text in others.values())  # the search looked where the tip is
    photos = _photos_shown_to_others(api, someone.person)
    assert 2 <= len(photos)
    assert [] == [content for content in photos if finds(SERIAL, content)]
    marks = (*NAMES, *WORDS)
    assert [] == bytes_in(data, "evidence/*", texts=(*marks, "JFIF"), numbers=someone.ids)
    assert [] == bytes_in(data, "casebook.db*", texts=marks, numbers=(*someone.ids, *someone.seconds))
    assert [] == bytes_in(data, "vault.db*", texts=marks, numbers=someone.ids)


def _photos_shown_to_others(api: BotApiServer, resident: Person) -> list[bytes]:
    """Give every photo that the bot has posted in a chat of somebody else."""
    files = [
        api.world.files.by_id(text_in(objects_in(message.content.media["photo"])[-1]["file_id"]))
        for chat in api.world.chats.values()
        if chat.chat_id != resident.user_id
        for message in chat.messages.values()
        if "photo" in message.content.media
    ]
    return [file.content for file in files if file is not None]
