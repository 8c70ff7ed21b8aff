"""Methods that put a new message into a chat."""

from dataclasses import replace

from bot.sandbox.access import reachable_chat, replied_message, require_open, writable_chat
from bot.sandbox.asked import Asked, Upload
from bot.sandbox.chats import Chat
from bot.sandbox.files import media_of
from bot.sandbox.messages import Content, Draft, Message
from bot.sandbox.plain import Json, JsonObject, array_of, objects_in, text_in
from bot.sandbox.refusals import bad_request
from bot.sandbox.strictness import check_album, check_markup, check_size, read_caption, read_text

_ALBUM = (2, 10)
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(asked: Asked) -> Json:
    """Post a text."""
    chat = writable_chat(asked)
    words, entities = read_text(
        asked.text("text"), parse_mode=asked.text("parse_mode"), entities=asked.objects("entities")
    )
    return _posted(asked, chat, Content(words=words, entities=entities))


def send_file(asked: Asked) -> Json:
    """Post one photo, video, voice message, audio file or document."""
    chat = writable_chat(asked)
    kind = asked.method.removeprefix("send").lower()
    return _posted(asked, chat, _captioned(asked.params, _file(asked, kind, asked.text(kind))))


def send_album(asked: Asked) -> Json:
    """Post two to ten files as one album."""
    chat = writable_chat(asked)
    items = asked.objects("media")
    if not _ALBUM[0] <= len(items) <= _ALBUM[1]:
        raise bad_request("there must be from 2 to 10 media in the album")
    check_album([text_in(item["type"]) for item in items])
    contents = [content_of(asked, item) for item in items]
    album = asked.world.random_id()
    draft = replace(_draft(asked, chat), media_group_id=album)
    sent = [asked.world.post(chat, replace(draft, content=content), sender=asked.world.bot) for content in contents]
    return array_of(chat.message_as_json(message) for message in sent)


def send_location(asked: Asked) -> Json:
    """Post a point on the map."""
    chat = writable_chat(asked)
    point: JsonObject = {"latitude": asked.params["latitude"], "longitude": asked.params["longitude"]}
    return _posted(asked, chat, Content(media={"location": point}))


def send_contact(asked: Asked) -> Json:
    """Post somebody's number."""
    chat = writable_chat(asked)
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact: JsonObject = {name: asked.params[name] for name in names if asked.has(name)}
    return _posted(asked, chat, Content(media={"contact": contact}))


def send_action(asked: Asked) -> Json:
    """Show for a moment what the bot is doing."""
    writable_chat(asked)
    if asked.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def copy_message(asked: Asked) -> Json:
    """Post another message's content without a link to it (names in it, and files as they are, go along)."""
    chat = writable_chat(asked)
    source = _source(asked, "message can't be copied")
    content = source.content
    if asked.has("caption") and content.is_captioned:
        content = _captioned(asked.params, content.media)
    message = asked.world.post(chat, replace(_draft(asked, chat), content=content), sender=asked.world.bot)
    return {"message_id": message.message_id}


def forward_message(asked: Asked) -> Json:
    """Post another message with the name of whoever wrote it."""
    chat = writable_chat(asked)
    source = _source(asked, "message can't be forwarded")
    origin = source.forward_origin or asked.world.chats[source.chat_id].origin_of(source)
    draft = replace(_draft(asked, chat), content=source.content, forward_origin=origin)
    return chat.message_as_json(asked.world.post(chat, draft, sender=asked.world.bot))


def content_of(asked: Asked, item: JsonObject) -> Content:
    """Give what an InputMedia says: its file and its caption."""
    return _captioned(item, _file(asked, text_in(item["type"]), text_in(item["media"])))


def _source(asked: Asked, refusal: str) -> Message:
    chat = reachable_chat(asked, "from_chat_id")
    message = chat.messages.get(asked.number("message_id"))
    if message is None:
        verb = "copy" if asked.method == "copyMessage" else "forward"
        raise bad_request(f"message to {verb} not found")
    if message.service or (message.is_protected and asked.method == "forwardMessage"):
        raise bad_request(refusal)
    return message


def _draft(asked: Asked, chat: Chat) -> Draft:
    markup = asked.object("reply_markup") or None
    if markup is not None:
        check_markup(markup)
    reply_to = replied_message(asked, chat)
    return Draft(
        content=Content(),
        markup=markup,
        reply_to=reply_to,
        thread_id=asked.number("message_thread_id") or _topic_of(asked, chat, reply_to),
        is_protected=asked.flag("protect_content"),
    )


def _topic_of(asked: Asked, chat: Chat, reply_to: int | None) -> int | None:
    """Give the topic in which the answered message stands: an answer goes there too."""
    topic = chat.messages[reply_to].thread_id if reply_to is not None else None
    if topic is None or not chat.is_forum:
        return None
    require_open(asked.world, chat, topic)
    return topic


def _posted(asked: Asked, chat: Chat, content: Content) -> Json:
    draft = replace(_draft(asked, chat), content=content)
    return chat.message_as_json(asked.world.post(chat, draft, sender=asked.world.bot))


def _captioned(source: JsonObject, media: JsonObject) -> Content:
    words, entities = read_caption(
        text_in(source.get("caption")),
        parse_mode=text_in(source.get("parse_mode")),
        entities=objects_in(source.get("caption_entities")),
    )
    return Content(words=words, entities=entities, media=media)


def _file(asked: Asked, kind: str, named: str) -> JsonObject:
    """Give the media fields for a file: one that came along (attach://part) or one known by its id."""
    if named.startswith("attach://"):
        upload = asked.uploads.get(named.removeprefix("attach://"))
        if upload is None:
            raise bad_request("there is no file in the request")
        return _uploaded(asked, kind, upload)
    known = asked.world.files.by_id(named)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
    return media_of(known)


def _uploaded(asked: Asked, kind: str, upload: Upload) -> JsonObject:
    if not upload.content:
        raise bad_request("file must be non-empty")
    check_size(kind, len(upload.content))
    return media_of(asked.world.files.keep(upload.content, kind=kind, name=upload.name, mime=upload.mime))
