"""What every handler is given, and an application that lets a failing handler be seen by whoever fed it.

python-telegram-bot hands a handler's exception to its error handlers and reports success; here the errand must know, so
that it can be tried again.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.domain.identifiers import ChatId, ErrandId
from bot.ports.vault import Errand
from handlers.calls import Priority

if TYPE_CHECKING:
    from handlers.faces import Faces

Raw = Mapping[str, object]  #: JSON as Telegram sends it
Nothing = dict[object, object]  #: the library's own user_data and the like are not used


class InboxBot(ExtBot[Priority]):
    """The library's bot, which also gives updates as they are, and takes parameters that are written out already.

    Both because the library makes objects of everything it sends and hears, and thousands of them are not looked at.
    """

    async def updates(self, *, offset: int | None, seconds: int, allowed: Sequence[str]) -> list[Raw]:
        """Wait so long for updates; an offset confirms all before it."""
        data: dict[str, object] = {"timeout": seconds, "allowed_updates": list(allowed), "limit": 100}
        if offset is not None:
            data["offset"] = offset
        answer = await self._post("getUpdates", data, read_timeout=seconds + 10)
        return cast("list[Raw]", answer)  # what Telegram's table says of this method

    async def bare(self, method: str, parameters: Raw, *, priority: Priority) -> object:
        """Call a method, and give its answer as it is."""
        return await self._post(method, dict(parameters), api_kwargs=self._merge_api_rl_kwargs(None, priority))


class Context(CallbackContext[InboxBot, Nothing, Nothing, Nothing]):
    """The library's context, with the services and the errand at hand."""

    @property
    def faces(self) -> "Faces":
        """Everything that handlers need of the rest of the program."""
        return self._application_here.faces

    def following(self, chat: ChatId) -> Errand | None:
        """Give the errand of a chat that comes after the one in hand."""
        return self._application_here.following(chat)

    @property
    def _application_here(self) -> "InboxApplication":
        application: object = self.application  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - the library's property leaves its type open
        return cast("InboxApplication", application)  # the only application there is

    @staticmethod
    def chat_of(update: Update) -> ChatId:
        """Give the chat in which something happened."""
        assert update.effective_chat is not None
        return ChatId(update.effective_chat.id)

    @classmethod
    def errand_of(cls, update: Update) -> ErrandId:
        """Give the row of the inbox that an update was read from; it rides along in the update."""
        return ErrandId(str(update.api_kwargs["errand"]))


class InboxApplication(Application[InboxBot, Context, Nothing, Nothing, Nothing, None]):
    """An application that is fed from the inbox and raises what its handlers raise."""

    faces: "Faces"
    following: Callable[[ChatId], Errand | None]

    async def process_error(self, update: object, error: Exception, *_: object, **__: object) -> bool:
        """Raise the error to whoever fed the update."""
        del update
        raise error


def performer(application: InboxApplication) -> Callable[[Errand], Awaitable[None]]:
    """Give what does an errand: the library's handlers, fed with the update that the inbox kept."""

    async def perform(errand: Errand) -> None:
        update = Update.de_json({**errand.payload, "errand": errand.id}, application.bot)
        await application.process_update(update)

    return perform
