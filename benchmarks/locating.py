"""How fast a shared place is looked up and what boundaries take: ``python -m benchmarks.locating``.

The boundaries are the operator's file, `TINBAO_BOUNDARIES`, or the one beside the repository; without either only the
way without boundaries is measured, and it is said so. Memory is read as Linux tells it, like in the rest.
"""

import argparse
import gc
import os
import time
import tracemalloc
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from benchmarks.conditions import conditions
from bot.domain.point import Point
from bot.domain.units import CommuneCode
from bot.places.boundaries import Area, Boundaries
from bot.places.directory import Directory, load
from bot.places.geojson import parse
from bot.places.in_force import BadFile, read
from bot.places.rings import Box, Corner, Side

_BESIDE: Final = Path(__file__).parents[2] / "shared" / "data" / "an_giang_communes.geojson"
_MIB: Final = 1024 * 1024
_CHUNKS: Final = 20  #: of the places, so that a median can be told

Row = tuple[str, str]
LookUp = Callable[[Point], object]


def scattered(boundaries: Boundaries, count: int, *, inside: bool) -> list[Point]:
    """Give seeded places over the box of the province, or (inside) only those that lie in a commune."""
    numbers = Random(1654)  # noqa: S311 - places
    corners = [corner for area in boundaries.areas for corner in area.outline]
    box = Box.around(corners)
    found: list[Point] = []
    while len(found) < count:
        point = Point(lat=numbers.uniform(box.south, box.north), lon=numbers.uniform(box.west, box.east))
        if not inside or boundaries.communes_at(point):
            found.append(point)
    return found


