"""Photos with which officers reply: taken where the bot asked this very person, and nowhere else."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.sandbox.screen import Shown
from handlers.context import performer
from handlers.minimise import ALLOWED_UPDATES
from tests.evidence.photos import encoded, scene
from tests.handlers.station import RIGHTS, Station, a_station
from tests.services.office import HEAD, TAM

PHOTO = encoded(scene((200, 150)))
NOT_KEPT = "không giữ tiếng nói"


@dataclass(slots=True, kw_only=True)
class Asked:
    """A head whom the bot has asked for words to a reporter, beside a colleague."""

    station: Station
    head: Person
    colleague: Person
    group: Chat
    prompt: Shown

    def said(self, fragment: str) -> int:
        """Count the bot's messages in the group that say something."""
        return sum(shown.by_bot and fragment in shown.text for shown in self.head.screen(self.group))

    def fetched(self) -> int:
        """Count the files that the bot has asked for."""
        return sum(call.method == "getFile" for call in self.station.api.journal.calls())


@pytest.fixture
async def asked(tmp_path: Path) -> AsyncGenerator[Asked]:
    """Open a station where the head has pressed `Tự viết`."""
    async with a_station(tmp_path) as station:
        head, colleague = station.api.person("Trưởng"), station.api.person("Tám")
        group = station.api.group("Công an xã", owner=head)
        head.adds_bot_to(group, admin_rights=RIGHTS)
        await station.binds(group, await station.enrols(head, HEAD))
        await station.enrols(colleague, TAM)
        colleague.joins(group)
        await station.receives()
        await station.pressed(head, group, "Hỏi thêm")
        await station.pressed(head, group, "Tự viết")
        prompt = head.sees("trả lời (reply) tin nhắn này", group)
        assert prompt is not None
        yield Asked(station=station, head=head, colleague=colleague, group=group, prompt=prompt)


async def test_a_colleague_s_photo_is_not_even_fetched(asked: Asked) -> None:
    """It answers nothing and is no note: they are told so, and nothing half of it is kept."""
    asked.colleague.sends_file("photo", content=PHOTO, caption="xe này", to=asked.group, reply_to=asked.prompt)
    await asked.station.works()

    assert (1, 0, 0) == (asked.said(NOT_KEPT), asked.said("ghi chú nội bộ"), asked.fetched())


async def test_a_photo_taken_before_the_process_ended_is_not_said_to_be_refused(asked: Asked) -> None:
    """Taken up again, its errand finds it done and says nothing more."""
    station = asked.station
    asked.head.sends_file("photo", content=PHOTO, caption="xe nào", to=asked.group, reply_to=asked.prompt)
    updates = await station.application.bot.updates(offset=station.offset, seconds=0, allowed=ALLOWED_UPDATES)
    arrivals = [arrival for update in updates if (arrival := station.minimiser.arrival(update)) is not None]
    async with station.vault.begin() as session:
        (errand,) = await session.inbox.add(arrivals, now=station.office.clock.at)
    for _ in range(2):
        await performer(station.application)(errand)
    station.offset = max(int(str(update["update_id"])) for update in updates) + 1
    await station.works()

    assert (0, 1, 1) == (asked.said(NOT_KEPT), asked.said("Kèm 1 hình"), asked.fetched())
