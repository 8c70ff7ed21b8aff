"""Nothing that a photo's file tells beside the picture is left: not for a search of its bytes, not for exiftool."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from typing import TYPE_CHECKING, Final

import pytest

from tests.evidence.photos import archive, decoded, encoded, finds, marked_jpeg, marked_png, marked_webp, scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evidence.cleaner import PhotoCleaner

MARK: Final = "LAN-0912345678"
MARKED: Final = {"jpeg": marked_jpeg, "png": marked_png, "webp": marked_webp}

#: All that exiftool tells of a clean photo: its type, how the pixels are encoded, and what it computes of that.
ENCODING: Final = frozenset(
    {
        "SourceFile",
        "ExifTool:ExifToolVersion",
        "File:FileType",
        "File:FileTypeExtension",
        "File:MIMEType",
        "File:ImageWidth",
        "File:ImageHeight",
        "File:EncodingProcess",
        "File:BitsPerSample",
        "File:ColorComponents",
        "File:YCbCrSubSampling",
        "JFIF:JFIFVersion",
        "JFIF:ResolutionUnit",
        "JFIF:XResolution",
        "JFIF:YResolution",
        "PNG:ImageWidth",
        "PNG:ImageHeight",
        "PNG:BitDepth",
        "PNG:ColorType",
        "PNG:Compression",
        "PNG:Filter",
        "PNG:Interlace",
        "Composite:ImageSize",
        "Composite:Megapixels",
    }
)

marked = pytest.mark.parametrize("make", MARKED.values(), ids=MARKED.keys())


@marked
async def test_no_mark_is_left(cleaner: PhotoCleaner, make: Callable[[str], bytes]) -> None:
    """Words, places, makers' notes, thumbnails, profiles, films and archives behind the end: nothing of them stays."""
    before = make(MARK)

    after = (await cleaner.clean(before, declared=None)).content

    assert (True, False) == (finds(MARK, before), finds(MARK, after))


@marked
async def test_an_independent_reader_finds_nothing(cleaner: PhotoCleaner, make: Callable[[str], bytes]) -> None:
    """What exiftool read in many places before, it reads nowhere afterwards; it tells of the encoding alone."""
    before = make(MARK)
    after = (await cleaner.clean(before, declared=None)).content

    told_before, told_after = await told(before), await told(after)

    assert len([tag for tag, value in told_before.items() if MARK in str(value)]) >= 12
    assert any("GPSLatitude" in tag for tag in told_before)
    assert frozenset() == told_after.keys() - ENCODING


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1", "LA"])
async def test_no_mark_is_left_in_any_kind_of_png(cleaner: PhotoCleaner, mode: str) -> None:
    """However the pixels are kept, nothing but the pixels is carried over."""
    before = marked_png(MARK, image=scene(mode=mode))

    after = (await cleaner.clean(before, declared="image/png")).content

    assert (True, False) == (finds(MARK, before), finds(MARK, after))


async def test_a_photo_that_is_an_archive_too_is_only_a_photo(cleaner: PhotoCleaner) -> None:
    """An archive is found from its end, so a file can be both; the clean one ends with the picture."""
    before = encoded(scene()) + archive(MARK)

    after = (await cleaner.clean(before, declared="image/jpeg")).content

    assert (b"\xff\xd9", False) == (after[-2:], b"PK\x03\x04" in after)


async def test_the_library_is_given_nothing_to_carry_over(cleaner: PhotoCleaner) -> None:
    """The clean photo's own header says only how to show it."""
    jpeg = decoded((await cleaner.clean(marked_jpeg(MARK), declared=None)).content)
    png = decoded((await cleaner.clean(marked_png(MARK), declared=None)).content)

    assert {"jfif", "jfif_version", "jfif_unit", "jfif_density"} == jpeg.info.keys()
    assert {} == png.info


async def test_only_the_ending_of_a_name_is_given(cleaner: PhotoCleaner) -> None:
    """Whoever names the photo has only what it is."""
    jpeg = await cleaner.clean(marked_jpeg(MARK), declared=None)
    png = await cleaner.clean(marked_png(MARK), declared=None)

    assert [("image/jpeg", ".jpg"), ("image/png", ".png")] == [(photo.mime, photo.ending) for photo in (jpeg, png)]


async def told(content: bytes) -> dict[str, object]:
    """Give everything that exiftool finds, known to it or not, embedded or behind the end."""
    if shutil.which("exiftool") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("exiftool is missing")
        pytest.skip("exiftool is missing: only the search of bytes was done")
    process = await asyncio.create_subprocess_exec(
        *("exiftool", "-json", "-G", "-a", "-u", "-U", "-ee", "--System:all", "-"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    output, _ = await process.communicate(content)
    (tags,) = json.loads(output)
    return tags
