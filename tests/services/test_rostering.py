"""The roster: set by the head, swapped between officers, without whoever is gone; a stale edit changes nothing."""

from datetime import date, datetime, timedelta
from typing import Final

import pytest

from bot.domain.dispatches import Dispatch, DutyDispatch, DutyWord, ToOfficer
from bot.domain.duty import Watch
from bot.domain.errors import NotAllowed, NotEnrolled, StalePress
from bot.domain.identifiers import ChatId, OfficerId
from bot.domain.people import Officer
from bot.domain.units import DESK
from bot.services.acting import Act
from bot.services.rostering import Rostering, Slot
from tests.services.office import BE, DESK_ONE, ELSEWHERE, HEAD, NOBODY, TAM, UNIT, UNIT_CHAT, Office
from tests.services.sent import alerts

MONDAY, TUESDAY = 0, 1
TODAY: Final = date(2026, 11, 23)  #: a Monday; the office's clock says a quarter past eight in the evening


@pytest.fixture
def rostering(office: Office) -> Rostering:
    """Give the service."""
    return Rostering(office.casebook, office.directory, office.clock, wake=lambda: None)


def private(office: Office, officer: Officer) -> Act:
    """Give something that an officer does in their own talk with the bot."""
    return office.act(officer, chat=ChatId(officer.user))


async def put(
    rostering: Rostering, office: Office, slot: Slot, officer: OfficerId | None, *, watch: Watch = Watch.ALL
) -> None:
    """Let the head put somebody on duty."""
    version = (await rostering.view(private(office, HEAD), unit=UNIT)).roster.version
    act = private(office, HEAD)
    await rostering.put(act, unit=UNIT, version=version, slot=slot, watch=watch, officer=officer)


async def there(office: Office, day: int, hour: int) -> OfficerId | None:
    """Give who is on duty so many days from today at this hour."""
    at = datetime.combine(TODAY + timedelta(days=day), datetime.min.time(), office.clock.at.tzinfo)
    async with office.casebook.begin() as book:
        return await book.duty.on_duty(UNIT, at + timedelta(hours=hour))


def words(dispatches: list[Dispatch]) -> list[tuple[OfficerId, DutyWord, OfficerId, tuple[date, ...]]]:
    """Give what officers are told of duty: to whom, what, of whom, for which days."""
    return [
        (one.to.officer, one.content.word, one.content.officer, one.content.days)
        for one in dispatches
        if isinstance(one.content, DutyDispatch) and isinstance(one.to, ToOfficer)
    ]


async def test_a_head_sets_the_week_and_one_date(office: Office, rostering: Rostering) -> None:
    """The date beats the week; both are in the audit."""
    await put(rostering, office, MONDAY, TAM.id)
    await put(rostering, office, TUESDAY, TAM.id, watch=Watch.DAY)
    await put(rostering, office, TODAY + timedelta(days=7), BE.id)

    on = [await there(office, day, hour) for day, hour in ((0, 21), (1, 6), (1, 8), (1, 20), (7, 8), (14, 8))]

    assert [TAM.id, TAM.id, TAM.id, None, BE.id, TAM.id] == on
    assert [("duty.changed", HEAD.id, UNIT)] * 3 == await office.audited()


async def test_two_heads_do_not_undo_each_other(office: Office, rostering: Rostering) -> None:
    """Who edits a roster as it was before is refused."""
    version = (await rostering.view(private(office, HEAD), unit=UNIT)).roster.version
    await put(rostering, office, MONDAY, TAM.id)

    with pytest.raises(StalePress):
        await rostering.put(
            private(office, HEAD), unit=UNIT, version=version, slot=MONDAY, watch=Watch.ALL, officer=BE.id
        )

    assert TAM.id == await there(office, 0, 21)


