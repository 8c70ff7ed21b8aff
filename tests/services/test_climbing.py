"""What is late is told to the officer on duty, then the head, then the desk: each once, and no more once one acts."""

from datetime import date, datetime, time, timedelta
from typing import Final

import pytest

from bot.domain.deadlines import Milestone
from bot.domain.dispatches import Destination, Dispatch, MenuDispatch, ReminderDispatch, ToOfficer, ToUnit
from bot.domain.duty import Roster, Shift, Watch
from bot.domain.identifiers import EntryId
from bot.domain.kinds import Urgency
from bot.domain.reckoning import Reckoner, Rung
from bot.domain.tip import Tip, Why
from bot.domain.units import DESK
from bot.services.climbing import LEASE
from tests.services.office import CRIME, DESK_ONE, HEAD, TAM, UNIT, Office
from tests.services.passing import passes

DUTY_GROUP: Final = (Milestone.SEEN, Rung.DUTY, ToUnit(unit=UNIT))
HEAD_TOLD: Final = (Milestone.SEEN, Rung.HEAD, ToOfficer(officer=HEAD.id))
DESK_TOLD: Final = (Milestone.SEEN, Rung.DESK, ToUnit(unit=DESK))


def _at(office: Office, day: str, hour: str) -> None:
    """Set the clock."""
    office.clock.at = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), office.clock.at.tzinfo)


async def _told(office: Office, **later: float) -> list[tuple[Milestone, Rung, Destination]]:
    """Let time pass and the scheduler tick; give who was told of what."""
    office.clock.passes(**later)
    await office.climbing.climb()
    return _reminders(await office.delivers())


def _reminders(sent: list[Dispatch]) -> list[tuple[Milestone, Rung, Destination]]:
    words = [(one.content, one.to) for one in sent]
    return [(content.milestone, content.rung, to) for content, to in words if isinstance(content, ReminderDispatch)]


async def _urgent(office: Office, **facts: object) -> Tip:
    return await office.files(urgency=Urgency.URGENT, **facts)


async def test_an_urgent_tip_climbs_by_night_every_ten_minutes(office: Office) -> None:
    """The group where nobody is on duty, the head, the desk; each once, whatever the hour."""
    _at(office, "2026-11-26", "23:00")
    await _urgent(office)

    told = [await _told(office, minutes=minutes) for minutes in (9, 1, 0, 10, 9, 1)]

    assert [[], [DUTY_GROUP], [], [HEAD_TOLD], [], [DESK_TOLD]] == told


async def test_an_ordinary_tip_waits_for_the_morning_and_then_climbs_as_far_as_it_should_have(office: Office) -> None:
    """Sent in the evening, due by night: at seven everybody who ought to know does."""
    _at(office, "2026-11-26", "20:30")
    await office.files()

    told = [await _told(office, hours=hours) for hours in (2, 3, 5)]
    _at(office, "2026-11-27", "07:00")
    by_night = [one for ones in told for one in ones]
    in_the_morning = await _told(office)

    assert [] == by_night
    assert [DUTY_GROUP, HEAD_TOLD, DESK_TOLD] == [one for one in in_the_morning if one[0] is Milestone.SEEN]


async def test_whoever_is_on_duty_is_told_in_private(office: Office) -> None:
    """And not the group."""
    plan = dict.fromkeys(range(7), (Shift(watch=Watch.ALL, officer=TAM.id),))
    async with office.casebook.begin() as book:
        await book.duty.save(UNIT, Roster(week=plan))
    await _urgent(office)

    assert [(Milestone.SEEN, Rung.DUTY, ToOfficer(officer=TAM.id))] == await _told(office, minutes=10)


async def test_a_unit_without_a_head_leads_to_the_desk_at_once(office: Office) -> None:
    """Nobody stands on the rung in between."""
    async with office.casebook.begin() as book:
        await book.officers.remove(HEAD.id, now=office.clock.at)
    await _urgent(office)

    assert [[DUTY_GROUP], [DESK_TOLD], []] == [await _told(office, minutes=10) for _ in range(3)]


async def test_at_the_desk_it_climbs_no_further_than_its_heads(office: Office) -> None:
    """There is nobody beyond it; this one has no head."""
    await _urgent(office, unit=DESK)

    told = [await _told(office, minutes=10) for _ in range(3)]

    assert [[(Milestone.SEEN, Rung.DUTY, ToUnit(unit=DESK))], [], []] == told


async def test_a_press_of_anybody_of_the_unit_is_having_seen_it(office: Office) -> None:
    """Looking at the outcomes is enough; the next term goes on."""
    tip = await _urgent(office)
    assert [DUTY_GROUP] == await _told(office, minutes=10)
    await office.closing.open(office.act(TAM), tip=tip.id)

    told = [await _told(office, minutes=minutes) for minutes in (10, 9, 1)]

    assert [[], [], [(Milestone.ACKNOWLEDGED, Rung.DUTY, ToUnit(unit=UNIT))]] == told


async def test_taking_it_silences_what_is_on_its_way(office: Office) -> None:
    """The reminder was put before the press and not sent yet: when it is sent, there is nothing to say."""
    tip = await _urgent(office)
    office.clock.passes(minutes=10)
    await office.climbing.climb()
    async with office.casebook.begin() as book:
        waiting = [one.content for one in await book.dispatches.of_unit(UNIT)]
    reminder = next(content for content in waiting if isinstance(content, ReminderDispatch))
    shown = await office.showing.reminder(reminder)

    await office.casework.take(office.act(TAM), tip=tip.id)

    assert shown is not None
    assert (tip.reference, UNIT, Rung.DUTY) == (shown.tip.reference, shown.unit.code, shown.rung)
    assert await office.showing.reminder(reminder) is None


