"""Telegram's updates as they really come, with every personal field marked."""

MARK = "MARKED"
PERSON: dict[str, object] = {
    "id": 111,
    "is_bot": False,
    "first_name": f"{MARK}first",
    "last_name": f"{MARK}last",
    "username": f"{MARK}user",
    "language_code": "en-GB",
    "is_premium": True,
    "added_to_attachment_menu": True,
}
OTHER: dict[str, object] = {"id": 222, "is_bot": False, "first_name": f"{MARK}other", "username": f"{MARK}other"}
BOT: dict[str, object] = {"id": 7, "is_bot": True, "first_name": f"{MARK}bot", "username": "tinbao_bot"}
PRIVATE: dict[str, object] = {"id": 111, "type": "private", "first_name": f"{MARK}first", "username": f"{MARK}user"}
GROUP: dict[str, object] = {
    "id": -100,
    "type": "supergroup",
    "title": f"{MARK}title",
    "username": f"{MARK}group",
    "is_forum": True,
}
DATE = 1_795_000_123
FILE: dict[str, object] = {
    "file_id": "the-file",
    "file_unique_id": f"{MARK}unique",
    "file_size": 5,
    "file_name": f"{MARK}.pdf",
    "mime_type": f"{MARK}/pdf",
    "thumbnail": {"file_id": f"{MARK}thumb", "file_unique_id": f"{MARK}", "width": 1, "height": 1},
    "duration": 1000 + 1,
    "width": 1,
    "height": 2,
    "performer": MARK,
    "title": MARK,
    "set_name": MARK,
    "emoji": MARK,
}
ABOUT_IT: dict[str, object] = {
    "date": DATE,
    "edit_date": DATE,
    "author_signature": MARK,
    "sender_chat": {"id": -5, "type": "channel", "title": MARK},
    "via_bot": {**OTHER, "is_bot": True},
    "forward_origin": {"type": "user", "date": DATE, "sender_user": OTHER},
    "forward_sender_name": MARK,
    "external_reply": {"origin": {"type": "hidden_user", "sender_user_name": MARK, "date": DATE}},
    "quote": {"text": MARK, "position": 0},
    "link_preview_options": {"url": f"https://{MARK}"},
    "effect_id": MARK,
    "business_connection_id": MARK,
    "unknown_to_us": {"anything": MARK},
}
ENTITIES: list[dict[str, object]] = [
    {"type": "bot_command", "offset": 0, "length": 6},
    {"type": "text_mention", "offset": 7, "length": 3, "user": OTHER},
    {"type": "text_link", "offset": 7, "length": 3, "url": f"https://{MARK}"},
    {"type": "phone_number", "offset": 7, "length": 3},
]


def message(*, chat: object = None, **others: object) -> dict[str, object]:
    """Give a message with all that Telegram tells about it."""
    return {"message_id": 5, "chat": chat or dict(PRIVATE), "from": PERSON, **ABOUT_IT, **others}


def update(kind: str, body: dict[str, object]) -> dict[str, object]:
    """Give an update of a kind."""
    return {"update_id": 9, kind: body}


def text(words: str = "/start c1", **others: object) -> dict[str, object]:
    """Give a typed message."""
    return message(text=words, entities=ENTITIES, **others)


def press(**others: object) -> dict[str, object]:
    """Give a press of a button."""
    return {
        "id": "the-press",
        "from": PERSON,
        "chat_instance": MARK,
        "data": "f1:send",
        "game_short_name": MARK,
        "message": {"message_id": 5, "chat": dict(PRIVATE), "from": BOT, **ABOUT_IT, "text": MARK, **others},
    }


def change(status: str = "member", chat: object = None) -> dict[str, object]:
    """Give a change of membership."""
    member = {"status": status, "user": OTHER, "custom_title": MARK, "is_anonymous": True, "can_pin_messages": True}
    return {
        "chat": chat or dict(GROUP),
        "from": PERSON,
        "date": DATE,
        "old_chat_member": {"status": "left", "user": OTHER},
        "new_chat_member": {**member, "until_date": DATE},
        "invite_link": {"invite_link": f"https://t.me/+{MARK}", "creator": OTHER, "name": MARK},
        "via_chat_folder_invite_link": True,
    }


MEDIA = ("voice", "video", "video_note", "document", "audio", "animation", "sticker")
BARE: dict[str, dict[str, object]] = {
    "contact": {"phone_number": f"{MARK}0909", "first_name": MARK, "user_id": 333, "vcard": MARK},
    "poll": {"id": MARK, "question": MARK, "options": [{"text": MARK}]},
    "dice": {"emoji": MARK, "value": 3},
    "story": {"chat": {"id": 5, "title": MARK}, "id": 1},
    "venue": {"title": MARK, "address": MARK, "location": {"latitude": 1.0, "longitude": 2.0}},
}
EVERY_KIND: dict[str, dict[str, object]] = {
    "a typed text": update("message", text()),
    "an edit": update("edited_message", text("sửa")),
    "a press": update("callback_query", press()),
    "the bot's own standing": update("my_chat_member", change()),
    "a member's standing": update("chat_member", change("kicked")),
    "a photo": update("message", message(photo=[{**FILE}, {**FILE}], caption="lời", caption_entities=ENTITIES)),
    "a place": update("message", message(location={"latitude": 10.1, "longitude": 105.2, "live_period": 60})),
    "a command in a group": update("message", text("/lienket 30307", chat=dict(GROUP))),
    "newcomers": update("message", message(chat=dict(GROUP), new_chat_members=[OTHER, PERSON])),
    "a leaver": update("message", message(chat=dict(GROUP), left_chat_member=OTHER)),
    "a moved group": update("message", message(chat=dict(GROUP), migrate_to_chat_id=-200)),
    **{kind: update("message", message(**{kind: FILE})) for kind in MEDIA},
    **{kind: update("message", message(**{kind: body})) for kind, body in BARE.items()},
}
