"""Receipts: what is copied by hand, on any keyboard, still opens the tip, and one slip never opens another one's."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.errors import ReceiptMistyped
from bot.domain.receipts import ALPHABET, SEED_BYTES, Receipt, derived, read, receipt_of, written
from tests.domain.vietnamese_keyboards import typed

SEEDS = st.binary(min_size=SEED_BYTES, max_size=SEED_BYTES)
RECEIPTS = SEEDS.map(receipt_of)
SAMPLE = receipt_of(bytes(SEED_BYTES))
READ_ALIKE = {"0": "O", "1": "IL"}


@given(receipt=RECEIPTS)
def test_a_receipt_that_is_written_down_is_read_back(receipt: Receipt) -> None:
    """What the screen shows is what the look-up takes."""
    assert (receipt,) == read(written(receipt))


def test_a_receipt_is_written_in_groups_of_four() -> None:
    """The prefix tells what it is, the groups keep the place while copying."""
    groups = written(SAMPLE).split("-")

    assert ["TB", 4, 4, 4, 4, 4] == [groups[0], *map(len, groups[1:])]
    assert set("".join(groups[1:])) <= set(ALPHABET)


@given(receipt=RECEIPTS, place=st.integers(0, 19), symbol=st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_caught(receipt: Receipt, place: int, symbol: str) -> None:
    """Whichever symbol it is, the check symbol itself included."""
    assume(receipt[place] != symbol)

    with pytest.raises(ReceiptMistyped):
        read(receipt[:place] + symbol + receipt[place + 1 :])


@given(receipt=RECEIPTS, places=st.sets(st.integers(0, 19), min_size=2, max_size=2))
def test_two_swapped_symbols_are_caught(receipt: Receipt, places: set[int]) -> None:
    """Neighbours and any others."""
    first, second = sorted(places)
    assume(receipt[first] != receipt[second])
    symbols = list(receipt)
    symbols[first], symbols[second] = symbols[second], symbols[first]

    with pytest.raises(ReceiptMistyped):
        read("".join(symbols))


@given(receipt=RECEIPTS, data=st.data())
def test_case_dashes_spaces_and_look_alikes_do_not_count(receipt: Receipt, data: st.DataObject) -> None:
    """A person copies from paper as well as they can."""
    shown = [data.draw(st.sampled_from(symbol + READ_ALIKE.get(symbol, ""))) for symbol in receipt]
    cased = [data.draw(st.sampled_from((symbol.upper(), symbol.lower()))) for symbol in shown]
    spaced = "".join(symbol + data.draw(st.sampled_from(("", " ", "-", " – ", "\n"))) for symbol in cased)
    prefix = data.draw(st.sampled_from(("", "TB-", "tb ", "Tb")))

    assert receipt in read(prefix + spaced)


@pytest.mark.parametrize("keyboard", ["telex", "vni"])
@given(receipt=RECEIPTS)
def test_what_a_vietnamese_keyboard_made_of_a_receipt_is_undone(keyboard: str, receipt: Receipt) -> None:
    """The right receipt is among the readings, wherever the keyboard has lost no key."""
    mangled = typed(written(receipt), keyboard)
    assume(not mangled.is_lossy)

    assert receipt in read(mangled.text)


@pytest.mark.parametrize(
    ("keyboard", "keys", "shown"),
    [
        ("telex", "AS", "Á"),
        ("telex", "DD", "Đ"),
        ("telex", "W7", "Ư7"),
        ("telex", "AA", "Â"),
        ("telex", "AW", "Ă"),
        ("telex", "XEFE", "XỀ"),
        ("vni", "A1", "Á"),
        ("vni", "D9", "Đ"),
        ("vni", "CAC4", "CÃC"),
        ("vni", "AY16", "ÂÝ"),
    ],
)
def test_the_keyboards_of_these_tests_type_as_real_ones_do(keyboard: str, keys: str, shown: str) -> None:
    """Otherwise the property above would prove nothing."""
    assert shown == typed(keys, keyboard).text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_may_stand_apart_from_their_letters(form: Literal["NFC", "NFD"]) -> None:
    """Some phones send Á as two signs."""
    receipt = next(found for found in map(_numbered, range(10_000)) if "AS" in found[:4])
    mangled = typed(written(receipt), "telex")

    assert receipt in read(unicodedata.normalize(form, mangled.text))


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "TB",
        "xin chào",
        "TB-1234",
        written(SAMPLE) + "7",
        "Ấ" * 7,
        "Ấ" * 22,
        "Ự" * 4096,
        "🚨" * 20,
        "²" * 20,
        "ẞ" * 10,
    ],
)
def test_garbage_is_refused(garbage: str) -> None:
    """However many readings it might have: some of these have more than could ever be gone through."""
    with pytest.raises(ReceiptMistyped):
        read(garbage)


@given(text=st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else is ever raised, and only receipts come out."""
    try:
        found = read(text)
    except ReceiptMistyped:
        return

    assert all(read(receipt) == (receipt,) for receipt in found)


@given(seed=SEEDS)
def test_the_same_seed_gives_the_same_receipt(seed: bytes) -> None:
    """A replay shows the receipt that was shown before."""
    assert receipt_of(seed) == receipt_of(seed)


@given(one=SEEDS, other=SEEDS)
def test_different_seeds_give_different_receipts(one: bytes, other: bytes) -> None:
    """95 bits do not meet by chance."""
    assume(one != other)

    assert receipt_of(one) != receipt_of(other)


@given(seed=SEEDS)
def test_what_is_derived_for_one_label_tells_nothing_of_another(seed: bytes) -> None:
    """Handle, tip and receipt come from one seed and share no byte string."""
    keys = [derived(seed, label) for label in ("receipt", "handle", "tip")]

    assert [32, 32, 32] == [len(key) for key in keys]
    assert 3 == len({key[:16] for key in keys})
    assert seed not in keys


def _numbered(number: int) -> Receipt:
    return receipt_of(number.to_bytes(SEED_BYTES))
