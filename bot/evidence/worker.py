"""The process that decodes: ``python -m bot.evidence.worker MEMORY SECONDS``. Files come and go through its pipes.

It cannot write files, open any once it is ready, start processes, or use more memory and time than it is given; it is
the first that the kernel ends where memory runs out, and it ends by itself when the bot is gone.
"""

import contextlib
import math
import os
import resource
import sys
from pathlib import Path
from typing import Final

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence import frames
from bot.evidence.drawing import clean
from bot.ports.evidence import CleanPhoto

_STANDARD: Final = 3  # in, out and err are open; nothing else can be
_NICE: Final = 10


def main() -> None:
    """Answer until nobody asks any more."""
    memory, seconds = (int(word) for word in sys.argv[1:])
    _confine(memory)
    while (content := frames.received(sys.stdin.buffer)) is not None:
        _allow(seconds)
        sys.stdout.buffer.write(frames.answer(_outcome(content)))
        sys.stdout.buffer.flush()


def _confine(memory: int) -> None:
    """Take away what decoding does not need; the libraries are loaded by now."""
    os.nice(_NICE)
    with contextlib.suppress(OSError):  # only Linux has it
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _STANDARD),
    ):
        resource.setrlimit(limit, (value, value))


def _allow(seconds: int) -> None:
    """Allow so much processor time for the next file; the kernel ends the process that takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _outcome(content: bytes) -> CleanPhoto | PhotoFault:
    try:
        return clean(content)
    except PhotoRefused as refused:
        return refused.reason
    except MemoryError:
        return PhotoFault.TOO_HARD


if __name__ == "__main__":
    main()
