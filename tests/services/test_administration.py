"""Who is enrolled, by which invitation, and how a role ends."""

from datetime import timedelta

import pytest

from bot.domain.broadcasts.composing_errors import NothingToAddress
from bot.domain.dispatches import BanDispatch, CardRefresh, ToUnit
from bot.domain.errors import InvitationInvalid, NotAllowed, NotEnrolled, UnexpectedReply, UnitUnknown
from bot.domain.identifiers import ChatId, OfficerId, UserId
from bot.domain.outcomes import OutcomeCode
from bot.domain.people import Officer, Role
from bot.domain.tip import Status
from bot.domain.units import DESK, UnitCode
from bot.ports.staff import Invitation
from bot.services.acting import Act
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
from tests.services.sent import contents


def newcomer(office: Office, user: int = 77) -> Act:
    """Give something that a person does whom nobody knows yet."""
    return Act(errand=office.errand(), user=UserId(user), chat=ChatId(user))


async def test_an_invitation_is_redeemed_with_the_name_that_colleagues_see(office: Office) -> None:
    """From then on the person works in the unit."""
    token = await office.administration.invite(Role.OFFICER, unit=UNIT, by=office.act(HEAD))

    officer = await office.administration.redeem(newcomer(office), token=token, name="  Năm   Lúa ")
    tip = await office.files()
    await office.casework.take(office.act(officer), tip=tip.id)

    assert ("Năm Lúa", Role.OFFICER, UNIT) == (officer.name, officer.role, officer.unit)
    assert officer.id == (await office.tip(tip)).taken_by
    assert [("officer.invited", HEAD.id, UNIT), ("officer.enrolled", officer.id, UNIT)] == (await office.audited())[:2]


async def test_a_bad_name_leaves_the_invitation_good(office: Office) -> None:
    """It is asked for once more."""
    token = await office.administration.invite(Role.AUDITOR, unit=None, by=None)

    for name in ("", "x", "a" * 61, "a\x00b"):
        with pytest.raises(UnexpectedReply):
            await office.administration.redeem(newcomer(office), token=token, name=name)
    officer = await office.administration.redeem(newcomer(office), token=token, name="Kiểm")

    assert Role.AUDITOR is officer.role


async def test_an_invitation_is_used_once_and_not_for_ever(office: Office) -> None:
    """Nor does a made-up one do."""
    used = await office.administration.invite(Role.OFFICER, unit=UNIT, by=None)
    old = await office.administration.invite(Role.OFFICER, unit=UNIT, by=None)
    await office.administration.redeem(newcomer(office), token=used, name="Một")
    office.clock.at += timedelta(days=4)

    for token in (used, old, "i_" + "x" * 32):
        with pytest.raises(InvitationInvalid):
            await office.administration.redeem(newcomer(office, 78), token=token, name="Hai")


async def test_nobody_is_enrolled_at_a_unit_that_the_file_no_longer_has(office: Office) -> None:
    """An invitation outlives its unit: who came by it would keep every further version of the file out."""
    gone = Invitation(role=Role.OFFICER, unit=UnitCode("PC99"), invited_by=None)
    async with office.casebook.begin() as book:
        token = await book.invitations.issue(gone, expires=office.clock.at + timedelta(days=1))

    with pytest.raises(InvitationInvalid):
        await office.administration.redeem(newcomer(office), token=token, name="Một")
    assert () == await office.administration.roles(newcomer(office).user)


async def test_a_replayed_redemption_gives_the_same_officer(office: Office) -> None:
    """The invitation is used up, and yet nobody is refused."""
    token = await office.administration.invite(Role.OFFICER, unit=UNIT, by=None)
    act = newcomer(office)

    first = await office.administration.redeem(act, token=token, name="Một")

    assert first == await office.administration.redeem(act, token=token, name="Một")


async def test_a_second_invitation_to_the_same_role_renames(office: Office) -> None:
    """A person has a role in a unit once."""
    token = await office.administration.invite(Role.OFFICER, unit=UNIT, by=None)

    officer = await office.administration.redeem(office.act(TAM), token=token, name="Tám Mới")
    [held] = await office.administration.roles(TAM.user)

    assert (TAM.id, "Tám Mới") == (officer.id, officer.name)
    assert (officer, UNIT) == (held.officer, held.unit and held.unit.code)


@pytest.mark.parametrize(
    ("officer", "role", "unit", "refusal"),
    [
        (HEAD, Role.OFFICER, OTHER_UNIT, NotAllowed),
        (HEAD, Role.ADMINISTRATOR, None, NotAllowed),
        (HEAD, Role.DESK, DESK, NotAllowed),
        (TAM, Role.OFFICER, UNIT, NotAllowed),
        (DESK_ONE, Role.DESK, DESK, NotAllowed),
        (ADMINISTRATOR, Role.OFFICER, UnitCode("00000"), UnitUnknown),
        (ADMINISTRATOR, Role.OFFICER, None, UnitUnknown),
        (ADMINISTRATOR, Role.AUDITOR, UNIT, UnitUnknown),
        (ADMINISTRATOR, Role.DESK, UNIT, UnitUnknown),
        (ADMINISTRATOR, Role.ANNOUNCER, UnitCode("PA05"), NothingToAddress),
    ],
)
async def test_invitations_have_bounds(
    office: Office, officer: Officer, role: Role, unit: UnitCode | None, refusal: type[Exception]
) -> None:
    """A head invites to its own unit; a role is held where it belongs."""
    with pytest.raises(refusal):
        await office.administration.invite(role, unit=unit, by=office.act(officer))


