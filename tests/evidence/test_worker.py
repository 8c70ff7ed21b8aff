"""The worker: what kills it kills nothing else, and it is there only while there is something to do."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence.cleaner import PhotoCleaner
from bot.evidence.process import Limits
from tests.evidence.photos import encoded, marked_jpeg, scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports.evidence import Cleaner

ROOT: Final = Path(__file__).resolve().parents[2]
PHOTO: Final = encoded(scene((64, 48)))
PATIENCE: Final = 30.0


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - the kernel rings no bell of ours
            await asyncio.sleep(0.01)


def lives(pid: int | None) -> bool:
    """Tell whether a process is there; one that has ended and was not waited for is not."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False


def number(cleaner: PhotoCleaner) -> int:
    """Give the worker's process number; there must be one."""
    assert cleaner.worker is not None
    return cleaner.worker


async def works(cleaner: Cleaner) -> bool:
    """Tell whether a photo is cleaned."""
    return (await cleaner.clean(PHOTO, declared=None)).width == 64


def scans_without_end() -> bytes:
    """Give a photo of 49 megapixels whose last scan is written two thousand times over: minutes from few bytes."""
    photo = encoded(Image.new("L", (7000, 7000), "grey"), progressive=True)
    last = photo.rindex(b"\xff\xda")
    return photo[:-2] + photo[last:-2] * 2000 + photo[-2:]


async def test_the_worker_starts_with_the_first_photo_and_is_kept(cleaner: PhotoCleaner) -> None:
    """Nobody waits for a process that is there already."""
    before = cleaner.worker
    await works(cleaner)
    first = number(cleaner)
    await works(cleaner)

    assert (None, first) == (before, number(cleaner))


async def test_a_bomb_kills_at_most_its_worker() -> None:
    """A photo that takes all the processor time it may is too hard; the kernel ends the worker, the next one is new."""
    cleaner = PhotoCleaner(Limits(processor=1))
    await works(cleaner)
    first = number(cleaner)

    with pytest.raises(PhotoRefused) as refused:
        await cleaner.clean(scans_without_end(), declared=None)

    assert (PhotoFault.TOO_HARD, False) == (refused.value.reason, lives(first))
    assert await works(cleaner)
    await cleaner.close()


async def test_a_photo_that_takes_too_much_memory_is_too_hard() -> None:
    """The worker has only so much memory, and says so when it is not enough."""
    cleaner = PhotoCleaner(Limits(memory=150 * 2**20))

    with pytest.raises(PhotoRefused) as refused:
        await cleaner.clean(encoded(scene((7000, 7000)), "PNG"), declared=None)

    assert PhotoFault.TOO_HARD == refused.value.reason
    assert await works(cleaner)
    await cleaner.close()


async def test_a_worker_that_hangs_is_ended(cleaner: PhotoCleaner) -> None:
    """Whatever it hangs on: there is an end to waiting, and the next photo has another worker."""
    await works(cleaner)
    first = number(cleaner)
    os.kill(first, signal.SIGSTOP)
    assert cleaner._worker is not None  # pyright: ignore[reportPrivateUsage] - a worker that has so little patience
    cleaner._worker._limits = Limits(patience=0.1)  # pyright: ignore[reportPrivateUsage] - could not even start

    with pytest.raises(PhotoRefused) as refused:
        await cleaner.clean(PHOTO, declared=None)

    await until(lambda: not lives(first))
    assert PhotoFault.TOO_HARD == refused.value.reason
    assert await works(cleaner)


async def test_a_worker_that_was_killed_loses_no_photo(cleaner: PhotoCleaner) -> None:
    """What ended it is not known to be the photo's fault: a new worker cleans it."""
    await works(cleaner)
    first = number(cleaner)
    os.kill(first, signal.SIGSTOP)
    async with asyncio.TaskGroup() as tasks:
        photo = tasks.create_task(cleaner.clean(PHOTO, declared=None))
        await asyncio.sleep(0.05)
        os.kill(first, signal.SIGKILL)

    assert (64, True) == (photo.result().width, number(cleaner) != first)


async def test_a_photo_that_kills_every_worker_is_too_hard() -> None:
    """Twice is enough."""
    cleaner = PhotoCleaner(Limits(memory=2**20))
    heavy = PHOTO + bytes(4 * 2**20)  # more than the worker can even take in

    with pytest.raises(PhotoRefused) as refused:
        await cleaner.clean(heavy, declared=None)

    assert PhotoFault.TOO_HARD == refused.value.reason
    await cleaner.close()


