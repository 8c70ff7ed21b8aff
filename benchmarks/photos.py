"""How fast photos are cleaned and what that takes: ``python -m benchmarks.photos``. Linux only, like the rest."""

import argparse
import asyncio
import io
import time
from importlib.metadata import version
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from PIL import Image, ImageDraw

from benchmarks.conditions import conditions
from bot.evidence.cleaner import PhotoCleaner

_MIB: Final = 1024
_HEADINGS: Final = (
    "one photo after another",
    "bytes in, KiB",
    "bytes out, KiB",
    "size out",
    "first, with the worker's start, ms",
    "each, p50, ms",
    "photos a second",
    "worker, idle after, MiB",
    "worker, at most, MiB",
)


async def measured(name: str, content: bytes, rounds: int) -> list[str]:
    """Clean one photo so many times in a new worker; give its row."""
    cleaner = PhotoCleaner()
    took: list[float] = []
    try:
        began = time.perf_counter()
        photo = await cleaner.clean(content, declared=None)
        first = time.perf_counter() - began
        for _ in range(rounds):
            began = time.perf_counter()
            await cleaner.clean(content, declared=None)
            took.append(time.perf_counter() - began)
        assert cleaner.worker is not None
        memory = _memory(cleaner.worker)
    finally:
        await cleaner.close()
    return [
        name,
        f"{len(content) / 1024:.0f}",
        f"{len(photo.content) / 1024:.0f}",
        f"{photo.width} x {photo.height}",
        f"{first * 1000:.0f}",
        f"{median(took) * 1000:.0f}",
        f"{len(took) / sum(took):.1f}",
        f"{memory['VmRSS']:.0f}",
        f"{memory['VmHWM']:.0f}",
    ]


def photograph() -> bytes:
    """Draw a photo of twelve megapixels with structure at every scale, as a phone's camera encodes it."""
    size = (4000, 3000)
    whole = Image.new("RGB", size, "grey")
    numbers = Random(12)  # noqa: S311 - a picture
    for part in (8, 32, 128, 512, 2048):
        small = (part, part * 3 // 4)
        noise = Image.frombytes("RGB", small, numbers.randbytes(3 * small[0] * small[1]))
        layer = noise.transform(size, Image.Transform.EXTENT, (0, 0, *small), Image.Resampling.BICUBIC)
        whole = Image.blend(whole, layer, 0.5 if part < 100 else 0.2)
    return _encoded(whole, "JPEG", quality=92)


def screenshot() -> bytes:
    """Draw a conversation on a screen of 1080 x 1920."""
    whole = Image.new("RGB", (1080, 1920), "white")
    draw = ImageDraw.Draw(whole)
    for row in range(28):
        left = 40 + row % 2 * 300
        draw.rounded_rectangle(
            (left, 40 + row * 66, left + 700, 96 + row * 66), 20, fill="#d9fdd3" if row % 2 else "#eee"
        )
        draw.text(
            (left + 20, 56 + row * 66), f"{row}: chuyen khoan 500 000 d, khoa tai khoan, goi lai ngay", fill="black"
        )
    return _encoded(whole, "PNG")


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.photos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="times that each photo is cleaned (20)")
    rounds = parser.parse_args().rounds
    under = [*conditions(), f"Pillow {version('Pillow')}; {rounds} times each, after a first that is not counted"]
    photos = {"JPEG, 4000 x 3000": photograph(), "PNG, 1080 x 1920": screenshot()}
    columns = [asyncio.run(measured(name, content, rounds)) for name, content in photos.items()]
    print("\n".join(f"- {line}" for line in under), end="\n\n")
    for number, heading in enumerate(_HEADINGS):
        print("| " + " | ".join((heading, *(column[number] for column in columns))) + " |")
        if number == 0:
            print("|---|" + "---:|" * len(columns))


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _memory(pid: int) -> dict[str, float]:
    """Give the resident memory of a process, now and at most, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return {line.split(":")[0]: int(line.split()[1]) / _MIB for line in lines if line.startswith(("VmRSS", "VmHWM"))}


if __name__ == "__main__":
    main()
