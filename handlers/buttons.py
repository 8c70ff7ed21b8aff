"""Keyboards: a label and what it carries. Data stays under 64 bytes and names no tip, handle or reference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup


@dataclass(frozen=True, slots=True)
class Button:
    """A button: pressed, it sends its data; one that copies has a text instead, one that opens an address."""

    label: str
    data: str = ""
    copies: str | None = None
    url: str | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What a person sees: a text (HTML) and the rows of buttons under it, or an opened reply."""

    text: str
    rows: tuple[Row, ...] = field(default=())
    asks: str | None = None  #: a reply is wanted, from whom it names: what their empty field reads

    @property
    def markup(self) -> InlineKeyboardMarkup | None:
        """The rows as Telegram takes them; None without buttons."""
        return markup(self.rows)


def markup(rows: Sequence[Row]) -> InlineKeyboardMarkup | None:
    """Give rows of buttons as Telegram takes them; None where there are none."""
    keyboard = [[_inline(button) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(keyboard) if keyboard else None


def in_columns(buttons: Iterable[Button], *, columns: int) -> tuple[Row, ...]:
    """Lay buttons out in rows of so many."""
    row: list[Button] = []
    rows: list[Row] = []
    for button in buttons:
        row.append(button)
        if len(row) == columns:
            rows.append(tuple(row))
            row = []
    return (*rows, tuple(row)) if row else tuple(rows)


def _inline(button: Button) -> InlineKeyboardButton:
    if button.copies is not None:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copies))
    if button.url is not None:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)
