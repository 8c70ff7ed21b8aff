"""Units stand in for one another, the desk at last; a shielded tip passes by the police of its commune."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.dispatches import AlertDispatch, CardDispatch, Dispatch, InformedDispatch, PageDispatch, ToUnit
from bot.domain.kinds import GroupCode, Urgency
from bot.domain.tip import Why
from bot.domain.units import DESK, CommuneCode, UnitCode
from bot.places.directory import Directory
from bot.ports.staff import Group
from bot.services.informing import inform, inform_instead, page_desk
from bot.services.retention import Retention
from bot.services.routing import ruled_anew
from storage.casebook.session import Casebook
from storage.files import SealedFiles
from storage.vault import Vault
from tests.services.office import CRIME, CRIME_CHAT, OTHER_UNIT, UNIT, UNIT_CHAT, FakeClock, Office

INSPECTORATE = UnitCode("TTR")


@pytest.fixture
def directory(directory: Directory) -> Directory:
    """Give the shipped directory, with the ward behind the inspectorate and the criminal police behind the ward."""
    stand_ins = {INSPECTORATE: UNIT, UNIT: CRIME}
    units = {code: replace(unit, fallback=stand_ins.get(code)) for code, unit in directory.units.items()}
    return replace(directory, units=units)


async def test_who_stands_in_has_the_tips_of_a_lost_group(office: Office) -> None:
    """The criminal police have a group and are asked before the desk."""
    tip = await office.files()

    await office.groups.lost(office.errand(), chat=UNIT_CHAT)

    assert (CRIME, Why.UNDELIVERABLE) == ((await office.tip(tip)).unit, (await office.tip(tip)).why)


async def test_the_desk_is_the_last_who_stands_in(office: Office) -> None:
    """Where the criminal police cannot be reached either."""
    tip = await office.files()
    async with office.casebook.begin() as book:
        await book.groups.unbind(CRIME)

    await office.groups.lost(office.errand(), chat=UNIT_CHAT)

    assert DESK == (await office.tip(tip)).unit


async def test_a_shielded_tip_passes_by_its_commune(office: Office) -> None:
    """The ward stands in for the inspectorate, but not for what it must not know; whoever stands in for it does."""
    chat = Group(unit=INSPECTORATE, chat=CRIME_CHAT)
    shielded = await office.files(unit=INSPECTORATE, why=Why.FEARS, shielded=True)
    plain = await office.files(unit=INSPECTORATE)
    async with office.casebook.begin() as book:
        await book.groups.unbind(CRIME)
        await book.groups.bind(chat)

    await office.groups.lost(office.errand(), chat=CRIME_CHAT)

    assert [DESK, UNIT] == [(await office.tip(tip)).unit for tip in (shielded, plain)]
    assert (await office.tip(shielded)).shielded
    assert not [one for one in await office.delivers() if one.to == ToUnit(unit=UNIT) and about(one) == shielded.id]


async def test_a_shielded_tip_passes_by_the_neighbours_too(office: Office) -> None:
    """Which commune is feared is what its reporter said: whoever it was, no commune's police stand in."""
    chat = Group(unit=INSPECTORATE, chat=CRIME_CHAT)
    shielded = await office.files(unit=INSPECTORATE, why=Why.FEARS, shielded=True, commune=CommuneCode(OTHER_UNIT))
    async with office.casebook.begin() as book:
        await book.groups.unbind(CRIME)
        await book.groups.bind(chat)

    await office.groups.lost(office.errand(), chat=CRIME_CHAT)

    assert DESK == (await office.tip(shielded)).unit
    assert not [one for one in await office.delivers() if one.to == ToUnit(unit=UNIT) and about(one) == shielded.id]


async def test_what_cannot_be_delivered_goes_to_whoever_stands_in(office: Office) -> None:
    """Once, whichever of its messages was refused."""
    tip = await office.files()
    card = Dispatch(id="card", to=ToUnit(unit=UNIT), content=CardDispatch(tip=tip.id))
    async with office.casebook.begin() as book:
        await book.groups.unbind(UNIT)

    assert await office.rescuing.undeliverable(card)
    assert CRIME == (await office.tip(tip)).unit


async def test_a_copy_that_cannot_be_delivered_is_no_copy(office: Office) -> None:
    """It is not tried for ever, and the tip stays where it is."""
    tip = await office.files()
    async with office.casebook.begin() as book:
        await inform(book, tip, [CRIME], now=office.clock.at)
    (copy,) = await office.delivers()

    assert await office.rescuing.undeliverable(copy)
    async with office.casebook.begin() as book:
        assert frozenset() == await book.copies.of(tip.id)
    assert UNIT == (await office.tip(tip)).unit


