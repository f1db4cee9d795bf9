"""For whoever runs the server: status, rebuild, migrate."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eventlog.books import all_books
from gateway.application import Application
from gateway.cli.session import console, fail, run
from gateway.database import database
from gateway.migrate import migrate_async
from gateway.settings import Settings
from gateway.status import health_of
from projections.catalogue import VIEWS
from projections.rebuild import RebuildFailedError
from projections.rebuild import rebuild as rebuild_views


def status() -> None:
    """Show how far views are, and texts that are missing; exit status 1 if something is wrong."""

    async def work(app: Application) -> bool:
        health = await health_of(app.pool, app.texts)
        table = Table("book", "view", "position", "lag", "state")
        for one in health.views:
            state = f"stopped at {one.stopped_at}: {one.error}" if one.stopped_at else "ok"
            table.add_row(one.book, one.view, str(one.position), str(one.lag), state)
        Console().print(table if health.views else "There are no books yet.")
        for missing in health.missing:
            console.print(f"[red]{missing.sentence()}[/red]")
        checked = [await app.signer.check(one) for one in await all_books(app.pool)]
        for why in (unsigned := [one for one in checked if one]):
            console.print(f"[red]{why}[/red]")
        return not (health.stopped or health.missing or unsigned)

    if not run(work):
        raise typer.Exit(1)


def rebuild(
    view: Annotated[
        list[str] | None, typer.Option(help="Only this view; may be given several times.")
    ] = None,
) -> None:
    """Make the views again from the books, beside what readers see, then flip to them."""
    chosen = [one for one in VIEWS if view is None or one.name in view]
    if unknown := set(view or ()) - {one.name for one in VIEWS}:
        known = ", ".join(one.name for one in VIEWS)
        fail(f"There is no view {min(unknown)!r}; there are {known}.")

    async def work(app: Application) -> None:
        def tell(book: str, position: int, head: int) -> None:
            console.print(f"{book}: {position} of {head}")

        await rebuild_views(app.pool, app.reader, chosen, tell)

    try:
        run(work)
    except RebuildFailedError as error:
        fail(str(error))
    console.print(f"Rebuilt {len(chosen)} views.")


def migrate() -> None:
    """Bring the database to the current tables. Run it as the owner of the database's schemas."""
    with database(Settings()) as url:
        asyncio.run(migrate_async(url))
    console.print("The database is current.")
