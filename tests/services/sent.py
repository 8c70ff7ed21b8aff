"""What was sent, as tests read it."""

from bot.domain.dispatches import AlertDispatch, Dispatch, DispatchContent, MenuDispatch


def contents(dispatches: list[Dispatch]) -> list[DispatchContent]:
    """Give what dispatches hold."""
    return [dispatch.content for dispatch in dispatches]


def menus(dispatches: list[Dispatch]) -> list[str]:
    """Give the names of the menus among dispatches."""
    return [dispatch.content.menu for dispatch in dispatches if isinstance(dispatch.content, MenuDispatch)]


def alerts(dispatches: list[Dispatch]) -> list[tuple[object, str, tuple[str, ...]]]:
    """Give the words about the system, and whom they go to."""
    words = [(one.to, one.content) for one in dispatches]
    return [(to, content.alert, content.data) for to, content in words if isinstance(content, AlertDispatch)]
