"""Whatever the bytes are: a clean photo without a mark, or a refusal; never anything else."""

from __future__ import annotations

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import PhotoFault, PhotoRefused
from bot.evidence import drawing
from bot.evidence.frames import HEAD, answer, awaited, outcome
from bot.ports.evidence import CleanPhoto, PhotoType
from tests.evidence.photos import decoded, finds, marked_jpeg, marked_png, marked_webp, scene

MARK: Final = "LAN-0912345678"
SMALL: Final = scene((48, 40))
FILES: Final = tuple(make(MARK, image=SMALL) for make in (marked_jpeg, marked_png, marked_webp))


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """Draw a marked photo with bytes changed, put in, taken out, and parts of another photo within it."""
    content = bytearray(draw(st.sampled_from(FILES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        match draw(st.sampled_from(["change", "flip", "insert", "remove", "cut", "cross"])):
            case "change":
                content[at : at + 4] = draw(st.sampled_from([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"]))
            case "flip":
                content[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "insert":
                content[at:at] = draw(st.binary(max_size=20))
            case "remove":
                del content[at : at + draw(st.integers(1, 200))]
            case "cut":
                del content[max(at, 16) :]
            case _:
                other = draw(st.sampled_from(FILES))
                content[at:] = other[min(at, len(other)) :]
    return bytes(content)


def cleaned(content: bytes) -> CleanPhoto | PhotoFault:
    """Clean as the worker does."""
    try:
        return drawing.clean(content)
    except PhotoRefused as refused:
        return refused.reason


@settings(max_examples=400)
@given(broken())
def test_a_broken_photo_is_clean_or_refused(content: bytes) -> None:
    """Nothing but a refusal is ever raised, what is given is a photo, and no mark is in it."""
    found = cleaned(content)

    if isinstance(found, CleanPhoto):
        assert (found.width, found.height) == decoded(found.content).size
        assert not finds(MARK, found.content)


@settings(max_examples=100)
@given(st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP"]), st.binary(max_size=300))
def test_any_bytes_are_refused(start: bytes, content: bytes) -> None:
    """Behind any beginning."""
    assert isinstance(cleaned(start + content), PhotoFault)


@given(st.binary(min_size=HEAD.size, max_size=HEAD.size))
def test_whatever_a_worker_answers_is_an_outcome_or_none(head: bytes) -> None:
    """A worker that something took over cannot make the bot wait for gigabytes."""
    try:
        length = awaited(head)
    except ValueError:
        return
    assert length <= 20 * 2**20
    assert isinstance(outcome(head, b""), CleanPhoto | PhotoFault)


@given(st.sampled_from(PhotoType), st.integers(1, 10_000), st.integers(1, 10_000), st.binary())
def test_an_answer_is_read_as_it_was_written(kind: PhotoType, width: int, height: int, content: bytes) -> None:
    """What the worker says is what the bot understands."""
    photo = CleanPhoto(content=content, type=kind, width=width, height=height)
    said = answer(photo)
    head, rest = said[: HEAD.size], said[HEAD.size :]

    assert (len(content), photo) == (awaited(head), outcome(head, rest))
    assert list(PhotoFault) == [outcome(answer(fault), b"") for fault in PhotoFault]
