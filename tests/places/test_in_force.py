"""A file that does not validate never replaces one that does, and nothing half written is ever in force."""

from pathlib import Path

import pytest

from bot.places.in_force import BadFile, InForce, OperatorFile


def _parse(raw: bytes) -> str:
    """Take any text that begins with "good"."""
    if not raw.startswith(b"good"):
        raise BadFile((("line 1", "is bad"),))
    return raw.decode()


@pytest.fixture
def file(tmp_path: Path) -> OperatorFile[str]:
    """Give a file of the operator that is not there yet."""
    return OperatorFile(file=tmp_path / "units.txt", copy=tmp_path / "data" / "in_force" / "units.txt", parse=_parse)


def _kept(file: OperatorFile[str], text: str) -> None:
    file.file.write_text(text, encoding="utf-8")
    file.keep(file.offer())


def test_a_good_file_is_kept(file: OperatorFile[str]) -> None:
    """It holds, and a copy of it lies in the data folder and nothing beside it."""
    _kept(file, "good one")

    assert InForce(contents="good one") == file.in_force(file.offer())
    assert ["units.txt"] == [path.name for path in file.copy.parent.iterdir()]
    assert b"good one" == file.copy.read_bytes()


@pytest.mark.parametrize("bad", ["bad", None])
def test_a_bad_or_missing_file_leaves_the_former_in_force(file: OperatorFile[str], bad: str | None) -> None:
    """With its faults said; keeping it changes nothing."""
    _kept(file, "good one")
    if bad is None:
        file.file.unlink()
    else:
        _kept(file, bad)

    holds = file.in_force(file.offer())

    assert "good one" == holds.contents
    assert (("units.txt", "No such file or directory") if bad is None else ("line 1", "is bad"),) == holds.faults
    assert b"good one" == file.copy.read_bytes()


def test_a_good_file_replaces_the_former(file: OperatorFile[str]) -> None:
    """Also after a bad one."""
    for text in ("good one", "bad", "good two"):
        _kept(file, text)

    assert b"good two" == file.copy.read_bytes()


def test_a_fault_that_shows_beside_what_is_stored_keeps_the_former_too(file: OperatorFile[str]) -> None:
    """A file that is good in itself may lack what is still needed."""
    _kept(file, "good one")
    file.file.write_text("good two", encoding="utf-8")

    holds = file.in_force(file.offer(), further=(("units", "lacks one"),))

    assert InForce(contents="good one", faults=(("units", "lacks one"),)) == holds


def test_without_a_good_version_the_faults_are_raised(file: OperatorFile[str]) -> None:
    """Those of the operator's file, also where the copy has gone bad."""
    file.copy.parent.mkdir(parents=True)
    file.copy.write_text("rotten", encoding="utf-8")

    with pytest.raises(BadFile) as raised:
        file.in_force(file.offer())

    assert (("units.txt", "No such file or directory"),) == raised.value.faults


def test_what_was_checked_is_what_is_kept(file: OperatorFile[str]) -> None:
    """Even where somebody writes into the file in between."""
    file.file.write_text("good one", encoding="utf-8")
    offer = file.offer()
    file.file.write_text("bad", encoding="utf-8")

    file.keep(offer)

    assert b"good one" == file.copy.read_bytes()


def test_a_draft_that_a_crash_left_is_not_in_force(file: OperatorFile[str]) -> None:
    """It is written over by the next one."""
    _kept(file, "good one")
    (file.copy.parent / "units.txt.new").write_text("goo", encoding="utf-8")

    assert "good one" == file.in_force(file.offer()).contents
    _kept(file, "good two")
    assert ["units.txt"] == [path.name for path in file.copy.parent.iterdir()]
