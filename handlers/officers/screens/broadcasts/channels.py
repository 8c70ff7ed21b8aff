"""Units' channels as officers see them: which unit has one, and how it comes by one."""

from typing import Final

from bot.domain.identifiers import ChatId
from bot.domain.units import Unit, UnitCode
from handlers.buttons import Button, Row, Screen
from handlers.officers.screens.broadcasts import menu
from handlers.officers.screens.look import called, joined
from handlers.texts import Words

#: What a button carries that leads here.
CHANNELS: Final = "bg:channels:0"


def entry(words: Words) -> Row:
    """Give the way here from the menu."""
    return (Button(words.plain("button.conduct.channels"), CHANNELS),)


def channels(held: tuple[tuple[Unit, bool], ...], words: Words) -> Screen:
    """Give the units of which somebody may bind a channel, and how it is done."""
    lines = [
        words("channel.unit.bound" if is_bound else "channel.unit.none", unit=called(unit, words))
        for unit, is_bound in held
    ]
    rows = tuple(
        (Button(words.plain("button.channel.unbind").format(unit=called(unit, words)), f"bg:unbind:0:{unit.code}"),)
        for unit, is_bound in held
        if is_bound
    )
    return Screen(
        text=joined(words("channel.units"), joined(*lines), words("channel.how"), by="\n\n"),
        rows=(*rows, menu.back(words)),
    )


def binding(chat: ChatId, unit: UnitCode) -> str:
    """Give the data of the button that makes a channel a unit's; ids of channels are below zero."""
    return f"bg:bind:{-chat}:{unit}"


def channel_from(number: int) -> ChatId:
    """Read the channel of such a button."""
    return ChatId(-number)
