"""What a private chat is about: loaded, changed and saved once for each errand, then settled when it has been shown.

The change of a conversation is committed before its screen is sent, and the errand is forgotten after: a process that
dies between shows the screen once more and changes nothing twice.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain import unsent
from bot.domain.conversation import Conversation, Focus
from bot.domain.errors import StalePress
from bot.domain.identifiers import ChatId, ErrandId, Language, MessageId
from bot.domain.units import CommuneCode
from bot.ports import Clock
from bot.ports.vault import Vault, VaultSession

Change = Callable[[Focus | None], Focus | None]
Begins = Callable[[Focus | None], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One thing that a person did in a private chat."""

    errand: ErrandId
    chat: ChatId
    language: Language  #: of the client, as far as it is one of ours
    message: MessageId | None = None  #: what was typed, or what carried the pressed button
    version: int | None = None  #: that the pressed button carried


class Conversing:
    """Keeps conversations."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    async def current(self, visit: Visit) -> Conversation:
        """Give the conversation as it stands; a fresh one where there is none."""
        async with self._vault.begin() as session:
            return await self._of(session, visit)

    async def turn(
        self,
        visit: Visit,
        change: Change,
        *,
        begins: Begins | None = None,
        lets_go: bool = False,
        begun: CommuneCode | None = None,
    ) -> Conversation:
        """Change the focus of a conversation, once for each errand.

        Where the focus before `begins` something, a new trail of messages starts.

        What was written and not sent waits while something else is looked at; `lets_go`: it was sent, or dropped.
        `begun`: the commune whose alerts were subscribed to.

        Raises:
            StalePress: the pressed button belongs to an older question.
            Refused: what `change` raises; nothing is changed then.

        """
        async with self._vault.begin() as session:
            before = await self._of(session, visit)
            if before.errand == visit.errand:
                return before
            if visit.version is not None and visit.version != before.version:
                raise StalePress
            is_new = begins is not None and begins(before.focus)
            focus, parked = unsent.turned(before, change(before.focus), lets_go=lets_go)
            after = replace(
                before,
                focus=focus,
                parked=parked,
                errand=visit.errand,
                begun=begun,
                trail=secrets.token_hex(8) if is_new or not before.trail else before.trail,
                version=before.version + 1,
                reminded=False,
                touched=self._clock.now(),
            )
            await session.conversations.save(after)
            return after

    async def speak(self, visit: Visit, language: Language) -> Conversation:
        """Change the language of a conversation, and of whatever comes to its chat unasked."""
        async with self._vault.begin() as session:
            before = await self._of(session, visit)
            after = replace(before, language=language, touched=self._clock.now())
            await session.conversations.save(after)
            for address in await session.handles.in_chat(visit.chat):
                await session.handles.open(replace(address, language=language))
            subscription = await session.subscribers.of(visit.chat)
            if subscription is not None:
                await session.subscribers.keep(replace(subscription, language=language))
            return after

    async def settle(
        self, visit: Visit, *, prompt: MessageId | None = None, messages: Sequence[MessageId] = ()
    ) -> None:
        """Forget the errand; remember the message that now holds the question, and those that could be deleted."""
        async with self._vault.begin() as session:
            conversation = await session.conversations.of(visit.chat)
            if conversation is not None and prompt is not None and prompt != conversation.prompt:
                await session.conversations.save(replace(conversation, prompt=prompt))
            if messages:
                trail = conversation.trail if conversation is not None else ""
                await session.trails.add(visit.chat, trail, messages, now=self._clock.now())
            await session.inbox.finish(visit.errand)

    async def drop_aside(self, chat: ChatId) -> None:
        """Drop what could not be read of this chat, so that the rest can be sent."""
        async with self._vault.begin() as session:
            await session.inbox.drop_aside(chat)

    async def finish(self, errand: ErrandId) -> None:
        """Forget an errand that shows nothing."""
        async with self._vault.begin() as session:
            await session.inbox.finish(errand)

    async def _of(self, session: VaultSession, visit: Visit) -> Conversation:
        """Give the conversation, or a fresh one: a chat that is told things is spoken to as they are told."""
        kept = await session.conversations.of(visit.chat)
        if kept is not None:
            return kept
        subscription = await session.subscribers.of(visit.chat)
        language = visit.language if subscription is None else subscription.language
        return Conversation(chat=visit.chat, language=language, touched=self._clock.now())