async def test_an_edit_done_again_after_a_crash_is_done_once(office: Office, rostering: Rostering) -> None:
    """The same errand finds the roster changed, and is not refused as stale."""
    act = private(office, HEAD)
    views = [
        await rostering.put(act, unit=UNIT, version=0, slot=MONDAY, watch=Watch.ALL, officer=TAM.id) for _ in range(2)
    ]

    assert [1, 1] == [view.roster.version for view in views]
    assert 1 == len(await office.audited())


@pytest.mark.parametrize(
    ("officer", "refusal"), [(TAM, NotAllowed), (ELSEWHERE, NotAllowed), (DESK_ONE, NotAllowed), (None, NotEnrolled)]
)
async def test_only_the_head_sets_it(
    office: Office, rostering: Rostering, officer: Officer | None, refusal: type[Exception]
) -> None:
    """Neither an officer, nor another unit's head, nor the desk, nor a stranger."""
    user = officer.user if officer is not None else NOBODY
    act = Act(errand=office.errand(), user=user, chat=ChatId(user))

    with pytest.raises(refusal):
        await rostering.put(act, unit=UNIT, version=0, slot=MONDAY, watch=Watch.ALL, officer=TAM.id)

    assert [] == await office.audited()


async def test_a_roster_is_shown_to_its_own_people_only(office: Office, rostering: Rostering) -> None:
    """In private, and in their own group; names of staff are not for anybody else."""
    assert (await rostering.view(private(office, TAM), unit=UNIT)).names == {
        one.id: one.name for one in (HEAD, TAM, BE)
    }
    assert not (await rostering.view(office.act(TAM), unit=UNIT)).leads
    for act in (private(office, ELSEWHERE), office.act(ELSEWHERE, chat=UNIT_CHAT), office.act(TAM, chat=ChatId(-5))):
        with pytest.raises(NotAllowed):
            await rostering.view(act, unit=UNIT)


async def test_the_desk_sets_its_own_without_a_head(office: Office, rostering: Rostering) -> None:
    """Each member leads there."""
    act = private(office, DESK_ONE)
    view = await rostering.put(act, unit=DESK, version=0, slot=MONDAY, watch=Watch.ALL, officer=DESK_ONE.id)

    assert view.now is not None
    assert DESK_ONE.id == view.now.shift.officer


async def test_a_week_as_the_last_one_was(office: Office, rostering: Rostering) -> None:
    """With what was other than usual; once taken up, there is nothing more to take up."""
    await put(rostering, office, MONDAY, TAM.id)
    await put(rostering, office, TODAY, BE.id)
    office.clock.passes(hours=11)
    view = await rostering.view(private(office, HEAD), unit=UNIT)
    again = await rostering.repeat(private(office, HEAD), unit=UNIT, version=view.roster.version)

    assert [BE.id, TAM.id] == [await there(office, 7, 8), await there(office, 14, 8)]
    assert [True, False] == [view.differs_from_last_week, again.differs_from_last_week]


async def test_a_colleague_stands_in_once_they_agree(office: Office, rostering: Rostering) -> None:
    """Until then the shift is whose it was; both are told in private."""
    await put(rostering, office, TUESDAY, TAM.id)
    view = await rostering.view(private(office, TAM), unit=UNIT)
    day = TODAY + timedelta(days=1)
    await rostering.ask(
        private(office, TAM), unit=UNIT, version=view.roster.version, day=day, watch=Watch.ALL, colleague=BE.id
    )
    asked = words(await office.delivers())
    before = await there(office, 1, 8)

    await _answers(rostering, office, BE, day, agrees=True)
    told = words(await office.delivers())

    assert [(BE.id, DutyWord.ASKED, TAM.id, (day,))] == asked
    assert [(TAM.id, DutyWord.AGREED, BE.id, (day,))] == told
    assert [TAM.id, BE.id, TAM.id] == [before, await there(office, 1, 8), await there(office, 8, 8)]


