"""Which codes of the directory's file the casebook needs: a file without one of them must not come into force."""

from dataclasses import dataclass
from typing import Literal, Protocol

Section = Literal["units", "communes", "kinds", "leaves", "outcomes"]
User = Literal["tips", "answers", "groups", "officers", "messages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeInUse:
    """A code that something stored needs."""

    section: Section  #: of the file
    code: str
    by: User
    count: int


class Usage(Protocol):
    """What is stored, by the codes that it needs."""

    async def codes(self) -> list[CodeInUse]:
        """Give each code with how many need it, those of the same sort together."""
        ...
