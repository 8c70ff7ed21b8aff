"""A file of boundaries is taken whole or not at all, and each fault is a line that says where and what."""

import pytest

from bot.domain.point import Point
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from bot.places.geojson import BadBoundaries, parse
from bot.places.in_force import Fault
from tests.places.outlines import REAL, around, commune, feature, needs_real, pair, square, written

WEST, EAST = feature("00001", [square(0, 0)]), feature("00002", [square(1, 0)])
RING = "features[0].geometry.coordinates[0]"


def faults(raw: bytes) -> tuple[Fault, ...]:
    """Give what is wrong with a file of the two communes."""
    with pytest.raises(BadBoundaries) as refused:
        parse(raw, pair())
    return refused.value.faults


def only(raw: bytes) -> str:
    """Give the one line that says what is wrong."""
    (fault,) = faults(raw)
    return ": ".join(fault)


def with_ring(ring: object) -> bytes:
    """Give a file whose first commune has this ring."""
    return written([{**WEST, "geometry": {"type": "Polygon", "coordinates": [ring]}}, EAST])


def test_a_sound_file_is_taken() -> None:
    """Polygons and multipolygons, with heights and members that nobody needs."""
    high = [[lon, lat, 2.5] for lon, lat in square(1, 0, 0.5)]
    raw = written([{**WEST, "id": 7}, feature("00002", [high], [square(1.5, 0.5, 0.5)])], name="x", bbox=[0, 0, 2, 1])

    found = parse(raw, pair())

    assert [("00001",), ("00002",), ("00002",), ()] == [
        found.communes_at(Point(lat=lat, lon=lon)) for lat, lon in ((0.5, 0.5), (0.2, 1.2), (0.7, 1.7), (0.2, 1.7))
    ]


def test_a_place_on_a_shared_edge_gives_both() -> None:
    """It is for the resident to say."""
    found = parse(written([WEST, EAST]), pair())

    assert ("00001", "00002") == found.communes_at(Point(lat=0.5, lon=1.0))


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"\xff\xfe{\x00}\x00", "byte 0: is a byte order mark: save the file as UTF-8 without one"),
        (b'{"type": "Ph\xe1\xba"}', "line 1: is not UTF-8 at byte 12"),
        (b"{]", "line 1, column 2: Expecting property name enclosed in double quotes"),
        (b"[" * 100_000, "file: is nested too deeply"),
        (b'{"type": ' + b"9" * 5000 + b"}", "file: has a number that is too long"),
        (b"[]", "the file: is not a GeoJSON FeatureCollection"),
        (b'{"type": "Feature"}', "the file: is not a GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": {}}', "the file: is not a GeoJSON FeatureCollection"),
        (
            written([WEST, EAST], crs={"type": "name", "properties": {"name": "EPSG:3405"}}),
            "crs: is not WGS 84: degrees of longitude and latitude are needed",
        ),
    ],
)
def test_what_is_no_feature_collection_is_said(raw: bytes, line: str) -> None:
    """Wrong encoding, not JSON, something else than GeoJSON, or in metres."""
    assert line == only(raw)


@pytest.mark.parametrize(
    ("first", "lines"),
    [
        ("7", ["features[0]: is not a Feature"]),
        (feature(None, [square(0, 0)]), ["features[0].properties.code: is missing"]),
        (feature(1, [square(0, 0)]), ['features[0].properties.code: is not a text, such as "30307"']),
        (feature("99999", [square(0, 0)]), ["features[0].properties.code: 99999 is no commune of the directory"]),
        (feature("secret words", [square(0, 0)]), ["features[0].properties.code: is no commune of the directory"]),
        ({**WEST, "geometry": None}, ["features[0].geometry: is neither a Polygon nor a MultiPolygon"]),
        (
            {**WEST, "geometry": {"type": "LineString", "coordinates": square(0, 0)}},
            ["features[0].geometry: is neither a Polygon nor a MultiPolygon"],
        ),
        ({**WEST, "geometry": {"type": "MultiPolygon", "coordinates": []}}, ["features[0].geometry: has no polygon"]),
        (feature("00001", []), ["features[0].geometry.coordinates: has no ring"]),
    ],
    ids=["text", "missing", "number", "foreign", "not repeated", "empty", "line", "no polygon", "no ring"],
)
def test_a_bad_feature_is_named_by_its_place(first: object, lines: list[str]) -> None:
    """Beside it stands the commune that nothing is left for."""
    found = [": ".join(fault) for fault in faults(written([first, EAST]))]
    missing = "features: none has the code 00001 (xã 00001)"

    assert lines == [line for line in found if line != missing]


def test_a_missing_and_a_repeated_code_are_named() -> None:
    """With the name of the commune that is missing, and with both features of the one that is there twice."""
    again = feature("00001", [square(1, 0)])

    assert (
        ("features[1].properties.code", "00001 is used twice: features[0] has it too"),
        ("features", "none has the code 00002 (xã 00002)"),
    ) == faults(written([WEST, again]))


