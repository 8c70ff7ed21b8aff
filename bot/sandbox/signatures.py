"""What each method and each object of the Bot API takes, as far as the stand-in plays it.

One line a method: `name!` is required, kinds follow the colon, `[X]` is an array. What is left out on purpose (business
connections, suggested posts, channels' direct messages) is refused as unknown, so that nobody leans on it unseen.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter or field: the kinds it may have, in the order they are tried."""

    kinds: tuple[str, ...]
    is_required: bool


Signature: TypeAlias = dict[str, Parameter]

_CHAT = "chat_id!:int|str"
_ONE = f"{_CHAT} message_id!:int"
_INLINE = "reply_markup:InlineKeyboardMarkup"
_QUIET = "message_thread_id:int disable_notification:bool protect_content:bool message_effect_id:str"
_TO = f"{_CHAT} {_QUIET} allow_paid_broadcast:bool reply_parameters:ReplyParameters"
_SENT = f"{_TO} {_INLINE}|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
_CAPTION = "caption:str parse_mode:str caption_entities:[MessageEntity]"
_ABOVE = f"{_CAPTION} show_caption_above_media:bool"
_SPOILED = f"{_ABOVE} has_spoiler:bool"
_EDITED = f"chat_id:int|str message_id:int inline_message_id:str {_INLINE}"
_LANGUAGE = "language_code:str"
_TOPIC = f"{_CHAT} message_thread_id!:int"
_VIDEO = "duration:int width:int height:int supports_streaming:bool"
_SONG = "duration:int performer:str title:str"

_METHODS = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
    "deleteWebhook": "drop_pending_updates:bool",
    "setWebhook": "url!:str certificate:file ip_address:str max_connections:int allowed_updates:[str] "
    "drop_pending_updates:bool secret_token:str",
    "getWebhookInfo": "",
    "sendMessage": f"{_SENT} text!:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions",
    "editMessageText": f"{_EDITED} text:str parse_mode:str entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions",
    "editMessageCaption": f"{_EDITED} {_ABOVE}",
    "editMessageMedia": f"{_EDITED} media!:InputMedia",
    "editMessageReplyMarkup": _EDITED,
    "deleteMessage": _ONE,
    "deleteMessages": f"{_CHAT} message_ids!:[int]",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "getChat": _CHAT,
    "getChatMember": f"{_CHAT} user_id!:int",
    "getChatMemberCount": _CHAT,
    "getChatAdministrators": f"{_CHAT} return_bots:bool",
    "banChatMember": f"{_CHAT} user_id!:int until_date:int revoke_messages:bool",
    "unbanChatMember": f"{_CHAT} user_id!:int only_if_banned:bool",
    "leaveChat": _CHAT,
    "createChatInviteLink": f"{_CHAT} name:str expire_date:int member_limit:int creates_join_request:bool",
    "pinChatMessage": f"{_ONE} disable_notification:bool",
    "unpinChatMessage": f"{_CHAT} message_id:int",
    "setMyCommands": f"commands!:[BotCommand] scope:BotCommandScope {_LANGUAGE}",
    "getMyCommands": f"scope:BotCommandScope {_LANGUAGE}",
    "deleteMyCommands": f"scope:BotCommandScope {_LANGUAGE}",
    "setMyName": f"name:str {_LANGUAGE}",
    "getMyName": _LANGUAGE,
    "setMyDescription": f"description:str {_LANGUAGE}",
    "getMyDescription": _LANGUAGE,
    "setMyShortDescription": f"short_description:str {_LANGUAGE}",
    "getMyShortDescription": _LANGUAGE,
    "sendChatAction": f"{_CHAT} message_thread_id:int action!:str",
    "getFile": "file_id!:str",
    "sendPhoto": f"{_SENT} {_SPOILED} photo!:file|str",
    "sendVideo": f"{_SENT} {_SPOILED} {_VIDEO} video!:file|str thumbnail:file|str",
    "sendVoice": f"{_SENT} {_CAPTION} voice!:file|str duration:int",
    "sendAudio": f"{_SENT} {_CAPTION} {_SONG} audio!:file|str thumbnail:file|str",
    "sendDocument": f"{_SENT} {_CAPTION} document!:file|str thumbnail:file|str disable_content_type_detection:bool",
    "sendLocation": f"{_SENT} latitude!:float longitude!:float horizontal_accuracy:float",
    "sendContact": f"{_SENT} phone_number!:str first_name!:str last_name:str vcard:str",
    "sendMediaGroup": f"{_TO} media!:[InputMedia]",
    "createForumTopic": f"{_CHAT} name!:str icon_color:int icon_custom_emoji_id:str",
    "editForumTopic": f"{_TOPIC} name:str icon_custom_emoji_id:str",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
    "deleteForumTopic": _TOPIC,
    "copyMessage": f"{_SENT} {_ABOVE} from_chat_id!:int|str message_id!:int",
    "forwardMessage": f"{_CHAT} {_QUIET} from_chat_id!:int|str message_id!:int",
    "setMessageReaction": f"{_ONE} reaction:[ReactionType] is_big:bool",
}

_MEDIA = f"type!:str media!:str {_CAPTION}"
_OBJECTS = {
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": "text!:str icon_custom_emoji_id:str style:str url:str callback_data:str web_app:WebAppInfo "
    "switch_inline_query:str switch_inline_query_current_chat:str copy_text:CopyTextButton",
    "CopyTextButton": "text!:str",
    "WebAppInfo": "url!:str",
    "ReplyKeyboardMarkup": "keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool "
    "one_time_keyboard:bool input_field_placeholder:str selective:bool",
    "KeyboardButton": "text!:str icon_custom_emoji_id:str style:str request_contact:bool request_location:bool "
    "web_app:WebAppInfo",
    "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
    "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
    "ReplyParameters": "message_id!:int chat_id:int|str allow_sending_without_reply:bool quote:str "
    "quote_parse_mode:str quote_entities:[MessageEntity] quote_position:int",
    "LinkPreviewOptions": "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool "
    "show_above_text:bool",
    "MessageEntity": "type!:str offset!:int length!:int url:str user:User language:str custom_emoji_id:str",
    "User": "id!:int is_bot!:bool first_name!:str last_name:str username:str language_code:str is_premium:bool",
    "BotCommand": "command!:str description!:str",
    "BotCommandScope": "type!:str chat_id:int|str user_id:int",
    "ReactionType": "type!:str emoji:str custom_emoji_id:str",
    "InputMedia": _MEDIA,
    "InputMediaPhoto": f"{_MEDIA} show_caption_above_media:bool has_spoiler:bool",
    "InputMediaVideo": f"{_MEDIA} {_VIDEO} thumbnail:str show_caption_above_media:bool has_spoiler:bool",
    "InputMediaDocument": f"{_MEDIA} thumbnail:str disable_content_type_detection:bool",
    "InputMediaAudio": f"{_MEDIA} {_SONG} thumbnail:str",
}


def _signature(line: str) -> Signature:
    signature: Signature = {}
    for part in line.split():
        name, _, kinds = part.partition(":")
        signature[name.rstrip("!")] = Parameter(kinds=tuple(kinds.split("|")), is_required=name.endswith("!"))
    return signature


METHODS: dict[str, Signature] = {name: _signature(line) for name, line in _METHODS.items()}
OBJECTS: dict[str, Signature] = {name: _signature(line) for name, line in _OBJECTS.items()}
BY_LOWER_NAME: dict[str, str] = {name.lower(): name for name in METHODS}
