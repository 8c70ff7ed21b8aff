"""Reads boundaries from GeoJSON: a FeatureCollection of Polygons and MultiPolygons with the property `code`.

Every fault is said by its place, in a line that an administrator can act on. Nothing is taken from a file with a fault.
What lies where belongs to `bot.places.coverage`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from bot.domain.units import Commune, CommuneCode
from bot.places.boundaries import Area, Boundaries
from bot.places.coverage import faults_of_the_whole
from bot.places.in_force import BadFile, Fault
from bot.places.plain_json import plain
from bot.places.rings import Corner, self_crossing, square_metres

_Json = Mapping[str, object]
_Rings = list[tuple[Corner, ...]]

_LEAST: Final = 4  #: corners of a closed ring, the first counted twice
_SMALLEST: Final = 1.0  #: square metres; less is no area
_DIGITS: Final = 5  #: of a commune's code


class BadBoundaries(BadFile):
    """The file of boundaries cannot be used."""


def parse(raw: bytes, communes: Mapping[CommuneCode, Commune]) -> Boundaries:
    """Read the boundaries of these communes from a file's bytes.

    Raises:
        BadBoundaries: with every fault that could be found.

    """
    try:
        contents = plain(raw)
    except BadFile as bad:
        raise BadBoundaries(bad.faults) from None
    reading = _Reading(communes)
    reading.collection(contents)
    if not reading.faults:
        reading.faults.extend(faults_of_the_whole(reading.areas, communes))
    if reading.faults:
        raise BadBoundaries(tuple(reading.faults))
    return Boundaries.of(reading.areas)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    communes: Mapping[CommuneCode, Commune]
    areas: list[Area] = field(default_factory=list[Area])
    faults: list[Fault] = field(default_factory=list[Fault])
    seen: dict[CommuneCode, int] = field(default_factory=dict[CommuneCode, int])
    known: dict[Corner, Corner] = field(default_factory=dict[Corner, Corner])  #: neighbours share their corners

    def collection(self, contents: object) -> None:
        found = _object(contents)
        if found is None or found.get("type") != "FeatureCollection" or _array(found.get("features")) is None:
            self._fault("the file", "is not a GeoJSON FeatureCollection")
            return
        if found.get("crs") is not None and not _is_wgs84(found["crs"]):
            self._fault("crs", "is not WGS 84: degrees of longitude and latitude are needed")
        for number, feature in enumerate(_array(found["features"]) or ()):
            self._feature(number, feature)
        for code, commune in self.communes.items():
            if code not in self.seen:
                self._fault("features", f"none has the code {code} ({commune.name})")

    def _feature(self, number: int, value: object) -> None:
        where = f"features[{number}]"
        feature = _object(value)
        if feature is None or feature.get("type") != "Feature":
            self._fault(where, "is not a Feature")
            return
        code = self._code(where, number, feature)
        geometry = _object(feature.get("geometry")) or {}
        pieces = _array(geometry.get("coordinates"))
        if geometry.get("type") not in ("Polygon", "MultiPolygon") or pieces is None:
            self._fault(f"{where}.geometry", "is neither a Polygon nor a MultiPolygon")
            return
        places = {f"{where}.geometry.coordinates": pieces}
        if geometry["type"] == "MultiPolygon":
            places = {f"{where}.geometry.coordinates[{n}]": _array(piece) or [] for n, piece in enumerate(pieces)}
        if not places:
            self._fault(f"{where}.geometry", "has no polygon")
        for place, rings in places.items():
            read = self._rings(place, rings)
            if code is not None and read is not None:
                self.areas.append(Area.of(code, read))

    def _code(self, where: str, number: int, feature: _Json) -> CommuneCode | None:
        said = (_object(feature.get("properties")) or {}).get("code")
        where = f"{where}.properties.code"
        if not isinstance(said, str):
            self._fault(where, "is missing" if said is None else 'is not a text, such as "30307"')
            return None
        code = CommuneCode(said)
        if code not in self.communes:
            named = f"{said} " if len(said) == _DIGITS and said.isdecimal() else ""
            self._fault(where, f"{named}is no commune of the directory")
            return None
        if code in self.seen:
            self._fault(where, f"{code} is used twice: features[{self.seen[code]}] has it too")
            return None
        self.seen[code] = number
        return code

    def _rings(self, where: str, values: list[object]) -> _Rings | None:
        """Give the rings of a piece; None where one of them is no ring."""
        if not values:
            self._fault(where, "has no ring")
            return None
        rings = [self._ring(f"{where}[{number}]", ring) for number, ring in enumerate(values)]
        sound = [ring for ring in rings if ring is not None]
        return sound if len(sound) == len(rings) else None

    def _ring(self, where: str, value: object) -> tuple[Corner, ...] | None:
        corners: list[Corner] = []
        for number, position in enumerate(_array(value) or ()):
            corner = _corner(position)
            if isinstance(corner, str):
                self._fault(f"{where}[{number}]", corner)
                return None
            corners.append(self.known.setdefault(corner, corner))
        if fault := _unsound(corners):
            self._fault(where, fault)
            return None
        return tuple(corners)

    def _fault(self, where: str, what: str) -> None:
        self.faults.append((where, what))


def _unsound(corners: list[Corner]) -> str | None:
    """Say why corners make no ring; None where they do."""
    if len(corners) < _LEAST:
        return f"has {len(corners)} points: a ring needs {_LEAST}, the last equal to the first"
    if corners[0] != corners[-1]:
        return "is not closed: its last point differs from its first"
    if (crossing := self_crossing(corners)) is not None:
        return f"crosses or touches itself near {crossing[1]:.5f}, {crossing[0]:.5f}"
    return "encloses nothing" if abs(square_metres(corners)) < _SMALLEST else None


def _corner(position: object) -> Corner | str:
    """Give a place, or say what is wrong with it."""
    match _array(position):
        case [(int() | float()) as lon, (int() | float()) as lat, *_] if not (
            isinstance(lon, bool) or isinstance(lat, bool)
        ):
            if -180 <= lon <= 180 and -90 <= lat <= 90:  # noqa: PLR2004 - the globe
                return float(lon), float(lat)
            if -90 <= lon <= 90 and -180 <= lat <= 180:  # noqa: PLR2004 - the globe, the other way round
                return "has latitude and longitude swapped: longitude stands first"
            return "is not on the globe: degrees of longitude and latitude are needed"
        case _:
            return "is not a pair of numbers"


def _is_wgs84(crs: object) -> bool:
    """Tell whether the old member that names a reference system names the one that GeoJSON has today."""
    name = str((_object((_object(crs) or {}).get("properties")) or {}).get("name", ""))
    return any(known in name.upper() for known in ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84"))


def _object(value: object) -> _Json | None:
    return cast("_Json", value) if isinstance(value, dict) else None  # JSON objects have text keys


def _array(value: object) -> list[object] | None:
    return cast("list[object]", value) if isinstance(value, list) else None  # JSON arrays hold anything
