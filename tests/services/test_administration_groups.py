"""Which chat is a unit's, and who may sit in it."""

from dataclasses import replace
from typing import Final

import pytest

from bot.domain.dispatches import (
    BanDispatch,
    CardDispatch,
    CardRefresh,
    Dispatch,
    PostKind,
    ToChat,
    ToOfficer,
    ToUnit,
)
from bot.domain.errors import GroupUnsuitable, NotAllowed, NotEnrolled, UnitUnknown
from bot.domain.identifiers import ChatId, UserId
from bot.domain.people import Officer, Role
from bot.domain.units import DESK, UnitCode
from bot.services.acting import Act
from bot.services.casework import Heard
from bot.services.groups import GroupFacts
from tests.services.office import (
    ADMINISTRATOR,
    BE,
    DESK_ONE,
    ELSEWHERE,
    HEAD,
    NOBODY,
    OTHER_UNIT,
    TAM,
    UNIT,
    UNIT_CHAT,
    Office,
)
from tests.services.sent import alerts, contents

NEW_CHAT: Final = ChatId(-100_9)
STRANGER: Final = UserId(4242)
FACTS: Final = GroupFacts(is_group=True, is_public=False, is_channel=False, is_forum=False, member_count=1)


async def test_an_officer_of_the_unit_binds_its_first_group(office: Office) -> None:
    """What waited for it is sent at once."""
    facts = replace(FACTS, is_forum=True, member_count=2, present=frozenset({ELSEWHERE.user}))

    group = await office.groups.bind(office.act(ELSEWHERE, chat=NEW_CHAT), unit=OTHER_UNIT, facts=facts)

    assert (NEW_CHAT, True, True) == (group.chat, group.is_forum, group.is_settled)
    assert group == await office.groups.at(NEW_CHAT)
    assert {ELSEWHERE.user} == set(await office.members.enrolled(OTHER_UNIT))
    assert [("group.bound", ELSEWHERE.id, OTHER_UNIT)] == await office.audited()
    assert [] == await office.delivers()


async def test_binding_wakes_what_waits_for_the_unit(office: Office) -> None:
    """A tip that waited goes out at once."""
    tip = await office.files(unit=OTHER_UNIT)
    later = office.clock.at.replace(hour=23)
    async with office.casebook.begin() as book:
        card = Dispatch(id="card", to=ToUnit(unit=OTHER_UNIT), content=CardDispatch(tip=tip.id))
        await book.dispatches.put(card, now=office.clock.at)
        await book.dispatches.postpone("card", until=later)

    await office.groups.bind(office.act(ELSEWHERE, chat=NEW_CHAT), unit=OTHER_UNIT, facts=FACTS)

    assert [CardDispatch(tip=tip.id)] == contents(await office.delivers())


@pytest.mark.parametrize(
    ("facts", "reason", "missing"),
    [
        (replace(FACTS, is_group=False), "not_a_group", ()),
        (replace(FACTS, is_group=False, is_channel=True), "channel", ()),
        (replace(FACTS, is_public=True), "public", ()),
        (replace(FACTS, missing=("can_delete_messages",)), "rights", ("can_delete_messages",)),
    ],
)
async def test_an_unsuitable_chat_is_refused_with_the_reason(
    office: Office, facts: GroupFacts, reason: str, missing: tuple[str, ...]
) -> None:
    """And nothing is kept."""
    with pytest.raises(GroupUnsuitable) as refusal:
        await office.groups.bind(office.act(ELSEWHERE, chat=NEW_CHAT), unit=OTHER_UNIT, facts=facts)

    assert (reason, missing) == (refusal.value.reason, refusal.value.missing)
    assert await office.groups.at(NEW_CHAT) is None


async def test_a_group_is_one_units(office: Office) -> None:
    """A second unit may not move in."""
    with pytest.raises(GroupUnsuitable) as refusal:
        await office.groups.bind(office.act(ELSEWHERE, chat=UNIT_CHAT), unit=OTHER_UNIT, facts=FACTS)

    assert "bound_elsewhere" == refusal.value.reason


