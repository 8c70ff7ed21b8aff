"""A clean photo looks the same: shapes, colours, the right way up; and Telegram takes it as a photo."""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image, ImageCms

from bot.evidence import drawing
from bot.evidence.orientation import orientation
from tests.evidence.exif import exif
from tests.evidence.looks import similarity
from tests.evidence.photos import decoded, encoded, icc, marked_jpeg, marked_png, marked_webp, scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evidence.cleaner import PhotoCleaner

ALIKE: Final = 0.95

#: How a picture is turned for each value of EXIF's orientation, so that the value turns it back.
TURNED: Final = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


async def cleaned(cleaner: PhotoCleaner, content: bytes) -> Image.Image:
    """Give the clean photo as a picture, having looked that its size is told rightly."""
    photo = await cleaner.clean(content, declared=None)
    image = decoded(photo.content)
    assert (photo.width, photo.height) == image.size
    return image


@pytest.mark.parametrize("make", [marked_jpeg, marked_png, marked_webp])
@pytest.mark.parametrize("value", TURNED)
async def test_every_orientation_is_set_upright(cleaner: PhotoCleaner, make: Callable[..., bytes], value: int) -> None:
    """Phones keep the pixels as the sensor saw them and write beside it how to turn them; we turn them."""
    turn = TURNED[value]
    seen = scene() if turn is None else scene().transpose(turn)

    image = await cleaned(cleaner, make("MARK", image=seen, orientation=value))

    # WebP has thinned the colours out before we see them.
    expected = decoded(marked_webp("MARK")) if make is marked_webp else scene()
    assert similarity(expected, image) >= ALIKE


@pytest.mark.parametrize(
    ("exif", "expected"),
    [
        (exif("M", orientation=6), 6),
        (exif("M", orientation=6, order="<"), 6),
        (exif("M", orientation=9), 1),
        (exif("M", orientation=6)[:30], 1),
        (b"MM\0*\xff\xff\xff\xff", 1),
        (b"II*\0", 1),
        (b"", 1),
    ],
)
def test_only_an_orientation_is_read(exif: bytes, expected: int) -> None:
    """In either byte order; what is cut off, broken or out of range counts as upright."""
    assert expected == orientation(exif)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("L", "RGB", "CMYK")),
        *(("PNG", mode) for mode in ("L", "RGB", "P", "1", "LA", "RGBA")),
        *(("WEBP", mode) for mode in ("L", "RGB", "RGBA")),
    ],
)
async def test_every_kind_of_pixels_looks_the_same(cleaner: PhotoCleaner, kind: str, mode: str) -> None:
    """Grey, colours, inks, palettes, black and white, and what has a channel for transparency."""
    before = encoded(scene(mode=mode), kind, **({} if kind == "PNG" else {"quality": 92}))

    image = await cleaned(cleaner, before)

    assert similarity(decoded(before), image) >= ALIKE


async def test_what_can_be_seen_through_lies_on_white(cleaner: PhotoCleaner) -> None:
    """A transparent picture looks as on a white screen, whatever colour hides where nothing shows."""
    seen = scene(mode="RGBA")
    seen.putalpha(Image.linear_gradient("L").transform(seen.size, Image.Transform.EXTENT, (0, 0, 256, 256)))
    expected = Image.new("RGBA", seen.size, "white")
    expected.alpha_composite(seen)

    images = [await cleaned(cleaner, encoded(seen, kind, lossless=True)) for kind in ("PNG", "WEBP")]

    assert [True, True] == [similarity(expected, image) >= ALIKE for image in images]


async def test_a_palette_with_a_hole_lies_on_white(cleaner: PhotoCleaner) -> None:
    """One colour of a palette may mean that nothing is there."""
    seen = Image.new("P", (64, 64), 0)
    seen.putpalette([200, 0, 0, 0, 0, 200])
    seen.paste(1, (0, 0, 32, 64))

    image = await cleaned(cleaner, encoded(seen, "PNG", transparency=0))

    assert ((0, 0, 200), (255, 255, 255)) == (image.getpixel((10, 10)), image.getpixel((50, 10)))


async def test_sixteen_bits_become_eight(cleaner: PhotoCleaner) -> None:
    """A grey of sixteen bits keeps its brightness; it is not cut off at the first 255."""
    seen = Image.new("I;16", (64, 64))
    for at in range(64):
        for down in range(64):
            seen.putpixel((at, down), at * 1024)

    image = await cleaned(cleaner, encoded(seen, "PNG"))

    assert [at * 4 for at in range(64)] == [image.getpixel((at, 5)) for at in range(64)]


