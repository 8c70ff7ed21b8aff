"""Whatever an operator puts in the place of a file, in whatever order: what is in force is the last sound version."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.places import geojson
from bot.places.directory import AN_GIANG
from bot.places.directory import parse as parse_units
from bot.places.in_force import OperatorFile
from tests.places.outlines import feature, pair, square, written

WEST, EAST = feature("00001", [square(0, 0)]), feature("00002", [square(1, 0)])


def units(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Give the shipped file of units with a change."""
    data: dict[str, Any] = json.loads(AN_GIANG.read_text(encoding="utf-8"))
    change(data)
    return json.dumps(data, ensure_ascii=False).encode()


def _in_a_circle(data: dict[str, Any]) -> None:
    one, other = data["communes"][:2]
    one["fallback"], other["fallback"] = other["code"], one["code"]


@dataclass(frozen=True, slots=True)
class Operated:
    """A file of the operator: how it is read, versions of it that are sound, and ones that are not."""

    parse: Callable[[bytes], object]
    sound: tuple[bytes, ...]
    bad: Mapping[str, bytes]


@cache
def operated(which: str) -> Operated:
    """Give what can be put in the place of a file."""
    if which == "units":
        named = tuple(units(lambda data, name=name: data["province"].update(vi=name)) for name in ("Một", "Hai", "Ba"))
        wrong = {
            "a circle": units(_in_a_circle),
            "a missing code": units(lambda data: data["communes"][3].pop("code")),
            "a code twice": units(lambda data: data["units"].append(data["units"][1])),
            "a rule to nobody": units(lambda data: data["routes"][0].update(unit="PX99")),
            "a rule that is dead": units(lambda data: data["routes"].append(data["routes"][2] | {"code": "dead"})),
            "no desk": units(lambda data: data["units"].pop(0)),
            "another encoding": named[0].decode().encode("utf-16"),
            "half of it": named[1][: len(named[1]) // 2],
            "nothing": b"",
        }
        return Operated(parse_units, named, wrong)
    whole = tuple(written([WEST, EAST], name=name) for name in ("one", "two", "three"))
    bow_tie = [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]
    wrong = {
        "a hole": written([feature("00001", [square(0, 0), square(0.2, 0.2, 0.1)]), EAST]),
        "a bow-tie": written([feature("00001", [bow_tie]), EAST]),
        "a foreign code": written([WEST, EAST, feature("00003", [square(3, 3)])]),
        "a commune too few": written([WEST]),
        "half of it": whole[1][: len(whole[1]) // 2],
        "nothing": b"",
    }
    return Operated(partial(geojson.parse, communes=pair()), whole, wrong)


KINDS: Final = ("units", "boundaries")


@pytest.mark.parametrize("which", KINDS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_what_is_in_force_is_the_last_sound_version(which: str, data: st.DataObject) -> None:
    """A start with a bad file, without one, or after a crash in the middle of keeping one changes nothing."""
    kind = operated(which)
    steps = st.sampled_from([*range(len(kind.sound)), *kind.bad, "is gone", "a crash"])
    with TemporaryDirectory() as name:
        file = OperatorFile(file=Path(name) / "file", copy=Path(name) / "in_force" / "file", parse=kind.parse)
        last = kind.sound[0]
        file.file.write_bytes(last)
        file.keep(file.offer())
        for step in data.draw(st.lists(steps, max_size=6)):
            if isinstance(step, int):
                last = kind.sound[step]
            _put(file, kind, step)

            offer = file.offer()
            holds = file.in_force(offer)
            file.keep(offer)

            assert (kind.parse(last), last) == (holds.contents, file.copy.read_bytes())
            assert (file.file.exists() and file.file.read_bytes() in kind.sound) is (holds.faults == ())


def _put(file: OperatorFile[object], kind: Operated, step: int | str) -> None:
    """Put something in the place of the file, take it away, or leave what a crash leaves."""
    if step == "is gone":
        file.file.unlink(missing_ok=True)
    elif step == "a crash":
        file.copy.with_name(f"{file.copy.name}.new").write_bytes(kind.sound[0][:100])
    else:
        file.file.write_bytes(kind.sound[step] if isinstance(step, int) else kind.bad[step])


@pytest.mark.parametrize(("which", "name"), [(which, name) for which in KINDS for name in operated(which).bad])
def test_each_fault_is_a_clear_line(which: str, name: str) -> None:
    """With its place; nothing else is said."""
    kind = operated(which)
    with TemporaryDirectory() as folder:
        file = OperatorFile(file=Path(folder) / "file", copy=Path(folder) / "copy", parse=kind.parse)
        file.file.write_bytes(kind.bad[name])

        faults = file.offer().faults

    assert faults
    assert all(where and what and "\n" not in f"{where}{what}" for where, what in faults)
