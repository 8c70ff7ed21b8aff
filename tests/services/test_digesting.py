"""The desk's digest: once a day from seven on, whatever happens to the bot and its clock, and what it counts."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import pytest

from bot.domain.deadlines import ClockCode, Milestone
from bot.domain.dispatches import CardDispatch, DigestDispatch, Dispatch, ToUnit
from bot.domain.duty import Roster, Shift, Watch
from bot.domain.errors import GroupUnsuitable, NotAllowed, NotEnrolled
from bot.domain.identifiers import ChatId, UserId
from bot.domain.kinds import Urgency
from bot.domain.people import Officer
from bot.domain.quiet import Trouble
from bot.domain.reckoning import Deadline
from bot.domain.tip import Tip
from bot.domain.units import DESK
from bot.services.acting import Act
from bot.services.digesting import Digesting, DigestView
from bot.services.groups import GroupFacts
from tests.services.office import CRIME, DESK_CHAT, DESK_ONE, HEAD, OTHER_UNIT, TAM, UNIT, UNIT_CHAT, Office

MORNING: Final = datetime(2026, 11, 24, 7, 0)  # noqa: DTZ001 - put into the office's zone
FACTS: Final = GroupFacts(is_group=True, is_public=False, is_channel=False, is_forum=False, member_count=1)


def digesting(office: Office) -> Digesting:
    """Give the service, as a process of its own would have it."""
    return Digesting(office.casebook, office.directory, office.clock, wake=lambda: None)


def at(office: Office, moment: datetime) -> None:
    """Set the office's clock."""
    office.clock.at = moment.replace(tzinfo=office.clock.at.tzinfo)


def days(dispatches: list[Dispatch]) -> list[date]:
    """Give the days whose digest is among dispatches, all of which go to the desk."""
    digests = [(one.to, one.content) for one in dispatches]
    return [content.day for to, content in digests if isinstance(content, DigestDispatch) and to == ToUnit(unit=DESK)]


async def gathered(office: Office) -> DigestView:
    """Give the digest as it is now."""
    view = await digesting(office).of_day(office.clock.at.date())
    assert view is not None
    return view


async def test_it_comes_at_seven_and_once(office: Office) -> None:
    """Not a minute before; however often it is looked, and whoever looks."""
    at(office, MORNING - timedelta(minutes=1))
    early = await digesting(office).send_if_due()
    at(office, MORNING)
    told = [await digesting(office).send_if_due() for _ in range(3)]

    assert [False, True, False, False] == [early, *told]
    assert [MORNING.date()] == days(await office.delivers())


async def test_two_processes_at_once_send_one(office: Office) -> None:
    """Both look in the same moment."""
    at(office, MORNING)

    told = await asyncio.gather(*(digesting(office).send_if_due() for _ in range(4)))

    assert [True] == [one for one in told if one]
    assert [MORNING.date()] == days(await office.delivers())


async def test_a_bot_that_was_down_at_seven_sends_it_late_the_same_day(office: Office) -> None:
    """And none of a day on which it never ran."""
    at(office, MORNING)
    await digesting(office).send_if_due()
    at(office, MORNING + timedelta(days=3, hours=14))
    await digesting(office).send_if_due()

    assert [MORNING.date() + timedelta(days=3)] == days(await office.delivers())


async def test_what_was_not_sent_by_another_day_is_not_sent(office: Office) -> None:
    """The group was away: the next day's takes its place; one that is already on its way finds that its day is over."""
    at(office, MORNING)
    await digesting(office).send_if_due()
    at(office, MORNING + timedelta(days=1))
    await digesting(office).send_if_due()

    assert [MORNING.date() + timedelta(days=1)] == days(await office.delivers())
    assert await digesting(office).of_day(MORNING.date()) is None


