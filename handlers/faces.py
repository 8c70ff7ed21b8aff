"""Everything that handlers need of the rest of the program, in one frozen place made by the wiring."""

from dataclasses import dataclass

from bot.places.directory import Directory
from bot.services.aftercare import Aftercare
from bot.services.conversing import Conversing
from bot.services.following import Follow
from bot.services.reporting import Reporting
from bot.services.telling import Tell
from handlers.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """The services, the directory and the words."""

    texts: Texts
    directory: Directory
    operator: str  #: who runs the bot; may be empty
    conversing: Conversing
    tell: Tell
    report: Reporting
    follow: Follow
    aftercare: Aftercare
