"""What officers see of several tips of one event: on the card, and in the menus."""

from dataclasses import replace

import pytest

from bot.domain.card import with_others
from bot.domain.cases import Likely, Together
from bot.domain.identifiers import OfficerId, Reference
from bot.domain.likeness import Reason, Sign
from bot.domain.menus import Menu
from bot.domain.tip import Status
from bot.sandbox.html import read_html
from handlers.buttons import Screen
from handlers.officers.data import read
from handlers.officers.screens import card, menus
from handlers.officers.screens.look import Look
from tests.handlers.officer_samples import ENGLISH, LOOK, TOGETHER, a_card, a_menu, a_tip

LIKELY = Likely(
    reference=Reference("9XQ1B"),
    reasons=(Reason(sign=Sign.SAME_PLATE), Reason(sign=Sign.HOURS_APART, value=2), Reason(sign=Sign.SAME_KIND)),
)
LOOKS = pytest.mark.parametrize("look", [LOOK, ENGLISH], ids=["vi", "en"])


def test_a_card_names_the_likeliest_and_why() -> None:
    """On one line, with one button more."""
    (screen,) = card.card(with_others(a_card(a_tip()), Together(likely=(LIKELY,), can_join=True)), LOOK)

    assert "🔎 Có thể cùng vụ với #9XQ1B (cùng biển số, tới cách nhau 2 giờ, cùng loại việc)" == _plain(screen)[-1]
    assert "Cùng vụ" == screen.rows[-1][-1].label
    assert 1 == len(_added(screen))


def test_a_card_names_its_sisters_and_no_likely_tip_beside_them() -> None:
    """Six at most; of the others it says how many."""
    (screen,) = card.card(with_others(a_card(a_tip()), TOGETHER), LOOK)

    assert "🔗 Cùng vụ với: #S0000, #S0001, #S0002, #S0003, #S0004, #S0005 (+3)" == _plain(screen)[-1]


def test_a_card_alone_says_nothing_of_others() -> None:
    """And has no button for them."""
    (screen,) = card.card(with_others(a_card(a_tip()), Together()), LOOK)

    assert [] == _added(screen)
    assert [] == [line for line in _plain(screen) if "cùng vụ" in line.lower()]


@LOOKS
def test_the_menu_says_every_reason_and_that_nobody_knows_who_sent_them(look: Look) -> None:
    """Each likely tip with its reasons and its button; whether one person sent several is not claimed."""
    (screen,) = menus.menu(a_menu(Menu.SISTERS), look)

    text = "\n".join(_plain(screen))
    presses = [read(button.data) for row in screen.rows for button in row]
    assert [] == [key for key in ("likely.", "menu.", "sister.") if key in text]
    assert len(Sign) + 1 == len(presses)
    assert ("không biết" if look is LOOK else "nobody knows") in text.lower()
    assert [] == [button for row in screen.rows for button in row if len(button.data.encode()) > 64]


def test_what_nobody_has_can_be_taken_along_and_nothing_else() -> None:
    """New and passed on; the number stands on the button."""
    (offered,) = menus.menu(a_menu(Menu.TAKE_SISTERS), LOOK)
    (none,) = menus.menu(replace(a_menu(Menu.TAKE_SISTERS), together=Together()), LOOK)

    assert [["Nhận luôn 2 tin cùng vụ"]] == [[button.label for button in row] for row in offered.rows]
    assert () == none.rows


def test_what_this_officer_could_close_is_offered_one_by_one() -> None:
    """Not a colleague's; each button is the ordinary one of that tip."""
    (offered,) = menus.menu(a_menu(Menu.CLOSE_SISTERS), LOOK)
    (none,) = menus.menu(replace(a_menu(Menu.CLOSE_SISTERS), together=Together()), LOOK)

    mine = [sister.reference for sister in TOGETHER.closable_by(OfficerId("1" * 16))]
    data = [button.data for row in offered.rows for button in row]
    assert "5TT0P" not in mine
    assert [f"c:out:{reference}" for reference in mine] == [one.rsplit(":", 2)[0] for one in data]
    assert {"ngoai_pham_vi"} == {one.rsplit(":", 1)[1] for one in data}
    assert () == none.rows


@pytest.mark.parametrize(("status", "rows"), [(Status.NEW, 0), (Status.TAKEN, 1)])
def test_joined_tips_are_offered_to_be_taken_only_beside_one_in_hand(status: Status, rows: int) -> None:
    """Whoever has none of them takes one first."""
    (screen,) = menus.menu(replace(a_menu(Menu.JOINED), tip=a_tip(status)), LOOK)

    assert rows == len(screen.rows)


def _plain(screen: Screen) -> list[str]:
    return read_html(screen.text)[0].splitlines()


def _added(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row if button.data.startswith("c:join:")]
