"""A broadcast's card in its unit's group, through the real handlers to the stand-in: seen, refused, approved."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.domain.broadcasts.broadcast import Broadcast, Medium, MediumKind, OccurrenceState, Status, Wording
from bot.domain.broadcasts.life import SHOWN
from bot.domain.identifiers import ChatId, Language, UserId
from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.sandbox.screen import Shown
from bot.services.broadcasts.noticeboard import put_up
from tests.handlers.station import RIGHTS, Station, a_station
from tests.services.announcing import ANNOUNCER, WARNING
from tests.services.office import TAM

ENGLISH = Wording(title="False police", text="Send no money.")
CONTENT = replace(WARNING.content, wordings={**WARNING.content.wordings, Language("en"): ENGLISH})


@dataclass(slots=True, kw_only=True)
class Commune:
    """A station with an announcer, an officer and their group."""

    station: Station
    writer: Person
    tam: Person
    group: Chat

    async def proposes(self, broadcast: Broadcast) -> Broadcast:
        """Let the announcer propose what they wrote."""
        person = self.writer.user_id
        act = replace(self.station.office.act(ANNOUNCER), user=UserId(person), chat=ChatId(person))
        service = self.station.application.faces.broadcasting.approving
        proposed = await service.propose(act, broadcast=broadcast.id, seen=broadcast.fingerprint[:SHOWN])
        await self.station.works()
        return proposed

    async def keeps(self, broadcast: Broadcast) -> Broadcast:
        """Keep a broadcast as composing does."""
        async with self.station.office.casebook.begin() as book:
            return await book.broadcasts.keep(broadcast)

    async def now(self) -> Broadcast:
        """Give it as it is kept."""
        return await self.station.application.faces.broadcasting.approving.of(WARNING.id)

    def on(self, card: Shown) -> str:
        """Give what stands on a card in the group now."""
        return next(one.text for one in self.tam.screen(self.group) if one.message_id == card.message_id)

    def private(self, person: Person) -> Chat:
        """Give somebody's own talk with the bot."""
        return self.station.api.world.private_chat(person.user)

    async def types(self, person: Person, text: str) -> None:
        """Let somebody type in private."""
        person.sends(text)
        await self.station.works()

    async def shows_anew(self) -> None:
        """Let the card be put up once more."""
        async with self.station.office.casebook.begin() as book:
            found = await book.broadcasts.of(WARNING.id)
            assert found is not None
            await put_up(book, found, now=self.station.office.clock.at)
        await self.station.works()

    def texts(self, person: Person) -> list[str]:
        """Give what the bot has said in the group."""
        return [message.text for message in person.screen(self.group) if message.by_bot]


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncGenerator[Commune]:
    """Open a commune's station: everybody enrolled, the group bound."""
    async with a_station(tmp_path) as station:
        writer, tam = station.api.person("Thông tin"), station.api.person("Tám")
        group = station.api.group("Công an xã", owner=writer, members=(tam,))
        writer.adds_bot_to(group, admin_rights=RIGHTS)
        writer.starts()
        tam.starts()
        await station.enrols(writer, ANNOUNCER)
        await station.enrols(tam, TAM)
        await station.works()
        await station.binds(group, TAM)
        yield Commune(station=station, writer=writer, tam=tam, group=group)
        assert 0 == await station.unfinished()


async def test_what_telegram_takes_no_more_is_said_above_the_card(commune: Commune) -> None:
    """A file that it has forgotten since: the card comes all the same, with the word not to approve it unseen."""
    gone = Medium(kind=MediumKind.PHOTO, file="AgAC-forgotten", size=1000)
    await commune.proposes(await commune.keeps(replace(WARNING, content=replace(WARNING.content, media=(gone,)))))

    warned, card = commune.texts(commune.tam)[-2:]
    assert "Đ/c đừng duyệt khi chưa thấy" in warned
    assert "Tin chờ duyệt" in card


async def test_the_group_sees_what_residents_will_see_and_one_who_did_not_write_it_approves(commune: Commune) -> None:
    """Both languages above the card; whoever wrote it is refused kindly; the card follows, and the writer is told."""
    await commune.proposes(await commune.keeps(replace(WARNING, content=CONTENT)))
    vietnamese, english, card = commune.texts(commune.tam)[-3:]

    own = await commune.station.pressed(commune.writer, commune.group, "Duyệt")
    dead = await commune.station.pressed(commune.tam, commune.group, "Hữu ích")
    said = await commune.station.pressed(commune.tam, commune.group, "Duyệt")

    assert "Giả danh công an" in vietnamese
    assert "False police" in english
    assert "Tin chờ duyệt" in card
    assert "đ/c Thông tin" in card
    assert "Đồng chí đã soạn hoặc sửa tin này. Nhờ một đồng chí khác đọc lại và duyệt giúp." == own
    assert "Đây là bản xem trước. Khi gửi đi, nút này để bà con bấm." == dead
    assert "Đã duyệt." == said
    assert (await commune.now()).may_go
    assert "Tin đã duyệt" in commune.tam.last_message(commune.group).text
    assert "Đ/c Tám đã duyệt tin Giả danh công an." in commune.writer.last_message().text
    assert [] == [text for text in (vietnamese, english) if "Thông tin" in text]
    async with commune.station.office.casebook.begin() as book:
        assert [OccurrenceState.PLANNED] == [one.state for one in await book.occurrences.of_broadcast(WARNING.id)]


