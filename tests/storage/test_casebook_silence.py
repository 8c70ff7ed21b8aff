"""What can be read in the casebook's files without its key, and what cannot be put there at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.dispatches import Post, PostKind, ToChat, ToOfficer
from bot.domain.identifiers import ChatId, MessageId, UserId
from bot.domain.people import Role
from bot.ports import casebook as ports
from bot.ports.staff import Group, Invitation
from storage.casebook.errors import NotStaff
from storage.casebook.session import Casebook
from storage.casebook.tables import metadata
from tests.storage.casebook_samples import (
    ENTRY,
    GROUP_CHAT,
    NOW,
    OFFICER,
    RECEIPT,
    TIP,
    UNIT,
    card,
    keyring,
    opened_store,
    raw,
)

STRANGER = UserId(6_987_654_321)
ACCEPTED = UserId(6_123_456_789)
PRIVATE = ChatId(OFFICER.user)  # a private chat has its person's id
RESIDENT = ChatId(7_777_777_777)


async def lived(casebook: ports.Casebook) -> list[str]:
    """Let a casebook hold everything that it can; give the secrets that only their bearers may know."""
    async with casebook.begin() as session:
        await session.officers.enrol(OFFICER, now=NOW)
        token = await session.invitations.issue(
            Invitation(role=Role.HEAD, unit=UNIT, invited_by=OFFICER.id), expires=NOW
        )
        await session.groups.bind(
            Group(unit=UNIT, chat=GROUP_CHAT, strangers=frozenset({STRANGER}), accepted=frozenset({ACCEPTED}))
        )
        await session.tips.add(TIP, RECEIPT)
        await session.threads.add(ENTRY)
        await session.posts.add([Post(chat=PRIVATE, message=MessageId(3), tip=TIP.id, kind=PostKind.NOTICE)])
        await session.dispatches.put(replace(card("a"), to=ToChat(chat=PRIVATE)), now=NOW, key="refresh:" + TIP.id)
        await session.dispatches.put(replace(card("b"), to=ToOfficer(officer=OFFICER.id)), now=NOW)
        await session.audit.write("tip.taken", at=NOW, actor=OFFICER.id, unit=UNIT, data={"reference": TIP.reference})
        await session.facts.put("bot", "TinBaoBot")
    return [RECEIPT, token, "refresh:" + TIP.id]


async def test_no_word_and_no_name_stands_in_the_files(tmp_path: Path) -> None:
    """Neither what was told, nor what was said later, nor an officer's name, nor what opens anything."""
    async with opened_store(tmp_path) as store:
        secrets = await lived(Casebook(store, keyring()))
        held = raw(tmp_path)
        await store.checkpoint()
        held += raw(tmp_path)
    account = TIP.account
    told = [*account.texts, *account.taps, account.place, account.duration, account.beware, account.safe_hours]
    later = [ENTRY.text, *ENTRY.taps, *ENTRY.pressed]
    closing = [*TIP.outcome_blanks, TIP.number]
    marks = [mark for mark in (*told, *later, *closing, OFFICER.name, *secrets) if mark is not None]

    readable = [mark for mark in marks if any(form in held for form in _written(mark))]

    assert TIP.reference.encode() in held
    assert readable == []


def _written(mark: str) -> list[bytes]:
    """Give the ways in which a text could stand in a file."""
    escaped = mark.encode("unicode_escape")
    return [mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be"), escaped]


@pytest.mark.parametrize("person", [OFFICER.user, STRANGER, ACCEPTED])
async def test_no_persons_telegram_id_stands_in_the_files(tmp_path: Path, person: UserId) -> None:
    """Neither in digits nor as a number of any width and order; a police group's id does, and is found that way."""
    async with opened_store(tmp_path) as store:
        await lived(Casebook(store, keyring()))
        held = raw(tmp_path)

    least = (person.bit_length() + 7) // 8  # whatever is wider contains these bytes
    forms = [str(person).encode(), person.to_bytes(least, "big"), person.to_bytes(least, "little"), b"%x" % person]

    assert GROUP_CHAT.to_bytes(6, "big", signed=True) in held
    assert [form for form in forms if form in held] == []


async def test_a_residents_chat_cannot_be_kept(tmp_path: Path) -> None:
    """A private chat is kept only where its person is enrolled, or was."""
    post = Post(chat=RESIDENT, message=MessageId(3), tip=TIP.id, kind=PostKind.NOTICE)
    officers_own = replace(post, chat=PRIVATE)

    async with opened_store(tmp_path) as store, Casebook(store, keyring()).begin() as session:
        await session.officers.enrol(OFFICER, now=NOW)
        await session.officers.remove(OFFICER.id, now=NOW)
        with pytest.raises(NotStaff):
            await session.posts.add([post])
        with pytest.raises(NotStaff):
            await session.dispatches.put(replace(card("a"), to=ToChat(chat=RESIDENT)), now=NOW)
        await session.posts.add([officers_own])

        assert await session.posts.of(TIP.id) == [officers_own]


def test_no_column_is_for_a_resident() -> None:
    """The columns that could name a person are the officers' own and the chats of groups, channels and posts."""
    suspicious = ("user", "chat", "name", "phone", "telegram", "sender")
    columns = [str(column) for table in metadata.sorted_tables for column in table.columns]

    found = {column for column in columns if any(word in column.split(".")[1] for word in suspicious)}

    assert found == {
        "officers.user_hash",
        "officers.user",
        "officers.name",
        "posts.chat_hash",
        "posts.chat",
        "groups.chat",
        "broadcast_posts.chat",
        "channels.chat",
        "facts.name",
    }
