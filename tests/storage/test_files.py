"""Photos as files: they open only with their key and in their place, and tell nothing by name, size or time."""

import os
from pathlib import Path

from bot.domain.evidence import PhotoId
from storage.files import SealedFiles

BUCKET = 64 * 1024


async def test_what_is_kept_comes_back_and_lies_sealed(tmp_path: Path) -> None:
    """The bytes come back with the key; on the disk they stand nowhere."""
    shelf = SealedFiles(tmp_path / "evidence")
    content = b"a scene that nobody shall see" * 4000

    photo, key = await shelf.keep(content)

    assert content == await shelf.read(photo, key)
    assert content[:29] not in (tmp_path / "evidence" / photo).read_bytes()


async def test_another_key_or_another_name_opens_nothing(tmp_path: Path) -> None:
    """A file that was exchanged for another one, and a key that is another file's, give nothing."""
    shelf = SealedFiles(tmp_path)
    (first, first_key), (second, second_key) = await shelf.keep(b"one"), await shelf.keep(b"two")
    (tmp_path / first).write_bytes((tmp_path / second).read_bytes())

    opened = [
        await shelf.read(first, first_key),
        await shelf.read(first, second_key),
        await shelf.read(second, first_key),
        await shelf.read(second, second_key),
        await shelf.read(PhotoId("00" * 16), second_key),
    ]

    assert [None, None, None, b"two", None] == opened


async def test_files_have_one_time_few_sizes_and_one_reader(tmp_path: Path) -> None:
    """Neither the clock of a file nor its exact size tells of a person; only its owner may read it."""
    shelf = SealedFiles(tmp_path / "evidence")
    for length in (1, 40_000, 64_000, 70_000):
        await shelf.keep(b"x" * length)

    kept = [entry.stat() for entry in os.scandir(tmp_path / "evidence")]

    assert {(0.0, 0.0)} == {(found.st_mtime, found.st_atime) for found in kept}
    assert {0o600} == {found.st_mode & 0o777 for found in kept}
    assert [1, 1, 1, 2] == sorted(found.st_size // BUCKET for found in kept)
    assert 0o700 == (tmp_path / "evidence").stat().st_mode & 0o777


async def test_what_is_discarded_is_gone_and_twice_is_no_matter(tmp_path: Path) -> None:
    """Discarding leaves the others; an unfinished file is among the names, so that it can be discarded too."""
    shelf = SealedFiles(tmp_path)
    (gone, key), (stays, _) = await shelf.keep(b"one"), await shelf.keep(b"two")
    (tmp_path / "ab.part").write_bytes(b"half")

    await shelf.discard([gone, PhotoId("ab.part")])
    await shelf.discard([gone])

    assert {stays} == await shelf.every()
    assert await shelf.read(gone, key) is None


async def test_a_shelf_that_was_never_used_is_empty(tmp_path: Path) -> None:
    """No folder is no fault."""
    assert frozenset() == await SealedFiles(tmp_path / "none").every()
