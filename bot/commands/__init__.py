"""The command line, one file a command; each imports what it needs when it is called."""

from bot.commands.lean import load_without_colours

load_without_colours("structlog")
