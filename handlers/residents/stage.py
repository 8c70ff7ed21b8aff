"""The stage: one living question in a private chat. Edited after a press, sent anew after typed words."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError, TimedOut

from bot.domain.conversation import Conversation
from bot.domain.identifiers import ChatId, MessageId
from bot.services.conversing import Visit
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import Context, InboxBot
from handlers.http import NeverSent
from handlers.pacing import Pacing
from handlers.texts import Words

_UNCHANGED = "message is not modified"
_BRIEF: Final = 2.0  #: seconds that a question may wait to stand below what was looked at


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing that a resident did, with everything at hand to answer it."""

    context: Context
    update: Update
    visit: Visit
    words: Words

    @property
    def bot(self) -> InboxBot:
        """The bot, with its one rate budget."""
        return self.context.bot

    async def toast(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer the press: Telegram shows the text for a moment, or (alert) until it is closed."""
        if self.update.callback_query is None:
            return
        try:
            await self.bot.answer_callback_query(self.update.callback_query.id, text=text, show_alert=alert)
        except (BadRequest, TimedOut):
            return  # too old to be answered, or answered already: the screen says the same

    async def show(self, screen: Screen, *, after: Conversation | None, toast: str | None = None) -> None:
        """Show a screen and settle the errand: what was pressed is edited, what was typed is answered anew."""
        if self.update.callback_query is not None and self.visit.message is not None:
            _, shown = await asyncio.gather(self.toast(toast), self._edited(self._living(after), screen))
            await self._settle(shown, typed=None)
            return
        former = after.prompt if after is not None else None
        shown, _ = await asyncio.gather(self._sent(screen), self._silenced(former))
        await self._settle(shown, typed=self.visit.message)

    async def show_anew(self, screen: Screen, *, toast: str | None = None) -> None:
        """Answer a press on something old: one sentence, and the present question below."""
        _, shown = await asyncio.gather(self.toast(toast), self._sent(screen))
        await self._settle(shown, typed=None)

    async def show_aside(self, screen: Screen) -> None:
        """Send something that is no question; the question that was open stays open."""
        shown = await self._sent(screen)
        messages = [message for message in (self.visit.message, shown) if message is not None]
        await self.context.faces.conversing.settle(self.visit, messages=messages)

    async def show_below(self, screen: Screen, *, messages: Sequence[MessageId]) -> None:
        """Send the open question anew below what its own button asked for, unless that would have to wait long."""
        shown = None
        if self._wait() <= _BRIEF:
            shown, _ = await asyncio.gather(self._sent(screen), self._silenced(self.visit.message))
        sent = [*messages, *([shown] if shown is not None else [])]
        await self.context.faces.conversing.settle(self.visit, prompt=shown, messages=sent)

    async def change(self, screen: Screen, *, toast: str | None = None) -> None:
        """Edit what was pressed, which is no question; the one that is open stays as it is."""
        assert self.visit.message is not None
        await asyncio.gather(self.toast(toast), self._edited(self.visit.message, screen))
        await self.context.faces.conversing.settle(self.visit)

    async def show_both(self, screen: Screen, below: Screen | None, *, after: Conversation) -> None:
        """Show what became of a question, and below it, if anything, the one that is open again."""
        if below is None:
            await self.show(screen, after=after)
            return
        if self.update.callback_query is not None and self.visit.message is not None:
            _, shown = await asyncio.gather(self.toast(), self._edited(self.visit.message, screen))
        else:
            shown, _ = await asyncio.gather(self._sent(screen), self._silenced(after.prompt))
        question = await self._sent(below)
        messages = [message for message in (self.visit.message, shown, question) if message is not None]
        await self.context.faces.conversing.settle(self.visit, prompt=question, messages=messages)

    async def renew(self, prompt: MessageId, screen: Screen) -> None:
        """Edit the open question where it stands, since nothing new was said below it."""
        await self._settle(await self._edited(prompt, screen), typed=None)

    async def finish(self, toast: str | None = None, *, alert: bool = False) -> None:
        """Answer with a passing word only."""
        await self.toast(toast, alert=alert)
        await self.context.faces.conversing.settle(self.visit)

    async def finish_silently(self) -> None:
        """Say nothing: what comes next in this chat is answered for both."""
        messages = [self.visit.message] if self.visit.message is not None else []
        await self.context.faces.conversing.settle(self.visit, messages=messages)

    def _wait(self) -> float:
        """Give the seconds that something sent to this chat now would wait for its turn."""
        limiter = self.bot.rate_limiter
        return limiter.delay_for(self.visit.chat, Priority.REPLY) if isinstance(limiter, Pacing) else 0.0

    def _living(self, after: Conversation | None) -> MessageId:
        """Give the message to edit: what was pressed, or the same question where it was sent anew since."""
        assert self.visit.message is not None
        if self.visit.version is None or after is None or after.prompt is None:
            return self.visit.message
        return max(self.visit.message, after.prompt)

    async def _settle(self, shown: MessageId | None, *, typed: MessageId | None) -> None:
        messages = [message for message in (typed, shown) if message is not None]
        await self.context.faces.conversing.settle(self.visit, prompt=shown, messages=messages)

    async def _edited(self, message: MessageId, screen: Screen) -> MessageId | None:
        try:
            await self.bot.edit_message_text(
                screen.text,
                chat_id=self.visit.chat,
                message_id=message,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.markup,
                rate_limit_args=Priority.REPLY,
            )
        except BadRequest as error:
            if _UNCHANGED not in error.message.lower():
                return await self._sent(screen)
        except NeverSent:
            raise
        except (TimedOut, Forbidden):
            return message
        return message

    async def _sent(self, screen: Screen) -> MessageId | None:
        """Send; a prompt that may have arrived is not sent again, and who blocked the bot is left in peace."""
        try:
            sent = await self.bot.send_message(
                self.visit.chat,
                screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.markup,
                protect_content=False,
                rate_limit_args=Priority.REPLY,
            )
        except NeverSent:
            raise
        except (TimedOut, Forbidden):
            return None
        return MessageId(sent.message_id)

    async def _silenced(self, message: MessageId | None) -> None:
        """Take the keyboard of a former question away, unless the next answer would have to wait for it."""
        if message is None or self._wait() > 0:
            return
        try:
            await self.bot.edit_message_reply_markup(
                chat_id=self.visit.chat, message_id=message, reply_markup=None, rate_limit_args=Priority.REPLY
            )
        except TelegramError:
            return  # an old keyboard that stays is answered by its version


def scene(update: Update, context: Context, *, version: int | None = None) -> Scene:
    """Give the scene of an update in a private chat."""
    message = update.effective_message
    assert update.effective_chat is not None
    user = update.effective_user
    texts = context.faces.texts
    code = user.language_code if user is not None and user.language_code is not None else ""
    words = next((texts[language] for language in texts.languages if language == code), texts.default)
    visit = Visit(
        errand=context.errand_of(update),
        chat=ChatId(update.effective_chat.id),
        language=words.language,
        message=MessageId(message.message_id) if message is not None else None,
        version=version,
    )
    return Scene(context, update, visit, words)
