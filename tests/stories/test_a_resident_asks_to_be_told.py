"""A resident asks to be told things, is told one, stops it by a slip and for good; what they reported is answered."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from bot.domain.identifiers import ChatId
from handlers.broadcasts.bulletin import bulletin
from handlers.broadcasts.bulletin_sending import send
from handlers.calls import Priority
from tests.handlers.bulletins import IMPRINT, TEXTS, VI, asking
from tests.handlers.residents.neighbours import sending_of
from tests.stories.people import Resident, on_duty, resident
from tests.town import Town

QUIZ = asking("Đưa mã OTP", "Cúp máy", right=1, explanation="Công an không hỏi mã OTP.")
#: The tables of who is told what, apart from all others.
ALERTS = ("subscribers", "subscriber_communes", "deliveries", "runs")
_NAMES = 8  #: letters or bytes from which on a value can name somebody or something
_NUMBERS = 1_000_000


async def test_a_resident_is_told_answers_and_leaves_and_the_tip_is_answered_all_the_same(place: Town) -> None:
    """Leaving is one press, undoing it one more; the answer to a tip has nothing to do with it."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.presses("Nhận thông báo", "xã, phường nào")
    await lan.types("my thoi", "Xong. Có thông báo cho phường Mỹ Thới")
    await lan.reports("Hai người lấy xe đạp trước chợ")
    await _told(place, lan)

    answered = await lan.person.presses_and_sees(lan.person.last_message(), "Cúp máy")
    thanked = await lan.person.presses_and_sees(lan.person.last_message(), "Hữu ích")
    left = await lan.presses("Ngừng nhận", "Đã ngừng")
    back = await lan.presses("Nhận lại như cũ", "đang nhận thông báo")
    await lan.presses("Ngừng nhận", "Đã ngừng")
    await ward.officer.presses("Nhận xử lý", "đang xử lý")
    await lan.sees("Có cập nhật mới")

    assert "✅ Đúng rồi. Công an không hỏi mã OTP." == answered
    assert "Cảm ơn bà con." == thanked
    assert "câu trả lời vẫn tới" in left
    assert "📍 Nơi: phường Mỹ Thới" in back


async def test_nothing_in_the_files_links_who_is_told_to_what_they_reported(place: Town) -> None:
    """One person does both, answers and is counted: no value of one side stands on the other, in either store."""
    await on_duty(place)
    lan = await resident(place)
    await lan.types("/thongbao", "xã, phường nào")
    await lan.types("my thoi", "Xong. Có thông báo cho phường Mỹ Thới")
    await lan.reports("Hai người lấy xe đạp trước chợ")
    await _told(place, lan)
    await lan.person.presses_and_sees(lan.person.last_message(), "Cúp máy")
    await place.api.quiet()

    told, other = _values(place.settings.data)

    assert set() == told & other
    assert 3 <= len(told)
    assert 20 <= len(other)


async def _told(place: Town, lan: Resident) -> None:
    """Send Lan a quiz as the distributor would."""
    assert place.opened is not None
    assert place.program is not None
    occurrence = await sending_of(place.opened.casebook, place.opened.vault, QUIZ, now=place.clock.now())
    found = bulletin(QUIZ, replace(IMPRINT, occurrence=occurrence), language=VI, texts=TEXTS)
    await send(place.program.application.bot, ChatId(lan.person.user_id), found, priority=Priority.REST)


def _values(data: Path) -> tuple[set[object], set[object]]:
    """Give what could name anybody or anything in the tables of who is told what, and in all others of both stores."""
    told: set[object] = set()
    other: set[object] = set()
    for name in ("vault", "casebook"):
        file = sqlite3.connect(data / f"{name}.db")
        tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = file.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
            (told if table in ALERTS else other).update(value for row in rows for value in row if _names(value))
        file.close()
    return told, other


def _names(value: object) -> bool:
    if isinstance(value, str | bytes):
        return len(value) >= _NAMES
    return isinstance(value, int) and value >= _NUMBERS
