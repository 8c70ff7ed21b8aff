"""Topics at the edge: what Telegram refuses, what is repeated after a crash, and what a name may hold."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.domain.dispatches import AlbumDispatch, Dispatch, MenuDispatch, Post, PostKind, ToUnit
from bot.domain.evidence import Photo
from bot.domain.identifiers import ChatId, MessageId, fresh_id
from bot.domain.menus import Menu
from bot.domain.tip import Actor, Status, Tip
from bot.domain.topics import TOPICS, topic_of
from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.services.acting import refresh_cards
from handlers.texts import catalogue
from tests.handlers.station import RIGHTS, Station, a_station
from tests.services.office import HEAD, UNIT


@dataclass(slots=True, kw_only=True)
class Forum:
    """A station with its head and their group, which has topics."""

    station: Station
    head: Person
    group: Chat

    async def topics_of(self, tip: Tip) -> list[Post]:
        """Give what is kept of the topics of a tip."""
        async with self.station.office.casebook.begin() as book:
            return [post for post in await book.posts.of(tip.id) if post.kind in TOPICS]

    async def becomes(self, tip: Tip, status: Status) -> Tip:
        """Let a tip come to a status; its card follows."""
        office = self.station.office
        async with office.casebook.begin() as book:
            moved = tip.moved_to(status, by=Actor.HEAD, at=office.clock.at)
            await book.tips.save(moved)
            await refresh_cards(book, moved, now=office.clock.at)
        await self.station.works()
        return moved

    async def keeps_topic(self, tip: Tip, topic: int, kind: PostKind) -> None:
        """Let another topic be the one of a tip."""
        async with self.station.office.casebook.begin() as book:
            for post in await book.posts.of(tip.id):
                if post.kind in TOPICS:
                    await book.posts.forget(post.chat, post.message)
            kept = Post(chat=ChatId(self.group.chat_id), message=MessageId(topic), tip=tip.id, kind=kind)
            await book.posts.add([kept])

    async def shows_photo_of(self, tip: Tip) -> None:
        """Send an album whose only photo has lost its file: a line that says so."""
        office = self.station.office
        name, key = await self.station.shelf.keep(b"photo")
        await self.station.shelf.discard([name])
        photo = Photo(id=name, key=key, mime="image/jpeg", width=4, height=3, size=5, digest=b"\x01" * 32)
        async with office.casebook.begin() as book:
            await book.evidence.add(tip.id, [photo])
            album = Dispatch(id=fresh_id(), to=ToUnit(unit=UNIT), content=AlbumDispatch(tip=tip.id))
            await book.dispatches.put(album, now=office.clock.at)
        await self.station.works()


@pytest.fixture
async def forum(tmp_path: Path) -> AsyncGenerator[Forum]:
    """Open a commune's station: its head enrolled, a forum bound."""
    async with a_station(tmp_path) as station:
        head = station.api.person("Trưởng")
        group = station.api.group("Công an xã", owner=head, forum=True)
        head.adds_bot_to(group, admin_rights=RIGHTS | {"can_manage_topics"})
        head.starts()
        await station.enrols(head, HEAD)
        await station.works()
        await station.binds(group, HEAD)
        await station.application.faces.groups.turned(ChatId(group.chat_id), is_forum=True)
        yield Forum(station=station, head=head, group=group)


async def test_what_was_changed_before_a_crash_is_changed_once(forum: Forum) -> None:
    """The topic was renamed and nothing more: that it is so already is no fault, and it is closed as well."""
    tip = await forum.station.receives()
    (before,) = await forum.topics_of(tip)
    taken = await forum.becomes(tip, Status.TAKEN)
    closed = await forum.becomes(taken, Status.CLOSED)

    await forum.keeps_topic(tip, before.message, before.kind)
    forum.group.closed_topics.clear()
    async with forum.station.office.casebook.begin() as book:
        await refresh_cards(book, closed, now=forum.station.office.clock.at)
    await forum.station.works()

    assert [replace(before, kind=PostKind.TOPIC_DONE)] == await forum.topics_of(tip)
    assert {before.message} == forum.group.closed_topics


async def test_a_topic_is_changed_only_when_its_name_says_something_else(forum: Forum) -> None:
    """Edits count towards the twenty a minute: asked and taken read the same."""
    tip = await forum.station.receives()
    taken = await forum.becomes(tip, Status.TAKEN)
    await forum.becomes(taken, Status.ASKED)

    assert 1 == len(forum.station.api.journal.calls("editForumTopic", forum.group.chat_id))


async def test_what_cannot_be_written_into_a_closed_topic_is_written_outside(forum: Forum) -> None:
    """And not as an answer to what stands there, which would lead into it again."""
    tip = await forum.station.receives()
    foreign = forum.head.opens_topic(forum.group, "Việc trong ngày").message_id
    await forum.keeps_topic(tip, foreign, topic_of(tip))
    forum.head.gives_bot_rights(forum.group, RIGHTS)
    forum.group.closed_topics.add(foreign)

    await forum.shows_photo_of(tip)

    line = forum.head.last_message(forum.group)
    assert "Có hình không mở lại được" in line.text
    assert [None, None] == [line.topic, line.reply_to]


async def test_an_album_finds_a_new_topic_where_the_old_one_is_gone(forum: Forum) -> None:
    """And the topic is kept as the tip's."""
    tip = await forum.station.receives()
    (lost,) = await forum.topics_of(tip)
    forum.head.deletes_topic(forum.group, lost.message)

    await forum.shows_photo_of(tip)

    (topic,) = await forum.topics_of(tip)
    assert [topic.message] == list(forum.group.topics)
    assert topic.message == forum.head.last_message(forum.group).topic


async def test_a_topic_of_another_unit_s_tip_is_not_opened_anew(forum: Forum) -> None:
    """What is still said in the group that a tip has left is said outside."""
    tip = await forum.station.receives()
    (lost,) = await forum.topics_of(tip)
    forum.head.deletes_topic(forum.group, lost.message)
    async with forum.station.office.casebook.begin() as book:
        await book.tips.save(replace(tip, unit=forum.station.office.directory.desk.code))
        content = MenuDispatch(tip=tip.id, menu=Menu.NUMBER.value)
        menu = Dispatch(id=fresh_id(), to=ToUnit(unit=UNIT), content=content)
        await book.dispatches.put(menu, now=forum.station.office.clock.at)
    await forum.station.works()

    assert {} == forum.group.topics
    assert forum.head.last_message(forum.group).topic is None


def test_every_name_fits_and_holds_only_reference_and_kind(forum: Forum) -> None:
    """Telegram takes 128 letters; whatever the kind and the language."""
    directory = forum.station.office.directory
    for language in ("vi", "en"):
        words = catalogue(language)
        labels = [words["topic.kind.unsure"], *(group.label[language] for group in directory.kinds.values())]
        names = [
            words[f"topic.{kind.value.removeprefix('topic_')}"].format(reference="K7M2Q", kind=label)
            for kind in TOPICS
            for label in labels
        ]
        assert [] == [name for name in names if len(name.encode("utf-16-le")) // 2 > 128]
        assert [] == [name for name in names if "#K7M2Q" not in name]