def took(look_up: LookUp, points: Sequence[Point]) -> str:
    """Give the milliseconds of processor time of one look-up: the median of chunks, least and most in brackets."""
    look_up(points[0])
    size = max(1, len(points) // _CHUNKS)
    each: list[float] = []
    for start in range(0, len(points), size):
        chunk = points[start : start + size]
        began = time.process_time()
        for point in chunk:
            look_up(point)
        each.append((time.process_time() - began) / len(chunk) * 1000)
    return f"{median(each):.4f} ({min(each):.4f}-{max(each):.4f})"


def scanned(boundaries: Boundaries) -> LookUp:
    """Give the plain way that is compared with: every ring of every commune, no boxes."""

    def look_up(point: Point) -> list[CommuneCode]:
        lon, lat = point.lon, point.lat
        return [area.commune for area in boundaries.areas if area.side_of(lon, lat) is not Side.OUTSIDE]

    return look_up


def wound(area: Area, point: Point) -> bool:
    """Tell in another way whether a place lies in a piece: by how often its rings go around the place."""
    return sum(map(abs, (_turns(ring, point) for ring in (area.outline, *area.holes)))) % 2 == 1


def agreeing(boundaries: Boundaries, points: Sequence[Point]) -> int:
    """Count the places for which both ways give the same communes."""
    return sum(
        set(boundaries.communes_at(point)) == {area.commune for area in boundaries.areas if wound(area, point)}
        for point in points
    )


def bounded_rows(directory: Directory, raw: bytes, count: int) -> list[Row]:
    """Measure with boundaries."""
    boundaries, rows = _read(directory, raw)
    known = directory.bounded(boundaries)
    everywhere, inside = (scattered(boundaries, count, inside=inside) for inside in (False, True))
    few = inside[: max(1, count // 20)]
    return [
        *rows,
        ("point in polygon, inside, ms", took(boundaries.communes_at, inside)),
        ("point in polygon, anywhere in the province's box, ms", took(boundaries.communes_at, everywhere)),
        ("the same without boxes, inside, ms", took(scanned(boundaries), few)),
        ("what is offered (with neighbours), inside, ms", took(known.whereabouts, inside)),
        ("what is offered, anywhere in the box, ms", took(known.whereabouts, everywhere)),
        *_rightness(directory, boundaries, everywhere, inside),
    ]


def _read(directory: Directory, raw: bytes) -> tuple[Boundaries, list[Row]]:
    """Read the file several times, and once more to see what it takes."""
    loads: list[float] = []
    for _ in range(5):
        began = time.process_time()
        parse(raw, directory.communes)
        loads.append((time.process_time() - began) * 1000)
    gc.collect()
    tracemalloc.start()
    boundaries = parse(raw, directory.communes)
    gc.collect()
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    corners = sum(len(area.outline) - 1 for area in boundaries.areas)
    return boundaries, [
        ("communes, polygons, corners", f"{len(directory.communes)}, {len(boundaries.areas)}, {corners}"),
        ("reading and checking the file, ms", f"{median(loads):.0f} ({min(loads):.0f}-{max(loads):.0f})"),
        ("memory that stays / at most while reading, MiB", f"{kept / _MIB:.1f} / {most / _MIB:.1f}"),
    ]


def _rightness(
    directory: Directory, boundaries: Boundaries, everywhere: Sequence[Point], inside: Sequence[Point]
) -> list[Row]:
    """Hold the answers against another method, and those without boundaries against those with them."""
    lie = sum(bool(boundaries.communes_at(point)) for point in everywhere)
    points = [(one.point, (one.code,)) for one in directory.communes.values()]
    home = sum(boundaries.communes_at(point) == code for point, code in points)
    misled = sum(_misled(directory, boundaries, point) for point in inside)
    missed = sum(_missed(directory, boundaries, point) for point in inside)
    return [
        ("places in the box that lie in a commune", f"{lie} of {len(everywhere)}"),
        ("agreement with the winding number", f"{agreeing(boundaries, everywhere)} of {len(everywhere)}"),
        ("reference points in their own commune", f"{home} of {len(points)}"),
        ("without boundaries: nearest reference point is another's, inside", f"{misled} of {len(inside)}"),
        ("… and the right one is not among the three", f"{missed} of {len(inside)}"),
    ]


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.locating", description=__doc__)
    parser.add_argument("--places", type=int, default=10_000, help="places that are looked up (10000)")
    count = parser.parse_args().places
    directory = load()
    file = Path(os.environ.get("TINBAO_BOUNDARIES", _BESIDE))
    numbers = Random(1654)  # noqa: S311 - places
    here = [commune.point for commune in directory.communes.values()]
    near = [
        Point(lat=one.lat + numbers.uniform(-0.1, 0.1), lon=one.lon + numbers.uniform(-0.1, 0.1))
        for one in numbers.choices(here, k=count)
    ]
    rows = [("without boundaries: the nearest three, ms", took(directory.whereabouts, near))]
    try:
        rows = [*bounded_rows(directory, read(file), count), *rows]
    except BadFile as bad:
        print(f"No boundaries were measured: {bad.faults[0][0]}: {bad.faults[0][1]}.\n")
    print("\n".join(f"- {line}" for line in conditions()), end="\n\n")
    print(f"| {count} seeded places | |")
    print("|---|---:|")
    for label, value in rows:
        print(f"| {label} | {value} |")


def _turns(ring: Sequence[Corner], point: Point) -> int:
    """Give how often a ring goes around a place."""
    turns = 0
    for (lon1, lat1), (lon2, lat2) in pairwise(ring):
        left = (lon2 - lon1) * (point.lat - lat1) - (point.lon - lon1) * (lat2 - lat1)
        if lat1 <= point.lat < lat2 and left > 0:
            turns += 1
        elif lat2 <= point.lat < lat1 and left < 0:
            turns -= 1
    return turns


def _misled(directory: Directory, boundaries: Boundaries, point: Point) -> bool:
    """Tell whether the nearest reference point would have named another commune than the boundaries do."""
    return directory.whereabouts(point).communes[0] not in boundaries.communes_at(point)


def _missed(directory: Directory, boundaries: Boundaries, point: Point) -> bool:
    return not set(directory.whereabouts(point).communes) & set(boundaries.communes_at(point))


if __name__ == "__main__":
    main()