async def test_who_has_no_group_and_who_has_the_tip_get_no_copy(office: Office) -> None:
    """And nobody gets two."""
    tip = await office.files()

    async with office.casebook.begin() as book:
        for _ in range(2):
            await inform(book, tip, [CRIME, UNIT, OTHER_UNIT], now=office.clock.at)
        informed = await book.copies.of(tip.id)

    assert frozenset({CRIME}) == informed
    assert [(ToUnit(unit=CRIME), InformedDispatch(tip=tip.id))] == [
        (one.to, one.content) for one in await office.delivers()
    ]
    assert [("tip.informed", "system", UNIT)] == [one for one in await office.audited() if one[0] == "tip.informed"]


@pytest.mark.parametrize(("why", "informed"), [(Why.COMMUNE, {CRIME}), (Why.TOO_MANY, set[UnitCode]())])
async def test_what_becomes_urgent_is_told_but_for_one_of_many_from_one_chat(
    office: Office, why: Why, informed: set[UnitCode]
) -> None:
    """Which the desk reads together with the others, and nobody else."""
    tip = await office.files(group=GroupCode("danh_nhau"), urgency=Urgency.URGENT, why=why)

    async with office.casebook.begin() as book:
        await ruled_anew(book, office.directory, tip, now=office.clock.at)

        assert informed == await book.copies.of(tip.id)


async def test_others_are_told_instead(office: Office) -> None:
    """After a correction those whom the rules no longer name get nothing more."""
    tip = await office.files()

    async with office.casebook.begin() as book:
        await inform(book, tip, [CRIME], now=office.clock.at)
        await inform_instead(book, tip, [DESK], now=office.clock.at)

        assert frozenset({DESK}) == await book.copies.of(tip.id)


async def test_a_lost_group_gets_no_copies_any_more(office: Office) -> None:
    """Neither what was on its way nor what would come."""
    tip = await office.files()
    async with office.casebook.begin() as book:
        await inform(book, tip, [CRIME], now=office.clock.at)

    await office.groups.lost(office.errand(), chat=CRIME_CHAT)

    async with office.casebook.begin() as book:
        assert frozenset() == await book.copies.of(tip.id)
    assert not [one for one in await office.delivers() if isinstance(one.content, InformedDispatch)]


@pytest.mark.parametrize(
    ("urgency", "unit", "has_desk", "pages"),
    [
        (Urgency.URGENT, UNIT, True, 1),
        (Urgency.SOON, UNIT, True, 0),
        (Urgency.URGENT, DESK, True, 0),
        (Urgency.URGENT, UNIT, False, 0),
    ],
)
async def test_the_desk_is_paged_about_what_is_urgent_and_elsewhere(
    office: Office,
    urgency: Urgency,
    unit: UnitCode,
    has_desk: bool,  # noqa: FBT001 - pytest passes by name
    pages: int,
) -> None:
    """Where it has a group to be told in; a page that comes days later would be no page."""
    tip = await office.files(urgency=urgency, unit=unit)
    async with office.casebook.begin() as book:
        if not has_desk:
            await book.groups.unbind(DESK)
        for _ in range(2):
            await page_desk(book, tip, now=office.clock.at)

    assert [PageDispatch(tip=tip.id)] * pages == [one.content for one in await office.delivers()]


async def test_a_shredded_tip_is_known_to_nobody_for_information(office: Office) -> None:
    """Not even that it was."""
    tip = await office.files()
    async with office.casebook.begin() as book:
        await inform(book, tip, [CRIME], now=office.clock.at)
        await book.tips.shred(tip.id)

        assert (frozenset(), []) == (await book.copies.of(tip.id), await book.copies.at_unit(CRIME))


async def test_only_who_may_know_a_shielded_tip_is_told_that_nobody_closes_it(
    office: Office, vault: Vault, tmp_path: Path, casebook: Casebook, clock: FakeClock
) -> None:
    """The reminder before it is shredded goes to its unit; the desk is told of the others, the ward of none."""
    shielded = await office.files(unit=INSPECTORATE, why=Why.OFFICIALS, shielded=True)
    plain = await office.files()
    retention = Retention(
        vault, casebook, SealedFiles(tmp_path / "evidence"), office.directory, clock, wake=lambda: None
    )

    clock.passes(days=340)
    await retention.end_open()

    assert {
        (ToUnit(unit=INSPECTORATE), ("1", shielded.reference)),
        (ToUnit(unit=DESK), ("1", plain.reference)),
    } == {(one.to, one.content.data) for one in await office.delivers() if isinstance(one.content, AlertDispatch)}


def about(dispatch: Dispatch) -> str | None:
    """Give the tip that a dispatch is about."""
    return getattr(dispatch.content, "tip", None)
