"""Whatever happens in whatever order: no reminder is told twice, and none after somebody acted."""

from datetime import datetime
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.deadlines import Milestone
from bot.domain.dispatches import Dispatch, ReminderDispatch
from bot.domain.kinds import Urgency
from bot.domain.reckoning import Rung
from bot.domain.tip import Tip
from bot.services.climbing import LEASE
from tests.services.office import TAM, Office

_EVENTS: Final = st.lists(
    st.sampled_from(["passes", "passes", "ticks", "ticks", "dies", "looks", "takes", "gives back", "asks"]),
    min_size=5,
    max_size=25,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=_EVENTS)
async def test_each_reminder_is_told_at_most_once_and_never_after_somebody_acted(
    office: Office, events: list[str]
) -> None:
    """Whatever happens in whatever order, processes that die with a claim among it."""
    tip = await office.files(urgency=Urgency.URGENT)
    told: list[tuple[Milestone, Rung, datetime]] = []
    done: set[Milestone] = set()
    for event in events:
        match event:
            case "passes":
                office.clock.passes(minutes=15)
            case "dies":
                now = office.clock.at
                async with office.casebook.begin() as book:
                    await book.deadlines.claim(now=now, until=now + LEASE, is_night=False, limit=1)
            case "ticks":
                await office.climbing.climb()
                for milestone, rung in await _of(office, tip):
                    assert milestone not in done
                    told.append((milestone, rung, await _since(office, tip, milestone)))
            case _:
                done = await _acted(office, tip, event, done)

    assert len(set(told)) == len(told)


async def _of(office: Office, tip: Tip) -> list[tuple[Milestone, Rung]]:
    """Give what was told of this tip and as whom, and forget it."""
    sent: list[Dispatch] = []
    while some := await office.delivers():  # those of earlier examples too
        sent += some
    words = [one.content for one in sent if isinstance(one.content, ReminderDispatch)]
    return [(word.milestone, word.rung) for word in words if word.tip == tip.id]


async def _since(office: Office, tip: Tip, milestone: Milestone) -> datetime:
    async with office.casebook.begin() as book:
        return next(row.since for row in await book.deadlines.of(tip.id) if row.milestone is milestone)


async def _acted(office: Office, tip: Tip, event: str, done: set[Milestone]) -> set[Milestone]:
    """Let an officer do something, where they can; give what has been reached then."""
    is_free = (await office.tip(tip)).taken_by is None
    if event == "looks":
        await office.closing.open(office.act(TAM), tip=tip.id)
        return done | {Milestone.SEEN}
    if event == "takes" and is_free:
        await office.casework.take(office.act(TAM), tip=tip.id)
        return done | {Milestone.SEEN, Milestone.ACKNOWLEDGED}
    if event == "gives back" and not is_free:
        await office.casework.give_back(office.act(TAM), tip=tip.id)
        return done - {Milestone.ACKNOWLEDGED}
    if event == "asks":
        draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="gio_nao")
        assert draft is not None
        await office.asking.send(office.act(TAM), draft=draft.id)
        return done | {Milestone.SEEN, Milestone.ACKNOWLEDGED, Milestone.ANSWERED}
    return done
