"""Words that people write in many ways compare as one, and sort as in a Vietnamese dictionary."""

from hypothesis import given
from hypothesis import strategies as st

from bot.places.spelling import dictionary_order, first_letter, folded, spelled, words_of


def test_words_are_cut_at_anything_else() -> None:
    """Punctuation parts words; the end of a sentence stays as a mark of its own."""
    assert words_of("Có súng, ở-chợ.Mau!") == ("có", "súng", "ở", "chợ", ".", "mau", ".")


def test_old_and_new_tone_placement_are_spelled_alike() -> None:
    """The tone belongs to the syllable, wherever it is written; another tone is another word."""
    assert spelled("hòa") == spelled("hoà")
    assert spelled("túy") == spelled("tuý")
    assert spelled("hòa") != spelled("hóa")
    assert spelled("hoa") != spelled("hóa")


def test_folding_takes_all_marks_away() -> None:
    """đ, ơ, ư and every tone become plain letters."""
    assert [folded(word) for word in ("Đường", "ỞỮ", "Óc", "eo")] == ["duong", "ou", "oc", "eo"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays so."""
    assert [folded(folded(word)) for word in words_of(text)] == [folded(word) for word in words_of(text)]


def test_names_sort_as_in_a_dictionary() -> None:
    """Letters before tones: ă after a, đ after d, huyền before hỏi before ngã before sắc before nặng."""
    names = ["Đa", "Da", "Ân", "An", "Ăn", "Ạn", "Án", "Ãn", "Ản", "Àn", "Ơn", "On", "Ôn"]

    assert sorted(names, key=dictionary_order) == [
        "An", "Àn", "Ản", "Ãn", "Án", "Ạn", "Ăn", "Ân", "Da", "Đa", "On", "Ôn", "Ơn",
    ]  # fmt: skip


def test_a_name_stands_under_its_letter_without_tone() -> None:
    """Óc Eo stands under O, Ô Lâm under Ô."""
    assert [first_letter(name) for name in ("Óc Eo", "Ô Lâm", "Đông Hòa", "")] == ["O", "Ô", "Đ", ""]
