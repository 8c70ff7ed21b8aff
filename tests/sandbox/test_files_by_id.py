"""What Telegram has already is sent by its id: any number of times, as what it is, at any size."""

import pytest

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT
from bot.sandbox.plain import Json, JsonObject, number_in, object_in, objects_in, text_in
from bot.sandbox.refusals import Refusal
from bot.sandbox.strictness import check_size
from tests.sandbox.bare_client import BareClient

KINDS = {"photo": "sendPhoto", "video": "sendVideo", "document": "sendDocument"}


async def given(bare: BareClient, kind: str) -> str:
    """Give the id of the file in the newest update."""
    found = object_in((await bare.updates())[-1]["message"])[kind]
    return text_in(objects_in(found)[-1]["file_id"] if kind == "photo" else object_in(found)["file_id"])


@pytest.mark.parametrize("kind", KINDS)
async def test_what_somebody_gave_is_sent_to_many(api: BotApiServer, bare: BareClient, kind: str) -> None:
    """A file of one person is sent to others by its id, though it is larger than the bot could upload."""
    an, lan = api.person("An"), api.person("Lan")
    an.starts()
    lan.starts()
    an.sends_file(kind, size=UPLOAD_LIMIT + 1, mime="a/b")
    file_id = await given(bare, kind)

    for _ in range(2):
        await bare.result(KINDS[kind], chat_id=lan.user_id, **{kind: file_id}, caption="<b>tin</b>", parse_mode="HTML")

    sent = api.world.chats[lan.user_id].messages
    assert [("/start", None), ("tin", file_id), ("tin", file_id)] == [
        (message.content.words, _file_id(message.content.media.get(kind))) for message in sent.values()
    ]


def _file_id(medium: Json) -> str | None:
    found: JsonObject = objects_in(medium)[-1] if isinstance(medium, list) else object_in(medium)
    return text_in(found.get("file_id")) or None


async def test_an_album_is_sent_by_ids(api: BotApiServer, bare: BareClient) -> None:
    """Photos and videos go together; documents go with documents alone; ten is the most."""
    lan = api.person("Lan")
    lan.starts()
    lan.sends_album_of("photo", "video")
    both = [object_in(update["message"]) for update in (await bare.updates())[-2:]]
    photo = text_in(objects_in(both[0]["photo"])[-1]["file_id"])
    video = text_in(object_in(both[1]["video"])["file_id"])
    lan.sends_document("a.pdf")
    document = await given(bare, "document")

    def album(*items: tuple[str, str]) -> Json:
        return [{"type": kind, "media": file_id} for kind, file_id in items]

    sent = await bare.result("sendMediaGroup", chat_id=lan.user_id, media=album(("photo", photo), ("video", video)))
    mixed = album(("photo", photo), ("document", document))
    refused = [
        await bare.refusal("sendMediaGroup", chat_id=lan.user_id, media=mixed),
        await bare.refusal("sendMediaGroup", chat_id=lan.user_id, media=album(*[("photo", photo)] * 11)),
        await bare.refusal("sendMediaGroup", chat_id=lan.user_id, media=album(("photo", photo), ("photo", "AgAC"))),
        await bare.refusal("sendMediaGroup", chat_id=lan.user_id, media=album(("photo", photo), ("photo", video))),
    ]

    assert isinstance(sent, list)
    assert 1 == len({text_in(object_in(message)["media_group_id"]) for message in sent})
    assert refused == [
        "Bad Request: document can't be mixed with other media types",
        "Bad Request: there must be from 2 to 10 media in the album",
        "Bad Request: wrong file identifier/HTTP URL specified",
        "Bad Request: can't use file of type Video as Photo",
    ]


@pytest.mark.parametrize(
    ("kind", "size", "words"),
    [
        ("photo", PHOTO_LIMIT, ""),
        ("photo", PHOTO_LIMIT + 1, "Bad Request: file of size 10485761 bytes is too big for a photo"),
        ("document", PHOTO_LIMIT + 1, ""),
        ("video", UPLOAD_LIMIT, ""),
        ("video", UPLOAD_LIMIT + 1, "Request Entity Too Large"),
    ],
)
def test_uploads_have_a_size(kind: str, size: int, words: str) -> None:
    """A photo of more than 10 MB and a file of more than 50 MB cannot be brought."""
    said = ""
    try:
        check_size(kind, size)
    except Refusal as refusal:
        said = refusal.description.partition(";")[0]

    assert words == said


async def test_a_sent_file_is_exchanged_by_id(api: BotApiServer, bare: BareClient) -> None:
    """A video takes the place of a photo, with its caption and buttons; the same again changes nothing."""
    lan = api.person("Lan")
    lan.starts()
    lan.sends_photo()
    photo = await given(bare, "photo")
    lan.sends_video()
    video = await given(bare, "video")
    sent = object_in(await bare.result("sendPhoto", chat_id=lan.user_id, photo=photo, caption="một"))
    place: dict[str, Json] = {"chat_id": lan.user_id, "message_id": number_in(sent["message_id"])}
    media: Json = {"type": "video", "media": video, "caption": "hai"}

    await bare.result("editMessageMedia", **place, media=media)
    again = await bare.refusal("editMessageMedia", **place, media=media)
    unknown = await bare.refusal("editMessageMedia", **place, media={"type": "photo", "media": "AgAC"})

    assert ("video", "hai") == (lan.last_message().kind, lan.last_message().text)
    assert again.startswith("Bad Request: message is not modified")
    assert "Bad Request: wrong file identifier/HTTP URL specified" == unknown
