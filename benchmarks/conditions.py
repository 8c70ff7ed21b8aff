"""Under what the figures were taken: machine, Python, load, and where the data lay."""

import os
import platform
import sqlite3
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

_SYNCS = 50
_LIBRARIES = ("python-telegram-bot", "aiohttp", "httpx", "SQLAlchemy", "aiosqlite", "cryptography")


def conditions() -> list[str]:
    """Give the conditions, a line each."""
    folder = Path(tempfile.gettempdir()).resolve()
    sync = _sync(folder) * 1000
    return [
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} of memory; {platform.system()} {platform.release()}",
        f"{platform.python_implementation()} {platform.python_version()}; SQLite {sqlite3.sqlite_version}; "
        + ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        f"data on {_file_system(folder)}, synchronous=FULL; writing and syncing 4 KiB takes {sync:.2f} ms",
        "load average before: " + " ".join(f"{load:.2f}" for load in os.getloadavg()),
    ]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> str:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 1024**3:.0f} GiB"


def _file_system(folder: Path) -> str:
    """Give the kind of the file system that a folder lies on."""
    kinds: dict[Path, str] = {}
    for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        _, where, kind, *_ = line.split()
        kinds[Path(where)] = kind
    return next(kinds[parent] for parent in (folder, *folder.parents) if parent in kinds)


def _sync(folder: Path) -> float:
    """Give the seconds that it takes to write 4 KiB for good."""
    took: list[float] = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(_SYNCS):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return median(took)
