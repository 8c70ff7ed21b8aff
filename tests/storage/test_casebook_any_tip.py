"""Any tip that people can tell is kept whole."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from secrets import token_hex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.identifiers import Handle, OfficerId, Reference, RuleCode, TipId
from bot.domain.kinds import GroupCode, LeafCode, Urgency
from bot.domain.outcomes import OutcomeCode
from bot.domain.receipts import receipt_of
from bot.domain.tip import Account, Status, Tip, When, Why, minute
from bot.domain.units import CommuneCode
from bot.ports import casebook as ports
from tests.storage.casebook_samples import OTHER_UNIT, TIP, UNIT, opened


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncGenerator[ports.Casebook]:
    """Give an empty casebook."""
    async with opened(tmp_path) as casebook:
        yield casebook


_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ áàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữự\u0301\u0323\n“”…0123456789🙏"
_texts = st.text(_LETTERS, max_size=60) | st.text(max_size=60)
_times = st.datetimes(datetime(2024, 1, 1), datetime(2090, 1, 1), timezones=st.just(timezone(timedelta(hours=7))))  # noqa: DTZ001 - the strategy adds the zone
_accounts = st.builds(
    Account,
    texts=st.lists(_texts, max_size=4).map(tuple),
    taps=st.lists(st.sampled_from(["con", "thay_mat"]), max_size=2).map(tuple),
    place=st.none() | _texts,
    duration=st.none() | _texts,
    beware=st.none() | _texts,
    safe_hours=st.none() | _texts,
)
_tips = st.builds(
    Tip,
    id=st.just(TIP.id),
    reference=st.just(TIP.reference),
    unit=st.sampled_from([UNIT, OTHER_UNIT]),
    why=st.sampled_from(Why),
    commune=st.just(CommuneCode("30307")),
    group=st.none() | st.just(GroupCode("trom_cuop")),
    leaf=st.none() | st.just(LeafCode("trom_cuop.trom")),
    when=st.none() | st.sampled_from(When),
    urgency=st.sampled_from(Urgency),
    account=_accounts,
    received=_times.map(minute),
    status=st.sampled_from(Status),
    status_since=_times.map(minute),
    handle=st.none() | st.just(Handle("b2" * 16)),
    shielded=st.booleans(),
    rule=st.none() | st.sampled_from([RuleCode("can_bo"), RuleCode("e_ngai")]),
    taken_by=st.none() | st.just(OfficerId("c3" * 8)),
    outcome=st.none() | st.just(OutcomeCode("da_xu_ly")),
    outcome_blanks=st.lists(_texts, max_size=2).map(tuple),
    confirmations=st.integers(0, 2),
    number=st.none() | _texts,
    version=st.integers(0, 1000),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=_tips)
async def test_any_tip_comes_back_as_it_was_kept(casebook: ports.Casebook, told: Tip) -> None:
    """Whatever people write and whatever is left out, what is read is what was kept."""
    tip = replace(told, id=TipId(token_hex(16)), reference=Reference(token_hex(8)))

    async with casebook.begin() as session:
        was_new = await session.tips.add(tip, receipt_of(tip.id.encode()))

    async with casebook.begin() as session:
        assert was_new is True
        assert await session.tips.get(tip.id) == tip
        assert await session.tips.by_receipt([receipt_of(tip.id.encode())]) == tip
