"""How long the posters of a whole province take: ``python -m benchmarks.posters``. Linux only, like the rest."""

import argparse
import resource
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.conditions import conditions
from bot.places.directory import load
from bot.posters import pdf, png
from bot.posters.making import posters, units_with_posters


def main() -> None:
    """Read the command line, draw, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.posters", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="times that all are drawn (3)")
    rounds = parser.parse_args().rounds
    under = [*conditions(), f"reportlab {version('reportlab')}, segno {version('segno')}, Pillow {version('Pillow')}"]
    directory = load()
    units = [unit for unit in units_with_posters(directory) if unit.commune is not None]
    walls: list[float] = []
    documents: list[float] = []
    pictures: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            began = time.perf_counter()
            for poster in posters(directory, units, username="BanTinAnGiangBot", language="vi"):
                poster.written(Path(folder))
            walls.append(time.perf_counter() - began)
        written = list(Path(folder).iterdir())
        sizes = {
            kind: median(path.stat().st_size for path in written if path.suffix == kind) for kind in (".pdf", ".png")
        }
    for poster in posters(directory, units, username="BanTinAnGiangBot", language="vi"):
        began = time.perf_counter()
        pdf.drawn(poster.sheet, title=poster.title, language="vi")
        between = time.perf_counter()
        png.drawn(poster.sheet)
        documents.append(between - began)
        pictures.append(time.perf_counter() - between)
    print("\n".join(f"- {line}" for line in under), end="\n\n")
    print(f"| {len(units)} posters, each as PDF and PNG | |")
    print("|---|---:|")
    print(f"| all, median of {rounds}, least and most, s | {median(walls):.1f} ({min(walls):.1f}-{max(walls):.1f}) |")
    print(f"| one PDF, p50, ms | {median(documents) * 1000:.0f} |")
    print(f"| one PNG, p50, ms | {median(pictures) * 1000:.0f} |")
    print(f"| bytes of a PDF, of a PNG, KiB | {sizes['.pdf'] / 1024:.0f}, {sizes['.png'] / 1024:.0f} |")
    print(f"| memory at most, MiB | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} |")


if __name__ == "__main__":
    main()
