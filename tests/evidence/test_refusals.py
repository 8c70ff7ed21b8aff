"""What is no photo, or a hostile one, is refused for its reason, and the next photo is cleaned all the same."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence.frames import MAX_BYTES
from tests.evidence.photos import (
    chunk,
    decoded,
    encoded,
    marked_jpeg,
    marked_png,
    marked_webp,
    riff,
    riff_chunks,
    scene,
)

if TYPE_CHECKING:
    from bot.evidence.cleaner import PhotoCleaner

PNG: Final = b"\x89PNG\r\n\x1a\n"
HEIC: Final = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/"/></svg>'


async def fault(cleaner: PhotoCleaner, content: bytes, declared: str | None = None) -> PhotoFault | None:
    """Give why a file is refused, None where it is taken; a plain photo must be taken after it in any case."""
    try:
        await cleaner.clean(content, declared=declared)
    except PhotoRefused as refused:
        found = refused.reason
    else:
        found = None
    assert (await cleaner.clean(encoded(scene((32, 32))), declared="image/jpeg")).width == 32
    return found


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        bytes(range(256)) * 4,
        b"<!doctype html><title>x</title>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        HEIC,
        SVG,
        encoded(scene(), "GIF"),
        encoded(scene(), "BMP"),
        encoded(scene(), "TIFF"),
        encoded(scene(), "ICO"),
        encoded(scene(), "PPM"),
        encoded(scene(), "JPEG2000"),
        b"RIFF\x04\0\0\0WAVE",
    ],
)
async def test_only_three_kinds_of_files_are_photos(cleaner: PhotoCleaner, content: bytes) -> None:
    """Other kinds are none, though the library could read them; and what is called a photo and is none is damaged."""
    found = [await fault(cleaner, content, declared) for declared in (None, "image/heic", "image/jpeg")]

    assert [PhotoFault.NOT_A_PHOTO, PhotoFault.NOT_A_PHOTO, PhotoFault.DAMAGED] == found


@pytest.mark.parametrize("declared", [None, "image/jpeg", "image/webp", "text/html", "\0"])
async def test_a_photo_under_another_name_is_a_photo(cleaner: PhotoCleaner, declared: str | None) -> None:
    """What the sender's program calls it is not believed."""
    photo = await cleaner.clean(encoded(scene(), "PNG"), declared=declared)

    assert scene().tobytes() == decoded(photo.content).tobytes()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
async def test_what_moves_is_refused(cleaner: PhotoCleaner, kind: str) -> None:
    """Of several pictures none is chosen."""
    moving = encoded(scene(), kind, save_all=True, append_images=[scene().rotate(90), scene().rotate(180)])

    assert PhotoFault.ANIMATED == await fault(cleaner, moving)


async def test_the_first_picture_of_several_in_a_jpeg_is_taken(cleaner: PhotoCleaner) -> None:
    """Phones put a depth map or a brighter picture behind the photo; the photo is what is shown."""
    several = encoded(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (50, 50), "red")], quality=92)

    photo = await cleaner.clean(several, declared="image/jpeg")

    assert (320, 240) == (photo.width, photo.height)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PNG + chunk(b"IHDR", b"\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0") + chunk(b"IEND", b""), id="png"),
        pytest.param(
            PNG + chunk(b"IHDR", b"\xff\xff\xff\xff\0\0\0\1\x08\0\0\0\0") + chunk(b"IEND", b""), id="png line"
        ),
        pytest.param(riff(((b"VP8X", b"\0\0\0\0" + b"\xff\xff\xff" * 2),)), id="webp canvas"),
        pytest.param(riff(((b"VP8L", b"\x2f\xff\xff\xff\x0f" + bytes(9)),)), id="webp"),
        pytest.param(encoded(Image.new("L", (8200, 6400)), "PNG"), id="png that is as large as it says"),
    ],
)
async def test_pictures_of_too_many_pixels_are_refused_unseen(cleaner: PhotoCleaner, content: bytes) -> None:
    """A few bytes can claim gigabytes; the claim is enough."""
    assert PhotoFault.TOO_MANY_PIXELS == await fault(cleaner, content)


async def test_a_jpeg_that_claims_too_many_pixels_is_refused_unseen(cleaner: PhotoCleaner) -> None:
    """The frame's header says how large it is."""
    small = encoded(scene())
    frame = small.index(b"\xff\xc0") + 5

    assert PhotoFault.TOO_MANY_PIXELS == await fault(cleaner, small[:frame] + b"\xff\xff\xff\xff" + small[frame + 4 :])


