"""Sealed values open in their place alone; hashes tell nothing and are found under every living pepper."""

import pytest

from storage.sealing import Key, Keyring, SealBroken, open_json, seal_json

OLD, NEW = Key(id=1, secret=b"\x01" * 32), Key(id=2, secret=b"\x02" * 32)


def test_a_sealed_value_opens_in_its_place() -> None:
    """What was sealed for a place comes back there, and is not readable before."""
    keyring = Keyring([OLD])

    sealed = keyring.seal("kẻ trộm".encode(), "tips", "words", "7")

    assert "kẻ trộm".encode() == keyring.open(sealed, "tips", "words", "7")
    assert "kẻ trộm".encode() not in sealed


def test_the_same_value_is_sealed_differently_each_time() -> None:
    """Equal contents cannot be told from their sealed values."""
    keyring = Keyring([OLD])

    assert keyring.seal(b"x", "a") != keyring.seal(b"x", "a")


@pytest.mark.parametrize("place", [("tips", "words", "8"), ("tips", "words7"), ("tip", "swords", "7"), ()])
def test_a_value_moved_to_another_place_does_not_open(place: tuple[str, ...]) -> None:
    """Parts of a place cannot be shifted into each other."""
    keyring = Keyring([OLD])
    sealed = keyring.seal(b"x", "tips", "words", "7")

    with pytest.raises(SealBroken):
        keyring.open(sealed, *place)


@pytest.mark.parametrize("length", [0, 1, 2, 10, 14, 20])
def test_a_torn_value_does_not_open(length: int) -> None:
    """Whatever is left of a value, the error is the same."""
    keyring = Keyring([OLD])
    sealed = keyring.seal(b"some contents", "a")

    with pytest.raises(SealBroken):
        keyring.open(sealed[:length], "a")


def test_one_changed_bit_anywhere_breaks_the_seal() -> None:
    """The key's id, the nonce, the contents and the tag are all guarded."""
    keyring = Keyring([OLD, NEW])
    sealed = keyring.seal(b"some contents", "a")

    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            keyring.open(bytes(changed), "a")


def test_a_broken_seal_says_nothing() -> None:
    """The error carries neither contents nor place."""
    keyring = Keyring([OLD])

    with pytest.raises(SealBroken) as caught:
        keyring.open(keyring.seal(b"contents", "place"), "elsewhere")

    assert caught.value.args == ()
    assert caught.value.__cause__ is None


def test_old_values_open_after_a_rotation_and_new_ones_name_the_new_key() -> None:
    """The newest key seals; the older ones still open."""
    sealed = Keyring([OLD]).seal(b"x", "a")
    rotated = Keyring([NEW, OLD])

    assert rotated.open(sealed, "a") == b"x"
    assert (rotated.key_of(sealed), rotated.key_of(rotated.seal(b"x", "a"))) == (1, 2)


def test_a_value_of_a_key_that_has_gone_does_not_open() -> None:
    """Without its key a value is lost, and that is how contents are destroyed."""
    sealed = Keyring([OLD]).seal(b"x", "a")

    with pytest.raises(SealBroken):
        Keyring([NEW]).open(sealed, "a")


def test_hashes_are_steady_and_differ_by_label_and_key() -> None:
    """The same value is found again; two tables or two keys give nothing to match."""
    keyring = Keyring([OLD])

    assert keyring.hashed("a", "12345") == keyring.hashed("a", b"12345")
    assert len(keyring.hashed("a", "12345")) == 16
    assert keyring.hashed("a", "12345") != keyring.hashed("b", "12345")
    assert keyring.hashed("a", "12345") != Keyring([NEW]).hashed("a", "12345")


def test_every_hash_gives_the_newest_first() -> None:
    """Looking up tries each living pepper; what is written carries the newest."""
    rotated = Keyring([OLD, NEW])

    assert (Keyring([NEW]).hashed("a", "x"), Keyring([OLD]).hashed("a", "x")) == rotated.every_hash("a", "x")
    assert rotated.hashed("a", "x") == rotated.every_hash("a", "x")[0]


def test_json_comes_back_as_it_was() -> None:
    """Anything that JSON can say, in its own letters."""
    keyring = Keyring([OLD])
    value = {"chữ": ["Đ", 1, None, True]}

    assert value == open_json(keyring, seal_json(keyring, value, "a"), "a")


def test_keys_do_not_print_themselves() -> None:
    """Neither a key nor a keyring shows a secret."""
    shown = repr(OLD) + repr(Keyring([OLD]))

    assert repr(OLD.secret) not in shown
    assert "\\x01" not in shown


@pytest.mark.parametrize("keys", [[], [OLD, OLD]])
def test_a_keyring_needs_keys_with_an_id_each(keys: list[Key]) -> None:
    """No keys, or one id twice, is no keyring."""
    with pytest.raises(ValueError, match="an id each"):
        Keyring(keys)


@pytest.mark.parametrize(("number", "secret"), [(0, b"\x01" * 32), (65536, b"\x01" * 32), (1, b"\x01" * 31)])
def test_what_is_too_short_or_out_of_range_is_no_key(number: int, secret: bytes) -> None:
    """Half a key is refused before it seals anything."""
    with pytest.raises(ValueError, match="32 bytes"):
        Key(id=number, secret=secret)
