"""What officers see: cards, entries and menus say what they must, and never what they must not."""

from dataclasses import replace

import pytest

from bot.domain.dispatches import AlertDispatch
from bot.domain.identifiers import EntryId
from bot.domain.kinds import Urgency
from bot.domain.menus import Menu
from bot.domain.rules import OWN_COMMUNE
from bot.domain.thread import Author, Entry
from bot.domain.tip import Status, Why
from bot.domain.units import DESK, UnitCode
from bot.domain.views import CopyView, EntryView
from bot.sandbox.html import read_html
from handlers.buttons import Screen
from handlers.officers.data import TipPress, read
from handlers.officers.screens import alerts, card, copies, entries, menus
from handlers.officers.screens.look import Look
from tests.handlers.officer_samples import ENGLISH, LOOK, NOW, a_card, a_menu, a_tip, directory

MARKUP = "<b>đậm</b> &amp; <a href='tg://user?id=1'>x</a>"
LOOKS = pytest.mark.parametrize("look", [LOOK, ENGLISH], ids=["vi", "en"])


def plain(screen: Screen) -> str:
    """Give a screen's text as Telegram shows it; its markup must be valid."""
    return read_html(screen.text)[0]


def labels(screen: Screen) -> list[str]:
    """Give the words on a screen's buttons."""
    return [button.label for row in screen.rows for button in row]


@LOOKS
@pytest.mark.parametrize("status", list(Status))
def test_a_card_reads_in_every_status(status: Status, look: Look) -> None:
    """Every status has its words in every language, and every button leads back to the tip."""
    tip = a_tip(status)

    (screen,) = card.card(a_card(tip), look)

    pressed = [read(button.data) for row in screen.rows for button in row]
    assert "#7K2QD" in plain(screen)
    assert [tip.reference] * len(pressed) == [press.reference for press in pressed if isinstance(press, TipPress)]
    assert [] == [button for row in screen.rows for button in row if len(button.data.encode()) > 64]


def test_a_new_card_begins_with_its_urgency_and_says_that_nothing_is_verified() -> None:
    """The first line of an urgent tip says so; the buttons are those of the contract."""
    (screen,) = card.card(a_card(a_tip()), LOOK)

    lines = plain(screen).splitlines()
    assert "🔴 TIN GẤP" == lines[0]
    assert "#7K2QD · chưa xác minh" == lines[1]
    assert ["Nhận xử lý", "Hỏi thêm", "Chuyển", "Kết thúc", "Chép nội dung", "Số tin báo"] == labels(screen)


def test_a_routine_card_says_nothing_of_urgency() -> None:
    """Only urgent tips carry the mark."""
    (screen,) = card.card(a_card(replace(a_tip(), urgency=Urgency.ROUTINE)), LOOK)

    assert "#7K2QD · chưa xác minh" == plain(screen).splitlines()[0]


def test_a_card_shows_what_was_typed_as_typed() -> None:
    """Markup in a resident's words is shown, never read."""
    tip = a_tip(told=MARKUP, place=MARKUP)

    (screen,) = card.card(a_card(tip), LOOK)

    text, found = read_html(screen.text)
    assert 2 == text.count(MARKUP)
    assert [] == [entity for entity in found if entity["type"] in {"text_link", "text_mention"}]


def test_a_card_tells_hours_rounded() -> None:
    """When a tip came is told to the quarter, what officers did to five minutes, both in their own zone."""
    (screen,) = card.card(a_card(a_tip(Status.TAKEN)), LOOK)

    text = plain(screen)
    assert "Tới: khoảng 21:30 23/11" in text
    assert "Đ/c Nam <3 đang xử lý, từ khoảng 21:35 23/11" in text
    assert "21:38" not in text


def test_a_card_says_how_its_reporter_hears() -> None:
    """Officers know whether a question is announced, or waits until somebody looks it up."""
    (told,) = card.card(a_card(a_tip()), LOOK)
    (looked_up,) = card.card(a_card(replace(a_tip(), handle=None)), LOOK)

    assert LOOK.words.plain("card.reachable") in plain(told)
    assert LOOK.words.plain("card.code_only") in plain(looked_up)


