"""Officers, invitations and groups in the casebook."""

import asyncio
import re
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.dispatches import MenuDispatch, Post, PostKind, ToChat
from bot.domain.errors import GroupUnsuitable
from bot.domain.identifiers import ChatId, MessageId, OfficerId, UserId
from bot.domain.people import Role
from bot.ports import casebook as ports
from bot.ports.staff import Group, Invitation
from tests.storage.casebook_samples import GROUP_CHAT, NOW, OFFICER, OTHER_UNIT, TIP, UNIT, card, opened

AUDITOR = replace(OFFICER, id=OfficerId("0a" * 8), role=Role.AUDITOR, unit=None)
COLLEAGUE = replace(OFFICER, id=OfficerId("0b" * 8), user=UserId(5), name="Lê Văn Tám")
INVITATION = Invitation(role=Role.HEAD, unit=UNIT, invited_by=OFFICER.id)
GROUP = Group(
    unit=UNIT,
    chat=GROUP_CHAT,
    is_forum=True,
    strangers=frozenset({UserId(7_000_000_001)}),
    unknown=2,
    accepted=frozenset({UserId(7_000_000_002), UserId(7_000_000_003)}),
    accepted_unknown=1,
)
NEW_CHAT = ChatId(-1_009_999_999_999)


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncGenerator[ports.Casebook]:
    """Give a casebook with two people, one of whom holds two roles."""
    async with opened(tmp_path) as casebook:
        async with casebook.begin() as session:
            for officer in (OFFICER, AUDITOR, COLLEAGUE):
                await session.officers.enrol(officer, now=NOW)
        yield casebook


async def test_a_person_has_the_roles_they_were_given(casebook: ports.Casebook) -> None:
    """Roles are found by the person, by the unit and by the role."""
    async with casebook.begin() as session:
        assert await session.officers.of_user(OFFICER.user) == [AUDITOR, OFFICER]
        assert await session.officers.of_user(UserId(6)) == []
        assert await session.officers.of_unit(UNIT) == [COLLEAGUE, OFFICER]
        assert await session.officers.of_unit(OTHER_UNIT) == []
        assert await session.officers.with_role(Role.AUDITOR) == [AUDITOR]


async def test_enrolling_again_gives_a_new_name_and_role(casebook: ports.Casebook) -> None:
    """One id is one row."""
    promoted = replace(OFFICER, name="Trần Thị Ba", role=Role.HEAD, unit=OTHER_UNIT)

    async with casebook.begin() as session:
        await session.officers.enrol(promoted, now=NOW)

        assert await session.officers.get(OFFICER.id) == promoted
        assert await session.officers.of_user(OFFICER.user) == [AUDITOR, promoted]


async def test_a_removed_officer_keeps_a_name_and_no_role(casebook: ports.Casebook) -> None:
    """The audit can still say who it was; nothing else finds them."""
    async with casebook.begin() as session:
        await session.officers.remove(OFFICER.id, now=NOW)

        assert await session.officers.get(OFFICER.id) == OFFICER
        assert await session.officers.of_user(OFFICER.user) == [AUDITOR]
        assert await session.officers.of_unit(UNIT) == [COLLEAGUE]
        assert await session.officers.with_role(Role.OFFICER) == [COLLEAGUE]


async def test_an_invitation_is_good_once(casebook: ports.Casebook) -> None:
    """Its token has the promised form, gives what was promised, and then nothing."""
    async with casebook.begin() as session:
        token = await session.invitations.issue(INVITATION, expires=NOW + timedelta(days=2))
        first = await session.invitations.redeem(token, now=NOW)
        second = await session.invitations.redeem(token, now=NOW)
        wrong = await session.invitations.redeem("i_" + "A" * 32, now=NOW)

    assert re.fullmatch(r"i_[A-Za-z0-9_-]{32}", token)
    assert (first, second, wrong) == (INVITATION, None, None)


async def test_of_two_who_redeem_at_once_one_is_let_in(casebook: ports.Casebook) -> None:
    """The race has one winner."""
    async with casebook.begin() as session:
        token = await session.invitations.issue(INVITATION, expires=NOW + timedelta(days=2))

    async def redeem() -> Invitation | None:
        async with casebook.begin() as session:
            return await session.invitations.redeem(token, now=NOW)

    results = await asyncio.gather(*(redeem() for _ in range(5)))

    assert [result for result in results if result is not None] == [INVITATION]


