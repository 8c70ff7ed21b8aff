"""A poster brings whoever scans it to the right commune, can be read by everybody, and promises what is true."""

import io
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import zxingcpp
from babel.messages.pofile import read_po
from PIL import Image
from pypdf import PdfReader

import bot.posters.making
from bot.domain.units import Unit
from bot.places.directory import Directory
from bot.posters import pdf, png
from bot.posters.making import LANGUAGES, Poster
from bot.posters.sheet import HEIGHT, WIDTH, Box, Code, Face, Words, outlines, width
from tests.posters.conftest import USERNAME, of

_TRUST_ENDS = 276.5  #: the rule above the foot, millimetres
_BOXED = 1.0  #: millimetres at least between words and what lies beside them


def scanned(picture: Image.Image) -> list[str]:
    """Read every code of a picture, as a phone does."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_the_code_leads_to_the_bot_with_the_commune_chosen(directory: Directory) -> None:
    """Read back from the drawn picture, for a phone that sees it large and one that sees it small and grey."""
    picture = Image.open(io.BytesIO(png.drawn(of(directory, "30478").sheet))).convert("L")
    far = picture.reduce(6)

    assert [f"https://t.me/{USERNAME}?start=c30478"] == scanned(picture)
    assert [f"https://t.me/{USERNAME}?start=c30478"] == scanned(far)


def test_the_desk_has_one_for_the_whole_province(directory: Directory) -> None:
    """It chooses no commune; the bot asks."""
    poster = of(directory, "desk")

    assert [f"https://t.me/{USERNAME}"] == scanned(Image.open(io.BytesIO(png.drawn(poster.sheet))).convert("L"))
    assert "Công an xã, phường ở An Giang" in said(poster)


def test_a_code_survives_a_quarter_torn_away(directory: Directory) -> None:
    """The strongest correction: stains and scratches are what a wall brings."""
    picture = Image.open(io.BytesIO(png.drawn(of(directory, "30307").sheet))).convert("L")
    code = next(item for item in of(directory, "30307").sheet if isinstance(item, Code))
    dots = png.DOTS_AN_INCH / 25.4
    corner = round((code.left + code.side * 0.55) * dots), round((code.top + code.side * 0.55) * dots)
    picture.paste(
        255, (*corner, corner[0] + round(code.side * 0.33 * dots), corner[1] + round(code.side * 0.33 * dots))
    )

    assert [f"https://t.me/{USERNAME}?start=c30307"] == scanned(picture)


def test_every_code_is_large_and_has_its_quiet_zone(every: tuple[tuple[Unit, Poster], ...]) -> None:
    """At least eight centimetres; four squares free on every side, the edge of the sheet included."""
    assert 103 == len(every)
    for _, poster in every:
        code = next(item for item in poster.sheet if isinstance(item, Code))
        left, right = code.left - 4 * code.module, code.left + code.side + 4 * code.module
        top, bottom = code.top - 4 * code.module, code.top + code.side + 4 * code.module
        others = [extent(item) for item in poster.sheet if item is not code]

        assert code.side >= 80
        assert left >= 0
        assert [] == [one for one in others if one[0] < right and one[2] > left and one[1] < bottom and one[3] > top]


def test_everything_stands_on_the_sheet_and_nothing_on_anything_else(every: tuple[tuple[Unit, Poster], ...]) -> None:
    """All names fit their line; a printer's edge of ten millimetres stays free at the sides."""
    for unit, poster in every:
        words = [item for item in poster.sheet if isinstance(item, Words)]
        extents = [(item.text, extent(item)) for item in words]

        assert [] == [text for text, (left, top, right, _) in extents if left < 10 or right > WIDTH - 10 or top < 8]
        assert [] == [text for text, (_, _, _, bottom) in extents if bottom > HEIGHT - 4]
        assert [] == [
            (one, other)
            for number, (one, (left, top, right, bottom)) in enumerate(extents)
            for other, (left2, top2, right2, bottom2) in extents[number + 1 :]
            if left < right2 and left2 < right and top < bottom2 and top2 < bottom
        ], unit.code
        trust = [item for item in words if 225 < item.baseline < _TRUST_ENDS]
        assert max(item.baseline for item in trust) < _TRUST_ENDS - _BOXED


def test_the_longest_username_fits_too(directory: Directory) -> None:
    """Telegram allows thirty-two letters."""
    poster = of(directory, "30478", username="M" * 32)
    over = [item.text for item in poster.sheet if isinstance(item, Words) and extent(item)[2] > WIDTH - 10]

    assert [] == over
    assert [f"https://t.me/{'M' * 32}?start=c30478"] == scanned(
        Image.open(io.BytesIO(png.drawn(poster.sheet))).convert("L")
    )


