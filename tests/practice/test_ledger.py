"""What was lost is counted from the screens, and says so when something is missing."""

from typing import TYPE_CHECKING

from bot.practice.ledger import Count, Ledger
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Content, Draft, Message
from bot.sandbox.plain import JsonObject
from bot.sandbox.pressing import Answer, Press

if TYPE_CHECKING:
    from bot.sandbox.actors import Person

STILL = 60.0
RECEIPT = "TB-AAAA-BBBB-CCCC-DDDD-EEEE"


def keyboard(button: JsonObject) -> JsonObject:
    """Give a keyboard of one button."""
    return {"inline_keyboard": [[{"text": "x", **button}]]}


def copies(receipt: str) -> JsonObject:
    """Give the keyboard of a receipt."""
    return keyboard({"copy_text": {"text": receipt}})


class Desk:
    """A resident at a review, a group, and the ledger that looks on."""

    def __init__(self, api: BotApiServer) -> None:
        self.world = api.world
        self.lan: Person = api.person("Lan")
        self.lan.starts()
        self.group: Chat = api.group("Trực ban", owner=api.person("Hải"))
        self.review: Message = self.posts(self.lan.chat, keyboard({"callback_data": "f3:send"}))
        self.world.updates.forget_all()
        self.ledger = Ledger(self.world)

    def posts(self, chat: Chat, markup: JsonObject) -> Message:
        """Let the bot post something with buttons."""
        return self.world.post(chat, Draft(content=Content(words="x"), markup=markup), sender=self.world.bot)

    def presses_send(self) -> Press:
        """Let the resident send; the bot takes the press and says nothing yet."""
        press = self.world.press(self.lan.chat, self.review, user=self.lan.user, data="f3:send")
        self.ledger.pressed(press)
        self.world.updates.forget_all()
        return press

    def becomes_receipt(self, receipt: str = RECEIPT) -> None:
        """Let the review become a receipt."""
        self.world.edit(self.lan.chat, self.review, content=Content(words=receipt), markup=copies(receipt))

    def card_comes(self, reference: str = "ABCDE") -> None:
        """Let a card come to the group."""
        self.posts(self.group, keyboard({"callback_data": f"c:take:{reference}:1"}))

    def counted(self, *, still_for: float = STILL, is_up: bool = True) -> Count:
        """Look, and give the counts."""
        self.ledger.look()
        return self.ledger.count(still_for=still_for, is_up=is_up)


async def test_a_tip_is_through_when_its_receipt_and_its_card_are_seen(api: BotApiServer) -> None:
    """Either alone is not enough."""
    desk = Desk(api)
    desk.presses_send()

    stages = [desk.counted()]
    desk.becomes_receipt()
    stages.append(desk.counted())
    desk.card_comes()
    stages.append(desk.counted())

    assert [(1, 0, 0, 1), (1, 1, 0, 1), (1, 1, 1, 0)] == [
        (count.sent, count.receipts, count.cards, count.underway) for count in stages
    ]


async def test_a_vanished_press_is_missing_however_long_one_waits(api: BotApiServer) -> None:
    """The message still bears the button, nothing stirs: that tip is not called arrived."""
    desk = Desk(api)
    desk.presses_send()

    count = desk.counted()

    assert (1, 1, True) == (count.sent, count.underway, count.is_settled)


async def test_a_press_that_was_answered_with_words_sent_nothing(api: BotApiServer) -> None:
    """An old button, for instance: the resident was told."""
    desk = Desk(api)
    desk.presses_send().take(Answer(text="Nút này đã cũ."))

    count = desk.counted()

    assert (0, 1, 0) == (count.sent, count.refused, count.underway)


async def test_a_doubled_tip_is_seen(api: BotApiServer) -> None:
    """The same card again is none; another reference without a receipt is one."""
    desk = Desk(api)
    desk.presses_send()
    desk.becomes_receipt()
    desk.card_comes("ABCDE")
    desk.card_comes("ABCDE")
    same = desk.counted().doubled
    desk.card_comes("FGHJK")

    assert [0, 1] == [same, desk.counted().doubled]


async def test_nothing_is_settled_while_the_bot_is_down_or_telegram_keeps_something(api: BotApiServer) -> None:
    """Only then may the page speak of what was lost."""
    desk = Desk(api)

    down, moving = desk.counted(is_up=False), desk.counted(still_for=0.1)
    desk.lan.sends("còn đây")
    kept = desk.counted()

    assert [False, False, False, 1] == [down.is_settled, moving.is_settled, kept.is_settled, kept.waiting]


async def test_a_bulletin_is_counted_once_and_its_preview_never(api: BotApiServer) -> None:
    """However many buttons it has, and however often it is corrected."""
    desk = Desk(api)
    bulletin: JsonObject = {
        "inline_keyboard": [[{"text": "x", "callback_data": "bu:7:u"}], [{"text": "x", "callback_data": "bu:7:x"}]]
    }
    sent = desk.posts(desk.lan.chat, bulletin)
    desk.posts(desk.lan.chat, keyboard({"callback_data": "bu:0:u"}))

    first = desk.counted().bulletins
    desk.world.edit(desk.lan.chat, sent, content=Content(words="đính chính"), markup=bulletin)

    assert [1, 1] == [first, desk.counted().bulletins]


async def test_what_was_unfinished_at_a_kill_is_remembered(api: BotApiServer) -> None:
    """What Telegram keeps, and tips between press and receipt."""
    desk = Desk(api)
    desk.presses_send()
    desk.lan.sends("còn đây")
    desk.ledger.killed()
    desk.becomes_receipt()
    desk.card_comes()

    assert 2 == desk.counted().at_kill


async def test_what_lay_there_before_is_not_counted(api: BotApiServer) -> None:
    """A ledger that is opened later begins at nothing, whatever changes on older messages."""
    desk = Desk(api)
    desk.presses_send()
    desk.becomes_receipt()
    desk.card_comes()

    later = Ledger(desk.world)
    desk.card_comes()
    later.look()

    count = later.count(still_for=STILL, is_up=True)
    assert (0, 0, 0, 0, 0) == (count.sent, count.receipts, count.cards, count.underway, count.doubled)
