"""Tips of one event: whatever is joined, split, moved or shredded, no tip stands in two cases and none is lost."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.cases import CaseId
from bot.domain.identifiers import Handle, Reference, TipId
from bot.domain.kinds import GroupCode
from bot.domain.receipts import receipt_of
from bot.domain.tip import Account, Status, Tip
from bot.domain.units import CommuneCode
from storage.casebook.session import Casebook, CasebookSession
from storage.casebook.tables import case_members, cases
from tests.storage.casebook_samples import MINUTE, OTHER_UNIT, TIP, UNIT, keyring, opened_store

COUNT: Final = 6
TIPS: Final = tuple(
    replace(
        TIP,
        id=TipId(f"{number:032x}"),
        reference=Reference(f"T000{number}"),
        handle=Handle(f"{number:032x}"),
        status=Status.NEW,
        taken_by=None,
        taken_at=None,
        received=MINUTE + timedelta(minutes=number),
        account=Account(texts=(f"Tin {number}",)),
    )
    for number in range(COUNT)
)
_number = st.integers(0, COUNT - 1)
_acts = st.lists(
    st.one_of(
        st.tuples(st.just("join"), _number, _number),
        st.tuples(st.just("split"), _number, _number),
        st.tuples(st.just("move"), _number, _number),
        st.tuples(st.just("withdraw"), _number, _number),
        st.tuples(st.just("shred"), _number, _number),
    ),
    max_size=14,
)


@settings(max_examples=30, deadline=None)
@given(acts=_acts)
def test_in_any_order_cases_stay_a_partition_and_tips_stay_what_they_are(
    acts: list[tuple[str, int, int]],
) -> None:
    """Beside a model of plain sets; joining and splitting change nothing of any tip."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_plays(Path(folder), acts))


async def test_a_tip_joins_the_case_that_is_there_and_two_cases_become_one(tmp_path: Path) -> None:
    """The older case stays; nobody stands in it twice."""
    async with opened_store(tmp_path) as store:
        book = Casebook(store, keyring())
        async with book.begin() as session:
            await _fill(session)
            first = await session.cases.join(_case(1), UNIT, _ids(0, 1), now=MINUTE)
            await session.cases.join(_case(2), UNIT, _ids(2, 3), now=MINUTE + timedelta(minutes=1))
            both = await session.cases.join(_case(3), UNIT, _ids(3, 1), now=MINUTE)
            again = await session.cases.join(_case(4), UNIT, _ids(0, 3), now=MINUTE)

        assert (_case(1), _ids(0, 1)) == (first.id, first.tips)
        assert (_case(1), _ids(0, 1, 2, 3)) == (both.id, both.tips)
        assert both == again


async def test_only_what_came_near_of_the_same_unit_is_given_to_compare(tmp_path: Path) -> None:
    """By columns in clear alone: unit, place, time, whether it is kept; the same kind, then the nearest in time."""
    drugs = GroupCode("ma_tuy")
    others = [
        replace(TIPS[1], received=MINUTE + timedelta(hours=5)),
        replace(TIPS[2], group=drugs, received=MINUTE + timedelta(minutes=2)),
        replace(TIPS[3], unit=OTHER_UNIT),
        replace(TIPS[4], commune=CommuneCode("30292")),
        replace(TIPS[5], received=MINUTE + timedelta(minutes=9)),
    ]
    async with opened_store(tmp_path) as store, Casebook(store, keyring()).begin() as session:
        await _fill(session, [TIPS[0], *others])
        assert TIP.group is not None
        near = await session.cases.near(TIPS[0], communes=[TIP.commune], groups=[TIP.group], limit=9)
        few = await session.cases.near(TIPS[0], communes=[TIP.commune], groups=[TIP.group], limit=1)
        await session.tips.save(replace(others[4], status=Status.CLOSED, status_since=MINUTE - timedelta(days=40)))
        await session.tips.save(replace(others[1], status=Status.WITHDRAWN))
        await session.tips.shred(others[0].id)
        left = await session.cases.near(TIPS[0], communes=[TIP.commune], groups=[TIP.group], limit=9)

    assert [others[4].id, others[0].id, others[1].id] == [tip.id for tip in near]
    assert [others[4].id] == [tip.id for tip in few]
    assert [] == left


