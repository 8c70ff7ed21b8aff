"""Where units and officers are reached, and which of the bot's messages belong to which tip: look-ups, no rules."""

from collections.abc import Sequence

from bot.domain.dispatches import Dispatch, Post, PostKind, ToChat, ToOfficer, ToUnit
from bot.domain.errors import TipGone
from bot.domain.identifiers import ChatId, MessageId, Reference, TipId, UserId
from bot.domain.people import may_know_of_shielded
from bot.domain.posts import carries_contents
from bot.domain.topics import TOPICS
from bot.ports.casebook import Casebook
from handlers.courier import NoDestination


class Addresses:
    """Reads chats and messages from the casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook

    async def chat_of(self, dispatch: Dispatch) -> ChatId | None:
        """Give the chat that a dispatch goes to; None where its officer is no longer one.

        Raises:
            NoDestination: the unit has no group, or one with members whom nobody has accepted and this has contents.

        """
        async with self._casebook.begin() as book:
            match dispatch.to:
                case ToUnit(unit=unit):
                    group = await book.groups.of(unit)
                    if group is None or (carries_contents(dispatch.content) and not group.is_settled):
                        raise NoDestination
                    return group.chat
                case ToOfficer(officer=officer):
                    known = await book.officers.get(officer)
                    if known is None or officer not in {one.id for one in await book.officers.of_user(known.user)}:
                        return None
                    return ChatId(known.user)
                case ToChat(chat=chat):
                    return chat

    async def posts(self, tip: TipId) -> list[Post]:
        """Give the bot's messages about a tip, oldest first."""
        async with self._casebook.begin() as book:
            return await book.posts.of(tip)

    async def card_in(self, chat: ChatId, tip: TipId) -> MessageId | None:
        """Give the newest card of a tip in a chat."""
        async with self._casebook.begin() as book:
            cards = await book.posts.of(tip, PostKind.CARD)
        return next((card.message for card in reversed(cards) if card.chat == chat), None)

    async def topic_in(self, chat: ChatId, tip: TipId) -> Post | None:
        """Give the topic of a tip in a chat."""
        posts = await self.posts(tip)
        return next((post for post in reversed(posts) if post.chat == chat and post.kind in TOPICS), None)

    async def post_at(self, chat: ChatId, message: MessageId) -> Post | None:
        """Give what a message of the bot is."""
        async with self._casebook.begin() as book:
            return await book.posts.at(chat, message)

    async def remember(self, post: Post) -> None:
        """Keep a message that has been sent, before the next one is."""
        async with self._casebook.begin() as book:
            await book.posts.add([post])

    async def forget(self, posts: Sequence[Post]) -> None:
        """Forget messages that are gone or empty."""
        async with self._casebook.begin() as book:
            for post in posts:
                await book.posts.forget(post.chat, post.message)

    async def tip(self, reference: Reference, *, user: UserId) -> TipId:
        """Give the tip that officers call by this reference, to somebody who may know that there is one.

        Raises:
            TipGone: there is none, or no longer, or not for them.

        """
        async with self._casebook.begin() as book:
            found = await book.tips.by_reference(reference)
            roles = await book.officers.of_user(user)
        if found is None or (found.shielded and not any(may_know_of_shielded(role, found.unit) for role in roles)):
            raise TipGone
        return found.id
