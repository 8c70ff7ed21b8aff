"""Contents as an officer's messages make them, for the tests of composing."""

from typing import Final

import pytest

from bot.domain.broadcasts import composing
from bot.domain.broadcasts.broadcast import Content, Medium, MediumKind
from bot.domain.broadcasts.composing import Sent
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.identifiers import Language

VI: Final = Language("vi")
EN: Final = Language("en")
EMPTY: Final = composing.fresh((VI, EN))


def photo(file: str = "p", size: int = 1000) -> Medium:
    """Give a photo."""
    return Medium(kind=MediumKind.PHOTO, file=file, size=size)


def told(text: str, *, content: Content = EMPTY) -> Content:
    """Give a content after a text."""
    return composing.with_sent(content, Sent(message=1, text=text), VI)


def fault_of(error: pytest.ExceptionInfo[ContentRefused]) -> tuple[ContentFault, int, int]:
    """Give what a refusal says."""
    return error.value.fault, error.value.by, error.value.most