def test_the_document_is_one_page_of_a4_with_its_type_inside(long_xuyen: Poster) -> None:
    """A print shop needs nothing else; the words can be searched and read aloud."""
    document = pdf.drawn(long_xuyen.sheet, title=long_xuyen.title, language="vi")
    reader = PdfReader(io.BytesIO(document))
    (page,) = reader.pages
    fonts = {name.partition(b"+")[2].decode() for name in re.findall(rb"/BaseFont /(\S+)", document)}
    text = " ".join(unicodedata.normalize("NFC", page.extract_text()).split())

    assert (595, 842) == (round(page.mediabox.width), round(page.mediabox.height))
    assert ({"BeVietnamPro-ExtraBold", "BeVietnamPro-Medium"}, 2) == (fonts, document.count(b"/FontFile2 "))
    for sentence in ("Nguy hiểm: gọi 113 ngay", "Công an phường Long Xuyên", f"t.me/{USERNAME}?start=c30307"):
        assert sentence in text
    assert "Tin Báo · Công an phường Long Xuyên" == (reader.metadata.title if reader.metadata else None)


def test_the_picture_is_a4_at_300_dots_an_inch(long_xuyen: Poster) -> None:
    """And it says so, so that it prints at its size."""
    picture = Image.open(io.BytesIO(png.drawn(long_xuyen.sheet)))

    assert (2480, 3508) == picture.size
    assert "(300, 300)" == str(tuple(round(float(dots)) for dots in picture.info["dpi"]))


def test_both_are_drawn_alike_and_always_the_same(long_xuyen: Poster) -> None:
    """No date and no machine in a file: whoever prints again gets the same."""
    assert png.drawn(long_xuyen.sheet) == png.drawn(long_xuyen.sheet)
    assert 1 == len({pdf.drawn(long_xuyen.sheet, title="x", language="vi") for _ in range(2)})


def test_the_type_has_every_letter_of_vietnamese(directory: Directory) -> None:
    """All vowels with all tones, the other letters, and whatever stands in a name."""
    tones = ["", *"\u0300\u0309\u0303\u0301\u0323"]
    vowels = {unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in tones}
    names = {letter for unit in directory.units.values() for text in unit.name.values() for letter in text}
    needed = vowels | {letter.upper() for letter in vowels} | set("bcdđghklmnpqrstvxĐ.,:;?!·@/=_0123456789") | names

    for face in Face:
        known = outlines(face).face.charToGlyph
        assert [] == sorted(letter for letter in needed if ord(letter) not in known)


def test_words_are_the_same_in_both_languages_and_all_are_used() -> None:
    """No key is missing, none is dead."""
    folder = Path(bot.posters.making.__file__).parent
    keys = {language: catalogue(folder / f"{language}.po") for language in LANGUAGES}
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    patterns = [
        re.sub(r"\\\{[^}]*\\\}", r"[a-z0-9]+", re.escape(key)) for key in re.findall(r'says\(\s*f?"([^"]+)"', source)
    ]
    named = [*patterns, *(re.escape(key) for key in re.findall(r'"([a-z.]+)"', source))]

    assert set(keys["vi"]) == set(keys["en"])
    assert [] == [key for key in keys["vi"] if not any(re.fullmatch(one, key) for one in named)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_poster_claims_to_be_official_or_promises_too_much(directory: Directory, language: str) -> None:
    """What Telegram knows, what words give away and what this does not replace stand beside what is never seen."""
    text = said(of(directory, "30307", language=language)).lower()

    assert not re.search(r"chính thức|của công an|\bofficial\b|of the police|tuyệt đối|100 ?%|absolutely", text)
    honest = {
        "vi": ("telegram biết", "làm lộ", "không thay được 113"),
        "en": ("telegram knows", "give you away", "does not replace 113"),
    }
    assert [] == [words for words in honest[language] if words not in text]


def test_the_running_bot_never_loads_what_draws() -> None:
    """Start and memory are not paid for with posters."""
    program = (
        "import sys, bot.__main__, bot.commands.run, bot.running, bot.upkeep;"
        "print([name for name in ('reportlab', 'segno', 'PIL', 'bot.posters') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603

    assert "[]\n" == ended.stdout


def test_a_poster_for_the_readme(directory: Directory, tmp_path: Path) -> None:
    """With PICTURES naming a folder it is written there, as `make pictures` does."""
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    picture = Image.open(io.BytesIO(png.drawn(of(directory, "30307").sheet))).convert("RGB").reduce(3)
    picture.quantize(64).save(folder / "poster.png", optimize=True)

    assert (827, 1170) == picture.size


def said(poster: Poster) -> str:
    """Give all words of a poster."""
    return " ".join(item.text for item in poster.sheet if isinstance(item, Words))


def extent(item: Words | Box | Code) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of what is drawn, marks above capitals and tails included."""
    if isinstance(item, Code):
        return item.left, item.top, item.left + item.side, item.top + item.side
    if isinstance(item, Box):
        return item.left, item.top, item.left + item.width, item.top + item.height
    wide = width(item.text, item.face, item.size)
    left = item.x - {"left": 0.0, "middle": wide / 2, "right": wide}[item.anchor]
    return left, item.baseline - item.size * 0.74, left + wide, item.baseline + item.size * 0.22


def catalogue(path: Path) -> dict[str, str]:
    """Give the words of a file by their keys; a key that stands twice is an error."""
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert len(messages) == len({str(message.id) for message in messages})
    return {str(message.id): str(message.string) for message in messages}