async def test_a_file_that_is_too_large_is_refused_unread(cleaner: PhotoCleaner) -> None:
    """More bytes than Telegram hands over are not even given to the worker."""
    with pytest.raises(PhotoRefused) as refused:
        await cleaner.clean(encoded(scene()) + bytes(MAX_BYTES), declared=None)

    assert (PhotoFault.TOO_LARGE, None) == (refused.value.reason, cleaner.worker)


async def test_pixels_that_unfold_without_end_are_cut_off(cleaner: PhotoCleaner) -> None:
    """A hundred megabytes behind the last line of a small picture are never unfolded."""
    header = b"\0\0\0\x10\0\0\0\x10\x08\0\0\0\0"
    bomb = PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10**8))) + chunk(b"IEND", b"")

    assert None is await fault(cleaner, bomb)


@pytest.mark.parametrize("name", [b"iCCP", b"zTXt", b"iTXt", b"eXIf"])
async def test_words_that_unfold_without_end_are_not_unfolded(cleaner: PhotoCleaner, name: bytes) -> None:
    """A bomb in a chunk that shows nothing is left out with the chunk."""
    bomb = {b"iTXt": b"a\0\1\0\0\0"}.get(name, b"a\0\0") + zlib.compress(bytes(10**8))
    plain = encoded(scene(), "PNG")
    at = plain.index(b"IDAT") - 4

    assert None is await fault(cleaner, plain[:at] + chunk(name, bomb) + plain[at:])


@pytest.mark.parametrize("kind", ["JPEG", "progressive", "PNG", "WEBP", "lossless"])
async def test_a_photo_that_is_cut_off_is_damaged_or_whole(cleaner: PhotoCleaner, kind: str) -> None:
    """Wherever the transfer broke off, no half picture passes for a whole one."""
    options = {"progressive": {"progressive": True}, "lossless": {"lossless": True}}.get(kind, {})
    container = {"progressive": "JPEG", "lossless": "WEBP"}.get(kind, kind)
    whole = encoded(scene(), container, **options)
    expected = await cleaner.clean(whole, declared=None)
    places = [12, *range(13, len(whole), max(1, len(whole) // 60)), len(whole) - 20, len(whole) - 3, len(whole) - 1]

    for place in places:
        found: object
        try:
            found = await cleaner.clean(whole[:place], declared=f"image/{container.lower()}")
        except PhotoRefused as refused:
            found = refused.reason
        assert found in (expected, PhotoFault.DAMAGED)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xff\xd8\xff\xd9", id="jpeg of nothing"),
        pytest.param(b"\xff\xd8\xff\xe0\0\1", id="segment shorter than its length"),
        pytest.param(b"\xff\xd8\xff\xda\0\x02", id="scan without a frame"),
        pytest.param(PNG + chunk(b"IEND", b""), id="png of nothing"),
        pytest.param(PNG + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b""), id="png without pixels"),
        pytest.param(PNG + chunk(b"IDAT", b"") + chunk(b"IEND", b""), id="pixels before the header"),
        pytest.param(riff(()), id="webp of nothing"),
        pytest.param(riff(((b"VP8 ", b""),)), id="webp without a frame"),
        pytest.param(riff(((b"ALPH", b"abc"),)), id="webp of transparency alone"),
        pytest.param(encoded(scene()).replace(b"\xff\xc0", b"\xff\xc3"), id="a frame of a kind that nobody writes"),
        pytest.param(encoded(scene(), "PNG").replace(b"IDAT", b"IDAX"), id="check sum"),
    ],
)
async def test_what_is_built_wrongly_is_damaged(cleaner: PhotoCleaner, content: bytes) -> None:
    """It begins like a photo and shows nothing."""
    assert PhotoFault.DAMAGED == await fault(cleaner, content)


async def test_a_canvas_that_lies_about_its_picture_is_damaged(cleaner: PhotoCleaner) -> None:
    """The size before and the size within a file must be the same."""
    (name, body), *_ = riff_chunks(encoded(scene(), "WEBP"))
    lying = riff(((b"VP8X", bytes(4) + (31).to_bytes(3, "little") * 2), (name, body)))

    assert PhotoFault.DAMAGED == await fault(cleaner, lying)


async def test_a_refusal_says_nothing_of_the_file(cleaner: PhotoCleaner) -> None:
    """What is kept of a refusal is its reason, without what the library said."""
    for content in (marked_jpeg("MARK")[:6000], marked_png("MARK")[:6000], marked_webp("MARK")[:6000]):
        with pytest.raises(PhotoRefused) as refused:
            await cleaner.clean(content, declared="MARK")
        assert ("damaged", None, True) == (
            str(refused.value),
            refused.value.__cause__,
            refused.value.__context__ is None or refused.value.__suppress_context__,
        )