async def test_an_invitation_out_of_date_gives_nothing(casebook: ports.Casebook) -> None:
    """Its minute ends it, whether or not it has been swept."""
    async with casebook.begin() as session:
        token = await session.invitations.issue(INVITATION, expires=NOW)
        kept = await session.invitations.issue(INVITATION, expires=NOW + timedelta(minutes=1))
        late = await session.invitations.redeem(token, now=NOW)
        await session.sweep(NOW)
        living = await session.invitations.redeem(kept, now=NOW)

    assert (late, living) == (None, INVITATION)


async def test_a_group_comes_back_as_it_was_bound(casebook: ports.Casebook) -> None:
    """It is found by its unit and by its chat, members and all."""
    async with casebook.begin() as session:
        await session.groups.bind(GROUP)

        assert await session.groups.of(UNIT) == GROUP
        assert await session.groups.at(GROUP_CHAT) == GROUP
        assert await session.groups.of(OTHER_UNIT) is None
        assert await session.groups.at(NEW_CHAT) is None


async def test_binding_replaces_the_units_former_group(casebook: ports.Casebook) -> None:
    """A unit has one group."""
    bare = Group(unit=UNIT, chat=NEW_CHAT)
    other = Group(unit=OTHER_UNIT, chat=ChatId(-3))

    async with casebook.begin() as session:
        for group in (GROUP, other, bare):
            await session.groups.bind(group)

        assert await session.groups.every() == [other, bare]
        assert await session.groups.at(GROUP_CHAT) is None


async def test_a_chat_serves_one_unit(casebook: ports.Casebook) -> None:
    """Binding or moving to a chat of another unit is refused, and nothing changes."""
    other = Group(unit=OTHER_UNIT, chat=NEW_CHAT)

    async with casebook.begin() as session:
        await session.groups.bind(GROUP)
        await session.groups.bind(other)
        with pytest.raises(GroupUnsuitable) as bound:
            await session.groups.bind(replace(GROUP, chat=NEW_CHAT))
        with pytest.raises(GroupUnsuitable) as moved:
            await session.groups.moved(GROUP_CHAT, NEW_CHAT)
        left = await session.groups.every()

    assert (bound.value.reason, moved.value.reason) == ("bound_elsewhere", "bound_elsewhere")
    assert left == [other, GROUP]


async def test_an_unbound_unit_has_no_group(casebook: ports.Casebook) -> None:
    """The chat is free for another unit then."""
    async with casebook.begin() as session:
        await session.groups.bind(GROUP)
        await session.groups.unbind(UNIT)
        await session.groups.bind(replace(GROUP, unit=OTHER_UNIT))

        assert await session.groups.every() == [replace(GROUP, unit=OTHER_UNIT)]


async def test_a_moved_group_takes_its_dispatches_along_and_forgets_its_posts(casebook: ports.Casebook) -> None:
    """Messages do not move, and the new chat numbers its own from the start: no old number may name one of them."""
    post = Post(chat=GROUP_CHAT, message=MessageId(11), tip=TIP.id, kind=PostKind.CARD)
    known = replace(post, chat=NEW_CHAT, kind=PostKind.NOTICE)
    elsewhere = replace(post, chat=ChatId(-3))
    menu = MenuDispatch(tip=TIP.id, menu="questions", edits=MessageId(11))
    going = replace(card("a"), to=ToChat(chat=GROUP_CHAT), content=menu)
    staying = replace(card("b"), to=ToChat(chat=ChatId(-3)), replies_to=MessageId(11))
    of_unit = replace(card("c"), replies_to=MessageId(11))

    async with casebook.begin() as session:
        await session.groups.bind(GROUP)
        await session.posts.add([post, known, elsewhere])
        await session.dispatches.put(going, now=NOW)
        await session.dispatches.put(staying, now=NOW)
        await session.dispatches.put(of_unit, now=NOW)
        for _ in range(2):
            await session.groups.moved(GROUP_CHAT, NEW_CHAT)

        assert await session.groups.every() == [replace(GROUP, chat=NEW_CHAT)]
        assert await session.posts.of(TIP.id) == [known, elsewhere]
        assert await session.posts.at(GROUP_CHAT, MessageId(11)) is None
        assert await session.dispatches.due(NOW, limit=5) == [
            replace(going, to=ToChat(chat=NEW_CHAT), content=replace(menu, edits=None)),
            staying,
            card("c"),
        ]
