"""Broadcasts of any kind, for tests of what is true of all of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from hypothesis import strategies as st

from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Link, Medium, MediumKind, Wording
from bot.domain.broadcasts.schedule import (
    At,
    Daily,
    LunarYearly,
    Monthly,
    Now,
    Pattern,
    Repeating,
    Schedule,
    Weekly,
    Yearly,
)
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, Language, OfficerId
from bot.domain.point import Point
from bot.domain.units import CommuneCode, UnitCode

ZONE: Final = timezone(timedelta(hours=7))
AT: Final = datetime(2026, 11, 26, 9, 30, tzinfo=ZONE)
VI: Final = Language("vi")
COMPOSER: Final = OfficerId("c0" * 8)
SECOND: Final = OfficerId("50" * 8)

DRAFT: Final = Broadcast(
    id=BroadcastId("b7" * 8),
    unit=UnitCode("30307"),
    composer=COMPOSER,
    hands=(COMPOSER,),
    content=Content(wordings={VI: Wording(title="Cảnh giác", text="Không chuyển tiền.")}),
    audience=Audience(communes=(CommuneCode("30307"),), topics=(Topic.SCAM,)),
    schedule=Now(),
    touched=AT,
)

_WORDS: Final = st.text(min_size=1, max_size=6)
_WORDINGS: Final = st.builds(
    Wording,
    title=_WORDS,
    text=_WORDS,
    links=st.lists(st.builds(Link, label=_WORDS, url=_WORDS), max_size=1).map(tuple),
    options=st.lists(_WORDS, max_size=2).map(tuple),
    explanation=st.text(max_size=3),
)
_CONTENTS: Final = st.builds(
    Content,
    wordings=st.dictionaries(st.sampled_from([VI, Language("en")]), _WORDINGS, min_size=1),
    media=st.lists(
        st.builds(Medium, kind=st.sampled_from(MediumKind), file=_WORDS, size=st.integers(1, 9)), max_size=2
    ).map(tuple),
    place=st.none() | st.builds(Point, lat=st.floats(8, 12), lon=st.floats(103, 106)),
    right=st.none() | st.integers(0, 1),
)
_AUDIENCES: Final = st.builds(
    Audience,
    communes=st.lists(st.sampled_from(["30307", "30292", "30280"]), unique=True, min_size=1).map(tuple),
    topics=st.lists(st.sampled_from(Topic), unique=True, min_size=1).map(tuple),
)
_DATES: Final = st.dates(date(2026, 1, 1), date(2030, 1, 1))
_PATTERNS: Final[st.SearchStrategy[Pattern]] = st.one_of(
    st.just(Daily()),
    st.builds(Weekly, days=st.just((0, 3))),
    st.builds(Monthly, day=st.integers(1, 31)),
    st.builds(Yearly, month=st.integers(1, 12), day=st.integers(1, 28)),
    st.builds(LunarYearly, month=st.integers(1, 12), day=st.integers(1, 30)),
)
_SCHEDULES: Final[st.SearchStrategy[Schedule]] = st.one_of(
    st.just(Now()),
    st.builds(At, at=st.timedeltas(timedelta(0), timedelta(days=900)).map(AT.__add__)),
    st.builds(
        Repeating,
        pattern=_PATTERNS,
        time=st.times(max_value=time(23, 59)),
        first=_DATES,
        until=st.none() | _DATES,
    ),
)

#: What an officer can change.
FIELDS: Final = ("content", "audience", "schedule", "urgent", "to_channels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that an officer may change."""

    content: Content | None = None
    audience: Audience | None = None
    schedule: Schedule | None = None
    urgent: bool | None = None
    to_channels: bool | None = None

    def made(self, broadcast: Broadcast, *, by: OfficerId) -> Broadcast:
        """Give a broadcast with this change, made through the door."""
        return broadcast.changed(
            by=by,
            at=AT,
            content=self.content,
            audience=self.audience,
            schedule=self.schedule,
            urgent=self.urgent,
            to_channels=self.to_channels,
        )

    def past_the_door(self, broadcast: Broadcast) -> Broadcast:
        """Give a broadcast with this change, made past the door."""
        return replace(
            broadcast,
            content=self.content or broadcast.content,
            audience=self.audience or broadcast.audience,
            schedule=self.schedule or broadcast.schedule,
            urgent=broadcast.urgent if self.urgent is None else self.urgent,
            to_channels=broadcast.to_channels if self.to_channels is None else self.to_channels,
        )


CHANGES: Final = st.one_of(
    st.builds(Change, content=_CONTENTS),
    st.builds(Change, audience=_AUDIENCES),
    st.builds(Change, schedule=_SCHEDULES),
    st.builds(Change, urgent=st.booleans()),
    st.builds(Change, to_channels=st.booleans()),
)
OFFICERS: Final = st.sampled_from([COMPOSER, SECOND, OfficerId("71" * 8), OfficerId("e2" * 8)])