@LOOKS
@pytest.mark.parametrize("why", [why for why in Why if why not in {Why.COMMUNE, Why.RULE}])
def test_the_desks_card_says_why_it_stands_there(why: Why, look: Look) -> None:
    """Each reason has its sentence."""
    (screen,) = card.card(a_card(replace(a_tip(), why=why)), look)

    assert read_html(look.words(f"card.why.{why.value}"))[0] in plain(screen)


def test_a_rule_is_told_as_the_reason_only_where_it_wanted_the_tip() -> None:
    """At the commune it is why; elsewhere it is told, but not as why the tip is there."""
    rule = next(rule for rule in directory().rules if rule.unit == OWN_COMMUNE)
    own = UnitCode(a_tip().commune)
    here = card.card(replace(a_card(replace(a_tip(), unit=own)), rule=rule), LOOK)[0]
    there = card.card(replace(a_card(replace(a_tip(), unit=DESK, why=Why.NO_GROUP)), rule=rule), LOOK)[0]

    assert [True, False] == ["Vì sao ở đây:" in plain(screen) for screen in (here, there)]
    assert [False, True] == ["Quy tắc phân tin:" in plain(screen) for screen in (here, there)]


def test_a_card_begins_with_what_happened() -> None:
    """A phone's notice shows the first lines: the kind and the place stand there, and not how tips are handed out."""
    (screen,) = card.card(a_card(a_tip()), LOOK)

    lines = plain(screen).splitlines()
    assert ["Việc", "Ở"] == [line.partition(":")[0] for line in lines[2:4]]
    assert "" == lines[[line.startswith("Lời kể") for line in lines].index(True) + 1]


def test_a_card_that_may_have_come_before_says_so() -> None:
    """After a crash between sending and marking the card is marked."""
    (screen,) = card.card(a_card(a_tip()), LOOK, again=True)

    assert "Gửi lại" in plain(screen)


@pytest.mark.parametrize("look", [LOOK, ENGLISH])
def test_nothing_is_left_of_a_tip_that_was_withdrawn_or_went_elsewhere(look: Look) -> None:
    """A blanked card, a stub and a blanked reply hold neither contents nor buttons, nor where the tip went."""
    tip = replace(a_tip(Status.WITHDRAWN, told="bí mật", place="nhà kế bên"), unit=UnitCode("PC04"))

    (blanked,) = card.card(a_card(tip), look)

    for screen in (blanked, card.stub(tip, look.words), card.blank(tip, look.words)):
        text = plain(screen)
        assert () == screen.rows
        assert [] == [mark for mark in ("bí mật", "nhà kế bên", "Ma túy", "Drugs", "PC04", "xã") if mark in text]


def test_an_entry_shows_the_question_that_it_answers() -> None:
    """What the reporter wrote stands under the question, as typed."""
    tip = a_tip(Status.CHECKING)
    asked = Entry(id=EntryId("a" * 16), tip=tip.id, author=Author.UNIT, text="", at=NOW, question="xe_gi")
    said = Entry(id=EntryId("b" * 16), tip=tip.id, author=Author.REPORTER, text=MARKUP, at=NOW, answers=asked.id)
    view = EntryView(
        tip=tip,
        entry=said,
        unit=directory().units[tip.unit],
        answers=asked,
        question=directory().questions["xe_gi"],
    )

    (screen,) = entries.entry(view, LOOK.words)

    text = plain(screen)
    assert "Trả lời câu: Xe gì, màu gì, biển số?" in text
    assert MARKUP in text


def test_photos_without_a_word_are_announced() -> None:
    """Where nothing was written, the message says that photos came, and has no empty line of talk."""
    tip = a_tip(Status.CHECKING)
    silent = Entry(id=EntryId("b" * 16), tip=tip.id, author=Author.REPORTER, text="", at=NOW)
    unit = directory().units[tip.unit]
    view = EntryView(tip=tip, entry=silent, unit=unit, answers=None, question=None, photos=2)

    (screen,) = entries.entry(view, LOOK.words)

    assert "🖼 Kèm 2 hình" in plain(screen)
    assert "Người báo tin\n🖼" in plain(screen)