async def test_a_first_word_to_the_reporter_is_the_answer_and_closing_is_the_result(office: Office) -> None:
    """What is not done yet is told of; what is done is not."""
    tip = await office.taken(urgency=Urgency.URGENT)
    assert [(Milestone.ANSWERED, Rung.DUTY, ToUnit(unit=UNIT))] == await _told(office, hours=2)

    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="gio_nao")
    assert draft is not None
    await office.asking.send(office.act(TAM), draft=draft.id)
    await office.settles()
    assert [] == await _told(office, hours=12)
    _at(office, "2026-12-14", "17:00")
    assert [(Milestone.RESULT, Rung.DUTY, ToUnit(unit=UNIT))] == await _told(office)

    await _closes(office, tip)
    assert [] == await _told(office, days=30)


async def test_a_tip_that_was_passed_on_is_told_of_at_its_new_unit_alone(office: Office) -> None:
    """With a new term for seeing and taking it there."""
    tip = await _urgent(office, unit=DESK)
    await _told(office, minutes=10)
    await passes(office, tip, CRIME, by=DESK_ONE)
    await office.settles()

    told = [await _told(office, minutes=minutes) for minutes in (9, 1)]

    assert [[], [(Milestone.SEEN, Rung.DUTY, ToUnit(unit=CRIME))]] == told


async def test_of_a_shielded_tip_the_desk_is_told_no_kind_and_its_commune_nothing(office: Office) -> None:
    """It climbs within the line of whoever has it."""
    tip = await _urgent(office, unit=CRIME, shielded=True, why=Why.FEARS)
    told = [one for _ in range(3) for one in await _told(office, minutes=10)]
    reminder = ReminderDispatch(tip=tip.id, milestone=Milestone.SEEN, rung=Rung.DESK, unit=CRIME)

    shown = await office.showing.reminder(reminder)

    assert [ToUnit(unit=CRIME), ToUnit(unit=DESK)] == [to for _, _, to in told]
    assert shown is not None
    assert (None, None) == (shown.chosen, shown.card)


async def test_a_process_that_dies_between_claiming_and_telling_leaves_it_due(office: Office) -> None:
    """Whoever looks after its lease tells it, once; before that nobody does."""
    await _urgent(office)
    office.clock.passes(minutes=10)
    async with office.casebook.begin() as book:
        await book.deadlines.claim(now=office.clock.at, until=office.clock.at + LEASE, is_night=False, limit=10)

    told = [await _told(office), await _told(office, minutes=3), await _told(office)]

    assert [[], [DUTY_GROUP], []] == told


async def test_one_that_cannot_be_told_of_holds_up_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again when its lease is over, and the fault is seen."""
    broken, _ = await _urgent(office), await _urgent(office)
    reckons = office.timing.reckoner

    def reckoner(tip: Tip) -> Reckoner:
        if tip.id == broken.id:
            raise KeyError(tip.reference)
        return reckons(tip)

    monkeypatch.setattr(office.timing, "reckoner", reckoner)
    with pytest.raises(ExceptionGroup):
        await _told(office, minutes=10)
    first = _reminders(await office.delivers())
    monkeypatch.undo()

    assert [DUTY_GROUP] == first
    assert DUTY_GROUP in await _told(office, minutes=3)


async def test_a_reminder_whose_reader_cannot_be_reached_goes_to_the_group(office: Office) -> None:
    """They have blocked the bot."""
    await _urgent(office)
    await _told(office, minutes=10)
    office.clock.passes(minutes=10)
    await office.climbing.climb()
    async with office.casebook.begin() as book:
        waiting = await book.dispatches.due(office.clock.at, limit=100)
    (lost,) = [one for one in waiting if one.to == ToOfficer(officer=HEAD.id)]

    assert await office.rescuing.undeliverable(lost)
    assert [(Milestone.SEEN, Rung.HEAD, ToUnit(unit=UNIT))] == _reminders(await office.delivers())


async def _closes(office: Office, tip: Tip) -> None:
    await office.closing.choose(office.act(TAM), tip=tip.id, outcome="bat_qua_tang")  # pyright: ignore[reportArgumentType] - a code
    shown = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]
    entry = shown[-1].entry
    await office.closing.confirm(office.act(TAM), proposal=entry if entry is not None else EntryId(""))
    await office.settles()


async def test_the_audit_says_who_was_reminded_of_what(office: Office) -> None:
    """A reminder is something that the system did."""
    await _urgent(office)
    await _told(office, minutes=10)

    assert [("tip.reminded", "system", UNIT)] == await office.audited()


@pytest.mark.parametrize("hours", [timedelta(hours=3)])
async def test_the_card_reads_anew_when_somebody_is_told(office: Office, hours: timedelta) -> None:
    """It says then that it is late."""
    tip = await office.files()
    office.clock.at += hours
    _at(office, "2026-11-24", "07:00")
    await _told(office)

    view = await office.showing.card(tip.id)

    assert view is not None
    assert Rung.DUTY is not view.deadlines[0].rung
