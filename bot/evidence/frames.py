"""What goes through the pipes between the bot and its worker: a length and a file there, an outcome and a file back."""

import struct
from typing import BinaryIO, Final

from bot.domain.errors import PhotoFault
from bot.ports.evidence import CleanPhoto, PhotoType

MAX_BYTES: Final = 20 * 2**20  #: the most that Telegram lets a bot fetch, and the most that a worker takes

LENGTH: Final = struct.Struct("!I")
HEAD: Final = struct.Struct("!BIII")  #: outcome, width, height, length

_OUTCOMES: Final[tuple[PhotoType | PhotoFault, ...]] = (*PhotoType, *PhotoFault)


def request(content: bytes) -> bytes:
    """Give the bytes that ask for a file to be cleaned."""
    return LENGTH.pack(len(content)) + content


def received(pipe: BinaryIO) -> bytes | None:
    """Give the file that is asked for; None once nobody asks any more."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    content = pipe.read(length)
    return content if len(content) == length else None


def answer(outcome: CleanPhoto | PhotoFault) -> bytes:
    """Give the bytes that answer."""
    if isinstance(outcome, PhotoFault):
        return HEAD.pack(_OUTCOMES.index(outcome), 0, 0, 0)
    number = _OUTCOMES.index(outcome.type)
    return HEAD.pack(number, outcome.width, outcome.height, len(outcome.content)) + outcome.content


def awaited(head: bytes) -> int:
    """Give how many bytes follow an answer's head.

    Raises:
        ValueError: no worker of ours answers like this.

    """
    outcome, _, _, length = HEAD.unpack(head)
    if outcome >= len(_OUTCOMES) or length > MAX_BYTES:
        raise ValueError(outcome)
    return length


def outcome(head: bytes, content: bytes) -> CleanPhoto | PhotoFault:
    """Give what an answer says."""
    number, width, height, _ = HEAD.unpack(head)
    said = _OUTCOMES[int(number)]
    if isinstance(said, PhotoFault):
        return said
    return CleanPhoto(content=content, type=said, width=width, height=height)