@pytest.mark.parametrize("officer", [HEAD, ADMINISTRATOR, DESK_ONE])
async def test_only_the_units_own_people_bind(office: Office, officer: Officer) -> None:
    """An administrator keeps the system and is shown no tip."""
    with pytest.raises(NotAllowed):
        await office.groups.bind(office.act(officer, chat=NEW_CHAT), unit=OTHER_UNIT, facts=FACTS)


async def test_strangers_and_unknown_units_are_refused(office: Office) -> None:
    """Whoever is nobody binds nothing."""
    stranger = Act(errand=office.errand(), user=NOBODY, chat=NEW_CHAT)

    with pytest.raises(NotEnrolled):
        await office.groups.bind(stranger, unit=OTHER_UNIT, facts=FACTS)
    with pytest.raises(UnitUnknown):
        await office.groups.bind(office.act(HEAD), unit=UnitCode("00000"), facts=FACTS)


async def test_binding_anew_needs_the_head_and_the_old_group_is_told(office: Office) -> None:
    """Open tips come along: cards are blanked there and posted here."""
    tip = await office.files()

    with pytest.raises(NotAllowed):
        await office.groups.bind(office.act(TAM, chat=NEW_CHAT), unit=UNIT, facts=FACTS)
    await office.groups.bind(office.act(HEAD, chat=NEW_CHAT), unit=UNIT, facts=FACTS)

    sent = await office.delivers()
    assert await office.groups.at(UNIT_CHAT) is None
    assert [(ToChat(chat=UNIT_CHAT), "group.replaced", ())] == alerts(sent)
    assert [CardRefresh(tip=tip.id), CardDispatch(tip=tip.id)] == [
        one.content for one in sent if one.to == ToUnit(unit=UNIT)
    ]


async def test_members_who_are_not_enrolled_are_counted_and_the_head_settles_it(office: Office) -> None:
    """Until then the group is not settled and no tip goes there."""
    facts = replace(FACTS, member_count=5, present=frozenset({HEAD.user, TAM.user}))

    group = await office.groups.bind(office.act(HEAD), unit=UNIT, facts=facts)
    assert (2, False) == (group.unknown, group.is_settled)
    assert [(ToUnit(unit=UNIT), "group.strangers", ("2",))] == alerts(await office.delivers())
    with pytest.raises(NotAllowed):
        await office.members.accept_members(office.act(TAM), unit=UNIT)
    settled = await office.members.accept_members(office.act(HEAD), unit=UNIT)

    assert settled.is_settled
    assert ("group.accepted", HEAD.id, UNIT) == (await office.audited())[-1]


async def test_whoever_joins_without_being_enrolled_is_a_stranger(office: Office) -> None:
    """The head sees who, and accepts them or puts them out."""
    await office.members.joined(office.errand(), chat=UNIT_CHAT, user=BE.user)
    assert [] == await office.delivers()
    await office.members.joined(office.errand(), chat=UNIT_CHAT, user=STRANGER)
    assert [(ToUnit(unit=UNIT), "group.stranger", (str(STRANGER),))] == alerts(await office.delivers())

    await office.members.put_out(office.act(HEAD), unit=UNIT, user=STRANGER)
    [ban] = await office.delivers()
    await office.members.banned(ban)

    group = await office.groups.at(UNIT_CHAT)
    assert BanDispatch(user=STRANGER) == ban.content
    assert group is not None
    assert group.is_settled


