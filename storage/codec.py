"""Frozen domain data to bytes and back, for sealed columns.

The members of a union are told apart by their `kind`. What an older version wrote is read as far as its fields are
still known; a new field needs a default.
"""

from functools import cached_property
from types import GenericAlias
from typing import Final, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")

_CONFIG: Final = ConfigDict(hide_input_in_errors=True, ser_json_bytes="base64", val_json_bytes="base64")


class Unreadable(Exception):  # noqa: N818 - it says what happened
    """The bytes are not of this type; the text carries nothing of them."""


class Codec(Generic[T]):
    """How data of one type is written, as in ``Codec[Purpose](Purpose)``."""

    def __init__(self, kind: object) -> None:
        """Take a dataclass or a union of dataclasses (which is no ``type[T]``, hence the wide annotation)."""
        self._kind = kind

    def dump(self, value: T) -> bytes:
        """Write a value as compact JSON; bytes in it as base64."""
        return self._adapter.dump_json((value,))

    def load(self, data: bytes) -> T:
        """Read what `dump` wrote.

        Raises:
            Unreadable: the bytes are not of this type.

        """
        try:
            (value,) = self._adapter.validate_json(data)
        except ValidationError:
            raise Unreadable from None
        return value

    @cached_property
    def _adapter(self) -> TypeAdapter[tuple[T]]:
        """Built at its first use, since building takes milliseconds; a tuple, so that the settings reach inside."""
        kind = GenericAlias(tuple, (self._kind,))
        adapter: TypeAdapter[tuple[T]] = TypeAdapter(kind, config=_CONFIG)  # pyright: ignore[reportArgumentType, reportUnknownVariableType] - run-time
        return adapter
