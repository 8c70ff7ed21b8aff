"""What was lost: counted from what people see on their screens, never from what the bot says of itself.

A tip counts as sent once somebody has pressed the button that sends it. It has come through when that message has
turned into a receipt and when a card with a reference of its own has come to a group. A press that the bot answered
with words instead (an old button, a bound) sent nothing, and the person was told so.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.plain import list_in, object_in, objects_in, text_in
from bot.sandbox.pressing import Press
from bot.sandbox.world import World

SENDS: Final = re.compile(r"f\d+:send")
_RECEIPT: Final = re.compile(r"TB(?:-[0-9A-Z]{4}){5}")
_CARD: Final = re.compile(r"c:take:(\w+):\d+")
_BULLETIN: Final = re.compile(r"bu:[1-9]")  #: not its preview, which is of no sending
_SETTLED: Final = 3.0  #: seconds without a stir until nothing counts as on its way any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The state of the ledger at one moment."""

    sent: int  #: tips that people have sent
    receipts: int  #: different receipts that were shown
    cards: int  #: different tips that came to a group
    refused: int  #: presses that sent nothing, and were answered so
    acts: int  #: everything people did that the bot is to hear of
    waiting: int  #: of that, what Telegram still keeps for the bot
    at_kill: int  #: what was unfinished when the bot was last killed
    underway: int  #: sent, but receipt or card not seen yet
    bulletins: int  #: that came to a phone
    doubled: int  #: more tips at the groups than receipts
    is_settled: bool  #: nothing stirs any more: what is missing now is missing


@dataclass(slots=True, kw_only=True)
class _Sending:
    """One press of the button that sends."""

    chat_id: int
    message_id: int
    press: Press
    is_through: bool = False
    is_refused: bool = False


@dataclass(slots=True)
class Ledger:
    """Looks at every change of every screen."""

    world: World
    receipts: set[str] = field(default_factory=set[str])
    cards: set[str] = field(default_factory=set[str])
    notices: int = 0
    #: Cards of broadcasts in groups, screens of who is told things, and the bulletins that came, each by its message.
    proposed: int = 0
    subscribed: int = 0
    bulletins: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    _sendings: dict[tuple[int, int], _Sending] = field(default_factory=dict[tuple[int, int], _Sending])
    _looked_at: int = 0
    _first_update: int = 0
    _at_kill: int = 0
    #: What lay on the screens before the ledger was opened: it is not counted.
    _before: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._first_update = self.world.updates.next_id
        self.look()
        self._before = frozenset(self.receipts | self.cards)
        self.receipts.clear()
        self.cards.clear()
        self.bulletins.clear()
        self.notices = self.proposed = self.subscribed = 0

    def pressed(self, press: Press) -> None:
        """Take note of a press."""
        if SENDS.fullmatch(press.data):
            key = (press.chat_id, press.message_id)
            self._sendings[key] = _Sending(chat_id=press.chat_id, message_id=press.message_id, press=press)

    def killed(self) -> None:
        """Take note that the bot is being killed now."""
        self._at_kill = len(self.world.updates) + self._open()

    def look(self) -> None:
        """Look at what has changed on all screens since the last look."""
        newest = self._looked_at
        for chat in self.world.chats.values():
            for message in reversed(chat.messages.values()):
                if message.mark <= self._looked_at or message.sender is not self.world.bot:
                    continue
                newest = max(newest, message.mark)
                self._read(chat, message)
        self._looked_at = newest
        for sending in self._sendings.values():
            if not sending.is_through:
                sending.is_refused = self._is_refused(sending)

    def count(self, *, still_for: float, is_up: bool) -> Count:
        """Give the counts; `still_for` are the seconds since anything was asked of Telegram."""
        refused = sum(1 for sending in self._sendings.values() if sending.is_refused)
        sent = len(self._sendings) - refused
        waiting = len(self.world.updates)
        underway = max(self._open(), sent - len(self.receipts), sent - len(self.cards), 0)
        return Count(
            sent=sent,
            receipts=len(self.receipts),
            cards=len(self.cards),
            refused=refused,
            acts=self.world.updates.next_id - self._first_update,
            waiting=waiting,
            at_kill=self._at_kill,
            underway=underway,
            bulletins=len(self.bulletins),
            doubled=max(len(self.cards) - len(self.receipts), 0) if still_for >= _SETTLED else 0,
            is_settled=is_up and waiting == 0 and still_for >= _SETTLED,
        )

    def _open(self) -> int:
        return sum(1 for sending in self._sendings.values() if not sending.is_through and not sending.is_refused)

    def _read(self, chat: Chat, message: Message) -> None:
        for data, copies in _buttons(message):
            if chat.is_private and _RECEIPT.fullmatch(copies):
                self._receipt(chat, message, copies)
            elif chat.is_private and data.startswith("k:") and data.endswith(":open"):
                self.notices += 1
            elif chat.is_private and _BULLETIN.match(data) is not None:
                self.bulletins.add((chat.chat_id, message.message_id))
            elif chat.is_private and data == "sb:leave":
                self.subscribed += 1
            elif chat.is_group and data.startswith("ba:"):
                self.proposed += 1
            elif chat.is_group and (card := _CARD.fullmatch(data)) is not None:
                self._card(card[1])

    def _receipt(self, chat: Chat, message: Message, receipt: str) -> None:
        """Take note of a receipt: of the press in whose place it stands, else of the oldest open one in that chat."""
        if receipt in self.receipts or receipt in self._before:
            return
        self.receipts.add(receipt)
        sending = self._sendings.get((chat.chat_id, message.message_id))
        still_open = (one for one in self._sendings.values() if one.chat_id == chat.chat_id and not one.is_through)
        through = sending or next(still_open, None)
        if through is not None:
            through.is_through, through.is_refused = True, False

    def _card(self, reference: str) -> None:
        if reference not in self._before:
            self.cards.add(reference)

    def _is_refused(self, sending: _Sending) -> bool:
        """Say whether the person was told that nothing was sent: by words, or by another screen in its place."""
        answer = sending.press.answer
        if answer is not None and answer.text:
            return True
        message = self.world.chats[sending.chat_id].messages.get(sending.message_id)
        if answer is None or message is None:
            return False
        return all(data != sending.press.data for data, _ in _buttons(message)) and message.edited_at is not None


def _buttons(message: Message) -> list[tuple[str, str]]:
    """Give what the buttons under a message carry and what they copy."""
    rows = list_in((message.keyboard or {}).get("inline_keyboard"))
    return [
        (text_in(button.get("callback_data")), text_in(object_in(button.get("copy_text")).get("text")))
        for row in rows
        for button in objects_in(row)
    ]
