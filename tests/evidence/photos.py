"""Photos for tests, drawn anew each time, with marks in every place that their files have for words.

A mark stands for what would name a resident: a serial number, a place, an author. `marked_jpeg`, `marked_png` and
`marked_webp` write it everywhere; `finds` looks for it as it is, as UTF-16, and within whatever is deflated.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import Final, Literal

from PIL import Image, ImageCms, ImageDraw

from tests.evidence.exif import exif

SIZE: Final = (320, 240)
XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION: Final = b"http://ns.adobe.com/xmp/extension/\0"

_DEFLATED: Final = 0x78  # how every zlib stream begins


def scene(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """Draw something with planes, edges, colours and words, each corner its own, so that turning shows."""
    image = Image.linear_gradient("L").transform(size, Image.Transform.EXTENT, (0, 0, 256, 256)).convert("RGB")
    draw = ImageDraw.Draw(image)
    wide, high = size
    draw.rectangle((0, 0, wide // 3, high // 4), fill="red")
    draw.ellipse((wide // 2, high // 8, wide - 5, high // 2), fill="blue")
    draw.polygon([(5, high - 5), (wide // 3, high // 2), (wide // 2, high - 5)], fill="green")
    draw.text((wide // 2, high * 3 // 4), "CHO BEN DO 2026", fill="white")
    return image.convert(mode)


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """Give an image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def decoded(content: bytes) -> Image.Image:
    """Give a file as an image."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def marked_jpeg(mark: str, *, image: Image.Image | None = None, orientation: int = 1) -> bytes:
    """Give a JPEG file with the mark in every segment for words, a thumbnail, and a film and an archive behind it."""
    word = mark.encode()
    xmp = _xmp(mark)
    guid = b"0123456789ABCDEF0123456789ABCDEF"
    segments = (
        (0xE0, b"JFIF\0\1\2\0\0\1\0\1\0\0"),
        (0xE0, b"JFXX\0\x13" + bytes([4, 4]) + word.ljust(48, b"\0")),
        (0xE1, b"Exif\0\0" + exif(mark, thumbnail=_thumbnail(word), orientation=orientation)),
        (0xE1, XMP + xmp),
        (0xE1, EXTENSION + guid + struct.pack(">II", len(xmp), 0) + xmp),
        (0xE2, b"ICC_PROFILE\0\1\1" + profile(mark)),
        (0xE2, b"MPF\0" + b"MM\0*" + struct.pack(">I", 8) + word),
        (0xE3, word),
        (0xEC, b"Ducky" + word),
        (0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + _sized(_iptc(word))),
        (0xEE, b"Adobe\0\x64\0\0\0\0\1" + word),
        (0xEF, word),
        (0xFE, word),
    )
    plain = encoded(scene() if image is None else image, quality=92)
    scans = plain.index(b"\xff\xda")
    late = _segment(0xFE, b"late " + word)
    head = plain[:2] + b"".join(_segment(*segment) for segment in segments)
    return head + plain[2:scans] + late + plain[scans:] + _film(word) + archive(mark)


def marked_png(mark: str, *, image: Image.Image | None = None, orientation: int = 1) -> bytes:
    """Give a PNG file with the mark in every chunk for words, before and after the pixels, and behind the end."""
    word = mark.encode()
    before = (
        (b"iCCP", word + b"\0\0" + zlib.compress(profile(mark))),
        (b"tEXt", b"Author\0" + word),
        (b"zTXt", b"Comment\0\0" + zlib.compress(word)),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _xmp(mark)),
        (b"iTXt", b"Title\0\1\0vi\0\0" + zlib.compress(word)),
        (b"eXIf", exif(mark, thumbnail=_thumbnail(word), orientation=orientation)),
        (b"tIME", struct.pack(">HBBBBB", 2026, 3, 4, 5, 6, 7)),
        (b"pHYs", struct.pack(">IIB", 2835, 2836, 1)),
        (b"sPLT", word + b"\0\x08" + bytes(6)),
        (b"maRk", word),
    )
    after = ((b"tEXt", b"Software\0" + word), (b"maRk", word))
    plain = encoded(scene() if image is None else image, "PNG")
    pixels, end = plain.index(b"IDAT") - 4, plain.index(b"IEND") - 4
    early = b"".join(chunk(*each) for each in before)
    late = b"".join(chunk(*each) for each in after)
    # Palette and transparency stand right before the pixels, and a profile must stand before them.
    first = min((plain.index(name) - 4 for name in (b"PLTE", b"tRNS") if name in plain[:pixels]), default=pixels)
    return plain[:first] + early + plain[first:end] + late + plain[end:] + word + archive(mark)


def marked_webp(mark: str, *, image: Image.Image | None = None, orientation: int = 1) -> bytes:
    """Give a WebP file with the mark in every chunk for words, in one that nobody knows, and behind the end."""
    word = mark.encode()
    picture = scene() if image is None else image
    kept = [(name, body) for name, body in riff_chunks(encoded(picture, "WEBP", quality=100)) if name != b"VP8X"]
    sides = b"".join((side - 1).to_bytes(3, "little") for side in picture.size)
    chunks = (
        (b"VP8X", bytes([0x2C | (0x10 if "A" in picture.getbands() else 0), 0, 0, 0]) + sides),
        (b"ICCP", profile(mark)),
        *kept,
        (b"EXIF", exif(mark, thumbnail=_thumbnail(word), orientation=orientation)),
        (b"XMP ", _xmp(mark)),
        (b"MARK", word),
    )
    return riff(chunks) + word + archive(mark)


def finds(mark: str, content: bytes) -> bool:
    """Tell whether the mark is anywhere: as it is, as UTF-16, or within what is deflated."""
    wanted = [mark.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return any(word in text for text in (content, *_inflated(content)) for word in wanted)


def profile(mark: str) -> bytes:
    """Give the colour profile of sRGB with the mark within it."""
    marked = icc("sRGB") + mark.encode()
    return len(marked).to_bytes(4) + marked[4:]


def icc(space: Literal["LAB", "XYZ", "sRGB"]) -> bytes:
    """Give a colour profile of the library's own."""
    made = ImageCms.createProfile(space)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - its C
    return ImageCms.ImageCmsProfile(made).tobytes()  # pyright: ignore[reportUnknownArgumentType] - part has no types


