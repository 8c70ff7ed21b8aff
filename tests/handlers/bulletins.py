"""Broadcasts to be shown: with words of both languages and whatever a test wants of them."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Final

from bot.domain.broadcasts.broadcast import Content, Link, Medium, MediumKind, Wording
from bot.domain.identifiers import Language, OccurrenceId
from bot.domain.point import Point
from bot.domain.units import Unit, UnitCode, UnitKind
from handlers.broadcasts.bulletin import Imprint
from handlers.texts import Texts

VI: Final = Language("vi")
EN: Final = Language("en")
TEXTS: Final = Texts((VI, EN))
AT: Final = datetime(2026, 11, 26, 14, 5, tzinfo=timezone(timedelta(hours=7)))
UNIT: Final = Unit(
    code=UnitCode("30301"),
    name={"vi": "Công an phường Mỹ Thới", "en": "Mỹ Thới Ward Police"},
    kind=UnitKind.COMMUNE,
)
IMPRINT: Final = Imprint(unit=UNIT, at=AT, occurrence=OccurrenceId(7))
WORDING: Final = Wording(title="Giả danh công an", text="Ai gọi đòi <b>chuyển tiền</b> là lừa đảo.")
CONTENT: Final = Content(wordings={VI: WORDING})
PHOTO: Final = Medium(kind=MediumKind.PHOTO, file="AgAC-photo", size=1000)
VIDEO: Final = Medium(kind=MediumKind.VIDEO, file="BAAC-video", size=1000)
DOCUMENT: Final = Medium(kind=MediumKind.DOCUMENT, file="BQAC-document", size=1000)
PLACE: Final = Point(lat=10.371, lon=105.432)
LINK: Final = Link(label="Xem thêm", url="https://example.vn/a?b=1&c=2")


def asking(*options: str, right: int | None = None, explanation: str = "") -> Content:
    """Give a poll or, with a right answer, a quiz."""
    return Content(wordings={VI: replace(WORDING, options=options, explanation=explanation)}, right=right)
