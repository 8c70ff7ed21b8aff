"""A vault with what is under it, and a few things to put into it."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bot.domain.broadcasts.broadcast import Audience
from bot.domain.broadcasts.subscription import Subscription, Topic
from bot.domain.conversation import Conversation, ReplyAddress, Telling
from bot.domain.draft import FROM_MENU, TipDraft
from bot.domain.identifiers import ChatId, Handle, Language, MessageId, OccurrenceId, TipId
from bot.domain.letters import ApologyLetter, Letter
from bot.domain.tip import Words
from bot.domain.units import CommuneCode
from bot.ports.subscriptions import Run
from bot.ports.vault import Arrival
from storage.engine import Store
from storage.sealing import Key, Keyring
from storage.vault import Vault

LAN = ChatId(7000000000123)
MINH = ChatId(7000000000456)
VI = Language("vi")
SECRET = "ghe ba lá chở thuốc lá lậu"
COMMUNE, OTHER_COMMUNE = CommuneCode("30307"), CommuneCode("30337")
RUN = Run(
    occurrence=OccurrenceId(17),
    audience=Audience(communes=(COMMUNE, OTHER_COMMUNE), topics=(Topic.SCAM, Topic.FIRE)),
    urgent=False,
    expires=datetime(2026, 11, 24, 7, 0, tzinfo=timezone(timedelta(hours=7))),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """A vault with what is under it, so that a test can turn its keys and look into its file."""

    vault: Vault
    store: Store
    folder: Path
    keys: tuple[Key, Key]

    def rotated(self) -> Vault:
        """Give the same vault after its key was rotated."""
        return Vault(self.store, Keyring(self.keys))

    def raw(self) -> bytes:
        """Give every byte that lies on the disk."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.glob("store.db*")))


def arrival(update: int, chat: ChatId = LAN, text: str = SECRET) -> Arrival:
    """Give an update on its way in."""
    return Arrival(update=update, chat=chat, payload={"text": text})


def conversation(touched: datetime, chat: ChatId = LAN) -> Conversation:
    """Give a chat in which a tip is being told."""
    draft = TipDraft(seed=b"\xff" * 32, order=FROM_MENU, step=FROM_MENU[0], words=(Words(message=5, text=SECRET),))
    return Conversation(chat=chat, language=VI, focus=Telling(draft=draft), prompt=MessageId(9), touched=touched)


def letter(identity: str, chat: ChatId = LAN) -> Letter:
    """Give a letter that is told from others by its id."""
    return Letter(id=identity, chat=chat, language=VI, content=ApologyLetter(number="K7"))


def address(number: int = 1, chat: ChatId = LAN, language: Language = VI) -> ReplyAddress:
    """Give an address with a handle and a tip of this number."""
    return ReplyAddress(handle=Handle(f"{number:032x}"), tip=TipId(f"{number:031x}f"), chat=chat, language=language)


def subscription(chat: ChatId = LAN, commune: CommuneCode = COMMUNE) -> Subscription:
    """Give what somebody wants who has changed nothing but the commune."""
    return Subscription(chat=chat, language=VI, communes=(commune,))
