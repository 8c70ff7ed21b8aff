"""`tinbao posters` as an administrator meets it, before and after the bot's first start."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.sandbox.bot_api import BotApiServer

TOKEN = "7000000001:AAmarkedtokenmarkedtokenmarkedtoken"


def ends(*arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["posters", *arguments])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder where nothing is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_unit_gives_two_files_and_needs_no_data_and_no_token(folder: Path) -> None:
    """Whoever prints may sit at another machine; an @ before the name is no fault."""
    ended = ends("--unit", "30307", "--out", "to/print", "--bot", "@BanTinAnGiangBot")

    assert (0, "1 poster as PDF and PNG, in to/print\n") == (ended.exit_code, ended.stdout)
    files = sorted(path.name for path in (folder / "to" / "print").iterdir())
    assert ["30307-long-xuyen.pdf", "30307-long-xuyen.png"] == files


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unit", "99999", "--bot", "BanTin"), "no unit has the code 99999"),
        (("--unit", "PC02", "--bot", "BanTin"), "PC02 is reached through communes and the desk: it has no poster"),
        (("--unit", "desk"), "the bot's username is not known here: name it with --bot NAME"),
        (("--unit", "desk", "--bot", "no such/name"), "--bot no such/name: no username of Telegram looks like that"),
        (("--unit", "desk", "--bot", "BanTin", "--language", "fr"), "--language fr: posters are written in vi and en"),
        (("--unit", "desk", "--bot", "BanTin", "--out", "there/x"), "--out there/x: nothing can be written there"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    """And leaves with 1, nothing written."""
    (folder / "there").touch()

    ended = ends(*arguments)

    assert (1, "", 1) == (ended.exit_code, ended.stdout, ended.stderr.count("\n"))
    assert ended.stderr.startswith(f"tinbao: {said}")
    assert ["there"] == [path.name for path in folder.iterdir()]


async def test_the_username_is_asked_of_telegram_where_nobody_named_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As invitations do it."""
    async with BotApiServer(token=TOKEN) as api:
        monkeypatch.setenv("TINBAO_TELEGRAM_TOKEN", TOKEN)
        monkeypatch.setenv("TINBAO_TELEGRAM_API", api.root)

        ended = await asyncio.to_thread(ends, "--unit", "desk")

    assert (0, "") == (ended.exit_code, ended.stderr)
    assert ["desk.pdf", "desk.png"] == sorted(path.name for path in (folder / "posters").iterdir())