async def test_two_at_once_are_cleaned_by_one_worker(cleaner: PhotoCleaner) -> None:
    """They wait for each other, and each gets its own."""
    sizes = [(40 + 8 * count, 48) for count in range(8)]
    photos = await asyncio.gather(*(cleaner.clean(encoded(scene(size)), declared=None) for size in sizes))

    assert sizes == [(photo.width, photo.height) for photo in photos]


async def test_a_worker_is_renewed_after_so_many_photos() -> None:
    """Nothing can gather in it for long."""
    cleaner = PhotoCleaner(Limits(photos=2))
    numbers: list[int] = []
    for _ in range(5):
        await works(cleaner)
        numbers.append(number(cleaner))

    assert [True, False, True, False] == [one == other for one, other in pairwise(numbers)]
    await cleaner.close()
    assert [] == [each for each in numbers if lives(each)]


async def test_a_worker_without_work_is_ended() -> None:
    """The memory of an idle bot is its own alone; the next photo starts another worker."""
    cleaner = PhotoCleaner(Limits(idle=0.01))
    await works(cleaner)
    await until(lambda: cleaner.worker is None)

    assert await works(cleaner)
    await cleaner.close()


async def test_a_photo_that_nobody_waits_for_any_more_leaves_the_worker_usable(cleaner: PhotoCleaner) -> None:
    """Its answer never reaches whoever asks next."""
    await works(cleaner)
    os.kill(number(cleaner), signal.SIGSTOP)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await cleaner.clean(encoded(scene()), declared=None)

    assert await works(cleaner)


async def test_closing_lets_what_is_in_hand_be_done_and_leaves_no_process() -> None:
    """Whoever waits in line then is told that it is closed, not that the photo is bad."""
    cleaner = PhotoCleaner()
    await works(cleaner)
    first = number(cleaner)
    inhand = asyncio.get_running_loop().create_task(cleaner.clean(marked_jpeg("MARK"), declared=None))
    await asyncio.sleep(0)

    await cleaner.close()

    assert ((320, False), None) == (((await inhand).width, lives(first)), cleaner.worker)
    with pytest.raises(RuntimeError, match="closed"):
        await cleaner.clean(PHOTO, declared=None)


async def test_closing_what_never_worked_is_nothing() -> None:
    """And closing twice is closing."""
    cleaner = PhotoCleaner()

    await cleaner.close()
    await cleaner.close()

    assert None is cleaner.worker


async def test_the_worker_inherits_nothing(cleaner: PhotoCleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the bot's, no file of its, not its terminal; and it can make no file and no process."""
    monkeypatch.setenv("TINBAO_TELEGRAM_TOKEN", "made-up")
    await works(cleaner)
    place = Path(f"/proc/{number(cleaner)}")

    names = [line.partition("=")[0] for line in (place / "environ").read_text(encoding="utf-8").split("\0") if line]
    limits = {line[:25].strip(): line[26:].split()[0] for line in (place / "limits").read_text().splitlines()}

    assert ["PYTHONPATH"] == names
    assert {"0", "1", "2"} == {each.name for each in (place / "fd").iterdir()}
    assert ["0", "0", "0", "3", str(Limits().memory)] == [
        limits[name]
        for name in ("Max file size", "Max core file size", "Max processes", "Max open files", "Max address space")
    ]


async def test_the_worker_ends_with_the_bot() -> None:
    """A bot that is killed cannot end it; it ends because nobody asks any more."""
    code = (
        "import asyncio, sys\n"
        "from bot.evidence.cleaner import PhotoCleaner\n"
        "async def main():\n"
        "    cleaner = PhotoCleaner()\n"
        "    await cleaner.clean(bytes.fromhex(sys.argv[1]), declared=None)\n"
        "    print(cleaner.worker, flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, PHOTO.hex(), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout is not None
    worker = int(await bot.stdout.readline())
    was = lives(worker)

    bot.kill()
    await bot.wait()

    await until(lambda: not lives(worker))
    assert was


def test_the_bot_never_loads_the_library() -> None:
    """Decoders are not even in the process that holds the keys."""
    code = "import sys, bot.wiring, bot.running, bot.evidence.cleaner; print('PIL' in sys.modules)"

    said = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout

    assert "False\n" == said


def test_the_limits_are_those_that_are_told() -> None:
    """The defaults stand in the record of the decision."""
    assert Limits(memory=640 * 2**20, processor=15, patience=60.0, photos=50, idle=60.0) == Limits()