async def test_a_stranger_who_leaves_or_is_enrolled_is_none_any_more(office: Office) -> None:
    """The group is settled by itself."""
    await office.members.joined(office.errand(), chat=UNIT_CHAT, user=STRANGER)
    await office.members.left(office.errand(), chat=UNIT_CHAT, user=STRANGER)
    gone = await office.groups.at(UNIT_CHAT)
    await office.members.joined(office.errand(), chat=UNIT_CHAT, user=STRANGER)
    act = Act(errand=office.errand(), user=STRANGER, chat=ChatId(STRANGER))
    token = await office.administration.invite(Role.OFFICER, unit=UNIT, by=office.act(HEAD))
    await office.administration.redeem(act, token=token, name="Mới")
    enrolled = await office.groups.at(UNIT_CHAT)

    assert gone is not None
    assert enrolled is not None
    assert (True, True) == (gone.is_settled, enrolled.is_settled)


async def test_when_one_who_was_only_counted_leaves_the_head_looks_again(office: Office) -> None:
    """Whether it was an accepted one is not known: the careful answer is that it was."""
    await office.groups.bind(office.act(HEAD), unit=UNIT, facts=replace(FACTS, member_count=3))
    await office.members.accept_members(office.act(HEAD), unit=UNIT)

    await office.members.left(office.errand(), chat=UNIT_CHAT, user=STRANGER)
    left = await office.groups.at(UNIT_CHAT)
    counted = await office.groups.recount(office.errand(), chat=UNIT_CHAT, facts=replace(FACTS, member_count=3))

    assert left is not None
    assert (1, 1, True) == (left.unknown, left.accepted_unknown, left.is_settled)
    assert counted is not None
    assert (2, False) == (counted.unknown, counted.is_settled)


async def test_nobody_but_strangers_and_accepted_members_is_put_out(office: Office) -> None:
    """An officer is removed, not put out."""
    with pytest.raises(NotAllowed):
        await office.members.put_out(office.act(HEAD), unit=UNIT, user=TAM.user)


async def test_there_is_nothing_to_settle_without_a_group(office: Office) -> None:
    """The unit has none yet."""
    for settling in (
        office.members.accept_members(office.act(ELSEWHERE), unit=OTHER_UNIT),
        office.members.put_out(office.act(ELSEWHERE), unit=OTHER_UNIT, user=STRANGER),
    ):
        with pytest.raises(GroupUnsuitable):
            await settling


async def test_a_group_that_telegram_has_moved_is_followed(office: Office) -> None:
    """Its open tips get new cards; the numbers of the old messages mean nothing there."""
    tip = await office.files()

    await office.groups.moved(office.errand(), old=UNIT_CHAT, new=NEW_CHAT)
    async with office.casebook.begin() as book:
        assert [] == await book.posts.of(tip.id)
    assert [CardDispatch(tip=tip.id)] == contents(await office.delivers())
    heard = await office.casework.replied(
        office.act(TAM, chat=NEW_CHAT), to=await office.post(tip, PostKind.CARD, NEW_CHAT), text="Xe cũ."
    )
    await office.casework.take(office.act(TAM, chat=NEW_CHAT), tip=tip.id)

    assert Heard.NOTE is heard
    assert TAM.id == (await office.tip(tip)).taken_by
    assert "group.moved" == (await office.audited())[0][0]


async def test_administrators_are_told_once_a_day_that_tips_wait_for_a_desk_without_a_group(office: Office) -> None:
    """Not when nothing waits, and not again the same day."""
    async with office.casebook.begin() as book:
        await book.groups.unbind(DESK)
    assert not await office.groups.tell_of_missing_desk()
    tip = await office.files(unit=DESK)
    async with office.casebook.begin() as book:
        card = Dispatch(id="card", to=ToUnit(unit=DESK), content=CardDispatch(tip=tip.id))
        await book.dispatches.put(card, now=office.clock.at)

    told = [await office.groups.tell_of_missing_desk() for _ in range(2)]
    office.clock.passes(days=1)
    told.append(await office.groups.tell_of_missing_desk())

    assert [True, False, True] == told
    assert [(ToOfficer(officer=ADMINISTRATOR.id), "desk.no_group", ("1",))] * 2 == alerts(await office.delivers())
