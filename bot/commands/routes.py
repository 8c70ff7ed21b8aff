"""`tinbao routes`: which rule says whose a tip is, and what another units file would have done with past tips."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.opening import directory_or_exit, settings_or_exit, stopped

if TYPE_CHECKING:
    from bot.domain.routing import Decision
    from bot.domain.rules import Matter
    from bot.places.directory import Directory
    from bot.services.replaying import Replayed
    from bot.settings import Settings

app = typer.Typer(name="routes", help="The rules that say whose a tip is.", no_args_is_help=True)


@app.command()
def explain(
    commune: Annotated[str, typer.Option(help="The commune's code.")],
    kind: Annotated[str | None, typer.Option(help="A kind: GROUP or GROUP.LEAF.")] = None,
    urgency: Annotated[str | None, typer.Option(help="khan, som or thuong; the kind's own if left out.")] = None,
    official: Annotated[bool, typer.Option("--official", help="It is about officials.")] = False,  # noqa: FBT002 - an option is typed by its name
    fears: Annotated[bool, typer.Option("--fears", help="The reporter fears the commune's police.")] = False,  # noqa: FBT002 - an option is typed by its name
    at: Annotated[str | None, typer.Option(help="The hour at which it comes, HH:MM; now if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,  # noqa: FBT002 - an option is typed by its name
) -> None:
    """Say which rule decides, whose the tip is, who else is told, which clock runs, and why."""
    from bot.domain.routing import decide

    settings = settings_or_exit()
    directory = directory_or_exit(settings)
    matter = _matter(settings, directory, commune, kind, urgency, official=official, fears=fears, at=at)
    decision = decide(matter, rules=directory.rules, units=directory.units)
    told = _told(decision, matter, directory, _now(settings))
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for name, value in told.items():
        typer.echo(f"{name}: {_plain(value, directory)}")


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="The changed units file.")],
    references: Annotated[bool, typer.Option("--references", help="Name the tips that would change.")] = False,  # noqa: FBT002 - an option is typed by its name
) -> None:
    """Show what another units file would have done with past tips; nothing that was written is opened."""
    from bot.places.directory import load
    from bot.places.in_force import BadFile
    from bot.services.replaying import replayed

    settings = settings_or_exit()
    old = directory_or_exit(settings)
    try:
        new = load(file)
    except BadFile as error:
        for where, what in error.faults:
            typer.echo(f"tinbao: {file.name}: {where}: {what}", err=True)
        raise typer.Exit(2) from None
    from bot.upkeep import past_tips

    if not settings.data.is_dir():
        raise stopped(f"TINBAO_DATA: there is nothing in {settings.data} yet; start `tinbao run` first", code=1)
    _show(replayed(asyncio.run(past_tips(settings)), old, new, zone=settings.zone), references=references)


def _matter(
    settings: "Settings",
    directory: "Directory",
    commune: str,
    kind: str | None,
    urgency: str | None,
    *,
    official: bool,
    fears: bool,
    at: str | None,
) -> "Matter":
    """Give what was typed as the rules see it; a code that is not in the file leaves with 2."""
    from bot.domain.kinds import GroupCode, LeafCode, Urgency
    from bot.domain.rules import Matter
    from bot.domain.units import CommuneCode

    place = directory.communes.get(CommuneCode(commune))
    group = directory.kinds.get(GroupCode((kind or "").partition(".")[0]))
    leaf = directory.leaves.get(LeafCode(kind or "")) if kind is not None and "." in kind else None
    if place is None:
        raise stopped(f"--commune: {commune} is not in the file")
    if kind is not None and (group is None or ("." in kind and leaf is None)):
        raise stopped(f"--kind: {kind} is not in the file")
    own = leaf or group
    if urgency is not None and urgency not in [one.value for one in Urgency]:
        raise stopped("--urgency: is khan, som or thuong")
    try:
        hour = datetime.strptime(at, "%H:%M").time() if at is not None else _now(settings).time()  # noqa: DTZ007 - an hour
    except ValueError:
        raise stopped("--at: is an hour such as 22:30") from None
    return Matter(
        commune=place,
        group=group,
        leaf=leaf.code if leaf is not None else None,
        urgency=Urgency(urgency) if urgency is not None else own.urgency if own is not None else Urgency.ROUTINE,
        at=hour,
        fears_commune=fears,
        about_official=official,
    )


def _told(decision: "Decision", matter: "Matter", directory: "Directory", now: datetime) -> dict[str, object]:
    from bot.domain.deadlines import rules_on

    rule = decision.rule
    clocks = rules_on(directory.clock_rules, now.date())
    group = matter.group.code if matter.group is not None else None
    ends = {"vi": "hết quy tắc: công an nơi xảy ra", "en": "the end of the list: the police of the commune"}
    kept = {"vi": "không quy tắc nào giữ kín: trực ban tỉnh", "en": "no rule keeps it close: the province's desk"}
    return {
        "rule": rule.code if rule is not None else None,
        "unit": decision.line[0],
        "stand_ins": list(decision.line[1:]),
        "copies": list(decision.copies),
        "shielded": decision.shielded,
        "clock": clocks.clock(group, matter.urgency, named=rule.clock if rule is not None else None).code,
        "reason": dict(rule.reason) if rule is not None else kept if decision.shielded else ends,
    }


def _plain(value: object, directory: "Directory") -> str:
    """Give a value in plain words: units by code and name."""
    from bot.domain.units import UnitCode

    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case dict():
            return str(directory.label(value, directory.languages[0]))  # pyright: ignore[reportUnknownArgumentType]
        case list():
            return ", ".join(_plain(one, directory) for one in value) or "-"  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case _:
            unit = directory.units.get(UnitCode(str(value)))
            return f"{value} ({directory.label(unit.name, directory.languages[0])})" if unit is not None else str(value)


def _show(found: "Replayed", *, references: bool) -> None:
    changed = {pair: count for pair, count in found.units.items() if pair[0] != pair[1]}
    typer.echo(f"tips: {found.open_tips}; of these, changed: {len(found.references)}")
    for (before, after), count in sorted(changed.items()):
        typer.echo(f"  unit {before} -> {after}: {count}")
    for (before, after), count in sorted(found.rules.items(), key=str):
        if before != after:
            typer.echo(f"  rule {before or '-'} -> {after or '-'}: {count}")
    kept, changed_ones = (_roughly(count) for count in (found.shielded, found.shielded_elsewhere))
    typer.echo(f"kept from their commune: {kept}; changed: {changed_ones}")
    if found.unknown:
        typer.echo(f"of a commune or kind that one of the files lacks: {found.unknown}")
    for reference, before, after in found.references if references else ():
        typer.echo(f"  #{reference}: {before} -> {after}")


def _roughly(count: int) -> str:
    """Give a count so that one tip more or less, and none at all, are not told: two files could be made to ask that."""
    from bot.services.replaying import FEW

    return f"{count - count % FEW} or more" if count >= FEW else f"fewer than {FEW}"


def _now(settings: "Settings") -> datetime:
    from bot.clock import WallClock

    return WallClock(settings.zone).now()
