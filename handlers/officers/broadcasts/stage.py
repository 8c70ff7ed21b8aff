"""The stage of composing: one living question in an officer's private chat, and previews as readers will see them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError, TimedOut

from bot.domain.broadcasts.errors import BroadcastGone
from bot.domain.broadcasts.fitting import Part
from bot.domain.errors import NotAllowed, NotEnrolled, Refused
from bot.domain.identifiers import Language, MessageId
from bot.domain.units import CommuneCode
from bot.services.broadcasts.composing import Draft
from bot.services.broadcasts.drafting import Heard
from bot.services.conversing import Visit
from handlers.broadcasts.bulletin import PREVIEW, Imprint, bulletin
from handlers.broadcasts.bulletin_sending import send
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import Context
from handlers.http import NeverSent
from handlers.officers.screens.broadcasts import asking, menu, refusing, times
from handlers.officers.screens.broadcasts import draft as drafts
from handlers.officers.screens.broadcasts.frame import Desk
from handlers.officers.screens.look import Look, joined
from handlers.staff import Duty, duty
from handlers.texts import Html

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing that an officer did while composing, with everything at hand to answer it."""

    at: Duty
    visit: Visit

    @property
    def is_press(self) -> bool:
        """Whether a button was pressed."""
        return self.at.update.callback_query is not None

    def desk(self, draft: Draft) -> Desk:
        """Give what the screens of a draft are made with."""
        faces = self.at.faces
        look = Look(self.at.words, faces.zone)
        return Desk(draft=draft, look=look, directory=faces.directory, languages=faces.texts.languages)

    async def show(
        self,
        draft: Draft,
        *,
        offered: Sequence[CommuneCode] = (),
        unfound: bool = False,
        renewed: bool = False,
        hint: Html | None = None,
        toast: str | None = None,
    ) -> None:
        """Show what is awaited of a draft; `renewed`: what readers will see has changed, so it is shown before."""
        is_titled = bool(draft.broadcast.content.wordings[draft.default].title)
        if renewed and is_titled:
            hint = joined(hint, await self._preview(draft))
        coming = self._coming(draft)
        if draft.focus.part is Part.CARD:
            broadcasting = self.at.faces.broadcasting
            is_whole = draft.lacks is Part.CARD and draft.broadcast.corrects is None
            screen = drafts.card(
                self.desk(draft),
                reach=await broadcasting.reaching.preview(draft.broadcast) if is_whole else None,
                coming=coming,
                has_channel=await broadcasting.drafts.has_channel(draft.broadcast),
                hint=hint,
            )
        else:
            screen = asking.question(
                self.desk(draft), offered=offered, unfound=unfound, coming=coming or None, hint=hint
            )
        await self.put(screen, below=renewed and is_titled, toast=toast)

    async def heard(self, heard: Heard, *, hint: Html | None = None) -> None:
        """Show the draft after something was sent; where further languages did not change along, say so."""
        hint = joined(hint, self._behind(heard))
        await self.show(heard.draft, offered=heard.offered, unfound=heard.unfound, renewed=heard.renewed, hint=hint)

    def _behind(self, heard: Heard) -> Html | None:
        draft, words = heard.draft, self.at.words
        others = [language for language in draft.broadcast.content.wordings if language != draft.default]
        if heard.rewritten != draft.default or not others:
            return None
        named = ", ".join(words.plain(f"language.{language}") for language in others)
        said = words("compose.hint.translations", default=words.plain(f"language.{draft.default}"), others=named)
        return refusing.warned(said)

    async def refused(self, error: Refused) -> None:
        """Say why something was not taken in, above what is awaited as before; nothing of the draft has changed."""
        if isinstance(error, NotAllowed | NotEnrolled | BroadcastGone):
            await self.ended(error)
            return
        hint = refusing.hint(error, self.at.words)
        if hint is None:
            await self.at.refuse(error)
            return
        await self.show(await self.at.faces.broadcasting.composing.view(self.visit), hint=hint)

    async def ended(self, error: Refused) -> None:
        """Leave the mode where there is nothing to compose any more; whoever was not in it is told just that."""
        composing, visit = self.at.faces.broadcasting.composing, replace(self.visit, version=None)
        if not await composing.is_on(visit):
            await self.at.refuse(error)
            await self.at.finish()
            return
        await composing.leave(visit)
        key = "compose.gone" if isinstance(error, BroadcastGone) else "compose.elsewhere"
        await self.put(menu.told(self.at.words(key), self.at.words))

    async def preview(self, draft: Draft) -> None:
        """Show the draft as readers will see it, and its card below."""
        await self.show(draft, renewed=True)

    async def put(self, screen: Screen, *, below: bool = False, toast: str | None = None) -> None:
        """Show a screen as the living question: in place of what was pressed, or below what was said since."""
        pressed = self.at.act.message if self.is_press else None
        if pressed is not None and not below:
            _, shown = await asyncio.gather(self.at.toast(toast), self._edited(pressed, screen))
        else:
            former = (await self.at.faces.conversing.current(self.visit)).prompt
            _, shown, _ = await asyncio.gather(self.at.toast(toast), self._sent(screen), self._silenced(former))
        await self.at.faces.conversing.settle(self.visit, prompt=shown)

    async def say(self, screen: Screen) -> None:
        """Say something beside what the errand is about."""
        await self._sent(screen)

    async def _preview(self, draft: Draft) -> Html | None:
        """Send the draft in each of its languages; give a word where Telegram takes one of them not at all."""
        several = len(draft.broadcast.content.wordings) > 1
        for language in draft.broadcast.content.wordings:
            if several:
                name = self.at.words.plain(f"language.{language}")
                await self._sent(Screen(text=self.at.words("compose.preview", language=name)))
            try:
                await self._bulletin(draft, language)
            except NeverSent:
                raise
            except BadRequest:
                return refusing.warned(self.at.words("compose.preview.refused"))
            except (TimedOut, Forbidden):
                continue  # it may have arrived; the card below can show it again
        return None

    async def _bulletin(self, draft: Draft, language: Language) -> None:
        broadcast = draft.broadcast
        imprint = Imprint(
            unit=draft.unit,
            at=self._begins(draft),
            urgent=broadcast.urgent,
            corrected=broadcast.revision > 0,
            occurrence=PREVIEW,
        )
        shown = bulletin(broadcast.content, imprint, language=language, texts=self.at.faces.texts)
        await send(self.at.context.bot, self.at.act.chat, shown, priority=Priority.REPLY)

    def _begins(self, draft: Draft) -> datetime:
        """Give when the draft would go out first; where that is not known, now."""
        dates = self.at.faces.broadcasting.dates
        return dates.next(draft.broadcast.schedule, draft.now) or draft.now.astimezone(dates.zone)

    def _coming(self, draft: Draft) -> Html:
        """Give the next times of a repetition."""
        if draft.broadcast.schedule.kind != "repeating":
            return self.at.words.empty
        dates = self.at.faces.broadcasting.dates
        return times.coming(dates.next_five(draft.broadcast.schedule, draft.now), self.at.words, dates.zone)

    async def _edited(self, message: MessageId, screen: Screen) -> MessageId | None:
        bot, chat = self.at.context.bot, self.at.act.chat
        try:
            await bot.edit_message_text(
                screen.text,
                chat_id=chat,
                message_id=message,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.markup,
                link_preview_options=_NO_PREVIEW,
                rate_limit_args=Priority.REPLY,
            )
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                return await self._sent(screen)
        except NeverSent:
            raise
        except (TimedOut, Forbidden):
            return message
        return message

    async def _sent(self, screen: Screen) -> MessageId | None:
        """Send; a prompt that may have arrived is not sent again."""
        try:
            sent = await self.at.context.bot.send_message(
                self.at.act.chat,
                screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.markup,
                link_preview_options=_NO_PREVIEW,
                rate_limit_args=Priority.REPLY,
            )
        except NeverSent:
            raise
        except (TimedOut, Forbidden):
            return None
        return MessageId(sent.message_id)

    async def _silenced(self, message: MessageId | None) -> None:
        """Take the keyboard of the former question away; one that stays is answered by its version."""
        if message is None:
            return
        try:
            await self.at.context.bot.edit_message_reply_markup(
                chat_id=self.at.act.chat, message_id=message, reply_markup=None, rate_limit_args=Priority.REPLY
            )
        except TelegramError:
            return


def stage(update: Update, context: Context, *, version: int | None = None) -> Stage:
    """Give the stage of an update in a private chat; `version`: that the pressed button carried."""
    at = duty(update, context)
    visit = Visit(
        errand=at.act.errand,
        chat=at.act.chat,
        language=at.words.language,
        message=at.act.message,
        version=version,
    )
    return Stage(at, visit)
