"""Two texts are compared by their words and numbers; on the invented pairs one event is told from two."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bot.domain.identifiers import Reference, TipId
from bot.domain.kinds import GroupCode, Urgency
from bot.domain.likeness import LIKELY, Likeness, Sign, kinds_of, likeness
from bot.domain.tip import Account, Tip, When, Why
from bot.domain.units import CommuneCode, UnitCode
from bot.places.directory import Directory
from bot.places.wording import gist, resemblance
from tests.places.event_pairs import ONE_EVENT, TWO_EVENTS, Side

HOUR_ZERO: Final = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(("one", "other"), ONE_EVENT)
def test_one_event_told_twice_is_seen(directory: Directory, one: Side, other: Side) -> None:
    """Whichever of the two came first, and in whatever spelling; with at least one reason to show."""
    found, turned = _compared(directory, one, other), _compared(directory, other, one)

    assert found.is_likely, found
    assert found == turned
    assert found.reasons


@pytest.mark.parametrize(("one", "other"), TWO_EVENTS)
def test_two_events_are_not_taken_for_one(directory: Directory, one: Side, other: Side) -> None:
    """Neither a common kind nor a common word is enough."""
    assert not _compared(directory, one, other).is_likely
    assert _compared(directory, one, other).points < LIKELY


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("xe 67B1-234.56 chạy", "chiếc 67b1 23456", Sign.SAME_PLATE),
        ("xe 67B123456", "67B1-234.56", Sign.SAME_PLATE),
        ("xe 67B1-234.56", "xe 68B1-234.56", None),
        ("biển số đuôi 456", "xe 67B1-234.56", Sign.SAME_TAIL),
        ("bs 234.56", "so xe 23456", Sign.SAME_TAIL),
        ("gọi 0912 345 678", "+84 912.345.678", Sign.SAME_NUMBER),
        ("tk 1903 4567 8901", "tài khoản 190345678901", Sign.SAME_NUMBER),
        ("mất 50.000.000 đồng", "lừa 50.000.000 đồng", None),
        ("mất 12.345.678 đồng", "lừa 12345678 đ", None),
        ("lúc 20 giờ 30 ngày 23/11/2026", "lúc 20 giờ 30 ngày 23/11/2026", None),
        ("gọi 113 không được", "gọi 113 rồi", None),
    ],
)
def test_a_number_in_both_is_named_for_what_it_is(one: str, other: str, sign: Sign | None) -> None:
    """Plates, their last digits, telephones and accounts; sums, hours and dates are none."""
    assert sign == resemblance(gist([one]), gist([other])).number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quán karaoke Hoa Mai", "quan karaoke hoa mai"),
        ("hòa bình tân thủy", "hoà bình tân thuỷ"),
        ("kho thuốc lá lậu sau cây xăng Thành Công", "kho thuôc la lâu sau cay xang thanhh cong"),
    ],
)
def test_spelling_makes_no_difference(one: str, other: str) -> None:
    """Marks, the place of tones and a slip."""
    spelled = resemblance(gist([one]), gist([other])).alike

    assert spelled >= 0.8 * resemblance(gist([one]), gist([one])).alike


def test_texts_without_words_are_alike_in_nothing() -> None:
    """A tip of photos alone says nothing that could be compared."""
    nothing = resemblance(gist([]), gist(["Đánh nhau trước quán karaoke"]))

    assert (0.0, False, None) == (nothing.alike, nothing.can_tell, nothing.number)


def _compared(directory: Directory, one: Side, other: Side) -> Likeness:
    first, second = _tip(one), _tip(other)
    found = likeness(
        first,
        second,
        are_neighbours=False,
        kinds=kinds_of(first, second, directory.kinds),
        texts=resemblance(gist(first.account.texts), gist(second.account.texts)),
    )
    assert found is not None
    return found


def _tip(side: Side) -> Tip:
    kind, when, hours, text = side
    return Tip(
        id=TipId("0" * 32),
        reference=Reference("7K2QD"),
        unit=UnitCode("30307"),
        why=Why.COMMUNE,
        commune=CommuneCode("30307"),
        group=GroupCode(kind) if kind is not None else None,
        leaf=None,
        when=When(when) if when is not None else None,
        urgency=Urgency.SOON,
        account=Account(texts=(text,)),
        received=HOUR_ZERO + timedelta(hours=hours),
        status_since=HOUR_ZERO,
    )
