"""The measure of the rest: a bare echo bot, written as python-telegram-bot's own examples are.

It answers a text with the text and a press with an edit, keeps nothing, and knows no limit of Telegram's. It runs in a
process of its own: ``python -m benchmarks.echo``, with the token and the address of the Bot API in the environment.
"""

import os
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

TOKEN_NAME = "ECHO_TOKEN"  # noqa: S105 - the name of a variable
API_NAME = "ECHO_API"
PHOTOS_NAME = "ECHO_PHOTOS"  #: a folder of photos to be sent as an album
BUTTONS = ("One", "Two")


def keyboard() -> InlineKeyboardMarkup:
    """Give the buttons under every answer."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in BUTTONS]])


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say hello."""
    del context
    if update.message is not None:
        await update.message.reply_text("Hi!", reply_markup=keyboard())


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    del context
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text, reply_markup=keyboard())


async def album(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send an album."""
    del context
    if update.message is not None:
        files = sorted(Path(os.environ[PHOTOS_NAME]).iterdir())  # noqa: ASYNC240 - as the examples do
        await update.message.reply_media_group([InputMediaPhoto(file.read_bytes()) for file in files])


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say which button was pressed, in the message that has it."""
    del context
    query = update.callback_query
    if query is not None:
        await query.answer()
        await query.edit_message_text(f"Selected option: {query.data}", reply_markup=keyboard())


def main() -> None:
    """Run until stopped, with the library's own poller and everything as it comes."""
    root = os.environ[API_NAME]
    application = Application.builder().token(os.environ[TOKEN_NAME]).base_url(f"{root}/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CommandHandler("album", album))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.add_handler(CallbackQueryHandler(press))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
