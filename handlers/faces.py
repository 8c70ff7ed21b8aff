"""Everything that handlers need of the rest of the program, in one frozen place made by the wiring."""

from dataclasses import dataclass
from datetime import tzinfo

from bot.places.directory import Directory
from bot.services.administration import Administration
from bot.services.aftercare import Aftercare
from bot.services.answering import Answer
from bot.services.asking import Asking
from bot.services.auditing import Auditing
from bot.services.casework import Casework
from bot.services.closing import Closing
from bot.services.conversing import Conversing
from bot.services.digesting import Digesting
from bot.services.extending import Extending
from bot.services.following import Follow
from bot.services.groups import Groups
from bot.services.joining import Joining
from bot.services.members import Members
from bot.services.reporting import Reporting
from bot.services.rostering import Rostering
from bot.services.sharing import Share
from bot.services.telling import Tell
from bot.services.transferring import Transferring
from handlers.addresses import Addresses
from handlers.broadcasts.faces import Broadcasting
from handlers.fetching import Fetcher
from handlers.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """The services, the directory and the words."""

    texts: Texts
    directory: Directory
    operator: str  #: who runs the bot; may be empty
    conversing: Conversing
    tell: Tell
    share: Share
    fetcher: Fetcher
    report: Reporting
    follow: Follow
    answer: Answer
    aftercare: Aftercare
    zone: tzinfo  #: in which staff read times
    casework: Casework
    asking: Asking
    closing: Closing
    transferring: Transferring
    extending: Extending
    joining: Joining
    administration: Administration
    auditing: Auditing
    groups: Groups
    members: Members
    rostering: Rostering
    digesting: Digesting
    addresses: Addresses
    broadcasting: Broadcasting
