"""The tours: for each role a minute of things to try, each of which ticks itself off once it has happened.

A step is known by what people did in the room (a deed) or by what came of it on a screen. The words are the page's.
"""

import re
from dataclasses import dataclass, field
from typing import Final

#: The steps of each role, in order: the step's name and the deeds of which any ticks it off.
TOURS: Final[dict[str, tuple[tuple[str, frozenset[str]], ...]]] = {
    "resident": (
        ("start", frozenset({"resident.start"})),
        ("tell", frozenset({"resident.text", "resident.file", "resident.place"})),
        ("send", frozenset({"seen.receipt"})),
        ("copy", frozenset({"resident.copied"})),
        ("read", frozenset({"resident.press.open"})),
    ),
    "officer": (
        ("card", frozenset({"seen.card"})),
        ("take", frozenset({"officer.press.take"})),
        ("ask", frozenset({"officer.press.ask"})),
        ("send", frozenset({"officer.press.send", "officer.press.anyway"})),
        ("close", frozenset({"officer.press.confirm"})),
    ),
    "announcer": (
        ("subscribe", frozenset({"seen.subscribed"})),
        ("compose", frozenset({"announcer.command.phattin", "announcer.command.broadcasts"})),
        ("propose", frozenset({"seen.proposed"})),
        ("approve", frozenset({"officer.approval.ok"})),
        ("arrive", frozenset({"seen.bulletin"})),
    ),
    "administrator": (
        ("units", frozenset({"administrator.command.donvi"})),
        ("unit", frozenset({"administrator.press.unit"})),
        ("invite", frozenset({"administrator.press.invite"})),
        ("weather", frozenset({"room.weather"})),
        ("kill", frozenset({"room.survived"})),
    ),
}
_COMMAND: Final = re.compile(r"/([a-z0-9_]+)")
_PRESS: Final = re.compile(r"(?:f\d+:|k:[^:]*:|[cao]:)([a-z_]+)")
_APPROVAL: Final = re.compile(r"ba:([a-z]+):")  #: under a broadcast's card


@dataclass(slots=True)
class Deeds:
    """What has happened in the room so far."""

    done: set[str] = field(default_factory=set[str])

    def add(self, *deeds: str) -> None:
        """Take note of deeds."""
        self.done.update(deeds)

    def typed(self, role: str, text: str) -> None:
        """Take note of a text: the command that it is, or that it is words."""
        command = _COMMAND.match(text.lower())
        if command is None:
            self.add(f"{role}.text")
        else:
            self.add(f"{role}.{command[1]}" if command[1] == "start" else f"{role}.command.{command[1]}")

    def pressed(self, role: str, data: str) -> None:
        """Take note of a press, by what the button asks for."""
        action = _PRESS.match(data)
        if action is not None:
            self.add(f"{role}.press.{action[1]}")
        approval = _APPROVAL.match(data)
        if approval is not None:
            self.add(f"{role}.approval.{approval[1]}")

    def ticked(self) -> dict[str, list[str]]:
        """Give the steps of each role that are done, in their order."""
        return {
            role: [step for step, deeds in steps if not deeds.isdisjoint(self.done)] for role, steps in TOURS.items()
        }