async def test_the_colours_of_a_profile_are_kept_without_the_profile(cleaner: PhotoCleaner) -> None:
    """Pixels that a profile says to be of another space are turned into sRGB, so that they look as they did."""
    wide = io.BytesIO(swapped())
    expected = ImageCms.profileToProfile(scene(), wide, io.BytesIO(icc("sRGB")))
    assert expected is not None
    assert similarity(scene(), expected) < ALIKE

    image = await cleaned(cleaner, encoded(scene(), "PNG", icc_profile=swapped()))

    assert similarity(expected, image) >= ALIKE
    assert "icc_profile" not in image.info


@pytest.mark.parametrize("profile", [b"", b"none", icc("LAB"), icc("sRGB")[:200]])
async def test_a_profile_that_fits_nothing_counts_as_none(cleaner: PhotoCleaner, profile: bytes) -> None:
    """A broken profile, or one of another space, spoils no photo."""
    image = await cleaned(cleaner, encoded(scene(), "JPEG", quality=92, icc_profile=profile))

    assert similarity(scene(), image) >= ALIKE


async def test_inks_of_another_program_are_not_turned_round(cleaner: PhotoCleaner) -> None:
    """Adobe's inks are written the other way round and say so beside it."""
    before = encoded(scene(mode="CMYK"), "JPEG", quality=92)
    assert b"Adobe" in before

    image = await cleaned(cleaner, before)

    assert similarity(scene(), image) >= ALIKE


async def test_words_on_a_screen_are_kept_without_loss(cleaner: PhotoCleaner) -> None:
    """A screenshot stays a PNG and has the very same pixels."""
    image = await cleaned(cleaner, encoded(scene((1080, 1920)), "PNG"))

    assert ("PNG", scene((1080, 1920)).tobytes()) == (image.format, image.tobytes())


async def test_a_large_screenshot_becomes_a_jpeg_with_full_colours(cleaner: PhotoCleaner) -> None:
    """Where a PNG would be too large, no colour is thinned out."""
    seen = noise((1080, 1200))

    image = await cleaned(cleaner, encoded(seen, "PNG", compress_level=1))

    assert "JPEG" == image.format
    assert similarity(seen, image) >= ALIKE


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((320, 240), (320, 240)),
        ((4000, 3000), (2560, 1920)),
        ((3000, 4000), (1920, 2560)),
        ((1080, 20000), (511, 9478)),
        ((6000, 10), (6000, 300)),
        ((1, 2000), (100, 2000)),
        ((30000, 300), (9514, 476)),
        ((1, 1), (1, 1)),
    ],
)
async def test_every_size_is_one_that_telegram_takes(
    cleaner: PhotoCleaner, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    """Not too large, not too long: a long one lies on paper, one of a conversation stays wide enough to be read."""
    image = await cleaned(cleaner, encoded(scene(size) if min(size) > 40 else Image.new("RGB", size), "PNG"))

    assert expected == image.size
    assert sum(image.size) <= drawing.MAX_SIDES
    assert max(image.size) <= drawing.MAX_RATIO * min(image.size)


async def test_the_hardest_picture_still_fits_into_a_photo(cleaner: PhotoCleaner) -> None:
    """Noise that nothing can compress is made coarser until Telegram takes it."""
    seen = noise((2560, 1920))

    photo = await cleaner.clean(encoded(seen, "PNG", compress_level=1), declared=None)

    assert len(photo.content) <= drawing.MAX_PHOTO


async def test_the_same_photo_in_is_the_same_photo_out(cleaner: PhotoCleaner) -> None:
    """A replay makes the same bytes, whatever the worker did before, and another worker too."""
    photos = [make("MARK") for make in (marked_jpeg, marked_png, marked_webp)]
    first = [(await cleaner.clean(photo, declared=None)).content for photo in photos]

    again = [(await cleaner.clean(photo, declared=None)).content for photo in reversed(photos)]
    elsewhere = [drawing.clean(photo).content for photo in photos]

    assert (first, first) == (again[::-1], elsewhere)


def noise(size: tuple[int, int]) -> Image.Image:
    """Draw what nothing can compress."""
    return Image.frombytes("RGB", size, Random(1).randbytes(3 * size[0] * size[1]))  # noqa: S311 - noise


def swapped() -> bytes:
    """Give a profile of a space where red and green are the other's: its colorants change places."""
    plain = bytearray(icc("sRGB"))
    count = int.from_bytes(plain[128:132])
    entries = {bytes(plain[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, green = entries[b"rXYZ"] + 4, entries[b"gXYZ"] + 4
    plain[red : red + 8], plain[green : green + 8] = plain[green : green + 8], plain[red : red + 8]
    return bytes(plain)
