"""A told story: one tip all the way and back, in the terminal, with the real bot process against the stand-in.

`make story` runs it. Everything that is shown was really said by the bot; nobody is on the other side.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.practice.process import TOKEN, BotProcess
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.looking import Shown

_UNIT: Final = "30307"
_WAIT: Final = 20.0  #: seconds; a chat takes about one message a second
_COLOURS: Final = {"resident": "cyan", "officer": "green", "head": "yellow", "administrator": "magenta"}


class Story:
    """Tells what people do and shows what they see."""

    def __init__(self, bot: BotProcess, console: Console) -> None:
        self._bot = bot
        self._console = console

    def tells(self, sentence: str) -> None:
        """Say what happens."""
        self._console.print(f"\n[bold]{sentence}[/bold]")

    async def command(self, *words: str) -> str:
        """Run a command of `tinbao`; give what it prints."""
        self._console.print(f"[dim]$ tinbao {' '.join(words)}[/dim]")
        return await self._bot.command(*words)

    async def sees(self, who: Person, role: str, fragment: str, chat: Chat | None = None) -> Shown:
        """Wait until somebody sees something, and show it."""
        shown = await who.waits_for(fragment, within=_WAIT, chat=chat, anew=True)
        self._show(who, role, shown)
        return shown

    async def presses(self, who: Person, role: str, label: str, then: str, chat: Chat | None = None) -> Shown:
        """Press a button of the newest message that has it, and show what comes of it."""
        bearing = [shown for shown in who.screen(chat) if any(label in name for row in shown.labels for name in row)]
        self._console.print(f"   👉 {who.user.first_name}: [reverse] {label} [/reverse]")
        who.presses(bearing[-1], label)
        return await self.sees(who, role, then, chat)

    async def types(self, who: Person, role: str, text: str, then: str, chat: Chat | None = None) -> Shown:
        """Type a text, and show what comes of it."""
        self._console.print(f"   ⌨️  {who.user.first_name}: {text}")
        who.sends(text, to=chat)
        return await self.sees(who, role, then, chat)

    def _show(self, who: Person, role: str, shown: Shown) -> None:
        body = Text(shown.text)
        for row in shown.labels:
            body.append("\n" + "  ".join(f"[ {label} ]" for label in row), style="dim")
        title = f"📱 {who.user.first_name} ({role})"
        self._console.print(Panel(body, title=title, title_align="left", border_style=_COLOURS[role], width=84))


async def tell(console: Console) -> None:
    """Tell the whole story."""
    with tempfile.TemporaryDirectory(prefix="tinbao-") as folder:
        async with BotApiServer(token=TOKEN) as api, _running_bot(api, Path(folder)) as bot:
            story = Story(bot, console)
            story.tells("The bot runs: a real process, two sealed stores, a stand-in of Telegram. Nobody is watching.")
            head, officer, group = await _unit_appears(story, api)
            await _tip_travels(story, api, officer, group)
            story.tells("The bot is told to stop; it finishes what is in hand.")
            console.print(f"exit {await bot.stop()}; {head.user.first_name} can go home.")


async def _unit_appears(story: Story, api: BotApiServer) -> tuple[Person, Person, Chat]:
    head, officer = api.person("Hải"), api.person("Tú")
    story.tells("1. The administrator invites the head of a ward's police and an officer.")
    for who, role, name in ((head, "head", "Hải, trưởng công an phường"), (officer, "officer", "Tú, cảnh sát khu vực")):
        who.opens(await story.command("invite", role, "--unit", _UNIT))
        await story.sees(who, role, "Gõ tên")
        await story.types(who, role, name, "Đã ghi danh")
    story.tells("2. The head binds the unit's group.")
    group = api.group("Trực ban phường", owner=head, members=(officer,))
    head.adds_bot_to(group, admin_rights=frozenset({"can_restrict_members"}))
    await story.types(head, "head", f"/lienket {_UNIT}", "Tin sẽ tới đây", group)
    return head, officer, group


async def _tip_travels(story: Story, api: BotApiServer, officer: Person, group: Chat) -> None:
    lan = api.person("Lan")
    story.tells("3. A resident opens the bot and simply types what she saw.")
    lan.starts()
    await story.sees(lan, "resident", "113")
    await story.types(lan, "resident", "Hai thanh nien vua lay xe dap truoc cho", "xã, phường nào")
    await story.types(lan, "resident", "long xuyen", "giống loại nào")
    await story.presses(lan, "resident", "Trộm, cướp", "lúc nào")
    await story.presses(lan, "resident", "Hôm nay", "Coi lại")
    await story.presses(lan, "resident", "Gửi tin", "Mã tin")
    story.tells("4. The ward's police have it. They see no name, no account.")
    await story.sees(officer, "officer", "xe dap", group)
    await story.presses(officer, "officer", "Nhận xử lý", "đang xử lý", group)
    await story.presses(officer, "officer", "Hỏi thêm", "hỏi người báo tin", group)
    await story.presses(officer, "officer", "Xe gì", "Chưa gửi", group)
    await story.presses(officer, "officer", "Gửi", "đã gửi người báo tin", group)
    story.tells("5. Her phone says only that there is an update. The words come with a press.")
    await story.sees(lan, "resident", "Có cập nhật mới")
    await story.presses(lan, "resident", "Xem", "biển số")
    await story.presses(lan, "resident", "Trả lời", "Chưa gửi")
    await story.types(lan, "resident", "xe wave đỏ, chạy về hướng bến phà", "wave đỏ")
    await story.presses(lan, "resident", "Gửi", "wave đỏ")
    await story.presses(lan, "resident", "Đọc xong, ẩn đi", "Đã ẩn")
    story.tells("6. The officer reads the answer and closes the tip; she reads the result.")
    await story.sees(officer, "officer", "wave đỏ", group)
    await story.presses(officer, "officer", "Kết thúc", "kết thúc", group)
    await story.presses(officer, "officer", "Đã bắt quả tang", "Chưa chốt", group)
    await story.presses(officer, "officer", "Chốt kết quả", "Đã kết thúc", group)
    await story.sees(lan, "resident", "Có cập nhật mới")
    await story.presses(lan, "resident", "Xem", "Cảm ơn bà con")
    await story.presses(lan, "resident", "Đọc xong, ẩn đi", "Đã ẩn")


@asynccontextmanager
async def _running_bot(api: BotApiServer, folder: Path) -> AsyncGenerator[BotProcess]:
    process = BotProcess(api, folder, changed=lambda: None)
    try:
        await process.start()
        yield process
    finally:
        await process.kill()


def main() -> None:
    """Tell the story on this terminal."""
    asyncio.run(tell(Console(width=90)))


if __name__ == "__main__":
    main()
