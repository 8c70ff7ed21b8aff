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
    if isinstance(content, MenuDispatch):
        return _PROMPTS.get(content.menu, PostKind.NOTICE)
    return _KINDS.get(type(content))


def carries_contents(content: DispatchContent) -> bool:
    """Tell whether a dispatch shows anything of a tip: such a one waits while a group has unaccepted members."""
    return not isinstance(content, AlertDispatch | BanDispatch)


_KINDS: Final[dict[type, PostKind]] = {
    CardDispatch: PostKind.CARD,
    EntryDispatch: PostKind.ENTRY,
    AlbumDispatch: PostKind.PHOTO,
    InformedDispatch: PostKind.INFORMED,
    PageDispatch: PostKind.PAGE,
    ReminderDispatch: PostKind.REMINDER,
}
_PROMPTS: Final[dict[str, PostKind]] = {
    Menu.PROMPT: PostKind.PROMPT,
    Menu.BLANKS: PostKind.BLANKS,
    Menu.NUMBER: PostKind.NUMBER,
    Menu.REASON: PostKind.REASON,
    Menu.SEARCH: PostKind.SEARCH,
    Menu.SISTERS: PostKind.REFERENCE,
}