@pytest.mark.parametrize("jump", [timedelta(days=3), timedelta(days=-3), timedelta(hours=-5), timedelta(hours=20)])
async def test_a_clock_that_jumps_and_comes_back_neither_skips_nor_doubles(office: Office, jump: timedelta) -> None:
    """Each day has its own, wherever the clock has been meanwhile."""
    sent: list[date] = []
    for moment in (MORNING, MORNING + jump, *(MORNING + timedelta(days=number) for number in range(4))):
        at(office, moment)
        await digesting(office).send_if_due()
        sent += days(await office.delivers())

    assert len(sent) == len(set(sent))
    assert {MORNING.date() + timedelta(days=number) for number in range(4)} <= set(sent)


async def test_a_unit_that_has_slept_for_a_day_shows(office: Office) -> None:
    """With since when, and how much waits; the rest that waits is counted by unit and age."""
    at(office, MORNING - timedelta(hours=25))
    since = office.clock.at
    await office.files(urgency=Urgency.URGENT)
    at(office, MORNING - timedelta(hours=2))
    await office.files()
    await office.files(unit=CRIME)
    at(office, MORNING)

    view = await gathered(office)

    assert [(UNIT, Trouble.ASLEEP, since)] == [(one.unit.code, one.trouble, one.since) for one in view.quiet]
    counted = [(one.unit.code, one.count, one.over_a_day, one.urgent) for one in view.waiting]
    assert [(UNIT, 2, 1, 1), (CRIME, 1, 0, 0)] == counted
    assert not view.is_well


async def test_a_unit_that_takes_one_is_awake(office: Office) -> None:
    """Also where it has passed it on since."""
    at(office, MORNING - timedelta(hours=50))
    await office.files()
    other = await office.files()
    at(office, MORNING - timedelta(hours=3))
    await office.casework.take(office.act(TAM), tip=other.id)
    await office.casework.give_back(office.act(TAM), tip=other.id)
    at(office, MORNING)

    assert () == (await gathered(office)).quiet


async def test_nothing_of_a_shielded_tip_counts_at_a_commune(office: Office) -> None:
    """It is neither slept over there nor waits there, though it may stand there; at the desk it does."""
    at(office, MORNING - timedelta(hours=50))
    await office.files(unit=OTHER_UNIT, shielded=True)
    await office.files(unit=DESK, shielded=True)
    at(office, MORNING)

    view = await gathered(office)

    assert [(DESK, Trouble.ASLEEP)] == [(one.unit.code, one.trouble) for one in view.quiet]
    assert [(DESK, 1)] == [(one.unit.code, one.count) for one in view.waiting]


async def test_a_group_that_is_lost_shows_until_another_is_bound(office: Office) -> None:
    """Since it was lost."""
    at(office, MORNING)
    await office.groups.lost(office.errand(), chat=UNIT_CHAT)
    lost = await gathered(office)
    at(office, MORNING + timedelta(days=2))
    later = await gathered(office)
    await office.groups.bind(office.act(HEAD, chat=ChatId(-100_9)), unit=UNIT, facts=FACTS)

    for view in (lost, later):
        assert [(UNIT, Trouble.PUT_OUT, MORNING.date())] == [
            (one.unit.code, one.trouble, one.since.astimezone(office.clock.at.tzinfo).date()) for one in view.quiet
        ]
    assert () == (await gathered(office)).quiet


async def test_a_right_that_is_lost_shows_until_it_is_given_back(office: Office) -> None:
    """The bot is there and cannot put anybody out."""
    await office.groups.recount(
        office.errand(), chat=UNIT_CHAT, facts=replace(FACTS, missing=("can_restrict_members",))
    )
    lacking = await gathered(office)
    await office.groups.recount(office.errand(), chat=UNIT_CHAT, facts=FACTS)

    assert [(UNIT, Trouble.RIGHTS)] == [(one.unit.code, one.trouble) for one in lacking.quiet]
    assert () == (await gathered(office)).quiet


async def test_a_group_that_takes_nothing_shows(office: Office) -> None:
    """What could not be delivered says so; it is told since the first failure."""
    at(office, MORNING)
    for hours in (0, 30):
        tip = await office.files()
        at(office, MORNING + timedelta(hours=hours))
        failed = Dispatch(id=f"card {hours}", to=ToUnit(unit=UNIT), content=CardDispatch(tip=tip.id))
        await office.rescuing.undeliverable(failed)

    quiet = (await gathered(office)).quiet

    assert [(UNIT, Trouble.UNREACHABLE, MORNING.date())] == [
        (one.unit.code, one.trouble, one.since.astimezone(office.clock.at.tzinfo).date())
        for one in quiet
        if one.unit.code == UNIT
    ]


