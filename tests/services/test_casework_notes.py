"""Notes among officers: what a reply is taken for, and that nothing reaches a reporter by a slip."""

from pathlib import Path

import pytest

from bot.domain.dispatches import PostKind
from bot.domain.errors import StalePress, TooLong, UnexpectedReply, UnsafeQuestion
from bot.domain.identifiers import EntryId, MessageId
from bot.domain.menus import Menu
from bot.domain.thread import Author
from bot.services.casework import Heard
from tests.services.office import BE, TAM, UNIT, Office
from tests.services.sent import menus


async def test_a_reply_to_the_card_is_a_note_and_says_so(office: Office) -> None:
    """Nothing reaches a reporter by a slip."""
    tip = await office.taken()

    heard = await office.casework.replied(office.act(BE), to=office.card_of(tip), text="Tên này hồi trước có án.")

    [note] = await office.thread(tip)
    assert Heard.NOTE is heard
    assert (Author.NOTE, BE.id) == (note.author, note.officer)
    assert [Menu.NOTE.value] == menus(await office.delivers())
    assert [] == await office.notices()
    assert ("tip.noted", BE.id, UNIT) == (await office.audited())[-1]


async def test_a_colleagues_reply_to_the_prompt_is_a_note(office: Office) -> None:
    """A prompt awaits one person; in a forum everything replies to something."""
    tip = await office.taken()
    await office.asking.own_words(office.act(TAM), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.PROMPT)

    assert Heard.NOTE is await office.casework.replied(office.act(BE), to=prompt, text="Hỏi biển số đi.")
    assert [Author.NOTE] == [entry.author for entry in await office.thread(tip)]


async def test_a_second_reply_to_an_answered_prompt_is_a_note(office: Office) -> None:
    """A prompt is answered once."""
    tip = await office.taken()
    await office.asking.own_words(office.act(TAM), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.PROMPT)
    await office.casework.replied(office.act(TAM), to=prompt, text="Xe màu gì?")

    assert Heard.NOTE is await office.casework.replied(office.act(TAM), to=prompt, text="à quên")


async def test_a_reply_to_anything_else_is_nothing(office: Office) -> None:
    """The bot knows its own messages and no others."""
    tip = await office.taken()

    assert Heard.NOTHING is await office.casework.replied(office.act(TAM), to=MessageId(424242), text="chào")
    assert [] == await office.thread(tip)


async def test_a_note_can_be_sent_after_the_same_check_and_confirmation(office: Office) -> None:
    """It stays a note; what is sent is another entry."""
    tip = await office.taken()
    await office.casework.replied(office.act(BE), to=office.card_of(tip), text="Xe màu gì?")
    await office.casework.replied(office.act(BE), to=office.card_of(tip), text="Xin số điện thoại bà con")
    good, bad = await office.thread(tip)

    with pytest.raises(UnsafeQuestion):
        await office.asking.forward(office.act(TAM), note=bad.id)
    draft = await office.asking.forward(office.act(TAM), note=good.id)
    assert draft is not None
    await office.asking.send(office.act(TAM), draft=draft.id)

    assert [Author.NOTE, Author.NOTE, Author.UNIT] == [entry.author for entry in await office.thread(tip)]


@pytest.mark.parametrize(("text", "refusal"), [(" ", UnexpectedReply), ("a" * 2001, TooLong)])
async def test_a_note_has_a_length(office: Office, text: str, refusal: type[Exception]) -> None:
    """Nothing is no note."""
    tip = await office.taken()

    with pytest.raises(refusal):
        await office.casework.replied(office.act(BE), to=office.card_of(tip), text=text)


async def test_only_a_note_is_forwarded(office: Office) -> None:
    """An old button about something else does nothing."""
    with pytest.raises(StalePress):
        await office.asking.forward(office.act(TAM), note=EntryId("f" * 16))


async def test_unsent_words_are_unreadable_on_the_disk(office: Office, tmp_path: Path) -> None:
    """They are sealed as what was sent is."""
    tip = await office.taken()
    await office.asking.own_words(office.act(TAM), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.PROMPT)
    await office.casework.replied(office.act(TAM), to=prompt, text="Chiếc ghe bầu sơn xanh?")

    assert "ghe bầu".encode() not in _raw(tmp_path)


def _raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
