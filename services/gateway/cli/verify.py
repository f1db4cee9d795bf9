"""`minutebook verify`: what the auditor checks without trusting us; and rows against entries.

The auditor's commands are handed to it as they are typed: nothing of ours takes part in them.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, TypeVar

import typer

from auditor import cli as auditor
from eventlog.books import Book, all_books, find_book
from eventlog.checking import Fault, check_log
from eventlog.connections import Connection
from gateway.application import Application
from gateway.cli.session import console, fail, run
from gateway.cli.timestamp import timestamp
from projections.catalogue import VIEWS
from projections.comparing import compare
from projections.difference import Difference
from schemas.counting import counted

T = TypeVar("T")
AS_TYPED = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
AUDITED = {
    "receipt": "Check receipts (.tlog-proof) against a book's verification key.",
    "disclosure": "Check a name or text against the receipt of its entry.",
    "checkpoint": "Check a signed checkpoint, and against the one that you saw last.",
    "bundle": "Check a whole exported book (see `minutebook export book`).",
    "server": "Check a live server over HTTP.",
}
MOST_SHOWN = 100

group = typer.Typer(
    help="Check the record. Exit status 0: all holds; 1: something was found; 2: unreadable.",
    no_args_is_help=True,
)


def handed_over(name: str) -> None:
    def check(context: typer.Context) -> None:
        raise typer.Exit(auditor.main(["verify", name, *context.args], program="minutebook"))

    group.command(name, help=f"{AUDITED[name]} `--help` tells more.", context_settings=AS_TYPED)(
        check
    )


for _name in AUDITED:
    handed_over(_name)


group.command()(timestamp)


@group.command()
def views(
    book: Annotated[str | None, typer.Option("--book", "-b", help="Only this book.")] = None,
    view: Annotated[
        list[str] | None, typer.Option(help="Only this view; may be given several times.")
    ] = None,
) -> None:
    """Fold the books again and compare every row that readers see with the result."""
    chosen = [one for one in VIEWS if view is None or one.name in view]
    if unknown := set(view or ()) - {one.name for one in VIEWS}:
        fail(f"There is no view {min(unknown)!r}; there are {', '.join(v.name for v in VIEWS)}.")

    async def work(app: Application) -> list[Difference]:
        found = []
        for one in await chosen_books(app, book):
            look = partial(compare, reader=app.reader, book=one, views=chosen)
            found += await in_one_snapshot(app, look, readonly=False)
            console.print(f"{one.id}: compared {counted(len(chosen), 'view')}.")
        return found

    tell([one.sentence() for one in run(work)])


@group.command()
def database(
    book: Annotated[str | None, typer.Option("--book", "-b", help="Only this book.")] = None,
) -> None:
    """Compare every row of the log with the entries: tags, hashes, texts, tree, signed heads."""

    async def work(app: Application) -> list[Fault]:
        return [
            fault
            for one in await chosen_books(app, book)
            for fault in await in_one_snapshot(app, partial(faults_of, app, one))
        ]

    tell([f"{one.book}: {one.sentence}" for one in run(work)])


async def faults_of(app: Application, book: Book, connection: Connection) -> list[Fault]:
    keys = app.signer.verification_keys(book.id)
    return await check_log(connection, app.reader, book, keys)


async def chosen_books(app: Application, book: str | None) -> list[Book]:
    return [await find_book(app.pool, book)] if book else await all_books(app.pool)


async def in_one_snapshot(
    app: Application, look: Callable[[Connection], Awaitable[T]], *, readonly: bool = True
) -> T:
    """What a look at the database gives that nobody can change meanwhile."""
    async with (
        app.pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=readonly),
    ):
        return await look(connection)


def tell(sentences: list[str]) -> None:
    """Shows what was found; exit status 1 if anything was."""
    for sentence in sentences[:MOST_SHOWN]:
        typer.echo(sentence)
    if len(sentences) > MOST_SHOWN:
        typer.echo(f"… and {len(sentences) - MOST_SHOWN} more")
    if sentences:
        raise typer.Exit(1)
    console.print("Nothing was found.")
