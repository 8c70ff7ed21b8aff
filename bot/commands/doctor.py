"""`tinbao doctor`: whether all is well, one line each; it changes nothing and may run beside the bot."""

import asyncio
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import typer

from bot.commands.boundaries import VARIABLE as BOUNDARIES
from bot.commands.boundaries import boundaries_file
from bot.commands.days import VARIABLE as DAYS
from bot.commands.days import days_file
from bot.commands.opening import settings_or_exit, units_file
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.places.directory import Directory
    from bot.places.in_force import Fault
    from bot.upkeep import Health, Telegram

_LEAST_FREE: Final = 512 * 1024 * 1024  #: bytes on the disk of the data
_MOST_SKEW: Final = timedelta(minutes=5)
_FEW: Final = 10
_TELLING: Final = ("công an", "cong an", "police", "tin báo", "tin bao", "tố giác", "to giac")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: whether it is well, and what it is about."""

    is_well: bool
    text: str


def doctor() -> None:
    """Look at settings, keys, stores, Telegram and groups; leave with 1 when something is not well."""
    from bot.places.in_force import BadFile

    try:
        settings = settings_or_exit()
    except typer.Exit:
        raise typer.Exit(1) from None
    file = units_file(settings)
    offer = file.offer()
    try:
        directory = file.in_force(offer).contents
    except BadFile:  # and nothing else can be looked at without one
        _say(_refused("TINBAO_UNITS", offer.faults))
        raise typer.Exit(1) from None
    findings = [
        Finding(is_well=True, text="settings can be read"),
        *_refused("TINBAO_UNITS", offer.faults),
        *_broadcasts(settings),
        *_days(settings),
        Finding(is_well=True, text=f"directory: {len(directory.communes)} communes, {len(directory.kinds)} kinds"),
        *_boundaries(settings, directory),
        *_keys(settings),
        *_disk(settings),
        *_evidence(settings),
        *_stores(settings, directory, offer.contents),
        *_telegram(settings, directory),
    ]
    _say(findings)
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(1)


def _say(findings: Iterable[Finding]) -> None:
    for finding in findings:
        typer.echo(f"{'ok ' if finding.is_well else 'NOT'}  {finding.text}")


def _refused(variable: str, faults: "Iterable[Fault]") -> Iterator[Finding]:
    for where, what in faults:
        yield Finding(is_well=False, text=f"{variable}: {where}: {what}")


def _broadcasts(settings: Settings) -> Iterator[Finding]:
    """Say what the settings of broadcasts come to: who must approve, and what sending may cost."""
    least = settings.approval_from
    text = f"one to fewer than {least:,} goes without a second officer" if least else "a second officer approves each"
    yield Finding(is_well=True, text=f"broadcasts: {text}")
    if settings.paid_rate > settings.rate:
        text = f"{settings.paid_rate} a second are paid for, up to {settings.paid_stars:,} Stars a sending"
        yield Finding(is_well=True, text=f"broadcasts: {text}")
    elif settings.paid_rate:
        text = f"TINBAO_PAID_RATE: {settings.paid_rate} is not above TINBAO_RATE ({settings.rate}); nothing is paid for"
        yield Finding(is_well=False, text=text)


def _days(settings: Settings) -> Iterator[Finding]:
    file = days_file(settings)
    if file is None:
        return
    offer = file.offer()
    yield from _refused(DAYS, offer.faults)
    if offer.contents is not None:
        count = len(offer.contents.worked) + len(offer.contents.off)
        yield Finding(is_well=True, text=f"working days: {count} swapped days")


def _boundaries(settings: Settings, directory: "Directory") -> Iterator[Finding]:
    from bot.places.in_force import BadFile

    file = boundaries_file(settings, directory)
    if file is None:
        yield Finding(is_well=True, text="boundaries: none; shared locations go by the communes' reference points")
        return
    offer = file.offer()
    yield from _refused(BOUNDARIES, offer.faults)
    try:
        holds = file.in_force(offer)
    except BadFile:
        yield Finding(is_well=False, text="boundaries: there is no good version, and `tinbao run` would not start")
    else:
        yield Finding(is_well=True, text=f"boundaries: {len(holds.contents.areas)} polygons")


def _keys(settings: Settings) -> Iterator[Finding]:
    from storage import keys

    try:
        keys.load(settings.keys)
    except keys.BadKeys as error:
        yield Finding(is_well=False, text=f"keys: {error}")
    else:
        yield Finding(is_well=True, text="keys are there and readable by their owner alone")


def _disk(settings: Settings) -> Iterator[Finding]:
    if not settings.data.is_dir():
        yield Finding(is_well=False, text=f"there is nothing in {settings.data} yet; start `tinbao run` first")
        return
    free = shutil.disk_usage(settings.data).free
    yield Finding(is_well=free >= _LEAST_FREE, text=f"disk: {free // 1024**2} MiB free beside the data")


def _evidence(settings: Settings) -> Iterator[Finding]:
    """Look at the folder of photos; it is made with the first one, and what belongs to no tip is swept by the bot."""
    folder = settings.evidence
    if not folder.is_dir():
        if settings.data.is_dir():
            yield Finding(is_well=True, text="evidence: no photos yet")
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(is_well=False, text=f"evidence: {folder} cannot be read and written")
        return
    sizes = [file.stat().st_size for file in os.scandir(folder) if file.is_file()]
    yield Finding(
        is_well=True, text=f"evidence: {sum(sizes) / 1024**2:.1f} MiB of photos (files: {len(sizes)}), can be written"
    )


def _stores(settings: Settings, directory: "Directory", offered: "Directory | None") -> Iterator[Finding]:
    from bot.services.replacing import orphaned
    from bot.upkeep import store_health
    from storage.keys import BadKeys

    if not all((settings.data / f"{which}.db").exists() for which in ("casebook", "vault")):
        return
    try:
        health = asyncio.run(store_health(settings))
    except BadKeys:
        return
    yield from _each_store(health)
    if offered is not None and health.casebook[1] is not None:
        yield from _refused("TINBAO_UNITS", orphaned(offered, health.casebook[1].codes_in_use))
    yield from _waiting(health, directory)


def _each_store(health: "Health") -> Iterator[Finding]:
    for which, found in (("casebook", health.casebook[0]), ("vault", health.vault[0])):
        is_well = found.is_sound and found.schema == "head"
        schema = {"head": "newest", None: "unreadable"}.get(found.schema, found.schema)
        yield Finding(is_well=is_well, text=f"{which}: {'sound' if found.is_sound else 'DAMAGED'}, schema {schema}")
        if found.under_older_keys:
            text = f"{which}: {found.under_older_keys} values under older keys; `tinbao keys rotate` seals them anew"
            yield Finding(is_well=False, text=text)


def _waiting(health: "Health", directory: "Directory") -> Iterator[Finding]:
    vault, casebook = health.vault[1], health.casebook[1]
    if vault is not None:
        text = f"inbox: {vault.inbox_waiting} waiting, {vault.inbox_aside} set aside"
        hint = "; `tinbao inbox retry` puts them back" if vault.inbox_aside else ""
        yield Finding(is_well=vault.inbox_aside == 0, text=text + hint)
        text = f"letters to residents: {vault.letters_waiting} waiting, {vault.letters_dead} could not be delivered"
        yield Finding(is_well=True, text=text)
        text = (
            f"broadcasts: {_about(vault.subscriptions)} subscriptions, {_about(vault.deliveries_waiting)} copies wait"
        )
        yield Finding(is_well=True, text=text)
    if casebook is not None:
        if casebook.broadcasts_missed:
            text = f"broadcasts: {casebook.broadcasts_missed} missed their time; their units say whether they still go"
            yield Finding(is_well=False, text=text)
        for unit, count in sorted(casebook.dispatches.items()):
            name = directory.label(directory.units[unit].name, "en") if unit in directory.units else unit
            yield Finding(is_well=False, text=f"{count} messages wait for the group of {name} ({unit})")
        broken = casebook.audit_first_broken
        text = "audit: the chain is whole" if broken is None else f"audit: broken at entry {broken}"
        yield Finding(is_well=broken is None, text=text)


def _about(count: int) -> str:
    """Give a count of residents so that two looks tell nothing of one of them: two leading digits, none below ten."""
    if count == 0:
        return "no"
    if count < _FEW:
        return f"fewer than {_FEW}"
    step = 10 ** max(len(str(count)) - 2, 1)
    return f"about {count // step * step:,}"


def _telegram(settings: Settings, directory: "Directory") -> Iterator[Finding]:
    from bot.upkeep import telegram_facts

    if settings.telegram_token is None:
        yield Finding(is_well=False, text="TINBAO_TELEGRAM_TOKEN is missing")
        return
    facts = asyncio.run(telegram_facts(settings))
    if facts is None:
        yield Finding(is_well=False, text="Telegram cannot be reached, or does not know the token")
        return
    yield Finding(is_well=True, text=f"Telegram knows the bot as @{facts.username}")
    yield from _name(facts)
    if facts.skew is not None:
        yield Finding(is_well=abs(facts.skew) <= _MOST_SKEW, text=f"clock: {facts.skew.total_seconds():.0f} s off")
    if "desk" not in facts.groups:
        yield Finding(is_well=False, text="the desk has no group: tips of communes without one wait")
    for unit, missing in sorted(facts.groups.items()):
        name = directory.label(directory.units[unit].name, "en") if unit in directory.units else unit
        text = f"group of {name}: " + (f"the bot lacks {', '.join(missing)}" if missing else "reached, rights complete")
        yield Finding(is_well=not missing, text=text)
    for unit, may_post in sorted(facts.channels.items()):
        name = directory.label(directory.units[unit].name, "en") if unit in directory.units else unit
        text = f"channel of {name}: " + ("the bot may post" if may_post else "the bot may not post there any more")
        yield Finding(is_well=may_post, text=text)


def _name(facts: "Telegram") -> Iterator[Finding]:
    telling = [word for word in _TELLING if word in facts.name.casefold()]
    text = f"display name says {telling[0]!r}: somebody may look at the phone" if telling else "display name is neutral"
    yield Finding(is_well=not telling, text=text)
