"""The photo drawn anew from its pixels. Runs in the worker alone: nothing else may import the library."""

import io
import math
import warnings
from typing import Final

from PIL import Image, ImageCms, ImageColor, ImagePalette, WebPImagePlugin

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence import jpeg, png, webp
from bot.evidence.pictures import MAX_PIXELS, Container, Picture
from bot.ports.evidence import CleanPhoto, PhotoType

#: Telegram shows photos in 2560 x 1920 at most; the product lets long pictures of conversations stay readable.
SHOWN_PIXELS: Final = 2560 * 1920
#: What Telegram takes as a photo: width and height together, one beside the other, bytes.
MAX_SIDES: Final = 10_000
MAX_RATIO: Final = 20
MAX_PHOTO: Final = 10_000_000

_MAX_PNG: Final = 3 * 2**19  #: bytes up to which a screenshot stays without loss
_QUALITIES: Final = (90, 75, 50)  #: the first that fits into Telegram's bytes
_PAPER: Final = "white"
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB: Final = ImageCms.ImageCmsProfile(
    ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - its C part
)
_GREY, _COLOUR = "L", "RGB"

Image.preinit()
#: The library loads its parts when they are first needed; in the worker no file can be opened by then.
LOADED: Final = (ImageColor, ImagePalette, WebPImagePlugin)
Image.MAX_IMAGE_PIXELS = max(MAX_PIXELS.values())
warnings.simplefilter("error", Image.DecompressionBombWarning)


def clean(content: bytes) -> CleanPhoto:
    """Give the photo anew.

    Raises:
        PhotoRefused: whatever the decoder stumbles over, it is the file that is told as damaged.

    """
    picture = look(content)
    try:
        return _encoded(_on_telegram(_drawn(picture)), lossless=picture.container is Container.PNG)
    except PhotoRefused:
        raise
    except MemoryError:
        raise PhotoRefused(PhotoFault.TOO_HARD) from None
    except Exception:  # noqa: BLE001 - decoders raise of every kind over hostile bytes, and their words quote them
        raise PhotoRefused(PhotoFault.DAMAGED) from None


def look(content: bytes) -> Picture:
    """Give what a file shows, by its content alone."""
    if content.startswith(jpeg.START):
        return jpeg.picture(content)
    if content.startswith(png.START):
        return png.picture(content)
    if content.startswith(webp.START) and content[8:12] == webp.FORM:
        return webp.picture(content)
    raise PhotoRefused(PhotoFault.NOT_A_PHOTO)


def _drawn(picture: Picture) -> Image.Image:
    """Give the pixels, upright, in sRGB or grey, without transparency, as large as they will be shown."""
    shown = _fitting(picture.width, picture.height)
    image: Image.Image = Image.open(io.BytesIO(picture.content), formats=[picture.container.value])
    if image.size != (picture.width, picture.height):
        raise PhotoRefused(PhotoFault.DAMAGED)
    image.draft(None, shown)  # a large JPEG is decoded at a half, a quarter or an eighth
    image.load()
    profile: object = image.info.get("icc_profile")
    image = _on_paper(_plain(image))
    if image.size != shown:
        image = image.resize(shown, Image.Resampling.LANCZOS)  # pyright: ignore[reportUnknownMemberType] - numpy's array
    image = _in_srgb(image, profile if isinstance(profile, bytes) else None)
    turn = _UPRIGHT.get(picture.orientation)
    return image if turn is None else image.transpose(turn)


def _fitting(width: int, height: int) -> tuple[int, int]:
    """Give the size at which a picture is shown: smaller where it is too large, never larger."""
    wide, high = _framed(width, height)
    scale = min(1.0, math.sqrt(SHOWN_PIXELS / (wide * high)), (MAX_SIDES - 10) / (wide + high))
    return max(1, int(width * scale)), max(1, int(height * scale))


def _framed(width: int, height: int) -> tuple[int, int]:
    """Give the least paper around a picture that is not too long for Telegram."""
    return max(width, math.ceil(height / MAX_RATIO)), max(height, math.ceil(width / MAX_RATIO))


def _plain(image: Image.Image) -> Image.Image:
    """Give the pixels in eight bits, as grey, colours, or colours with transparency."""
    if image.mode.startswith("I"):
        return image.convert("I").point(_high_byte).convert(_GREY)  # pyright: ignore[reportUnknownMemberType] - as above
    if image.has_transparency_data:
        mode = "RGBA"
    elif image.mode in {"1", _GREY}:
        mode = _GREY
    else:
        mode = "CMYK" if image.mode == "CMYK" else _COLOUR
    return image if image.mode == mode else image.convert(mode)


def _high_byte(value: Image.ImagePointTransform) -> Image.ImagePointTransform:
    return value * (1 / 256)


def _on_paper(image: Image.Image) -> Image.Image:
    """Give a transparent picture on white, as screens show it."""
    if image.mode != "RGBA":
        return image
    paper = Image.new(_COLOUR, image.size, _PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Give the colours as they look, without the profile that said how; one that does not fit counts as none."""
    if profile is not None:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=_COLOUR)
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image if image.mode in {_GREY, _COLOUR} else image.convert(_COLOUR)


def _on_telegram(image: Image.Image) -> Image.Image:
    """Give a new image that has nothing but the pixels, on paper where Telegram would find it too long."""
    size = _framed(*image.size)
    anew = Image.new(image.mode, size, _PAPER)
    anew.paste(image, ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
    return anew


def _encoded(image: Image.Image, *, lossless: bool) -> CleanPhoto:
    """Give the bytes. What had no loss keeps none while it is small, and full colours where it is not."""
    if lossless:
        file = io.BytesIO()
        image.save(file, "PNG", compress_level=6)
        if file.tell() <= _MAX_PNG:
            return _photo(file, PhotoType.PNG, image)
    file = io.BytesIO()
    for quality in _QUALITIES:
        file = io.BytesIO()
        # Optimised tables would save a twentieth, but the library gives them too small a buffer for noise and fails.
        image.save(file, "JPEG", quality=quality, subsampling="4:4:4" if lossless else "4:2:0")
        if file.tell() <= MAX_PHOTO:
            break
    return _photo(file, PhotoType.JPEG, image)


def _photo(file: io.BytesIO, kind: PhotoType, image: Image.Image) -> CleanPhoto:
    return CleanPhoto(content=file.getvalue(), type=kind, width=image.width, height=image.height)
