"""Long texts over several messages: every word arrives whole and in order, and no message is too long for Telegram."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tip import Status
from bot.sandbox.html import read_html
from handlers.measuring import units
from handlers.officers.screens.card import card
from handlers.officers.screens.splitting import Told, cut, laid_out
from handlers.texts import Html
from tests.handlers.officer_samples import LOOK, a_card, a_tip

TELEGRAM = 4096
_words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=30)
_texts = st.lists(_words, min_size=1, max_size=120).flatmap(
    lambda words: st.lists(st.sampled_from([" ", "\n", "  "]), min_size=len(words), max_size=len(words)).map(
        lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True))
    )
)


@given(_texts, st.integers(80, 300), st.integers(80, 300))
def test_pieces_hold_every_word_whole_and_in_order(text: str, first: int, rest: int) -> None:
    """Cut anywhere, the words of all pieces together are the words of the text."""
    pieces = cut(text, first=first, rest=rest)

    assert text.split() == " ".join(pieces).split()
    assert [] == [piece for piece in pieces if units(piece) > max(first, rest)]


@given(st.text(st.characters(blacklist_categories=("Cs", "Z", "Cc")), min_size=1, max_size=600), st.integers(20, 90))
def test_a_word_longer_than_a_message_loses_no_letter(word: str, room: int) -> None:
    """What fits into no message is broken, and nothing of it is lost."""
    pieces = cut(word, first=room, rest=room)

    assert "".join(word.split()) == "".join("".join(pieces).split())


def test_an_accent_stays_with_its_letter() -> None:
    """A long word is not broken between a letter and its mark, nor within a joined emoji."""
    pieces = cut("e\u0302" * 30, first=15, rest=15)

    assert [] == [piece for piece in pieces if piece.startswith("\u0302")]


@given(st.lists(_texts, min_size=1, max_size=6), st.integers(200, 400))
def test_laid_out_texts_are_valid_html_within_their_limits(texts: list[str], first: int) -> None:
    """Labels and quotations are balanced on every page, and what Telegram shows is what was typed."""
    label = Html("<b>Chỗ:</b>")

    pages = laid_out([Told(label=label, text=text) for text in texts], first=first, rest=400)

    shown = [read_html(page)[0] for page in pages]
    assert [] == [page for page in shown if units(page) > 400]
    assert " ".join(texts).split() == [word for word in " ".join(shown).split() if word != "Chỗ:"]


@given(_texts, _texts, st.integers(1, 40))
def test_a_card_of_any_length_arrives_whole(told: str, place: str, times: int) -> None:
    """However much was told, each part fits into a message and the parts together say all of it."""
    tip = a_tip(told=told * times, place=place * times)

    screens = card(a_card(tip), LOOK)

    shown = [read_html(screen.text)[0] for screen in screens]
    assert [] == [text for text in shown if units(text) > TELEGRAM]
    everything = " ".join(shown)
    assert all(word in everything for word in (told * times).split() + (place * times).split())
    assert [] == [screen.rows for screen in screens[1:] if screen.rows]


def test_a_card_is_cut_at_the_same_place_whatever_its_status() -> None:
    """An edit of the card's first message never takes a word away that no other message has."""
    told = "một hai ba bốn năm " * 400
    new = card(a_card(a_tip(told=told)), LOOK, again=True)
    closed = card(a_card(a_tip(Status.CLOSED, told=told)), LOOK)

    assert [screen.text for screen in new[1:]] == [screen.text for screen in closed[1:]]
