"""What an outcome's word leaves open, and which ready messages want an answer."""

from collections.abc import Mapping

from bot.domain.kinds import Tap
from bot.domain.outcomes import AnswerForm, OneTapQuestion, Outcome, OutcomeCode

WORDS = {"vi": "chữ", "en": "words"}


def test_the_blanks_of_a_word_are_named_in_order() -> None:
    """The officer is asked for what the word needs and for nothing else."""
    assert _outcome({"vi": "Việc này do {office} giải quyết: {address}."}).blanks == ("office", "address")
    assert _outcome(WORDS).blanks == ()


def test_a_silent_outcome_has_no_blanks() -> None:
    """Where nothing is sent, nothing is to be filled in."""
    assert _outcome(None).blanks == ()


def test_a_message_without_taps_or_other_answers_is_a_statement() -> None:
    """Only what can be answered waits for an answer."""
    tap = Tap(code="co", label=WORDS)
    plain = OneTapQuestion(code="q", text=WORDS)
    tapped = OneTapQuestion(code="q", text=WORDS, taps=(tap,))
    told = OneTapQuestion(code="q", text=WORDS, answers=frozenset({AnswerForm.TEXT}))

    assert [question.is_statement for question in (plain, tapped, told)] == [True, False, False]


def _outcome(word: Mapping[str, str] | None) -> Outcome:
    return Outcome(code=OutcomeCode("x"), label=WORDS, word=word, confirmed_by=(), reopens=True, keep_days=30)
