"""Made-up boundaries, and where a real file of them lies on the machines of those who have one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from bot.domain.point import Point
from bot.domain.units import Commune, CommuneCode, CommuneKind

Ring = list[list[float]]

#: Beside the repository, never in it: nothing may depend on it.
REAL = Path(__file__).parents[3] / "shared" / "data" / "an_giang_communes.geojson"

needs_real = pytest.mark.skipif(not REAL.exists(), reason="the real boundaries lie in ../shared/data, and are not here")


def square(west: float, south: float, size: float = 1.0) -> Ring:
    """Give the ring of an upright square."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(code: object, *pieces: Sequence[Ring], **others: object) -> dict[str, object]:
    """Give a commune of these pieces, each the outline and what is cut out of it."""
    geometry = {"type": "MultiPolygon", "coordinates": pieces}
    if len(pieces) == 1:
        geometry = {"type": "Polygon", "coordinates": pieces[0]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry, **others}


def written(features: Iterable[object], **others: object) -> bytes:
    """Give the bytes of a file of these features."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **others}).encode()


def commune(code: str, lat: float, lon: float) -> Commune:
    """Give a made-up commune with its reference point."""
    return Commune(
        code=CommuneCode(code),
        name=f"xã {code}",
        short=code,
        kind=CommuneKind.COMMUNE,
        border=False,
        coastal=False,
        island=False,
        point=Point(lat=lat, lon=lon),
    )


def pair() -> dict[CommuneCode, Commune]:
    """Give two communes: of the squares from (0, 0) and from (1, 0), a degree wide each."""
    return {one.code: one for one in (commune("00001", 0.5, 0.5), commune("00002", 0.5, 1.5))}


def around(communes: Mapping[CommuneCode, Commune], size: float = 0.02) -> bytes:
    """Give the bytes of a file with a square around each commune's reference point."""
    return written(
        feature(code, [square(one.point.lon - size / 2, one.point.lat - size / 2, size)])
        for code, one in communes.items()
    )