async def test_the_desk_needs_no_code(office: Office) -> None:
    """There is only one."""
    token = await office.administration.invite(Role.DESK, unit=None, by=office.act(ADMINISTRATOR))

    officer = await office.administration.redeem(newcomer(office), token=token, name="Tỉnh Ba")

    assert DESK == officer.unit


async def test_removing_an_officer_ends_everything_at_once(office: Office) -> None:
    """Tips wait again, words are forgotten, the group puts them out, and no press of theirs counts."""
    tip = await office.taken(TAM)
    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    await office.settles()

    await office.administration.remove(office.act(HEAD), officer=TAM.id)

    free = await office.tip(tip)
    sent = await office.delivers()
    assert (Status.NEW, None) == (free.status, free.taken_by)
    assert await office.unsent(draft.id) is None
    assert {ToUnit(unit=UNIT)} == {one.to for one in sent}
    assert {CardRefresh(tip=tip.id), BanDispatch(user=TAM.user)} == set(contents(sent))
    assert 1 == len(await office.notices())
    assert [("officer.removed", HEAD.id, UNIT), ("tip.given_back", "system", UNIT)] == (await office.audited())[-2:]
    with pytest.raises(NotEnrolled):
        await office.casework.take(office.act(TAM), tip=tip.id)


async def test_no_tip_goes_to_a_group_until_the_removed_one_is_out(office: Office) -> None:
    """They are a stranger there until the ban is carried out."""
    await office.administration.remove(office.act(HEAD), officer=TAM.id)
    before = await office.groups.at(UNIT_CHAT)
    [ban] = [one for one in await office.delivers() if isinstance(one.content, BanDispatch)]

    await office.members.banned(ban)

    after = await office.groups.at(UNIT_CHAT)
    assert before is not None
    assert after is not None
    assert (False, True) == (before.is_settled, after.is_settled)


async def test_a_tip_that_was_being_closed_waits_again_without_its_outcome(office: Office) -> None:
    """Whoever proposed it is gone."""
    tip = await office.taken(TAM)
    proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=OutcomeCode("tin_rac"))
    assert proposal is not None
    await office.closing.confirm(office.act(TAM), proposal=proposal.id)

    await office.administration.remove(office.act(ADMINISTRATOR), officer=TAM.id)

    free = await office.tip(tip)
    assert (Status.NEW, None, None, 0) == (free.status, free.taken_by, free.outcome, free.confirmations)


@pytest.mark.parametrize("officer", [BE, DESK_ONE, ELSEWHERE])
async def test_only_the_head_or_an_administrator_removes(office: Office, officer: Officer) -> None:
    """Neither a colleague, nor the desk, nor another unit's head."""
    with pytest.raises(NotAllowed):
        await office.administration.remove(office.act(officer), officer=TAM.id)


async def test_nobody_is_removed_twice_or_unknown(office: Office) -> None:
    """There is nobody there."""
    await office.administration.remove(office.act(HEAD), officer=TAM.id)

    for officer in (TAM.id, OfficerId("f" * 16)):
        with pytest.raises(UnexpectedReply):
            await office.administration.remove(office.act(HEAD), officer=officer)


async def test_an_administrator_sees_how_each_unit_stands(office: Office) -> None:
    """Bound, settled, how many people, how much waits; and no tip."""
    rows = {row.unit.code: row for row in await office.administration.units_overview(office.act(ADMINISTRATOR))}

    assert 114 == len(rows)
    assert (True, True, 3, 0) == (
        rows[UNIT].is_bound,
        rows[UNIT].is_settled,
        rows[UNIT].officers,
        rows[UNIT].waiting,
    )
    assert (False, False, 1) == (rows[OTHER_UNIT].is_bound, rows[OTHER_UNIT].is_settled, rows[OTHER_UNIT].officers)
    for officer in (HEAD, TAM, DESK_ONE):
        with pytest.raises(NotAllowed):
            await office.administration.units_overview(office.act(officer))


async def test_a_unit_is_shown_to_administrators_and_its_own_head(office: Office) -> None:
    """With its people, so that one can be removed."""
    for officer in (ADMINISTRATOR, HEAD):
        detail = await office.administration.unit_detail(office.act(officer), unit=UNIT)
        assert {HEAD, TAM, BE} == set(detail.officers)
        assert detail.group is not None
    for officer in (TAM, ELSEWHERE):
        with pytest.raises(NotAllowed):
            await office.administration.unit_detail(office.act(officer), unit=UNIT)
    with pytest.raises(UnitUnknown):
        await office.administration.unit_detail(office.act(ADMINISTRATOR), unit=UnitCode("00000"))


async def test_somebody_without_a_role_has_none(office: Office) -> None:
    """An empty list, no error."""
    assert () == await office.administration.roles(NOBODY)
