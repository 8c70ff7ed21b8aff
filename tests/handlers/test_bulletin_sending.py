"""Bulletins on their way: one call each but albums, by the ids of their files, changed or taken away where they are."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest
from telegram import LinkPreviewOptions
from telegram.error import Forbidden, RetryAfter

from bot.domain.broadcasts.broadcast import Content, Medium, MediumKind
from bot.domain.identifiers import ChatId, MessageId
from bot.sandbox.actors import Person
from bot.sandbox.faults import Fault
from handlers.broadcasts.bulletin import Bulletin, Imprint, bulletin
from handlers.broadcasts.bulletin_sending import HalfSent, delete, edit, send
from handlers.calls import Priority
from tests.handlers.bulletins import CONTENT, IMPRINT, TEXTS, VI, asking
from tests.handlers.station import Station, a_station

SENDING = {"sendMessage", "sendPhoto", "sendVideo", "sendDocument", "sendMediaGroup"}


@pytest.fixture
async def station(tmp_path: Path) -> AsyncGenerator[Station]:
    """Open a station."""
    async with a_station(tmp_path) as found:
        yield found


@pytest.fixture
def lan(station: Station) -> Person:
    """Give a resident who has pressed Start."""
    person = station.api.person("Lan", language_code="vi")
    person.starts()
    return person


async def test_a_text_is_one_message_with_its_buttons(station: Station, lan: Person) -> None:
    """Links in it are not unfolded."""
    sent = await sends(station, lan, shown(CONTENT))

    last = lan.last_message()
    assert (last.message_id,) == sent
    assert "Giả danh công an\n\nAi gọi đòi chuyển tiền" in last.text
    assert [["👍 Hữu ích"], ["Chỉ tin khẩn", "Ngừng nhận"]] == last.labels
    (call,) = station.api.journal.calls("sendMessage")
    assert {"is_disabled": True} == call.params["link_preview_options"]
    assert "allow_paid_broadcast" not in call.params


@pytest.mark.parametrize("kind", list(MediumKind))
async def test_a_medium_goes_by_its_id_with_the_text_under_it(station: Station, lan: Person, kind: MediumKind) -> None:
    """Nothing is uploaded."""
    medium = kept(station, kind)

    sent = await sends(station, lan, shown(replace(CONTENT, media=(medium,))))

    last = lan.last_message()
    assert (last.message_id,) == sent
    assert (kind.value, ["👍 Hữu ích"]) == (last.kind, last.labels[0])
    assert "— Công an phường Mỹ Thới" in last.text
    (call,) = station.api.journal.calls(f"send{kind.value.capitalize()}")
    assert medium.file == call.params[kind.value]


async def test_an_album_goes_bare_and_the_text_follows_with_the_buttons(station: Station, lan: Person) -> None:
    """The last message is the one that can be changed."""
    media = (kept(station, MediumKind.PHOTO), kept(station, MediumKind.VIDEO))

    sent = await sends(station, lan, shown(replace(CONTENT, media=media)))

    album, text = lan.screen()[-3:-1], lan.last_message()
    assert tuple(message.message_id for message in (*album, text)) == sent
    assert [("photo", ""), ("video", "")] == [(message.kind, message.text) for message in album]
    assert ["👍 Hữu ích"] == text.labels[0]


async def test_an_album_whose_text_was_refused_is_not_sent_twice(station: Station, lan: Person) -> None:
    """Who tries again tells what is there already."""
    media = (kept(station, MediumKind.PHOTO), kept(station, MediumKind.PHOTO))
    found = shown(replace(CONTENT, media=media))
    station.api.faults.next(Fault.FLOOD, method="sendMessage", retry_after=1)

    with pytest.raises(HalfSent) as half:
        await sends(station, lan, found)
    again = await sends(station, lan, found, album=half.value.album)

    assert isinstance(half.value.error, RetryAfter)
    assert half.value.album == again[:2]
    assert 1 == len(station.api.journal.calls("sendMediaGroup"))
    assert [message.message_id for message in lan.screen()[-3:]] == list(again)


async def test_a_plate_says_what_the_library_would_say(station: Station, lan: Person) -> None:
    """It is written out once for thousands of copies; each parameter arrives as if each copy were made anew."""
    medium, bot, chat = kept(station, MediumKind.PHOTO), station.application.bot, chat_of(lan)
    text, photo = shown(CONTENT), shown(replace(CONTENT, media=(medium,)))
    await sends(station, lan, text)
    await sends(station, lan, photo)
    preview = LinkPreviewOptions(is_disabled=True)
    await bot.send_message(chat, text.text, parse_mode="HTML", reply_markup=text.markup, link_preview_options=preview)
    await bot.send_photo(chat, medium.file, caption=photo.text, parse_mode="HTML", reply_markup=photo.markup)

    calls = [call.params for call in station.api.journal.calls() if call.method in SENDING]
    assert calls[2:] == calls[:2]


async def test_paid_delivery_is_asked_for_in_every_call(station: Station, lan: Person) -> None:
    """Of an album, too."""
    media = (kept(station, MediumKind.PHOTO), kept(station, MediumKind.PHOTO))
    for content in (CONTENT, replace(CONTENT, media=media[:1]), replace(CONTENT, media=media)):
        await send(station.application.bot, chat_of(lan), shown(content), priority=Priority.REST, paid=True)

    calls = [call for call in station.api.journal.calls() if call.method in SENDING]
    assert [True] * 4 == [call.params.get("allow_paid_broadcast") for call in calls]


async def test_who_has_blocked_the_bot_is_told_to_the_caller(station: Station, lan: Person) -> None:
    """It ends their subscription, which is not known here."""
    lan.blocks_bot()

    with pytest.raises(Forbidden):
        await sends(station, lan, shown(CONTENT))


@pytest.mark.parametrize("count", [0, 1, 2])
async def test_a_correction_takes_the_place_of_what_was_sent(station: Station, lan: Person, count: int) -> None:
    """Of a text, of a caption, of the text behind an album; repeated, it changes nothing."""
    media = tuple(kept(station, MediumKind.PHOTO) for _ in range(count))
    sent = await sends(station, lan, shown(replace(CONTENT, media=media)))
    corrected = shown(replace(asking("Có", "Không"), media=media), replace(IMPRINT, corrected=True))

    changed = [
        await edit(station.application.bot, chat_of(lan), sent, corrected, priority=Priority.REST) for _ in range(2)
    ]

    assert [True, True] == changed
    last = lan.last_message()
    assert "✏️ Đính chính: tin này đã được sửa lại." == last.text.splitlines()[0]
    assert [["Có"], ["Không"]] == last.labels[:2]
    assert len(sent) == len([message for message in lan.screen() if message.by_bot])


async def test_what_is_gone_cannot_be_corrected(station: Station, lan: Person) -> None:
    """That is told, and is no error."""
    (only,) = sent = await sends(station, lan, shown(CONTENT))
    await station.application.bot.delete_message(lan.user_id, only)

    assert not await edit(station.application.bot, chat_of(lan), sent, shown(CONTENT), priority=Priority.REST)


@pytest.mark.parametrize("count", [0, 2])
async def test_a_recall_takes_everything_away(station: Station, lan: Person, count: int) -> None:
    """Repeated, it finds nothing left and says the same."""
    media = tuple(kept(station, MediumKind.PHOTO) for _ in range(count))
    sent = await sends(station, lan, shown(replace(CONTENT, media=media)))

    gone = [await delete(station.application.bot, chat_of(lan), sent, priority=Priority.REST) for _ in range(2)]

    assert [True, True] == gone
    assert [] == [message for message in lan.screen() if message.by_bot]


async def test_what_telegram_keeps_after_two_days_is_told(station: Station, lan: Person) -> None:
    """It cannot be taken away any more, only corrected."""
    sent = await sends(station, lan, shown(CONTENT))
    station.api.world.clock.advance(49 * 3600)

    assert not await delete(station.application.bot, chat_of(lan), sent, priority=Priority.REST)


def shown(content: Content, imprint: Imprint = IMPRINT) -> Bulletin:
    """Give a bulletin as who reads Vietnamese sees it."""
    return bulletin(content, imprint, language=VI, texts=TEXTS)


def kept(station: Station, kind: MediumKind) -> Medium:
    """Give a file that Telegram keeps."""
    file = station.api.world.files.keep(b"seen", kind=kind.value)
    return Medium(kind=kind, file=file.file_id, size=4)


def chat_of(person: Person) -> ChatId:
    """Give a person's private chat."""
    return ChatId(person.user_id)


async def sends(
    station: Station, person: Person, found: Bulletin, *, album: tuple[MessageId, ...] = ()
) -> tuple[MessageId, ...]:
    """Send a bulletin to a person."""
    return await send(station.application.bot, chat_of(person), found, priority=Priority.REST, album=album)
