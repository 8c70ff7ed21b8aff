"""`tinbao inbox`: what could not be dealt with and lies aside."""

import typer

from bot.commands.opening import settings_or_exit, within_stores

app = typer.Typer(name="inbox", help="What lies aside in the inbox.", no_args_is_help=True)


@app.command()
def retry() -> None:
    """Put everything that lies aside back in line; a running bot takes it up within half a minute."""
    from bot.stores import Stores

    async def work(opened: Stores) -> int:
        async with opened.vault.begin() as session:
            return await session.inbox.retry_aside()

    typer.echo(f"{within_stores(settings_or_exit(), work)} put back in line")
