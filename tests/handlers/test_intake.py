"""Intake: what Telegram was told to forget lies in the vault, and nothing comes twice.

The real program runs over real stores; where the vault must fail, its store is one that fails on demand.
"""

import asyncio
import io
import json
import logging
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import logs
from bot.domain.identifiers import ChatId
from bot.ports.vault import Errand
from bot.sandbox.bot_api import BotApiServer
from handlers.intake import MOST_WAITING, MOST_WAITING_IN_GROUP
from handlers.ordering import Lanes
from storage.engine import Store
from tests.stories.people import on_duty
from tests.stories.telling import places_it, pressed, reviews_a_theft, typed, welcomed
from tests.town import TOKEN, Town, town


class FailingStore(Store):
    """A database whose disk is full for as long as it is told; only what fails is played, all else is real."""

    failures = 0  #: commits of the vault that fail from now on

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncConnection]:
        """Open a transaction that cannot be committed, if it has to fail."""
        async with super().begin() as connection:
            yield connection
            is_vault = self.file is not None and self.file.name == "vault.db"
            if is_vault and type(self).failures > 0:
                type(self).failures -= 1
                raise OSError(28, "No space left on device")


@pytest.fixture
def said() -> Generator[Callable[[], str]]:
    """Give everything that was logged so far."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    buffer = io.StringIO()
    logs.configure(buffer, level=logging.DEBUG)
    yield buffer.getvalue
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def waiting(place: Town) -> tuple[int, int]:
    """Give how many rows wait in the inbox and how many are set aside."""
    assert place.opened is not None
    async with place.opened.vault.begin() as session:
        return await session.inbox.counts()


def offsets(place: Town) -> list[object]:
    """Give the offsets that the bot has sent, in order."""
    return [call.params.get("offset") for call in place.api.journal.calls("getUpdates")]


async def test_a_batch_is_in_the_vault_before_it_is_confirmed(tmp_path: Path) -> None:
    """At every poll the updates that it confirms lie in the inbox, or have been dealt with."""
    async with BotApiServer(token=TOKEN) as api:
        place = Town(api, tmp_path)
        await place.starts()
        assert place.program is not None
        place.program.lanes.stop()  # nothing is dealt with: what came must lie in the inbox
        lan = place.resident()
        lan.starts()
        for number in range(5):
            lan.sends(f"chuyện {number}")
        await place.api.quiet()

        assert (6, 0) == await waiting(place)
        assert 0 == len(api.world.updates)
        await place.stops()


async def test_what_the_vault_could_not_keep_comes_again(tmp_path: Path, said: Callable[[], str]) -> None:
    """A full disk for a moment loses nothing: the offset waits, Telegram gives the same updates again."""
    async with BotApiServer(token=TOKEN) as api:
        place = Town(api, tmp_path)
        place.store = FailingStore
        await place.starts()
        await place.api.quiet(0.5)
        lan = place.resident()
        FailingStore.failures = 1
        lan.starts()

        await lan.waits_for("113")
        await place.api.quiet()
        await place.stops()

    assert 1 == said().count("intake.failed")
    assert [None, None] == offsets(place)[:2]
    assert 1 == sum("113" in text for text in lan.texts())


async def test_what_was_cut_off_before_its_confirmation_is_known_when_it_comes_again(tmp_path: Path) -> None:
    """The process dies between commit and offset; nobody is answered twice."""
    async with town(tmp_path) as place:
        lan = place.resident()
        await welcomed(lan)
        await place.api.quiet()
        assert place.program is not None
        update = {"update_id": 1, "message": _message(lan.user_id, "/trogiup")}
        await place.program.intake.take_in([update], place.program.lanes)
        await lan.waits_for("Cách dùng")
        await place.program.intake.take_in([update, update], place.program.lanes)
        await place.api.quiet()

        assert 1 == sum("Cách dùng" in text for text in lan.texts())
        assert (0, 0) == await waiting(place)


async def test_a_flood_is_bounded_and_told_once(tmp_path: Path) -> None:
    """One chat's hundred messages fill forty places; others come through; one polite word."""
    async with town(tmp_path) as place:
        assert place.program is not None
        lan, minh = place.resident(), place.resident("Minh")
        await welcomed(lan)
        await place.api.quiet()
        for batch in range(3):
            updates = [
                {"update_id": 1000 + batch * 100 + number, "message": _message(lan.user_id, "/trogiup", number)}
                for number in range(100)
            ]
            await place.program.intake.take_in(updates, place.program.lanes)
        place.program.wake()
        assert place.program.lanes.waiting(ChatId(lan.user_id)) <= MOST_WAITING
        await welcomed(minh)

        await lan.waits_for("nhanh quá", within=15)
        assert place.opened is not None
        async with place.opened.vault.begin() as session:
            letters = await session.letters.counts()

        assert 1 == sum("nhanh quá" in text for text in lan.texts())
        assert (0, 0) == letters