@LOOKS
@pytest.mark.parametrize("menu", list(Menu))
def test_every_menu_reads_and_its_buttons_fit(menu: Menu, look: Look) -> None:
    """Every menu has its words in every language, within Telegram's limits."""
    screens = menus.menu(a_menu(menu), look)

    data = [button.data for screen in screens for row in screen.rows for button in row]
    assert [] == [text for text in map(plain, screens) if not text.strip() or "{" in text]
    assert [] == [one for one in data if not 1 <= len(one.encode()) <= 64]
    assert [] == [one for one in data if not isinstance(read(one), TipPress)]


def test_a_question_is_shown_before_it_is_sent() -> None:
    """The confirmation quotes the words as typed and offers to send, change or drop them."""
    (screen,) = menus.menu(a_menu(Menu.CONFIRM), LOOK)

    assert "Xe <màu> gì?" in plain(screen)
    assert "Chưa gửi" in plain(screen)
    assert ["📨 Gửi", "Sửa", "Bỏ"] == labels(screen)


def test_a_question_about_the_reporter_asks_the_head_once_more() -> None:
    """Where a head must insist, the button says what is at stake."""
    view = replace(a_menu(Menu.CONFIRM), data=("asks_identity",))

    (screen,) = menus.menu(view, LOOK)

    assert "Câu này làm lộ người báo tin. Vẫn gửi?" in plain(screen)
    assert ["⚠️ Vẫn gửi", "Sửa", "Bỏ"] == labels(screen)


def test_a_note_says_that_it_stays_inside() -> None:
    """Under an internal note stands that the reporter does not see it, and the way to send it."""
    (screen,) = menus.menu(a_menu(Menu.NOTE), LOOK)

    assert "Người báo tin KHÔNG thấy" in plain(screen)
    assert ["Gửi câu này cho người báo tin"] == labels(screen)


def test_an_outcome_shows_the_reporters_word_with_its_blanks_filled() -> None:
    """Whoever closes a tip reads what its reporter will read."""
    (screen,) = menus.menu(a_menu(Menu.CONFIRM_OUTCOME), LOOK)

    assert "Việc này do UBND <xã> giải quyết: số 1." in plain(screen)


def test_agreeing_is_to_the_version_that_was_proposed() -> None:
    """Who agrees sees the whole tip, and the buttons name the version at which the outcome was proposed."""
    (screen,) = menus.menu(a_menu(Menu.AGREE), LOOK)

    pressed = [read(button.data) for row in screen.rows for button in row]
    assert "Có người bán ma túy ở đầu hẻm" in plain(screen)
    assert [5, 5] == [press.version for press in pressed if isinstance(press, TipPress)]


def test_a_copy_holds_everything_that_was_told_and_said() -> None:
    """The copy has the account, the dialogue and the way to keep the register's number."""
    tip = a_tip(Status.TAKEN, told=MARKUP)
    said = Entry(id=EntryId("b" * 16), tip=tip.id, author=Author.REPORTER, text="Xe đỏ", at=NOW)

    (screen,) = copies.copy(CopyView(card=a_card(tip), entries=((said, None),), photos=(), officer="Nam"), LOOK)

    assert [] == [mark for mark in (MARKUP, "Xe đỏ", "Nam", "#7K2QD") if mark not in plain(screen)]
    assert ["Số tin báo"] == labels(screen)


@LOOKS
@pytest.mark.parametrize(
    "name",
    [
        "group.lost",
        "group.flood",
        "desk.no_group",
        "file.refused",
        "tips.left_open",
        "group.strangers",
        "group.stranger",
        "group.replaced",
        "not.known",
    ],
)
def test_every_alert_reads(name: str, look: Look) -> None:
    """Every word about the system itself is there, and its buttons fit."""
    content = AlertDispatch(alert=name, unit=UnitCode("30307"), data=("1234567890123",))

    screen = alerts.alert(content, look.words, directory())

    assert plain(screen).strip()
    assert [] == [button for row in screen.rows for button in row if not 1 <= len(button.data.encode()) <= 64]


@LOOKS
def test_an_alert_about_a_unit_that_the_file_lacks_has_no_button(look: Look) -> None:
    """The units file may have been replaced while it waited: it still reads, and settles nothing at another unit."""
    content = AlertDispatch(alert="group.stranger", unit=UnitCode("PC99"), data=("1234567890123",))

    screen = alerts.alert(content, look.words, directory())

    assert (True, ()) == (bool(plain(screen).strip()), screen.rows)