async def test_days_without_anybody_on_duty_and_groups_with_strangers_show(office: Office) -> None:
    """Of units that keep a roster at all; the others are counted."""
    at(office, MORNING)
    week = {weekday: (Shift(watch=Watch.ALL, officer=TAM.id),) for weekday in range(7) if weekday != 3}
    async with office.casebook.begin() as book:
        await book.duty.save(UNIT, Roster(week=week))
        await book.facts.put("refused.TINBAO_UNITS", "ab12")
    await office.members.joined(office.errand(), chat=UNIT_CHAT, user=UserId(4242))

    view = await gathered(office)

    assert [(UNIT, (MORNING.date() + timedelta(days=2),))] == [(one.unit.code, one.days) for one in view.gaps]
    assert 2 == view.without_roster
    assert [UNIT] == [one.code for one in view.strangers]
    assert ("TINBAO_UNITS",) == view.refused


async def test_a_quiet_morning_is_well(office: Office) -> None:
    """A tip of some minutes ago may wait."""
    at(office, MORNING - timedelta(minutes=5))
    await office.files()
    at(office, MORNING)

    assert (await gathered(office)).is_well


@pytest.mark.parametrize(
    ("officer", "chat", "refusal"),
    [
        (HEAD, None, NotAllowed),
        (TAM, DESK_CHAT, NotAllowed),
        (DESK_ONE, UNIT_CHAT, NotAllowed),
        (None, None, NotEnrolled),
    ],
)
async def test_only_the_desk_asks(
    office: Office, officer: Officer | None, chat: ChatId | None, refusal: type[Exception]
) -> None:
    """In private or in its own group."""
    user = officer.user if officer is not None else UserId(999)
    act = Act(errand=office.errand(), user=user, chat=chat or ChatId(user))

    with pytest.raises(refusal):
        await digesting(office).asked(act)


async def test_the_desk_asks_at_any_time(office: Office) -> None:
    """Not where strangers sit in its group."""
    private, group = office.act(DESK_ONE, chat=ChatId(DESK_ONE.user)), office.act(DESK_ONE)
    views = [await digesting(office).asked(act) for act in (private, group)]
    await office.members.joined(office.errand(), chat=DESK_CHAT, user=UserId(4242))

    assert views[0] == views[1]
    with pytest.raises(GroupUnsuitable):
        await digesting(office).asked(group)


async def test_what_is_over_due_is_named_by_unit(office: Office) -> None:
    """Each tip once, by its first missed deadline; not what was met, nor, at a commune, what is shielded."""
    at(office, MORNING)
    late, met, shielded = await office.files(), await office.files(), await office.files(shielded=True)
    at_desk = await office.files(unit=DESK, shielded=True)
    async with office.casebook.begin() as book:
        for tip in (late, met, shielded, at_desk):
            rows = [_deadline(tip, one, hours) for one, hours in ((Milestone.SEEN, 3), (Milestone.ACKNOWLEDGED, 1))]
            await book.deadlines.keep(tip.id, [row.met_at(office.clock.at) for row in rows] if tip is met else rows)

    view = await gathered(office)

    named = [(one.unit.code, [(tip.reference, tip.milestone) for tip in one.tips]) for one in view.overdue]
    assert [(UNIT, [(late.reference, Milestone.SEEN)]), (DESK, [(at_desk.reference, Milestone.SEEN)])] == named
    assert not view.is_well


def _deadline(tip: Tip, milestone: Milestone, hours: int) -> Deadline:
    due = MORNING.replace(tzinfo=tip.received.tzinfo) - timedelta(hours=hours)
    return Deadline(
        tip=tip.id, milestone=milestone, unit=tip.unit, clock=ClockCode("khan"), since=tip.received, due=due, climbs=due
    )