async def test_a_group_that_writes_too_much_at_once_is_told_once(tmp_path: Path) -> None:
    """No word of an officer is lost without anybody knowing; a group that is no unit's is told nothing."""
    async with town(tmp_path, paced=False) as place:
        ward = await on_duty(place)
        stranger = place.api.person("Khách")
        other = place.api.group("Nhóm khác", owner=stranger)
        stranger.adds_bot_to(other)
        await place.api.quiet()
        assert place.program is not None

        place.program.lanes.stop()  # whatever comes now waits
        for group, sender in ((ward.group, ward.head.person), (other, stranger)):
            updates = [
                {"update_id": group.chat_id + n, "message": _message(sender.user_id, "/canbo", n, group=group.chat_id)}
                for n in range(MOST_WAITING_IN_GROUP + 2)
            ]
            await place.program.intake.take_in(updates, place.program.lanes)
            await place.program.intake.take_in(updates[-1:], place.program.lanes)
        await ward.head.person.waits_for("chưa đọc hết", chat=ward.group)
        await place.api.quiet()

        assert 1 == sum("chưa đọc hết" in text for text in ward.texts())
        assert [] == [shown.text for shown in stranger.screen(other) if "chưa đọc hết" in shown.text]


async def test_what_cannot_be_read_is_set_aside_and_told_with_its_number(
    tmp_path: Path, said: Callable[[], str]
) -> None:
    """The draft cannot be sent over it, until the resident drops it; the log knows the number alone."""
    async with town(tmp_path) as place:
        lan = place.resident()
        await welcomed(lan)
        await reviews_a_theft(lan)
        await place.api.quiet()
        await _set_aside(place, ChatId(lan.user_id))
        apology = (await lan.waits_for("Mã lỗi")).text
        review = next(message for message in reversed(lan.screen()) if "Coi lại" in message.text)

        lan.presses(review, "Gửi tin")
        unsettled = (await lan.waits_for("Tin chưa gửi", anew=True)).text
        shown = next(message for message in lan.screen() if "Tin chưa gửi" in message.text)
        lan.presses(shown, "Bỏ mục đó")
        await lan.waits_for("Coi lại", anew=True)
        lan.presses(next(m for m in lan.screen() if "Coi lại" in m.text), "Gửi tin")
        await lan.waits_for("Mã tin", anew=True)

        number = apology.partition("Mã lỗi: ")[2][:6]
        assert (0, 0) == await waiting(place)
    assert number in unsettled
    aside = [json.loads(line) for line in said().splitlines() if "errand.set_aside" in line]
    assert [number] == [line["number"] for line in aside]
    assert {"event", "number", "level", "logger", "timestamp"} == set(aside[0])


async def test_what_was_set_aside_can_be_tried_again(tmp_path: Path) -> None:
    """In its place in the line, once what broke has been mended."""
    async with town(tmp_path) as place:
        lan = place.resident()
        await welcomed(lan)
        await place.api.quiet()
        await _set_aside(place, ChatId(lan.user_id))
        assert (0, 1) == await waiting(place)
        assert place.opened is not None
        assert place.program is not None
        async with place.opened.vault.begin() as session:
            assert 1 == await session.inbox.retry_aside()

        await place.program.intake.resume(place.program.lanes)
        await lan.waits_for("Cách dùng")
        await place.api.quiet()

        assert (0, 0) == await waiting(place)


async def test_no_log_says_what_anybody_wrote(tmp_path: Path, said: Callable[[], str]) -> None:
    """Through a tip, a refused send, a crash of a handler and a restart: no text, name, id or token."""
    async with town(tmp_path) as place:
        lan = place.resident("MARKEDname")
        await welcomed(lan)
        await typed(lan, "MARKEDtext dang o cho", "CHƯA gửi")
        place.api.faults.error_share = 0.3
        await places_it(lan)
        place.api.faults.calm()
        await place.stops()
        await place.starts()
        await pressed(lan, "Hôm nay", "Coi lại")

        logged = said()
        assert [False] * 4 == [mark in logged for mark in ("MARKED", str(lan.user_id), "AAmarked", "my thoi")]


def _message(user: int, text: str, number: int = 0, *, group: int | None = None) -> dict[str, object]:
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {
        "message_id": 500 + number,
        "date": 1,
        "chat": {"id": user, "type": "private"} if group is None else {"id": group, "type": "supergroup"},
        "from": {"id": user, "is_bot": False, "first_name": "x"},
        "text": text,
        "entities": entities,
    }


async def _set_aside(place: Town, chat: ChatId) -> None:
    """Let a message of a chat fail as often as it takes, as a fault of the program would."""
    assert place.program is not None
    assert place.opened is not None

    async def breaks(errand: Errand) -> None:
        raise RuntimeError(errand.id)

    intake = place.program.intake
    lanes = Lanes(perform=breaks, failed=intake.failed, set_aside=intake.set_aside, pause=0.001)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lanes.run())
        await intake.take_in([{"update_id": 77, "message": _message(chat, "/trogiup")}], lanes)
        while lanes.waiting(chat):  # noqa: ASYNC110 - the lanes ring no bell for tests
            await asyncio.sleep(0.005)
        lanes.stop()
    place.program.wake()
