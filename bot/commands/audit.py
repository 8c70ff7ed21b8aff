"""`tinbao audit`: whether the chain of what was done is whole."""

import typer

from bot.commands.opening import settings_or_exit, within_stores

app = typer.Typer(name="audit", help="The log of every change and every read.", no_args_is_help=True)


@app.command()
def verify() -> None:
    """Find the first entry that does not fit its chain."""
    from bot.stores import Stores

    async def work(opened: Stores) -> int | None:
        async with opened.casebook.begin() as book:
            return await book.audit.first_broken()

    broken = within_stores(settings_or_exit(), work)
    if broken is not None:
        typer.echo(f"broken at entry {broken}")
        raise typer.Exit(1)
    typer.echo("whole")
