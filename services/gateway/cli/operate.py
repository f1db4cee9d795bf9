"""For whoever runs the server: status, migrate."""

import asyncio

import typer
from rich.console import Console
from rich.table import Table

from eventlog.books import all_books
from gateway.application import Application
from gateway.cli.session import MENDABLE, console, fail, read_settings, run
from gateway.database import database
from gateway.holds import holds_in_force
from gateway.migrate import migrate_async
from gateway.status import health_of
from projections.generations import ViewNotMadeError
from projections.lag import Lag


def status() -> None:
    """Show how far views are, what is held and what is missing; exit status 1 if that is wrong.

    Legal holds in force are shown, and entries that wait too long for a timestamp.
    """

    async def work(app: Application) -> bool:
        health = await health_of(app.pool, app.texts)
        table = Table("book", "view", "position", "lag", "state")
        for one in health.views:
            table.add_row(one.book, one.view, str(one.position), str(one.entries), _state(one))
        Console().print(table if health.views else "There are no books yet.")
        if health.not_made:
            console.print(f"[red]{ViewNotMadeError(*health.not_made)}[/red]")
        for missing in health.missing:
            console.print(f"[red]{missing.sentence()}[/red]")
        books = await all_books(app.pool)
        for book in books:
            for hold in await holds_in_force(app.reader, book):
                console.print(f"{book.id}: {hold.sentence()}")
            if late := await app.timestamping.overdue(book):
                console.print(f"[yellow]{late}[/yellow]")
        checked = [await app.signer.check(one) for one in books]
        for why in (unsigned := [one for one in checked if one]):
            console.print(f"[red]{why}[/red]")
        return not (health.stopped or health.not_made or health.missing or unsigned)

    if not run(work):
        raise typer.Exit(1)


def _state(one: Lag) -> str:
    if not one.is_made:
        return "made by another build"
    return f"stopped at {one.stopped_at}: {one.error}" if one.stopped_at else "ok"


def migrate() -> None:
    """Bring the database to the current tables. Run it as the owner of the database's schemas."""
    try:
        with database(read_settings()) as url:
            asyncio.run(migrate_async(url))
    except MENDABLE as error:
        fail(str(error))
    console.print("The database is current.")