def archive(mark: str) -> bytes:
    """Give a ZIP archive, which is found from its end: a file can be a photo and an archive at once."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as folder:
        folder.writestr(f"{mark}.txt", mark)
    return file.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """Give a chunk of PNG."""
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def riff(chunks: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """Give a WebP file of chunks."""
    body = b"WEBP" + b"".join(
        name + len(each).to_bytes(4, "little") + each + bytes(len(each) % 2) for name, each in chunks
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def riff_chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    """Give the chunks of a WebP file."""
    at, found = 12, list[tuple[bytes, bytes]]()
    while at < len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        found.append((content[at : at + 4], content[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    return found


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


def _sized(body: bytes) -> bytes:
    return len(body).to_bytes(4) + body + bytes(len(body) % 2)


def _iptc(word: bytes) -> bytes:
    """Give author, place and caption as news agencies write them."""
    return b"".join(b"\x1c\x02" + bytes([number]) + len(word).to_bytes(2) + word for number in (80, 90, 120))


def _xmp(mark: str) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" '
        f'GCamera:MotionPhoto="1" xmp:CreatorTool="{mark}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _thumbnail(word: bytes) -> bytes:
    small = encoded(scene((32, 24)))
    return small[:2] + _segment(0xFE, word) + small[2:]


def _film(word: bytes) -> bytes:
    """Give the film that phones put behind a moving photo."""
    boxes = ((b"ftyp", b"mp42\0\0\0\0mp42"), (b"moov", b"\0\0\0\x10udta" + word), (b"mdat", word))
    return b"".join((len(body) + 8).to_bytes(4) + name + body for name, body in boxes)


def _inflated(content: bytes) -> list[bytes]:
    """Give whatever of the content unfolds as zlib does."""
    starts = [
        at
        for at, (first, second) in enumerate(pairwise(content))
        if first == _DEFLATED and (first << 8 | second) % 31 == 0
    ]
    # Pixels of PNG are split over chunks; their own stream is put together first.
    joined = b"".join(
        content[at + 4 : at + 4 + int.from_bytes(content[at - 4 : at])] for at in _places(b"IDAT", content)
    )
    found: list[bytes] = []
    for packed in (joined, *(content[at:] for at in starts)):
        try:
            found.append(zlib.decompressobj().decompress(packed, 2**24))
        except zlib.error:
            continue
    return found


def _places(name: bytes, content: bytes) -> list[int]:
    found, at = list[int](), content.find(name)
    while at >= 4:
        found.append(at)
        at = content.find(name, at + 4)
    return found