async def test_a_button_of_an_older_text_says_so_and_shows_the_new_one(commune: Commune) -> None:
    """Nothing is approved by it; the new card's button does it."""
    proposed = await commune.proposes(await commune.keeps(WARNING))
    old = commune.tam.last_message(commune.group)
    changed = proposed.changed(by=ANNOUNCER.id, at=commune.station.office.clock.at, content=CONTENT)
    await commune.keeps(changed.moved_to(Status.PROPOSED, at=commune.station.office.clock.at))

    press = commune.tam.presses(old, "✅ Duyệt")
    await commune.station.works()

    assert "Tin đã được sửa sau khi đồng chí xem. Bản mới ở bên dưới." == (await press.answered()).text
    assert Status.PROPOSED is (await commune.now()).status
    assert "False police" in commune.texts(commune.tam)[-2]
    assert "Đã duyệt." == await commune.station.pressed(commune.tam, commune.group, "Duyệt")


async def test_a_returned_one_tells_its_writer_why(commune: Commune) -> None:
    """The reasons are buttons; the card says that it is being written again."""
    await commune.proposes(await commune.keeps(WARNING))

    card = commune.tam.last_message(commune.group)
    await commune.station.pressed(commune.tam, commune.group, "Trả lại")
    said = await commune.station.pressed(commune.tam, commune.group, "Khó hiểu")

    assert "Đã trả lại cho người soạn." == said
    assert Status.DRAFT is (await commune.now()).status
    assert "bà con khó hiểu" in commune.writer.last_message().text
    assert [["✍️ Soạn tiếp"]] == [list(row) for row in commune.writer.last_message().labels]
    assert "Tin đang soạn lại" in commune.on(card)
    assert "Đã trả lại tin" in commune.tam.last_message(commune.group).text


async def test_the_reasons_of_a_return_outlive_a_card_that_is_shown_anew(commune: Commune) -> None:
    """They stand below it, and the card keeps its buttons for the others."""
    await commune.proposes(await commune.keeps(WARNING))
    card = commune.tam.last_message(commune.group)
    await commune.station.pressed(commune.tam, commune.group, "Trả lại")
    await commune.shows_anew()

    assert "Tin chờ duyệt" in commune.on(card) or "Thẻ này đã cũ" in commune.on(card)
    assert "Đã trả lại cho người soạn." == await commune.station.pressed(commune.tam, commune.group, "Khó hiểu")


async def test_whoever_thinks_better_of_returning_leaves_it_as_it_is(commune: Commune) -> None:
    """Nothing is returned, and the question says so."""
    await commune.proposes(await commune.keeps(WARNING))
    await commune.station.pressed(commune.tam, commune.group, "Trả lại")
    await commune.station.pressed(commune.tam, commune.group, "Không, quay lại")

    assert Status.PROPOSED is (await commune.now()).status
    assert "vẫn giữ nguyên" in commune.tam.last_message(commune.group).text
    assert "Đã duyệt." == await commune.station.pressed(commune.tam, commune.group, "Duyệt")


async def test_an_officer_who_writes_nothing_reads_and_approves_in_private(commune: Commune) -> None:
    """`/phattin` offers them what waits, with the preview and the card; of what they cannot do it offers nothing."""
    talk = commune.private(commune.tam)
    await commune.types(commune.tam, "/phattin")
    idle = commune.tam.last_message(talk)
    await commune.proposes(await commune.keeps(WARNING))
    await commune.types(commune.tam, "/phattin")
    menu = commune.tam.last_message(talk)
    await commune.station.pressed(commune.tam, talk, "Chờ duyệt")
    await commune.station.pressed(commune.tam, talk, "Giả danh công an")
    card = commune.tam.last_message(talk)

    assert "Hiện không có tin nào chờ duyệt" in idle.text
    assert [] == list(idle.labels)
    assert [["⏳ Chờ duyệt (1)"]] == [list(row) for row in menu.labels]
    assert "Tin chờ duyệt" in card.text
    assert "Đã duyệt." == await commune.station.pressed(commune.tam, talk, "Duyệt")
    assert (await commune.now()).may_go


async def test_its_writer_takes_a_proposal_back_and_goes_on_writing(commune: Commune) -> None:
    """On the card in the group or in private; whoever does not write is refused."""
    await commune.proposes(await commune.keeps(WARNING))
    refused = await commune.station.pressed(commune.tam, commune.group, "Rút lại")
    talk = commune.private(commune.writer)
    await commune.types(commune.writer, "/phattin")
    await commune.station.pressed(commune.writer, talk, "Chờ duyệt")
    await commune.station.pressed(commune.writer, talk, "Giả danh công an")
    said = await commune.station.pressed(commune.writer, talk, "Rút lại")
    await commune.station.pressed(commune.writer, talk, "Soạn tiếp")

    assert "không thuộc quyền" in refused
    assert "Đã rút lại. Bấm Soạn tiếp để sửa." == said
    assert "Tin đang soạn lại" in commune.tam.last_message(commune.group).text
    assert "Bản nháp" in commune.writer.last_message(talk).text


async def test_of_somebody_who_only_asks_for_the_menu_no_formatting_is_kept(commune: Commune) -> None:
    """`/phattin` typed by whoever may not write makes nobody a composer."""
    await commune.types(commune.tam, "/phattin")
    composers = commune.station.application.faces.broadcasting.composers

    assert not composers.hold(ChatId(commune.tam.user_id))
