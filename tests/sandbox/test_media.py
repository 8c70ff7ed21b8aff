"""Files, captions, places and contacts that the bot sends, and what Telegram refuses of them."""

from aiohttp import ClientSession

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import Json, object_in, objects_in, text_in
from tests.sandbox.bare_client import BareClient
from tests.sandbox.conftest import TOKEN


async def test_a_caption_is_edited_and_copied_anew(api: BotApiServer, bare: BareClient) -> None:
    """A caption changes by its own method; a copy may carry another one."""
    lan = api.person("Lan")
    lan.starts()
    chat = str(lan.user_id)
    await bare.multipart("sendPhoto", files={"photo": b"x"}, chat_id=chat, caption="<b>một</b>", parse_mode="HTML")
    photo: dict[str, Json] = {"chat_id": lan.user_id, "message_id": 2}

    as_text = await bare.refusal("editMessageText", **photo, text="a")
    await bare.result("editMessageCaption", **photo, caption="hai")
    await bare.result("copyMessage", **photo, from_chat_id=lan.user_id, caption="ba")

    assert as_text == "Bad Request: there is no text in the message to edit"
    assert [(message.kind, message.text) for message in lan.screen()[1:]] == [("photo", "hai"), ("photo", "ba")]
    on_text = await bare.refusal("editMessageCaption", chat_id=lan.user_id, message_id=1, caption="a")
    assert on_text == "Bad Request: message can't be edited"


async def test_a_photo_is_exchanged_in_place(api: BotApiServer, bare: BareClient) -> None:
    """Another file and another caption take the place of the former; a text has no file to be exchanged."""
    lan = api.person("Lan")
    lan.starts()
    chat = str(lan.user_id)
    await bare.multipart("sendPhoto", files={"photo": b"x"}, chat_id=chat, caption="một")
    await bare.result("sendMessage", chat_id=lan.user_id, text="chữ")
    media = '{"type": "photo", "media": "attach://new", "caption": "hai"}'

    await bare.multipart("editMessageMedia", files={"new": b"y"}, chat_id=chat, message_id="2", media=media)
    refused = await bare.multipart("editMessageMedia", files={"new": b"y"}, chat_id=chat, message_id="3", media=media)

    shown = lan.screen()[1]
    message = api.world.chats[lan.user_id].messages[2]
    stored = api.world.files.by_id(text_in(objects_in(message.content.media["photo"])[-1]["file_id"]))
    assert ("photo", "hai", True) == (shown.kind, shown.text, shown.is_edited)
    assert stored is not None
    assert b"y" == stored.content
    assert "no media in the message" in str(refused)


async def test_what_is_wrong_with_a_file_is_refused(api: BotApiServer, bare: BareClient) -> None:
    """Unknown ids, other kinds, missing parts, empty files and long captions have Telegram's words."""
    lan = api.person("Lan")
    lan.starts()
    lan.sends_voice()
    message = object_in((await bare.updates())[-1]["message"])
    voice = text_in(object_in(message["voice"])["file_id"])
    chat = str(lan.user_id)

    refused = [
        await bare.form("sendPhoto", chat_id=chat, photo="AgAC-unknown"),
        await bare.form("sendPhoto", chat_id=chat, photo=voice),
        await bare.form("sendPhoto", chat_id=chat, photo="attach://nothing"),
        await bare.multipart("sendPhoto", files={"photo": b""}, chat_id=chat),
        await bare.multipart("sendPhoto", files={"photo": b"x"}, chat_id=chat, caption="a" * 1025),
        await bare.form("sendMediaGroup", chat_id=chat, media='[{"type": "poll", "media": "a"}]'),
    ]

    assert [answer["description"] for answer in refused] == [
        "Bad Request: wrong file identifier/HTTP URL specified",
        "Bad Request: can't use file of type Voice as Photo",
        "Bad Request: there is no file in the request",
        "Bad Request: file must be non-empty",
        "Bad Request: message caption is too long",
        "Bad Request: can't parse media JSON object: unsupported media type",
    ]
    assert len(lan.screen()) == 2


async def test_places_and_contacts_are_shown(api: BotApiServer, bare: BareClient) -> None:
    """The bot may send a point and a number."""
    lan = api.person("Lan")
    lan.starts()

    await bare.form("sendLocation", chat_id=str(lan.user_id), latitude="10.5", longitude="105")
    await bare.result("sendContact", chat_id=lan.user_id, phone_number="113", first_name="Công an")

    assert [message.kind for message in lan.screen()[1:]] == ["location", "contact"]
    assert api.journal.calls("sendLocation")[0].params["latitude"] == 10.5


async def test_downloads_need_the_token_and_the_path(api: BotApiServer, bare: BareClient) -> None:
    """A file is fetched under the token, whose colon may be escaped; nothing else is there."""
    lan = api.person("Lan")
    lan.starts()
    lan.sends_document("don.pdf", content=b"%PDF-1.7")
    document = object_in(object_in((await bare.updates())[-1]["message"])["document"])
    path = text_in(object_in(await bare.result("getFile", file_id=document["file_id"]))["file_path"])

    async def status(address: str) -> tuple[int, bytes]:
        async with ClientSession() as session, session.get(address) as answer:
            return answer.status, await answer.read()

    assert await status(f"{api.root}/file/bot{TOKEN.replace(':', '%3A')}/{path}") == (200, b"%PDF-1.7")
    assert (await status(f"{api.root}/file/bot{TOKEN}/documents/none.pdf"))[0] == 404
    assert (await status(f"{api.root}/file/bot7000000001:wrong/{path}"))[0] == 401


async def test_the_chat_action_must_be_a_known_one(api: BotApiServer, bare: BareClient) -> None:
    """Typing is shown; nonsense is refused."""
    lan = api.person("Lan")
    lan.starts()

    await bare.result("sendChatAction", chat_id=lan.user_id, action="typing")
    refused = await bare.refusal("sendChatAction", chat_id=lan.user_id, action="dancing")

    assert refused == "Bad Request: wrong parameter action in request"
