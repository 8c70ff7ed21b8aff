"""What officers read of a tip's way: from whom and why on the card, what became of it on the stub, and what will be."""

from dataclasses import replace
from typing import Final

import pytest

from bot.domain.card import CardView
from bot.domain.menus import Menu
from bot.domain.moves import Movement, Waiting
from bot.domain.tip import Status, Why
from bot.domain.transfer_views import Grounds, MoveView, StubView, TransferView, WayView
from bot.domain.units import DESK, Unit, UnitCode
from bot.sandbox.html import read_html
from handlers.buttons import Screen
from handlers.measuring import units
from handlers.officers.screens import menus, ways
from handlers.officers.screens.card import card
from handlers.officers.screens.look import Look
from tests.handlers.officer_samples import ENGLISH, LOOK, NOW, a_card, a_menu, a_tip, directory

TELEGRAM: Final = 4096
LOOKS = pytest.mark.parametrize("look", [LOOK, ENGLISH], ids=["vi", "en"])
LONGEST: Final = max(directory().units.values(), key=lambda unit: len(unit.name["vi"]))
WARD: Final = directory().units[UnitCode("30307")]


def plain(screen: Screen) -> str:
    """Give a screen's text as Telegram shows it; its markup must be valid."""
    return read_html(screen.text)[0]


def moved(
    origin: Unit, target: Unit, movement: Movement = Movement.PASSED, *, words: str = "Không <phải> của chúng tôi"
) -> MoveView:
    """Give a move for a reason in own words."""
    return MoveView(origin=origin, target=target, movement=movement, grounds=Grounds(words=words))


def a_passed_card(
    *moves: MoveView, unit: UnitCode = WARD.code, around: bool = False, told: str = "Có người"
) -> CardView:
    """Give the card of a tip that came by these moves."""
    tip = replace(a_tip(Status.PASSED, told=told), unit=unit, why=Why.TRANSFERRED)
    return replace(a_card(tip), way=WayView(moves=moves, is_here_by_move=True, is_passed_around=around))


@LOOKS
@pytest.mark.parametrize("movement", [Movement.PASSED, Movement.RETURNED])
def test_a_card_says_from_whom_the_tip_came_and_why(movement: Movement, look: Look) -> None:
    """In the officer's own words, shown as typed."""
    (screen,) = card(a_passed_card(moved(LONGEST, WARD, movement)), look)

    assert "“Không <phải> của chúng tôi”" in plain(screen)
    assert look.words.pick(LONGEST.name)[:50] in plain(screen)


@LOOKS
def test_the_desks_card_lists_the_latest_moves_in_order(look: Look) -> None:
    """Four of them with their numbers, and how many went before."""
    moves = [moved(WARD, LONGEST, words=f"lý do {number}") for number in range(1, 7)]

    (screen,) = card(a_passed_card(*moves, unit=DESK, around=True), look)

    lines = plain(screen).splitlines()
    assert ["3.", "4.", "5.", "6."] == [line[:2] for line in lines if line[1:2] == "."]
    assert "(2 " in plain(screen)
    assert "lý do 2" not in plain(screen)


@LOOKS
def test_a_unit_is_told_that_the_desk_has_decided(look: Look) -> None:
    """And nobody else is."""
    desk = directory().units[DESK]

    (bound,) = card(a_passed_card(moved(desk, WARD), around=True), look)
    (free,) = card(a_passed_card(moved(desk, WARD)), look)

    assert look.words.plain("card.way.binding") in plain(bound)
    assert look.words.plain("card.way.binding") not in plain(free)


def test_the_longest_card_with_the_longest_way_fits() -> None:
    """However much was told and however often it was passed."""
    moves = [moved(LONGEST, LONGEST, Movement.RETURNED, words="dài " * 120)] * 9

    screens = card(a_passed_card(*moves, unit=DESK, around=True, told="một hai ba " * 900), LOOK, again=True)

    assert [] == [screen for screen in screens if units(plain(screen)) > TELEGRAM]


@LOOKS
@pytest.mark.parametrize("became", list(Waiting))
def test_a_stub_says_where_the_tip_is_and_nothing_of_it(became: Waiting, look: Look) -> None:
    """Its reference, the unit, the hour, what became of it; no button."""
    tip = a_tip(Status.PASSED, told="bí mật")

    screen = ways.stub(tip, StubView(target=LONGEST, at=NOW, became=became), look)

    text = plain(screen)
    assert () == screen.rows
    assert (True, True, False) == ("#7K2QD" in text, "21:35 23/11" in text, "bí mật" in text)
    assert look.words.plain(f"stub.{became.value}") in text


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (TransferView(target=WARD), "unit"),
        (TransferView(target=directory().units[DESK]), "desk"),
        (TransferView(target=WARD, is_return=True), "back"),
        (TransferView(target=WARD, is_binding=True), "binding"),
        (TransferView(target=directory().units[DESK], is_desks_turn=True), "decides"),
    ],
)
@LOOKS
def test_the_confirmation_says_what_the_receiving_unit_can_do(view: TransferView, sentence: str, look: Look) -> None:
    """One sentence of five, and always that nothing has happened yet."""
    (screen,) = menus.menu(replace(a_menu(Menu.CONFIRM_TRANSFER), transfer=view), look)

    said = [
        key
        for key in ("unit", "desk", "back", "binding", "decides")
        if look.words.plain(f"menu.confirm_transfer.{key}") in plain(screen)
    ]
    assert [sentence] == said