async def test_a_colleague_who_cannot_changes_nothing(office: Office, rostering: Rostering) -> None:
    """Whoever asked is told that the shift is still theirs; the answer counts once."""
    day = await _asked(rostering, office)

    await _answers(rostering, office, BE, day, agrees=False)
    told = words(await office.delivers())

    assert (TAM.id, DutyWord.DECLINED, BE.id, (day,)) == told[-1]
    assert TAM.id == await there(office, 1, 8)
    with pytest.raises(StalePress):
        await _answers(rostering, office, BE, day, agrees=True)


async def test_nobody_agrees_for_another_or_too_late(office: Office, rostering: Rostering) -> None:
    """Not the head, not whoever asked, not after the shift, and not once the head has given it to somebody else."""
    day = await _asked(rostering, office)
    for officer in (HEAD, TAM):
        with pytest.raises(StalePress):
            await _answers(rostering, office, officer, day, agrees=True)
    await put(rostering, office, day, HEAD.id)
    with pytest.raises(StalePress):
        await _answers(rostering, office, BE, day, agrees=True)
    await put(rostering, office, day, TAM.id)
    office.clock.passes(days=2)
    with pytest.raises(StalePress):
        await _answers(rostering, office, BE, day, agrees=True)


async def test_nobody_gives_away_what_is_not_theirs(office: Office, rostering: Rostering) -> None:
    """Nor asks somebody who does not work there, nor themselves."""
    await put(rostering, office, TUESDAY, TAM.id)
    version = (await rostering.view(private(office, TAM), unit=UNIT)).roster.version
    day = TODAY + timedelta(days=1)

    for officer, colleague in ((BE, HEAD), (TAM, TAM), (TAM, ELSEWHERE)):
        with pytest.raises(StalePress):
            await rostering.ask(
                private(office, officer), unit=UNIT, version=version, day=day, watch=Watch.ALL, colleague=colleague.id
            )


async def test_whoever_is_removed_leaves_the_roster_and_the_head_hears_of_it(
    office: Office, rostering: Rostering
) -> None:
    """Of the days of the coming week that nobody has now; what the colleague has is left alone."""
    await put(rostering, office, TUESDAY, TAM.id)
    await put(rostering, office, 2, BE.id)
    await put(rostering, office, TODAY + timedelta(days=30), TAM.id)

    await office.administration.remove(office.act(HEAD), officer=TAM.id)
    told = words(await office.delivers())

    assert [(HEAD.id, DutyWord.EMPTIED, TAM.id, (TODAY + timedelta(days=1),))] == told
    assert [None, BE.id, None] == [await there(office, 1, 8), await there(office, 2, 8), await there(office, 30, 8)]
    assert ("duty.changed", "system", UNIT) in await office.audited()


async def test_whoever_leaves_the_group_leaves_the_roster(office: Office, rostering: Rostering) -> None:
    """They can no longer see a tip: their shift is nobody's."""
    await put(rostering, office, TUESDAY, TAM.id)

    await office.members.left(office.errand(), chat=UNIT_CHAT, user=TAM.user)
    sent = await office.delivers()

    assert [(HEAD.id, DutyWord.EMPTIED, TAM.id, (TODAY + timedelta(days=1),))] == words(sent)
    assert [] == alerts(sent)
    assert await there(office, 1, 8) is None


async def _asked(rostering: Rostering, office: Office) -> date:
    """Let Tám ask Bé to stand in tomorrow."""
    await put(rostering, office, TUESDAY, TAM.id)
    version = (await rostering.view(private(office, TAM), unit=UNIT)).roster.version
    day = TODAY + timedelta(days=1)
    await rostering.ask(private(office, TAM), unit=UNIT, version=version, day=day, watch=Watch.ALL, colleague=BE.id)
    return day


async def _answers(rostering: Rostering, office: Office, officer: Officer, day: date, *, agrees: bool) -> None:
    act = private(office, officer)
    await rostering.answer(act, unit=UNIT, day=day, watch=Watch.ALL, officer=TAM.id, agrees=agrees)