@pytest.mark.parametrize(
    ("ring", "line"),
    [
        (square(0, 0)[:3], f"{RING}: has 3 points: a ring needs 4, the last equal to the first"),
        (square(0, 0)[:4], f"{RING}: is not closed: its last point differs from its first"),
        ([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]], f"{RING}: crosses or touches itself near 0.50000, 0.50000"),
        ([[0, 0], [0, 0], [0, 0], [0, 0]], f"{RING}: encloses nothing"),
        ([[10.4, 105.4], [0, 0], [1, 1]], f"{RING}[0]: has latitude and longitude swapped: longitude stands first"),
        (
            [[500_000, 1_150_000], [0, 0], [1, 1]],
            f"{RING}[0]: is not on the globe: degrees of longitude and latitude are needed",
        ),
        ([[0, "0"], [0, 0], [1, 1]], f"{RING}[0]: is not a pair of numbers"),
        ([[0], [0, 0], [1, 1]], f"{RING}[0]: is not a pair of numbers"),
        ([[True, 0], [0, 0], [1, 1]], f"{RING}[0]: is not a pair of numbers"),
        (
            [[float("nan"), 0], [0, 0], [1, 1]],
            f"{RING}[0]: is not on the globe: degrees of longitude and latitude are needed",
        ),
        ("ring", f"{RING}: has 0 points: a ring needs 4, the last equal to the first"),
    ],
    ids=["short", "open", "bow-tie", "nothing", "swapped", "metres", "text", "one", "truth", "nan", "no ring"],
)
def test_a_bad_ring_is_named_by_its_place(ring: object, line: str) -> None:
    """And where it goes wrong."""
    assert line == only(with_ring(ring))


def test_a_hole_that_is_nobodys_is_said_with_its_size() -> None:
    """Communes have none: somebody lives there, and no police would hear them."""
    line = only(written([feature("00001", [square(0, 0), square(0.2, 0.2, 0.1)]), EAST]))

    assert line.startswith("commune 00001: has a hole of 1236")
    assert line.endswith("of them belong to no commune")
    assert "near 0.25000, 0.25000" in line


def test_a_hole_that_another_commune_fills_is_none() -> None:
    """A place in it is that commune's; on its edge it may be either's."""
    communes = pair() | {CommuneCode("00002"): commune("00002", 0.25, 0.25)}
    hollow = feature("00001", [square(0, 0), square(0.2, 0.2, 0.1)])
    found = parse(written([hollow, feature("00002", [square(0.2, 0.2, 0.1)])]), communes)

    assert [("00002",), ("00001",), ("00001", "00002")] == [
        found.communes_at(Point(lat=0.25, lon=lon)) for lon in (0.25, 0.5, 0.2)
    ]


def test_a_hole_that_is_half_filled_is_said() -> None:
    """Half of it is nobody's."""
    communes = pair() | {CommuneCode("00002"): commune("00002", 0.25, 0.22)}
    half = [[0.2, 0.2], [0.25, 0.2], [0.25, 0.3], [0.2, 0.3], [0.2, 0.2]]
    hollow = feature("00001", [square(0, 0), square(0.2, 0.2, 0.1)])
    with pytest.raises(BadBoundaries) as refused:
        parse(written([hollow, feature("00002", [half])]), communes)

    assert ["commune 00001"] == [where for where, _ in refused.value.faults]


def test_a_hole_outside_of_its_outline_is_said() -> None:
    """The rings were mixed up."""
    line = only(written([feature("00001", [square(0, 0), square(5, 5, 0.1)]), EAST]))

    assert "commune 00001: has a hole outside of its outline near 5.00000, 5.00000" == line


@pytest.mark.parametrize("east", [square(0.9, 0), square(0, 0)], ids=["a strip", "the same twice"])
def test_communes_that_overlap_are_named(east: list[list[float]]) -> None:
    """One place cannot be answered for by two, beyond what two people draw differently."""
    found = [": ".join(fault) for fault in faults(written([WEST, feature("00002", [east])]))]

    assert any(line.startswith("communes 00001 and 00002: overlap near ") for line in found)


def test_a_sliver_is_no_overlap() -> None:
    """Some metres are within what hands draw."""
    parse(written([WEST, feature("00002", [square(0.9999, 0)])]), pair())


def test_exchanged_codes_are_noticed() -> None:
    """Each polygon lies where the directory has another commune."""
    found = faults(written([feature("00002", [square(0, 0)]), feature("00001", [square(1, 0)])]))

    assert ["commune 00001", "commune 00002"] == [where for where, _ in found]
    assert all("56 km from where the directory has" in what for _, what in found)


def test_made_up_boundaries_of_all_communes_are_taken(directory: Directory) -> None:
    """They are what stories are told with."""
    assert len(directory.communes) == len(parse(around(directory.communes), directory.communes).areas)


@needs_real
def test_the_real_boundaries_are_taken(directory: Directory) -> None:
    """With every reference point in its own commune."""
    found = parse(REAL.read_bytes(), directory.communes)

    assert {code: (code,) for code in directory.communes} == {
        code: found.communes_at(commune.point) for code, commune in directory.communes.items()
    }