async def _plays(folder: Path, acts: Sequence[tuple[str, int, int]]) -> None:
    model: list[set[int]] = []
    gone: set[int] = set()
    async with opened_store(folder) as store:
        book = Casebook(store, keyring())
        async with book.begin() as session:
            await _fill(session)
        for turn, (what, one, other) in enumerate(acts):
            if one in gone or (what == "join" and (one == other or other in gone)):
                continue
            async with book.begin() as session:
                before = await session.tips.these(_ids(*range(COUNT)))
                units = {tip.id: tip.unit for tip in before}
                if what == "join" and units[TIPS[one].id] == units[TIPS[other].id]:
                    unit = units[TIPS[one].id]
                    await session.cases.join(_case(turn), unit, _ids(one, other), now=MINUTE)
                    model = _united(model, one, other)
                elif what == "split":
                    await session.cases.leave(TIPS[one].id)
                    model = _without(model, one)
                elif what == "move":
                    await session.tips.save(replace(TIPS[one], unit=OTHER_UNIT))
                    if units[TIPS[one].id] != OTHER_UNIT:
                        model = _without(model, one)
                elif what == "withdraw":
                    await session.tips.save(replace(TIPS[one], status=Status.WITHDRAWN, unit=units[TIPS[one].id]))
                    model, gone = _without(model, one), gone | {one}
                elif what == "shred":
                    await session.tips.shred(TIPS[one].id)
                    model, gone = _without(model, one), gone | {one}
                after = await session.tips.these(_ids(*range(COUNT)))
            if what in {"join", "split"}:
                assert before == after
            await _agree(book, model)


async def _agree(book: Casebook, model: list[set[int]]) -> None:
    async with book.begin() as session:
        found = [await session.cases.of(tip.id) for tip in TIPS]
    expected = [next((tuple(sorted(tips)) for tips in model if number in tips), None) for number in range(COUNT)]
    assert expected == [None if case is None else tuple(sorted(int(tip, 16) for tip in case.tips)) for case in found]


async def test_what_is_left_alone_leaves_no_row(tmp_path: Path) -> None:
    """A case of one is none, whether its sister was split off or shredded."""
    async with opened_store(tmp_path) as store:
        async with Casebook(store, keyring()).begin() as session:
            await _fill(session)
            await session.cases.join(_case(1), UNIT, _ids(0, 1), now=MINUTE)
            await session.cases.join(_case(2), UNIT, _ids(2, 3, 4), now=MINUTE)
            left = await session.cases.leave(TIPS[0].id)
            await session.tips.shred(TIPS[2].id)
            await session.tips.shred(TIPS[3].id)
        async with store.begin() as connection:
            rows = [await connection.scalar(select(func.count()).select_from(table)) for table in (cases, case_members)]

    assert _ids(1) == left
    assert [0, 0] == rows


def _united(model: list[set[int]], one: int, other: int) -> list[set[int]]:
    touched = [tips for tips in model if one in tips or other in tips]
    return [tips for tips in model if tips not in touched] + [{one, other}.union(*touched)]


def _without(model: list[set[int]], one: int) -> list[set[int]]:
    return [left for tips in model if len(left := tips - {one}) > 1]


async def _fill(session: CasebookSession, found: Sequence[Tip] = TIPS) -> None:
    for tip in found:
        await session.tips.add(tip, receipt_of(tip.id.encode()))


def _ids(*numbers: int) -> tuple[TipId, ...]:
    return tuple(TIPS[number].id for number in numbers)


def _case(number: int) -> CaseId:
    return CaseId(f"{number:016x}")
