"""A faulty directory is refused with every fault by its place, and what stands there is not repeated."""

import json
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.places.directory import AN_GIANG, load
from bot.places.in_force import BadFile

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def test_the_shipped_file_is_read_from_any_place(tmp_path: Path) -> None:
    """An operator's copy is as good as the shipped one."""
    copy = tmp_path / "units.json"
    copy.write_bytes(AN_GIANG.read_bytes())

    assert load(copy) == load()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The administrator learns which file could not be read."""
    assert _faults(tmp_path / "nowhere.json") == (("nowhere.json", "No such file or directory"),)


def test_broken_json_is_located(tmp_path: Path) -> None:
    """The line and column of the slip are told."""
    path = tmp_path / "units.json"
    path.write_text('{\n "format": 1,,\n}', encoding="utf-8")

    ((where, _),) = _faults(path)

    assert where == "line 2, column 14"


def test_what_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """A file saved by an old editor is refused by its first wrong byte."""
    path = tmp_path / "units.json"
    path.write_bytes(b'{\n"a": "\xff"}')

    assert _faults(path) == (("line 2", "is not UTF-8 at byte 8"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_refused(tmp_path: Path, encoding: str) -> None:
    """And it is said how to save the file."""
    path = tmp_path / "units.json"
    path.write_text("{}", encoding=encoding)

    assert _faults(path) == (("byte 0", "is a byte order mark: save the file as UTF-8 without one"),)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """JSON readers take the last one silently; each further one is told by its line."""
    path = tmp_path / "units.json"
    path.write_text('{"a": {"x": 1},\n "b": ["a", {"x": ":", \n"x" : 2}],\n "a": 3}', encoding="utf-8")

    assert _faults(path) == (
        ("line 3", "has a key that stands there already"),
        ("line 4", "has a key that stands there already"),
    )


def test_what_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    """It does not break the reader."""
    path = tmp_path / "units.json"
    path.write_text("[" * 100_000, encoding="utf-8")

    assert _faults(path) == (("file", "is nested too deeply"),)


def test_a_number_without_end_is_refused(tmp_path: Path) -> None:
    """It does not break the reader either."""
    path = tmp_path / "units.json"
    path.write_text('{"format": ' + "9" * 5000 + "}", encoding="utf-8")

    assert _faults(path) == (("file", "has a number that is too long"),)


@pytest.mark.parametrize("text", ["[]", '"\\ud800"', "null"])
def test_what_is_no_object_is_told_of_the_whole_file(tmp_path: Path, text: str) -> None:
    """No fault stands at no place."""
    path = tmp_path / "units.json"
    path.write_text(text, encoding="utf-8")

    ((where, _),) = _faults(path)

    assert where == "file"


@pytest.mark.parametrize(("section", "code"), [("kinds", "chua_ro"), ("outcomes", "nguoi_bao_rut")])
def test_what_the_program_itself_needs_must_be_there(tmp_path: Path, section: str, code: str) -> None:
    """The kind of what fits no other, and how a tip ends that its reporter takes back: in any province."""
    data: dict[str, list[dict[str, Json]]] = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    data[section] = [row for row in data[section] if row["code"] != code]
    path = tmp_path / "units.json"
    path.write_text(json.dumps(data), encoding="utf-8")

    ((where, what),) = _faults(path)

    assert (section, True) == (where, code in what)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("format",), 2, "format"),
        (("surprise",), 1, "surprise"),
        (("communes", 3, "code"), "SECRET", "communes[3].code"),
        (("communes", 3, "code"), "30307", "communes[3].code"),
        (("communes", 0, "point"), [200, 105], "communes[0].point[0]"),
        (("former", 0, 5), "99999", "former[0]"),
        (("earlier", 2, 5), "99999", "earlier[2]"),
        (("units", 0, "kind"), "specialist", "units"),
        (("units", 1, "code"), "30307", "units[1].code"),
        (("units", 1, "code"), "pc02", "units[1].code"),
        (("units", 1, "code"), "commune", "units[1].code"),
        (("units", 1, "name"), {"vi": "Phòng"}, "units[1].name"),
        (("kinds", 0, "label", "vi"), "Đánh nhau, dao súng, gậy gộc", "kinds[0].label.vi"),
        (("kinds", 0, "leaves", 0, "label", "en"), "x" * 39, "kinds[0].leaves[0].label.en"),
        (("kinds", 0, "leaves", 0, "code"), "ma_tuy.khac", "kinds[0].leaves[0].code"),
        (("kinds", 0, "leaves", 1, "code"), "danh_nhau.dang", "leaves[1].code"),
        (("kinds", 0, "taps", 1, "code"), "con", "kinds[0].taps[1].code"),
        (("kinds", 0, "taps", 0, "label"), {"en": "Yes"}, "kinds[0].taps[0].label"),
        (("kinds", 0, "urgency"), "SECRET", "kinds[0].urgency"),
        (("kinds", 0, "specialists"), ["PC99"], "kinds[0].specialists"),
        (("questions", 1, "parts"), [["co", "khong"], ["it", "vua"]], "questions[1].parts"),
        (("outcomes", 11, "word", "en"), "This is handled by {bureau}.", "outcomes[11].word"),
        (("outcomes", 11, "word", "en"), "This is handled by {office", "outcomes[11].word"),
        (("outcomes", 1, "code"), "bat_qua_tang", "outcomes[1].code"),
        (("questions", 1, "code"), "con_khong", "questions[1].code"),
        (("danger", "phrases", 0), "...", "danger.phrases[0]"),
    ],
)
def test_a_fault_is_told_by_its_place(tmp_path: Path, path: tuple[str | int, ...], value: Json, where: str) -> None:
    """Each thing that can be wrong is found, and its place is the one to mend."""
    faults = _faults(_changed(tmp_path, path, value))

    assert where in [place for place, _ in faults]
    assert "SECRET" not in str(faults)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Mending goes in one round: two slips, two lines."""
    twice = _changed(tmp_path, ("kinds", 0, "label"), {"vi": "Đánh nhau"})
    data = json.loads(twice.read_text(encoding="utf-8"))
    data["questions"][0]["text"] = {"en": "Still?"}
    twice.write_text(json.dumps(data), encoding="utf-8")

    assert _faults(twice) == (
        ("kinds[0].label", "has no text in en"),
        ("questions[0].text", "has no text in vi"),
    )


def _changed(folder: Path, path: tuple[str | int, ...], value: Json) -> Path:
    """Write the shipped file with one value put elsewhere."""
    data: Json = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    inner = data
    for step in path[:-1]:
        inner = _in(inner, step)
    match inner, path[-1]:
        case dict(), str(key):
            inner[key] = value
        case list(), int(index):
            inner[index] = value
        case _:
            raise KeyError(path)
    changed = folder / "units.json"
    changed.write_text(json.dumps(data), encoding="utf-8")
    return changed


def _in(data: Json, step: str | int) -> Json:
    match data, step:
        case dict(), str(key):
            return data[key]
        case list(), int(index):
            return data[index]
        case _:
            raise KeyError(step)


def _faults(path: Path) -> tuple[tuple[str, str], ...]:
    with pytest.raises(BadFile) as refused:
        load(path)
    return refused.value.faults
