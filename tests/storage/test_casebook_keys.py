"""Ageing keys: what was kept under an older key is found and read while that key lives."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.domain.dispatches import Post, PostKind
from bot.domain.identifiers import ErrandId, MessageId
from bot.domain.people import Role
from bot.ports.staff import Invitation
from storage.casebook.session import Casebook
from storage.sealing import Keyring
from tests.storage.casebook_samples import (
    ENTRY,
    GROUP_CHAT,
    KEY,
    NOW,
    OFFICER,
    RECEIPT,
    TIP,
    UNIT,
    YOUNGER_KEY,
    card,
    opened_store,
)

POST = Post(chat=GROUP_CHAT, message=MessageId(3), tip=TIP.id, kind=PostKind.CARD)
ERRAND = ErrandId("1f" * 16)
INVITATION = Invitation(role=Role.HEAD, unit=UNIT, invited_by=None)


async def test_what_was_kept_under_an_older_key_is_found_under_a_younger_one(tmp_path: Path) -> None:
    """Tips by receipt, officers by person, messages by chat, errands, invitations and merge keys: all of them."""
    async with opened_store(tmp_path) as store:
        async with Casebook(store, Keyring([KEY])).begin() as session:
            await session.tips.add(TIP, RECEIPT)
            await session.threads.add(ENTRY)
            await session.officers.enrol(OFFICER, now=NOW)
            await session.posts.add([POST])
            await session.applied.first_time(ERRAND, now=NOW)
            token = await session.invitations.issue(INVITATION, expires=NOW + timedelta(days=1))
            await session.dispatches.put(card("old"), now=NOW, key="key")
            await session.facts.put("bot", "TinBaoBot")

        async with Casebook(store, Keyring([KEY, YOUNGER_KEY])).begin() as session:
            assert await session.tips.by_receipt([RECEIPT]) == TIP
            assert await session.threads.of(TIP.id) == [ENTRY]
            assert await session.officers.of_user(OFFICER.user) == [OFFICER]
            assert await session.posts.at(GROUP_CHAT, POST.message) == POST
            assert await session.applied.first_time(ERRAND, now=NOW) is False
            assert await session.invitations.redeem(token, now=NOW) == INVITATION
            assert await session.facts.get("bot") == "TinBaoBot"
            await session.dispatches.put(card("new"), now=NOW, key="key")
            assert await session.dispatches.due(NOW, limit=5) == [card("new")]
            await session.posts.add([replace(POST, kind=PostKind.NOTICE)])
            assert await session.posts.of(TIP.id) == [replace(POST, kind=PostKind.NOTICE)]
