"""What messages in groups are remembered as, and which of them show anything of a tip."""

from typing import Final

from bot.domain.dispatches import (
    AlbumDispatch,
    AlertDispatch,
    BanDispatch,
    CardDispatch,
    DispatchContent,
    EntryDispatch,
    InformedDispatch,
    MenuDispatch,
    PageDispatch,
    PostKind,
    ReminderDispatch,
)
from bot.domain.menus import Menu


def post_kind(content: DispatchContent) -> PostKind | None:
    """Give what the message of a dispatch is to be remembered as; None: not at all."""
    match content:
        case CardDispatch():
            return PostKind.CARD
        case EntryDispatch():
            return PostKind.ENTRY
        case AlbumDispatch():
            return PostKind.PHOTO
        case InformedDispatch():
            return PostKind.INFORMED
        case PageDispatch():
            return PostKind.PAGE
        case ReminderDispatch():
            return PostKind.REMINDER
        case MenuDispatch(menu=menu):
            return _PROMPTS.get(menu, PostKind.NOTICE)
        case _:
            return None


def carries_contents(content: DispatchContent) -> bool:
    """Tell whether a dispatch shows anything of a tip: such a one waits while a group has unaccepted members."""
    return not isinstance(content, AlertDispatch | BanDispatch)


_PROMPTS: Final[dict[str, PostKind]] = {
    Menu.PROMPT: PostKind.PROMPT,
    Menu.BLANKS: PostKind.BLANKS,
    Menu.NUMBER: PostKind.NUMBER,
    Menu.REASON: PostKind.REASON,
    Menu.SEARCH: PostKind.SEARCH,
    Menu.SISTERS: PostKind.REFERENCE,
}
