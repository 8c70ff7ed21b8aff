"""A chat as a machine: whatever is typed, changed, looked at or left, nothing typed is lost and danger is answered."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain import listening, unsent
from bot.domain.conversation import (
    Adding,
    AfterSending,
    Conversation,
    Correcting,
    Focus,
    Following,
    LookingUp,
    Sorting,
    Telling,
)
from bot.domain.draft import Alarm, Step
from bot.domain.errors import TooLong, UnexpectedReply
from bot.domain.identifiers import ChatId, Handle, Language, TipId
from bot.domain.listening import Heard
from bot.domain.replies import Edited
from bot.domain.tip import Words
from tests.domain.drafts import COMMUNES, KINDS

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
TIPS = st.sampled_from([TipId("a" * 32), TipId("b" * 32)])
TEXTS = st.sampled_from(["nó chạy rồi", "hai người lấy xe đạp trước chợ", "x" * 3000])


class ChattingAnyhow(RuleBasedStateMachine):
    """Somebody with several tips who types and looks about."""

    def __init__(self) -> None:
        super().__init__()
        self.chat = Conversation(chat=ChatId(1), language=Language("vi"), touched=NOW)
        self.written: set[int] = set()  #: messages that were typed and neither sent nor dropped
        self.crying: set[int] = set()  #: those that say danger
        self.count = 0
        self.seeds = 0

    @rule(text=TEXTS, cries=st.booleans(), follows=st.booleans(), found=st.integers(0, 2))
    def types(self, text: str, *, cries: bool, follows: bool, found: int) -> None:
        """Type anything anywhere; what would not fit is refused and changes nothing."""
        self.count += 1
        codes = COMMUNES[:found]
        exact = codes[0] if found == 1 else None
        words = Words(message=self.count, text=text)
        heard = Heard(words=words, says_danger=cries, exact=exact, candidates=codes)
        before = self.chat.focus
        try:
            focus = listening.take_in(before, heard, KINDS, seed=self._seed(), follows=follows)
        except TooLong:
            return
        self._turn(focus)
        if cries or not _is_at_commune(before) or not found:
            self.written.add(self.count)
        if cries:
            self.crying.add(self.count)

    @rule(message=st.integers(1, 12), cries=st.booleans())
    def edits(self, message: int, *, cries: bool) -> None:
        """Change a text in place, wherever it is."""
        edited = Edited(Words(message=message, text=f"sửa {self.count}"), cries)
        try:
            focus = listening.change(self.chat.focus, edited, KINDS, seed=self._seed())
        except TooLong:
            return
        if cries and message in _held(self.chat.focus) and focus != self.chat.focus:
            self.crying.add(message)
        self._turn(focus)

    @rule(tip=TIPS)
    def opens(self, tip: TipId) -> None:
        """Look at a tip."""
        self._turn(Following(tip=tip))

    @rule()
    def looks_up(self) -> None:
        """Ask for another tip."""
        self._turn(LookingUp())

    @rule(tip=TIPS)
    def corrects(self, tip: TipId) -> None:
        """Say that a tip's commune is wrong."""
        after = AfterSending(tip=tip, handle=Handle("h"), trail="", sent=NOW)
        self._turn(listening.correcting(self.chat.focus, after))

    @rule()
    def settles_the_commune(self) -> None:
        """Choose the right one."""
        focus = self.chat.focus
        if isinstance(focus, Correcting):
            self._turn(listening.corrected(focus), lets_go=True)

    @rule()
    def keeps_names_as_words(self) -> None:
        """Say that it was told."""
        focus = self.chat.focus
        if isinstance(focus, Correcting) and focus.unplaced:
            try:
                self._turn(listening.as_words(focus))
            except TooLong:
                return

    @rule()
    def makes_a_tip_of_it(self) -> None:
        """Say that it is something new."""
        try:
            self._turn(listening.as_new_tip(self.chat.focus, KINDS, seed=self._seed()))
        except UnexpectedReply:
            assert not isinstance(self.chat.focus, Sorting)

    @rule()
    def wants_out(self) -> None:
        """Cancel once: nothing that was written is lost by it."""
        self._turn(listening.left(self.chat.focus), lets_go=True)

    @rule()
    def drops(self) -> None:
        """Say that it can go, when asked."""
        focus = self.chat.focus
        if isinstance(focus, Telling | Adding | Sorting) and focus.dropping:
            self.written -= _held(focus)
            self._turn(listening.dropped(focus), lets_go=True)

    @rule()
    def goes_on(self) -> None:
        """Keep it after all."""
        self._turn(listening.kept(self.chat.focus))

    @rule()
    def folds(self) -> None:
        """Close whatever lies open without a word."""
        self._turn(None)

    @rule()
    def presses_start(self) -> None:
        """Begin anew: a text is no receipt and no name after it."""
        self._turn(listening.rested(self.chat.focus))

        assert not isinstance(self.chat.focus, LookingUp | Following)

    @invariant()
    def nothing_written_is_lost(self) -> None:
        """Hold every text somewhere: open or waiting."""
        held = _held(self.chat.focus).union(*map(_held, self.chat.parked))
        assert self.written <= held

    @invariant()
    def danger_is_answered(self) -> None:
        """Show the numbers first wherever a text that says danger lies open, once they were not denied."""
        if _held(self.chat.focus) & self.crying:
            assert _answers_danger(self.chat.focus)

    @invariant()
    def what_waits_is_unsent_and_there_once(self) -> None:
        """Wait with words only, and no draft twice."""
        assert all(unsent.is_unsent(waiting) for waiting in self.chat.parked)
        everything = (self.chat.focus, *self.chat.parked)
        seeds = [found.draft.seed for found in everything if isinstance(found, Telling)]
        assert len(seeds) == len(set(seeds))

    def _turn(self, focus: Focus | None, *, lets_go: bool = False) -> None:
        before = self.chat.focus
        is_same = isinstance(focus, Correcting) and isinstance(before, Correcting) and focus.after == before.after
        if isinstance(before, Correcting) and not is_same:
            # Names that were none are let go with the question: a button there offered to keep them.
            self.written -= {words.message for words in before.unplaced}
        after, parked = unsent.turned(self.chat, focus, lets_go=lets_go)
        self.chat = replace(self.chat, focus=after, parked=parked)

    def _seed(self) -> bytes:
        self.seeds += 1
        return self.seeds.to_bytes(32, "big")


def _is_at_commune(focus: Focus | None) -> bool:
    return isinstance(focus, Correcting) or (isinstance(focus, Telling) and focus.draft.step is Step.COMMUNE)


def _held(focus: Focus | None) -> set[int]:
    match focus:
        case Telling(draft=draft):
            return {words.message for words in (*draft.words, *draft.unplaced)}
        case Correcting():
            return {words.message for words in (*focus.words, *focus.unplaced)}
        case Adding() | Sorting():
            return {words.message for words in focus.words}
        case _:
            return set()


def _answers_danger(focus: Focus | None) -> bool:
    match focus:
        case Telling(draft=draft):
            return draft.step is Step.DANGER or draft.in_danger or Alarm.WORDS in draft.denied
        case Adding():
            return focus.is_urgent
        case Correcting():
            return focus.says_danger
        case _:
            return False


TestChattingAnyhow = ChattingAnyhow.TestCase
TestChattingAnyhow.settings = settings(max_examples=300, stateful_step_count=25, deadline=None)
