"""The audit for an auditor: when, who, what, at which unit, about which tip. No contents are ever among the facts."""

from datetime import tzinfo
from typing import Final

from bot.services.auditing import REPORTER, SYSTEM, AuditLine, AuditPage
from handlers.administrators.data import about
from handlers.buttons import Button, Screen
from handlers.texts import Html, Words

_QUARTER: Final = 15  #: minutes: no entry tells more finely when a reporter was there


def page(view: AuditPage, zone: tzinfo, words: Words) -> Screen:
    """Give one page, and the way to what is older."""
    lines = [_line(line, zone, words) for line in view.lines]
    older = Button(words.plain("audit.button.older"), about("audit", str(view.older)))
    return Screen(
        text="\n".join((words("audit"), *(lines or [words("audit.none")]))),
        rows=((older,),) if view.older is not None else (),
    )


def _line(line: AuditLine, zone: tzinfo, words: Words) -> Html:
    entry = line.entry
    local = entry.at.astimezone(zone)
    hour = local.replace(minute=local.minute - local.minute % _QUARTER)
    key = f"audit.{entry.action}"
    return words(
        "audit.line",
        number=entry.number,
        at=f"{hour:%d/%m %H:%M}",
        actor=words.plain(f"audit.by.{entry.actor}") if entry.actor in {REPORTER, SYSTEM} else line.actor or "?",
        action=words.plain(key) if words.has(key) else entry.action,
        tip=f" #{entry.tip}" if entry.tip is not None else "",
        unit=f" · {words.pick(line.unit.name)}" if line.unit is not None else "",
    )
