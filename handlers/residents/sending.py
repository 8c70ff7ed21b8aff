"""Letters on their way to residents: one call each, an edit where that shows the same without a new message."""

from collections.abc import Sequence

from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.domain.identifiers import MessageId
from bot.domain.letters import Letter
from bot.places.directory import Directory
from handlers.buttons import Screen
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.residents.screens.letters import letter as letter_screen
from handlers.texts import Texts

_UNCHANGED = "message is not modified"


class LetterSender:
    """Sends letters."""

    def __init__(self, bot: InboxBot, texts: Texts, directory: Directory) -> None:
        self._bot = bot
        self._texts = texts
        self._directory = directory

    async def __call__(self, letter: Letter) -> Sequence[MessageId]:
        """Send a letter; give the message that it became.

        Editing is harmless to repeat: a receipt that was shown already is found unchanged.

        Raises:
            telegram.error.TelegramError: it could not be delivered, now or ever.

        """
        screen = letter_screen(letter.content, self._texts[letter.language], self._directory)
        if letter.edits is not None and await self._edited(letter, letter.edits, screen):
            return (letter.edits,)
        sent = await self._bot.send_message(
            letter.chat,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=screen.markup,
            rate_limit_args=Priority.REPLY,
        )
        return (MessageId(sent.message_id),)

    async def _edited(self, letter: Letter, message: MessageId, screen: Screen) -> bool:
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=letter.chat,
                message_id=message,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.markup,
                rate_limit_args=Priority.REPLY,
            )
        except BadRequest as error:
            return _UNCHANGED in error.message.lower()
        return True
