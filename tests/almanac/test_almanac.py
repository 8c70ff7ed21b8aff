"""The picture of a month: everything stands on it, nothing on anything else, and it can be read on a small phone."""

import io
from datetime import date, timedelta
from typing import Final

import pytest
from PIL import Image

from bot.almanac.artist import ProcessArtist
from bot.almanac.drawing import drawn
from bot.almanac.items import HEIGHT, WIDTH, Ink, Item, Text
from bot.almanac.layout import LINES, laid_out
from bot.domain.broadcasts.agenda import Standing
from bot.ports.almanac import AlmanacFailed, Cell, Chip, Line, Page

LONG: Final = "Cảnh giác giả danh công an gọi điện yêu cầu chuyển tiền vào tài khoản lạ để phục vụ điều tra"
LEGEND: Final = ("đã gửi", "đang gửi", "sắp gửi", "chờ duyệt", "lỡ giờ", "bỏ")


def page(*, weeks: int = 6, chips: int = 9, subtitle: str = "Công an phường Long Xuyên") -> Page:
    """Give a month that is as full as this."""
    standings = [*Standing] * 2
    start = date(2026, 10, 26)
    days = [start + timedelta(days=number) for number in range(7 * weeks)]
    cells = [
        Cell(
            number=day.day,
            is_within=day.month == 11,
            is_today=day == date(2026, 11, 26),
            moon="30/10",
            chips=tuple(Chip(text="23:59", standing=one) for one in standings[:chips]),
        )
        for day in days
    ]
    return Page(
        title="Tháng 11/2026",
        subtitle=subtitle,
        weekdays=("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
        weeks=tuple(tuple(cells[number : number + 7]) for number in range(0, len(cells), 7)),
        legend=tuple(zip(Standing, LEGEND, strict=True)),
        heading="Sắp tới",
        lines=tuple(Line(when="CN 29/11 23:59", text=LONG, standing=one) for one in standings),
    )


def words(items: tuple[Item, ...]) -> list[Text]:
    """Give the texts among what was laid out."""
    return [item for item in items if isinstance(item, Text)]


@pytest.mark.parametrize("weeks", [4, 5, 6])
@pytest.mark.parametrize("chips", [0, 1, 2, 3, 9])
def test_everything_stands_on_the_picture_and_no_word_on_another(weeks: int, chips: int) -> None:
    """However many weeks and sendings there are, and however long the names."""
    texts = words(laid_out(page(weeks=weeks, chips=chips, subtitle=f"{LONG}, {LONG}")))
    extents = [(text.text, text.extent) for text in texts]

    assert [] == [
        text for text, (left, top, right, low) in extents if left < 0 or top < 0 or right > WIDTH or low > HEIGHT
    ]
    assert [] == [
        (one, other)
        for number, (one, (left, top, right, low)) in enumerate(extents)
        for other, (left2, top2, right2, low2) in extents[number + 1 :]
        if left < right2 and left2 < right and top < low2 and top2 < low
    ]


def test_the_smallest_letters_can_be_read_on_a_small_phone() -> None:
    """A phone of 360 dots shows the picture at a third: hours at nine of them, nothing smaller than seven."""
    sizes = {text.text: text.size for text in words(laid_out(page()))}

    assert sizes["23:59"] / 3 >= 9
    assert min(sizes.values()) / 3 >= 7


def test_every_word_stands_out_from_what_lies_under_it() -> None:
    """A contrast of 4.5, as the guidelines for accessible screens ask; days of other months may be fainter."""
    pairs = {(text.ink, text.on) for text in words(laid_out(page()))} - {(Ink.FAINT, Ink.PAPER)}

    assert [] == [pair for pair in pairs if contrast(*pair) < 4.5]
    assert contrast(Ink.FAINT, Ink.PAPER) > 2.9


def test_what_does_not_fit_a_day_is_counted() -> None:
    """Nothing is left out in silence."""
    shown = [text.text for text in words(laid_out(page(weeks=6, chips=9)))]
    hours = sum(text.endswith("23:59") and len(text) < 8 for text in shown)

    assert 42 == shown.count("+8")
    assert 42 == hours
    assert LINES == sum(text == "CN 29/11 23:59" for text in shown)


def test_a_standing_is_told_by_more_than_its_colour() -> None:
    """Each has a look of its own for whoever sees no colours: light, dark, edged, marked, struck through."""
    looks: dict[Standing, tuple[tuple[str, bool], ...]] = {}
    for one in Standing:
        cell = Cell(number=1, is_within=True, is_today=False, moon="", chips=(Chip(text="07:00", standing=one),))
        items = laid_out(Page(title="", subtitle="", weekdays=(), weeks=((cell,),), legend=(), heading="", lines=()))
        looks[one] = tuple(
            (item.text, False) if isinstance(item, Text) else ("", item.edge is not None) for item in items
        )

    alike = {Standing.GONE, Standing.SENDING, Standing.COMING}  # by how dark they are: green on mint, white on dark
    distinct = [look for one, look in looks.items() if one not in alike]
    assert len(distinct) == len(set(distinct))
    assert not set(distinct) & {looks[one] for one in alike}


def test_the_same_month_gives_the_same_picture_and_a_small_file() -> None:
    """It loads on a slow line."""
    first, again = (drawn(laid_out(page())) for _ in range(2))
    picture = Image.open(io.BytesIO(first))

    assert first == again
    assert ((WIDTH, HEIGHT), "PNG") == (picture.size, picture.format)
    assert len(first) < 150_000


async def test_a_process_beside_the_bot_draws_it() -> None:
    """The same picture; what cannot be drawn is said, and no process is left."""
    artist = ProcessArtist()

    assert drawn(laid_out(page())) == await artist.drawn(page())
    with pytest.raises(AlmanacFailed):
        await artist.drawn(Page(title="", subtitle="", weekdays=(), weeks=(), legend=(), heading="", lines=()))


def contrast(one: Ink, other: Ink) -> float:
    """Give how far two inks are apart, from 1 to 21."""

    def light(ink: Ink) -> float:
        parts = [part / 255 for part in ink.value]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)
