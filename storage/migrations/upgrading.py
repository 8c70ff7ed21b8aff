"""Alembic, run from the program: no ini file, no command line."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

CONNECTION: Final = "connection"  #: the attribute under which env.py finds the transaction it works in


def configured(versions: Path) -> Config:
    """Give Alembic's settings for the revisions in this folder."""
    config = Config()
    for name, value in {
        "script_location": str(Path(__file__).parent),
        "version_locations": str(versions),
        "path_separator": "newline",
    }.items():
        config.set_main_option(name, value.replace("%", "%%"))
    return config


def upgrade(connection: Connection, versions: Path) -> None:
    """Run the revisions that are missing, within the connection's transaction."""
    config = configured(versions)
    config.attributes[CONNECTION] = connection
    command.upgrade(config, "head")
