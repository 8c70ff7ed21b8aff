"""One sending as officers see it: how it goes, what they can do about it, and at the end how it went."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.progress import Progress, Shown, Stage
from bot.domain.identifiers import OccurrenceId
from bot.domain.units import Unit
from bot.services.broadcasts.correcting import Why
from handlers.buttons import Button, Row, Screen
from handlers.officers.screens.broadcasts import pressing
from handlers.officers.screens.broadcasts.charts import bar, line, number, people
from handlers.officers.screens.look import Look, called, joined
from handlers.texts import Html, Words

PREFIX: Final = "bg"
PATTERN: Final = rf"^{PREFIX}:"
_GOES_ON: Final = frozenset({Stage.SENDING, Stage.WAITING})
_CHANGES: Final = frozenset({Stage.CORRECTING, Stage.RECALLING})
#: In the order in which they are told; what waits comes last.
_OUTCOMES: Final = (
    Outcome.DELIVERED,
    Outcome.RECALLED,
    Outcome.UNCERTAIN,
    Outcome.UNREACHABLE,
    Outcome.FAILED,
    Outcome.LEFT,
    Outcome.CAPPED,
    Outcome.EXPIRED,
    Outcome.WAITING,
)
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_MANY: Final = 2  #: languages have one word for one, another for more


def about(action: str, occurrence: OccurrenceId, *values: str) -> str:
    """Give the data of a button about a sending."""
    return ":".join((PREFIX, action, str(occurrence), *values))


def read(data: str) -> tuple[str, int, list[str]]:
    """Read what `about` wrote: the action, the number and what else there is; where it is nothing, no action."""
    _, *parts = data.split(":")
    match parts:
        case [action, count, *values] if count.isdecimal() and len(count) < 16:  # noqa: PLR2004 - as numbers of rows go
            return action, int(count), values
        case _:
            return "", 0, []


def progress(view: Progress, unit: Unit, look: Look, *, is_listed: bool = False) -> Screen:
    """Give a sending as it is now, with the buttons that fit; `is_listed`: and the way back to the list."""
    words = look.words
    blocks = [
        joined(_head(view, words), _times(view, unit, look)),
        _going(view, look) if view.stage in _GOES_ON | {Stage.PAUSED} else None,
        _changing(view, words),
        *((_report(view, words), _answers(view, words)) if view.stage not in _GOES_ON | {Stage.PAUSED} else ()),
        _foot(view, look),
    ]
    beside = (*_telling(view, words), (Button(words.plain("button.conduct.list"), f"{PREFIX}:list:0"),))
    return Screen(text=joined(*blocks, by="\n\n"), rows=(*_rows(view, words), *(beside if is_listed else ())))


def stopping(view: Progress, look: Look) -> Screen:
    """Ask for a last look before a sending is ended for good."""
    words, number_ = look.words, view.occurrence.id
    text = words(
        "conduct.stop.sure", title=_title(view, words), waiting=people(view.outcomes.get(Outcome.WAITING), words)
    )
    yes = Button(words.plain("button.conduct.stop.yes"), about("end", number_))
    no = Button(words.plain("button.conduct.stop.no"), about("see", number_))
    return Screen(text=text, rows=((yes,), (no,)))


def recalling(view: Progress, look: Look) -> Screen:
    """Ask why a broadcast is taken back; an answer does it."""
    words, number_ = look.words, view.occurrence.id
    text = joined(
        words("conduct.recall.why", title=_title(view, words)),
        words("conduct.recall.answers") if view.broadcast.schedule.kind == "repeating" else None,
    )
    reasons = tuple(
        (Button(words.plain(f"button.conduct.recall.{why.value}"), about("take", number_, why.value)),) for why in Why
    )
    return Screen(text=text, rows=(*reasons, (Button(words.plain("button.conduct.recall.no"), about("see", number_)),)))


def _title(view: Progress, words: Words) -> str:
    wordings = view.broadcast.content.wordings
    wording = wordings.get(words.language) or next(iter(wordings.values()))
    return wording.title or words.plain("conduct.untitled")


def _head(view: Progress, words: Words) -> Html:
    urgent = words("conduct.urgent") if view.broadcast.urgent else None
    return joined(words(f"conduct.stage.{view.stage.value}", title=_title(view, words)), urgent)


def _times(view: Progress, unit: Unit, look: Look) -> Html:
    words, sending = look.words, view.occurrence
    begun = None if sending.begun is None else words("conduct.begun", at=_moment(sending.begun, look))
    ended = None if sending.ended is None else words("conduct.ended", at=_moment(sending.ended, look))
    late = view.late
    return joined(
        joined(words("conduct.unit", unit=called(unit, words)), begun, ended, by=" · "),
        None
        if late is None
        else words("conduct.late", planned=_moment(sending.planned, look), long=_long(late, words)),
    )


def _going(view: Progress, look: Look) -> Html:
    """Tell how far it is, how fast it goes and how long it takes."""
    words = look.words
    if not view.is_prepared:
        return words("conduct.preparing")
    if view.total is None or view.done is None:
        return words("conduct.few_people")
    sent = joined(
        words("conduct.done", bar=bar(view.done, 100), percent=view.done, total=number(view.total, words)),
        joined(
            None if view.rate is None else words("conduct.rate", rate=number(view.rate, words)),
            None if view.left is None else words("conduct.left", long=_long(view.left, words)),
            by=" · ",
        ),
    )
    until = None if view.until is None else words("conduct.until", at=_moment(view.until, look))
    return joined(sent, until)


def _changing(view: Progress, words: Words) -> Html | None:
    """Tell of copies that are edited or taken back still, and of those with which it could not be done."""
    has_news = view.occurrence.revision > 0 or view.occurrence.recalled
    if not has_news:
        return None
    key = "recall" if view.occurrence.recalled else "correct"
    has_left = view.stage in _CHANGES or view.behind is not None  # copies are changed while others are sent still
    left = words(f"conduct.{key}.left", count=people(view.behind, words)) if has_left else None
    done = words(f"conduct.{key}.done") if view.stage not in _CHANGES | _GOES_ON | {Stage.PAUSED} else None
    failed = None
    if view.unchanged is not None:
        failed = words(f"conduct.{key}.failed", count=number(view.unchanged, words))
    return joined(left, done, failed)


def _report(view: Progress, words: Words) -> Html:
    """Tell how it went, in bars."""
    if view.total is None:
        return words("conduct.few_people")
    bars = [
        line(view.outcomes.get(outcome), view.total, words(f"conduct.outcome.{outcome.name.lower()}"), words)
        for outcome in _OUTCOMES
    ]
    reasons = [
        words("conduct.reason", count=number(count, words), reason=_reason(code, words))
        for code, count in view.reasons
        if count is not None
    ]
    doubled = None if view.doubled is None else words("conduct.doubled", count=number(view.doubled, words))
    useful = None if view.useful is None else words("conduct.useful", count=number(view.useful, words))
    return joined(words("conduct.report", total=number(view.total, words)), *bars, *reasons, doubled, useful)


def _answers(view: Progress, words: Words) -> Html | None:
    """Tell what was answered to a poll or a quiz, in bars."""
    wordings = view.broadcast.content.wordings
    options = (wordings.get(words.language) or next(iter(wordings.values()))).options
    if not options:
        return None
    votes: tuple[Shown, ...] = (*view.votes, *(None for _ in options[len(view.votes) :]))
    whole = sum(count or 0 for count in votes)
    if not whole:
        return words("conduct.answers.few")
    right = view.broadcast.content.right
    lines = [
        words(
            "conduct.bar" if count is not None else "conduct.bar.few",
            bar=bar(count or 0, whole),
            count=number(count or 0, words),
            label=words("conduct.answers.right", option=option) if at == right else words.escaped(option),
        )
        for at, (option, count) in enumerate(zip(options, votes, strict=False))
    ]
    return joined(words("conduct.answers"), *lines)


def _foot(view: Progress, look: Look) -> Html:
    words = look.words
    return joined(
        words("conduct.stars", stars=number(view.stars, words)) if view.stars else None,
        words("conduct.channels") if view.has_channels else None,
        words("conduct.counted", at=_moment(view.at, look)),
    )


def _rows(view: Progress, words: Words) -> tuple[Row, ...]:
    number_ = view.occurrence.id

    def button(name: str) -> Button:
        return Button(words.plain(f"button.conduct.{name}"), about(name, number_))

    change = (button("correct"), button("recall"))
    match view.stage:
        case Stage.SENDING | Stage.WAITING:
            return (button("pause"), button("stop")), change
        case Stage.PAUSED:
            return (button("resume"), button("stop")), change
        case Stage.RECALLING | Stage.RECALLED:
            return ((button("see"),),)
        case _:
            return (button("see"),), change


def _telling(view: Progress, words: Words) -> tuple[Row, ...]:
    """Offer to tell by a message of its own of what was corrected without a sound; it is composed in private."""
    if view.occurrence.revision == 0 or view.occurrence.recalled:
        return ()
    return ((Button(words.plain("button.conduct.tell"), pressing.menu("copy", view.broadcast.id)),),)


def _reason(code: str, words: Words) -> str:
    key = f"conduct.reason.{code}"
    return words.plain(key if words.has(key) else "conduct.reason.other")


def _moment(at: datetime, look: Look) -> str:
    return f"{at.astimezone(look.zone):%H:%M %d/%m}"


def _long(passed: timedelta, words: Words) -> str:
    """Give how long something lasts: in minutes up to two hours, then in hours."""
    unit, name = (_MINUTE, "minutes") if passed < _MANY * _HOUR else (_HOUR, "hours")
    return words.plain(f"conduct.long.{name}").format(count=round(passed / unit))
