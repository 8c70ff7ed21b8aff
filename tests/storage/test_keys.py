"""Key files are for their owner alone, are never overwritten, and keep their old versions."""

import json
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from storage import keys
from storage.keys import BadKeys

#: Does something to keys in its first argument's folders, each time in a child that dies before one more step on files.
DYING = """
import os, sys
from datetime import datetime, timezone
from pathlib import Path
from storage import keys

def live_for(steps):
    left = [steps]
    def dies(event, _arguments):
        if event in ("open", "os.mkdir", "os.rename", "os.rmdir", "shutil.rmtree"):
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
    sys.addaudithook(dies)

place, what = Path(sys.argv[1]), getattr(keys, sys.argv[2])
for steps in range(100):
    if not (child := os.fork()):
        live_for(steps)
        what(place / str(steps), now=datetime(2026, 11, 23, tzinfo=timezone.utc))
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
print(steps)
"""


def deaths(place: Path, wish: str) -> int:
    """Do it in numbered folders, dying a step later in each; give the number of the one where nobody died."""
    command = [sys.executable, "-c", DYING, str(place), wish]
    return int(subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2]).stdout)  # noqa: S603 - the command is our own


def mode(path: Path) -> int:
    """Give the permissions of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def test_created_keys_are_for_their_owner_alone(tmp_path: Path, now: datetime) -> None:
    """The folder and both files are closed to others, and nothing else lies beside them."""
    folder = tmp_path / "a" / "keys"

    keys.create(folder, now=now)

    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in folder.iterdir()} == {"casebook.key": 0o600, "vault.key": 0o600}


def test_the_two_stores_have_different_keys(tmp_path: Path, now: datetime) -> None:
    """What one store sealed tells the holder of the other key nothing."""
    keys.create(tmp_path / "keys", now=now)

    both = keys.load(tmp_path / "keys")

    assert both.casebook.hashed("a", "x") != both.vault.hashed("a", "x")
    assert repr(both) == "Keyrings()"


def test_creating_never_overwrites(tmp_path: Path, now: datetime) -> None:
    """One file that is there already stops it, and stays."""
    folder = tmp_path / "keys"
    keys.create(folder, now=now)
    before = (folder / "vault.key").read_bytes()
    (folder / "casebook.key").unlink()

    with pytest.raises(BadKeys, match="already"):
        keys.create(folder, now=now)

    assert before == (folder / "vault.key").read_bytes()
    assert not (folder / "casebook.key").exists()


def test_after_rotating_old_values_open_and_are_found(tmp_path: Path, now: datetime) -> None:
    """A rotation adds a version; those before it stay."""
    folder = tmp_path / "keys"
    keys.create(folder, now=now)
    before = keys.load(folder)
    sealed = before.vault.seal(b"x", "a")

    keys.rotate(folder, now=now)
    after = keys.load(folder)

    assert after.vault.open(sealed, "a") == b"x"
    assert before.casebook.hashed("a", "x") == after.casebook.every_hash("a", "x")[1]
    assert (after.casebook.newest, after.vault.newest) == (2, 2)
    assert mode(folder / "vault.key") == 0o600


@pytest.mark.parametrize(
    ("name", "open_mode", "command"), [(".", 0o750, "chmod 700"), ("vault.key", 0o640, "chmod 600")]
)
def test_open_doors_are_refused_with_the_command_that_closes_them(
    tmp_path: Path, now: datetime, name: str, open_mode: int, command: str
) -> None:
    """What others may read is no key any more; the administrator is told how to mend it."""
    folder = tmp_path / "keys"
    keys.create(folder, now=now)
    (folder / name).chmod(open_mode)

    with pytest.raises(BadKeys) as caught:
        keys.load(folder)

    assert f"{command} {folder / name}" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Nothing is made in silence where keys should be."""
    with pytest.raises(BadKeys, match=r"casebook\.key"):
        keys.load(tmp_path)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        '[{"id": 1, "created": "2026-01-01", "key": "c2hvcnQ="}]',
        '[{"id": 1, "created": "2026-01-01", "key": "s e c r e t"}]',
        '[{"id": "geheim", "created": "2026-01-01", "key": "c2hvcnQ="}]',
    ],
)
def test_a_damaged_file_is_refused_without_showing_it(tmp_path: Path, now: datetime, written: str) -> None:
    """The error names the file and nothing that stands in it."""
    folder = tmp_path / "keys"
    keys.create(folder, now=now)
    (folder / "vault.key").write_text(written)

    with pytest.raises(BadKeys) as caught:
        keys.load(folder)

    assert f"The key file {folder / 'vault.key'} is damaged: put back a copy of it." == str(caught.value)
    assert caught.value.__suppress_context__


def test_a_damaged_file_stops_a_rotation_before_it_changes_anything(tmp_path: Path, now: datetime) -> None:
    """Either both stores get a new key or none."""
    folder = tmp_path / "keys"
    keys.create(folder, now=now)
    (folder / "vault.key").write_text("[]")

    with pytest.raises(BadKeys):
        keys.rotate(folder, now=now)

    assert len(json.loads((folder / "casebook.key").read_text())) == 1


def test_whoever_dies_while_creating_leaves_all_keys_or_none(tmp_path: Path, now: datetime) -> None:
    """At every step: either they are there and are used, or they are not and can be made."""
    last = deaths(tmp_path, "create")

    there: list[bool] = []
    for steps in range(last + 1):
        folder = tmp_path / str(steps)
        there.append(keys.exist(folder))
        if not there[-1]:
            keys.create(folder, now=now)
        both = keys.load(folder)
        assert (both.casebook.newest, both.vault.newest) == (1, 1)
        with pytest.raises(BadKeys, match="already"):
            keys.create(folder, now=now)

    assert sorted(there) == there
    assert {True, False} == set(there)
    assert 8 < last


def test_whoever_dies_while_rotating_leaves_both_rotated_or_neither(tmp_path: Path, now: datetime) -> None:
    """At every step; the old version is always there."""
    for steps in range(40):
        keys.create(tmp_path / str(steps), now=now)

    last = deaths(tmp_path, "rotate")

    newest: list[int] = []
    for steps in range(last + 1):
        both = keys.load(tmp_path / str(steps))
        assert both.casebook.newest == both.vault.newest
        assert both.vault.every_hash("a", "x")
        newest.append(both.vault.newest)
    assert sorted(newest) == newest
    assert {1, 2} == set(newest)
