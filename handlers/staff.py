"""What the faces of staff share: one thing that an officer or administrator did, and how it is answered in passing."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from html import unescape
from re import sub
from typing import Final

from telegram import LinkPreviewOptions, ReplyParameters, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TimedOut

from bot.domain.broadcasts.conducting_errors import CorrectionRefused
from bot.domain.errors import GroupUnsuitable, Refused, TakenBy, UnsafeQuestion
from bot.domain.identifiers import ChatId, MessageId, UserId
from bot.services.acting import Act
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import Context
from handlers.faces import Faces
from handlers.http import NeverSent
from handlers.texts import Html, Words

_ALERT: Final = 190  #: letters of the answer to a press; Telegram takes 200
_MINUTE: Final = 60
_UNCHANGED: Final = "message is not modified"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody of the staff did, with everything at hand to answer it."""

    context: Context
    update: Update
    act: Act
    words: Words

    @property
    def faces(self) -> Faces:
        """The services."""
        return self.context.faces

    @property
    def is_private(self) -> bool:
        """Whether this is a private chat, whose id is its person's."""
        return self.act.chat == self.act.user

    async def toast(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer the press: Telegram shows the text for a moment, or (alert) until it is closed."""
        if self.update.callback_query is None:
            return
        try:
            await self.context.bot.answer_callback_query(
                self.update.callback_query.id, text=text, show_alert=alert, rate_limit_args=Priority.REPLY
            )
        except NeverSent:
            raise
        except (BadRequest, TimedOut):
            return  # too old to be answered, or answered already

    async def say(self, screen: Screen) -> None:
        """Answer what was typed."""
        await self._send(self.act.chat, screen, replies_to=self.act.message)

    async def say_privately(self, screen: Screen) -> bool:
        """Send to the person alone; tell False where they have closed that door."""
        try:
            await self._send(ChatId(self.act.user), screen)
        except Forbidden:
            return False
        return True

    async def show(self, screen: Screen, *, toast: str | None = None, alert: bool = False) -> None:
        """Show a screen in place of the pressed message; typed, as an answer."""
        if self.update.callback_query is None or self.act.message is None:
            await self.say(screen)
            return
        await asyncio.gather(self.toast(toast, alert=alert), self._edit(self.act.message, screen))

    async def refuse(self, error: Refused) -> None:
        """Say one sentence: on a press until it is closed, to what was typed as an answer."""
        sentence = refusal(error, self.words, self.faces.zone)
        if self.update.callback_query is not None:
            await self.toast(spoken(sentence), alert=True)
        else:
            await self.say(Screen(text=sentence))

    async def finish(self) -> None:
        """Forget the errand."""
        await self.faces.conversing.finish(self.act.errand)

    async def _send(self, chat: ChatId, screen: Screen, *, replies_to: MessageId | None = None) -> None:
        reply = ReplyParameters(replies_to, allow_sending_without_reply=True) if replies_to is not None else None
        try:
            await self.context.bot.send_message(
                chat,
                screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.markup,
                reply_parameters=reply,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                rate_limit_args=Priority.REPLY,
            )
        except NeverSent:
            raise
        except TimedOut:
            return  # it may have arrived: a prompt is not sent again

    async def _edit(self, message: MessageId, screen: Screen) -> None:
        try:
            await self.context.bot.edit_message_text(
                screen.text,
                chat_id=self.act.chat,
                message_id=message,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.markup,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                rate_limit_args=Priority.REPLY,
            )
        except BadRequest as error:
            if _UNCHANGED not in error.message.lower():
                await self._send(self.act.chat, screen)


def duty(update: Update, context: Context) -> Duty:
    """Give what somebody of the staff did; groups read the default language, a private chat its person's."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    assert chat is not None
    texts = context.faces.texts
    code = user.language_code if user is not None and chat.type == ChatType.PRIVATE else None
    words = next((texts[language] for language in texts.languages if language == code), texts.default)
    act = Act(
        errand=context.errand_of(update),
        user=UserId(user.id if user is not None else 0),
        chat=ChatId(chat.id),
        message=MessageId(message.message_id) if message is not None else None,
    )
    return Duty(context, update, act, words)


def refusal(error: Refused, words: Words, zone: tzinfo) -> Html:
    """Give the sentence that says a refusal."""
    match error:
        case TakenBy(name=name, at_minute=at_minute):
            hour = f"{datetime.fromtimestamp(at_minute * _MINUTE, UTC).astimezone(zone):%H:%M}"
            return words("staff.refused.TakenBy", name=name, hour=hour)
        case GroupUnsuitable(reason=reason, missing=missing):
            key = f"staff.refused.GroupUnsuitable.{reason}"
            rights = ", ".join(words.plain(f"right.{right}") for right in missing)
            return words(key if words.has(key) else "staff.refused.other", rights=rights)
        case UnsafeQuestion(reason=reason):
            return words(f"staff.refused.UnsafeQuestion.{reason}")
        case CorrectionRefused(fault=fault):
            return words(f"staff.refused.CorrectionRefused.{fault.value}")
        case _:
            key = f"staff.refused.{type(error).__name__}"
            return words(key if words.has(key) else "staff.refused.other")


def spoken(html: Html) -> str:
    """Give a text as a pop-up shows it: without markup, and no longer than Telegram takes."""
    text = unescape(sub(r"<[^>]*>", "", html))
    return text if len(text) <= _ALERT else f"{text[:_ALERT]}…"
