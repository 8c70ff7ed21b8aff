"""Mouth: everything a person can say, with all that Telegram tells a bot about them when they do."""

import re
from dataclasses import replace

from bot.sandbox.chats import Chat
from bot.sandbox.files import media_of
from bot.sandbox.html import read_html
from bot.sandbox.looking import Onlooker
from bot.sandbox.members import Member, User
from bot.sandbox.messages import Content, Draft, Message
from bot.sandbox.plain import JsonObject, number_in, object_in
from bot.sandbox.screen import Shown, shown
from bot.sandbox.strictness import START_PAYLOAD
from bot.sandbox.typing_words import typed_entities

ANONYMOUS_ADMINISTRATOR = User(user_id=1_087_968_824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
_START_LINK = re.compile(r"https://t\.me/(\w+)(?:\?start=([^&]*))?")


class Speaker(Onlooker):
    """Somebody who posts; `to` is their talk with the bot where no chat is named."""

    def starts(self, payload: str | None = None) -> Shown:
        """Press Start (or open a t.me link with a payload): the bot may write to them from now on."""
        if payload is not None and START_PAYLOAD.fullmatch(payload) is None:
            raise AssertionError(f"Telegram carries no start payload like {payload!r}")
        self.world.private_chat(self.user)
        return self.sends("/start" if payload is None else f"/start {payload}")

    def opens(self, link: str) -> Shown:
        """Follow a https://t.me/<bot>?start=… link and press Start."""
        found = _START_LINK.fullmatch(link)
        if found is None or found[1].lower() != (self.world.bot.username or "").lower():
            raise AssertionError(f"{link!r} does not lead to this bot")
        return self.starts(found[2] or None)

    def sends(
        self,
        text: str,
        *,
        to: Chat | None = None,
        reply_to: Shown | None = None,
        topic: int | None = None,
        mentions: User | None = None,
        anonymously: bool = False,
    ) -> Shown:
        """Post a text; `mentions` marks its first word with somebody's account, `anonymously` signs as the group."""
        entities = typed_entities(text)
        if mentions is not None:
            length = len(text.partition(" ")[0])
            mention: JsonObject = {"type": "text_mention", "offset": 0, "length": length, "user": mentions.as_json()}
            entities = (mention, *entities)
        draft = Draft(content=Content(words=text, entities=entities), thread_id=topic, signed_as_chat=anonymously)
        return self._posts(draft, to=to, reply_to=reply_to)

    def writes(self, html: str, *, to: Chat | None = None, reply_to: Shown | None = None) -> Shown:
        """Post formatted text, told here in Telegram's HTML; the bot is told words and entities."""
        words, formatting = read_html(html)
        entities = sorted((*formatting, *typed_entities(words)), key=lambda entity: number_in(entity["offset"]))
        return self._posts(Draft(content=Content(words=words, entities=tuple(entities))), to=to, reply_to=reply_to)

    def replies(self, message: Shown, text: str, *, anonymously: bool = False) -> Shown:
        """Answer a message where it stands."""
        chat = self.world.chats[message.chat_id]
        return self.sends(text, to=chat, reply_to=message, topic=message.topic, anonymously=anonymously)

    def edits(self, message: Shown, text: str) -> Shown:
        """Change the words of an own message; of a photo, what is written under it."""
        chat, kept = self._own(message)
        content = replace(kept.content, words=text, entities=typed_entities(text))
        self.world.edit(chat, kept, content=content, markup=kept.markup)
        return self._acted(chat, kept)

    def exchanges(self, message: Shown, content: bytes) -> Shown:
        """Put another photo in the place of an own one."""
        chat, kept = self._own(message)
        media = media_of(self.world.files.keep(content, kind="photo"))
        self.world.edit(chat, kept, content=replace(kept.content, media=media), markup=kept.markup)
        return self._acted(chat, kept)

    def deletes(self, message: Shown) -> None:
        """Take an own message away; Telegram tells bots nothing of it."""
        self.world.delete(self.world.chats[message.chat_id], message.message_id)
        self.acted_at = self.world.next_mark()

    def passes_on(self, message: Shown, *, to: Chat | None = None) -> Shown:
        """Forward a message that they see; where it came from goes along, the right answer of a quiz does not."""
        chat = self.world.chats[message.chat_id]
        kept = chat.messages[message.message_id]
        origin = kept.forward_origin or chat.origin_of(kept)
        poll = object_in(kept.content.media.get("poll"))
        bare: JsonObject = {name: value for name, value in poll.items() if name != "correct_option_ids"}
        media = {**kept.content.media, "poll": bare} if bare else kept.content.media
        return self._posts(Draft(content=replace(kept.content, media=media), forward_origin=origin), to=to)

    def forwards(
        self, text: str, *, origin: User | None = None, hidden_name: str | None = None, to: Chat | None = None
    ) -> Shown:
        """Forward somebody's text; the origin goes along, as an account or as a hidden user's bare name."""
        written = self.world.now() - 60
        if origin is not None:
            shown_origin: JsonObject = {"type": "user", "date": written, "sender_user": origin.as_json()}
        else:
            shown_origin = {"type": "hidden_user", "date": written, "sender_user_name": hidden_name or "?"}
        content = Content(words=text, entities=typed_entities(text))
        return self._posts(Draft(content=content, forward_origin=shown_origin), to=to)

    def opens_topic(self, chat: Chat, name: str) -> Shown:
        """Open a topic in a forum; the id of what this gives is the topic's."""
        service: JsonObject = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        root = self.world.post_topic(chat, Draft(content=Content(), service=service), name=name, sender=self.user)
        return self._acted(chat, root)

    def deletes_topic(self, chat: Chat, topic: int) -> None:
        """Take a topic away with everything in it."""
        self.world.delete_topic(chat, topic)
        self.acted_at = self.world.next_mark()

    def _posts(self, draft: Draft, *, to: Chat | None, reply_to: Shown | None = None) -> Shown:
        chat = to if to is not None else self._own_chat()
        if not chat.has(self.user_id):
            raise AssertionError(f"{self.user.first_name} is not in {chat.title!r} and cannot write there")
        if chat.kind == "channel" and not chat.members[self.user_id].may("can_post_messages"):
            raise AssertionError(f"{self.user.first_name} only reads {chat.title!r}")
        root = draft.thread_id if draft.thread_id in chat.topics else None
        answered = reply_to.message_id if reply_to is not None else root
        sender = ANONYMOUS_ADMINISTRATOR if draft.signed_as_chat else self.user
        signed = replace(draft, reply_to=answered, signed_as_chat=draft.signed_as_chat or chat.kind == "channel")
        posted = self.world.post(chat, signed, sender=None if chat.kind == "channel" else sender)
        return self._acted(chat, posted)

    def _own(self, message: Shown) -> tuple[Chat, Message]:
        chat = self.world.chats[message.chat_id]
        kept = chat.messages[message.message_id]
        if kept.sender is not self.user and not self._runs(chat):
            raise AssertionError("people edit their own messages only")
        return chat, kept

    def _runs(self, chat: Chat) -> bool:
        member = chat.member(self.user_id)
        return chat.kind == "channel" and member is not None and member.may("can_edit_messages")

    def _own_chat(self) -> Chat:
        chat = self.world.private_chat_if_open(self.user_id)
        if chat is None:
            raise AssertionError(f"{self.user.first_name} has not pressed Start: nothing can be written before")
        if chat.has_blocked_bot:
            raise AssertionError(f"{self.user.first_name} has blocked the bot and cannot write to it")
        assert isinstance(chat.member(self.user_id), Member)
        return chat

    def _acted(self, chat: Chat, message: Message) -> Shown:
        self.acted_at = self.world.next_mark()
        return shown(self.world, chat, message)
