"""By when something must happen, as officers read it: a line on the card, and the words that remind of it."""

from bot.domain.card import CardView
from bot.domain.cases import FREE
from bot.domain.deadlines import Milestone
from bot.domain.kinds import Urgency
from bot.domain.menus import MenuView
from bot.domain.reckoning import Deadline, Ground, Rung
from bot.domain.tip import ENDED
from bot.domain.views import ReminderView
from handlers.buttons import Button, Screen
from handlers.days import moment
from handlers.officers.data import MenuAction, about
from handlers.officers.screens.look import Look, called, joined
from handlers.texts import Html, Words

#: Telegram's ids of supergroups, without which no message of one can be linked to.
_SUPERGROUP = "-100"


def line(view: CardView, look: Look) -> Html | None:
    """Give what is due next, and the day of the result; what is said stays true as long as the card stands."""
    if view.tip.status in ENDED:
        return None
    waiting = [row for row in view.deadlines if row.met is None and row.milestone is not Milestone.SEEN]
    shown = [row for row in waiting[:1] if row.milestone is not Milestone.RESULT]
    result = [row for row in waiting if row.milestone is Milestone.RESULT]
    unseen = look.words("clock.seen.late") if _is_unseen(view) else None
    parts = [unseen, *(_due(row, look) for row in (*shown, *result))]
    return look.words("clock", due=joined(*parts, by=" · ")) if any(parts) else None


def reminder(view: ReminderView, look: Look, *, in_group: bool = False) -> Screen:
    """Give the word that something is late: about which tip, since when it waits, and why its reader is told.

    `in_group`: it goes to the unit's group, where it would have gone to the officer on duty, if there were one. A term
    that began and ended within one quarter of an hour is not told as two equal times.
    """
    words, tip = look.words, view.tip
    since, due = (moment(at, words, look.zone) for at in (view.deadline.since, view.deadline.due))
    why = "group" if in_group and view.rung is Rung.DUTY else view.rung.value
    text = joined(
        words("card.urgent") if tip.urgency is Urgency.URGENT else None,
        words("overdue", reference=tip.reference, kind=_kind(view, words), unit=called(view.unit, words)),
        words(f"overdue.{view.deadline.milestone.value}"),
        words("overdue.since", since=since),
        words("overdue.due", due=due) if due != since else None,
        words(f"overdue.why.{why}"),
        _link(view, words),
    )
    return Screen(text=text)


def settled(view: CardView, words: Words) -> Screen:
    """Give what stands in place of a reminder that holds no more: somebody has acted, or the tip has gone on."""
    key = "overdue.settled"
    if view.tip.status in FREE:
        is_seen = any(row.milestone is Milestone.SEEN and row.met is not None for row in view.deadlines)
        key = f"{key}.seen" if is_seen else f"{key}.moved"
    return Screen(text=words(key, reference=view.tip.reference))


def extending(view: MenuView, words: Words) -> Screen:
    """Ask on which ground a result needs more time."""
    rows = tuple(
        (Button(words.plain(f"ground.{ground.value}.button"), about(view.tip, MenuAction.EXTEND, ground.value)),)
        for ground in Ground
    )
    return Screen(text=words("menu.extending", reference=view.tip.reference), rows=rows)


def extended(view: MenuView, look: Look) -> Screen:
    """Say until when a result has time now."""
    rows = [row for row in view.deadlines if row.milestone is Milestone.RESULT]
    until = moment(rows[0].due, look.words, look.zone) if rows else ""
    return Screen(text=look.words("menu.extended", reference=view.tip.reference, until=until))


def _is_unseen(view: CardView) -> bool:
    """Tell whether the one thing that is late is that nobody has looked; the time for taking it says so no more."""
    late = [row.milestone for row in view.deadlines if row.met is None and row.rung is not Rung.DUTY]
    return Milestone.SEEN in late and Milestone.ACKNOWLEDGED not in late


def _due(row: Deadline, look: Look) -> Html:
    """Give one deadline: as late once somebody has been reminded of it."""
    is_late = row.rung is not Rung.DUTY
    key = f"clock.{row.milestone.value}"
    text = look.words(f"{key}.late" if is_late else key, due=moment(row.due, look.words, look.zone))
    return joined(text, look.words("clock.extended") if row.ground is not None else None, by=" ")


def _kind(view: ReminderView, words: Words) -> str:
    return words.pick(view.chosen.label) if view.chosen is not None else words.plain("overdue.kind.untold")


def _link(view: ReminderView, words: Words) -> Html | None:
    """Give the way to the card: of a supergroup alone can a message be linked to."""
    if view.card is None:
        return None
    chat, message = str(view.card[0]), view.card[1]
    if not chat.startswith(_SUPERGROUP):
        return words("overdue.in_group")
    return words("overdue.link", link=f"https://t.me/c/{chat.removeprefix(_SUPERGROUP)}/{message}")
