"""Frightened people type fast and without marks: the emergency numbers must come first, yet not for card games."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places.danger import DangerPhrase, DangerWords, says_danger
from bot.places.directory import Directory

HERE = Path(__file__).parent

#: Each says that someone may be hurt now.
DANGEROUS = tuple((HERE / "dangerous.txt").read_text(encoding="utf-8").splitlines())

#: Each is an ordinary tip, a name or small talk.
HARMLESS = tuple((HERE / "harmless.txt").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("text", DANGEROUS)
def test_danger_is_heard(directory: Directory, text: str) -> None:
    """Words of danger are heard, with marks or without."""
    assert directory.says_danger(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_words_are_no_danger(directory: Directory, text: str) -> None:
    """Ordinary words do not call for 113."""
    assert not directory.says_danger(text)


@pytest.mark.parametrize("text", DANGEROUS)
def test_danger_is_heard_in_capitals_and_in_composed_or_decomposed_letters(directory: Directory, text: str) -> None:
    """Neither capitals nor the way a telephone composes its letters hide danger."""
    said = [
        directory.says_danger(form)
        for form in (text.upper(), unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text))
    ]

    assert said == [True, True, True]


@given(before=st.sampled_from(HARMLESS), danger=st.sampled_from(DANGEROUS), after=st.sampled_from(HARMLESS))
def test_danger_is_heard_between_harmless_sentences(directory: Directory, before: str, danger: str, after: str) -> None:
    """A cry stands out of whatever is told around it."""
    if danger in ("cuu", "cuuuu", "help") or "hồi xưa" in before + after or "năm ngoái" in before + after:
        return  # these count alone only, or are told as long past

    assert directory.says_danger(f"{before}. {danger}. {after}")


@given(st.text())
def test_any_text_can_be_listened_to(directory: Directory, text: str) -> None:
    """No text breaks the ear."""
    assert directory.says_danger(text) in (True, False)


def test_both_tone_placements_are_the_same_word() -> None:
    """A phrase in the old placement hears the new one."""
    words = DangerWords(phrases=(DangerPhrase(say="hỏa hoạn"),), long_ago=())

    assert [says_danger(text, words) for text in ("hỏa hoạn", "hoả hoạn", "hoa hoan", "hóa hoạn")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_phrase_does_not_reach_across_sentences() -> None:
    """The end of one sentence and the start of the next make no phrase."""
    words = DangerWords(phrases=(DangerPhrase(say="có súng"),), long_ago=())

    assert [says_danger(text, words) for text in ("Có súng", "Bà con có. Súng nước thôi")] == [True, False]


def test_a_weak_phrase_does_not_count_long_ago() -> None:
    """What happened years ago waits for the form."""
    words = DangerWords(phrases=(DangerPhrase(say="bị cướp", weak=True),), long_ago=("năm ngoái",))

    assert [says_danger(text, words) for text in ("bị cướp", "năm ngoái bị cướp", "bi cuop nam ngoai")] == [
        True,
        False,
        False,
    ]


def test_marks_of_one_word_do_not_hide_a_bare_one() -> None:
    """Half-corrected typing is heard: each bare word may stand for any that folds to it."""
    words = DangerWords(phrases=(DangerPhrase(say="đánh nhau"),), long_ago=())

    assert [says_danger(text, words) for text in ("đánh nhau", "danh nhau", "Ở chợ đang danh nhau", "dành nhau")] == [
        True,
        True,
        True,
        False,
    ]
