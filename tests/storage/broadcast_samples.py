"""A broadcast in which nothing is left at its default, for tests of what is kept."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from bot.domain.broadcasts.broadcast import (
    Approval,
    Audience,
    Broadcast,
    Content,
    Link,
    Medium,
    MediumKind,
    Return,
    ReturnReason,
    Status,
    Wording,
)
from bot.domain.broadcasts.schedule import LunarYearly, Repeating
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, ChatId, Language, OfficerId
from bot.domain.point import Point
from bot.domain.units import CommuneCode, UnitCode

ZONE: Final = timezone(timedelta(hours=7))
CHANNEL: Final = ChatId(-1_009_876_543_210)

BROADCAST: Final = Broadcast(
    id=BroadcastId("b7" * 8),
    unit=UnitCode("30307"),
    composer=OfficerId("0f" * 8),
    hands=(OfficerId("0f" * 8), OfficerId("1e" * 8)),
    content=Content(
        wordings={
            Language("vi"): Wording(
                title="Cảnh giác giả danh công an",
                text="<b>Không</b> chuyển tiền cho người lạ.",
                links=(Link(label="Xem thêm", url="https://example.vn/a"),),
                options=("Đúng", "Sai"),
                explanation="Công an không làm việc qua điện thoại.",
            ),
            Language("en"): Wording(title="Beware", text="Send no money.", options=("Yes", "No")),
        },
        media=(Medium(kind=MediumKind.PHOTO, file="AgACAgUAAxk", size=48_213),),
        place=Point(lat=10.38, lon=105.43),
        right=0,
    ),
    audience=Audience(communes=(CommuneCode("30307"),), topics=(Topic.SCAM, Topic.CHILDREN)),
    schedule=Repeating(
        pattern=LunarYearly(month=1, day=15), time=time(7, 30), first=date(2026, 12, 1), until=date(2030, 1, 1)
    ),
    urgent=True,
    to_channels=True,
    status=Status.APPROVED,
    approval=Approval(officer=OfficerId("2d" * 8), fingerprint="ab" * 32, at=datetime(2026, 11, 23, 9, 5, tzinfo=ZONE)),
    returned=Return(
        officer=OfficerId("2d" * 8), reason=ReturnReason.WORDS, at=datetime(2026, 11, 22, 9, 5, tzinfo=ZONE)
    ),
    corrects=BroadcastId("a9" * 8),
    revision=2,
    version=0,
    touched=datetime(2026, 11, 23, 9, 5, tzinfo=ZONE),
)
