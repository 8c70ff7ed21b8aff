"""`Đã gửi`: what was sent lately, each a button to its report."""

from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.services.broadcasts.conducting import SentPage
from handlers.buttons import Button, Row, Screen
from handlers.officers.screens.broadcasts import menu
from handlers.officers.screens.broadcasts.progress import about
from handlers.officers.screens.look import Look
from handlers.officers.screens.splitting import cropped
from handlers.texts import Words

#: What a button carries that leads here.
SENT: Final = "bg:list:0"
_TITLE: Final = 28  #: letters of a title on a button
_MARKS: Final = {
    OccurrenceState.SENDING: "sending",
    OccurrenceState.PAUSED: "paused",
    OccurrenceState.STOPPED: "stopped",
}


def entry(words: Words) -> Row:
    """Give the way here from the menu."""
    return (Button(words.plain("button.conduct.list"), SENT),)


def sent(page: SentPage, look: Look) -> Screen:
    """Give a page of what was sent."""
    words = look.words
    rows: list[Row] = [
        (Button(_label(broadcast, sending, look), about("see", sending.id)),) for broadcast, sending in page.sendings
    ]
    turns = (
        *([Button(words.plain("button.conduct.newer"), f"bg:list:{page.page - 1}")] if page.page else []),
        *([Button(words.plain("button.conduct.older"), f"bg:list:{page.page + 1}")] if page.has_more else []),
    )
    if turns:
        rows.append(turns)
    rows.append(menu.back(words))
    return Screen(text=words("conduct.sent" if page.sendings or page.page else "conduct.sent.none"), rows=tuple(rows))


def _label(broadcast: Broadcast, sending: Occurrence, look: Look) -> str:
    words = look.words
    wordings = broadcast.content.wordings
    wording = wordings.get(words.language) or next(iter(wordings.values()))
    mark = "recalled" if sending.recalled else _MARKS.get(sending.state, "done")
    at = (sending.begun or sending.planned).astimezone(look.zone)
    title = cropped(wording.title or words.plain("conduct.untitled"), most=_TITLE)
    return f"{words.plain(f'conduct.mark.{mark}')} {at:%d/%m %H:%M} · {title}"
