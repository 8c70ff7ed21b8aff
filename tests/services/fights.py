"""Two tips that may be of one fight, and what their cards say of each other."""

from typing import Final

from bot.domain.card import CardView
from bot.domain.identifiers import Reference
from bot.domain.kinds import GroupCode
from bot.domain.tip import Account, Tip, When
from tests.services.office import Office

ONE: Final = Account(texts=("Có nhóm thanh niên đánh nhau trước quán karaoke Hoa Mai, cầm mã tấu",))
OTHER: Final = Account(texts=("danh nhau o quan karaoke hoa mai, co dao rua",))
FIGHT: Final = GroupCode("danh_nhau")


async def fight(office: Office, account: Account, **facts: object) -> Tip:
    """File a tip about a fight that goes on."""
    return await office.files(**{"group": FIGHT, "when": When.NOW, "account": account, **facts})


async def card_of(office: Office, tip: Tip) -> CardView:
    """Give a tip's card as it is shown now."""
    card = await office.showing.card(tip.id)
    assert card is not None
    return card


async def sisters(office: Office, tip: Tip) -> list[Reference]:
    """Give the references that a tip's card names as of one event."""
    return [sister.reference for sister in (await card_of(office, tip)).together.sisters]
