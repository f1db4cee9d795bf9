"""`minutebook signer`: the keys that sign the books' heads, to show, to replace, to try."""

from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console

from eventlog.books import all_books
from eventlog.keyring import Keyring, KeyringError
from gateway.application import Application
from gateway.cli.session import OPERATOR, console, fail, read_settings, run
from gateway.rotation import Announced, announce, rotate

group = typer.Typer(help="Show and replace the keys that sign the books.", no_args_is_help=True)
BookName = Annotated[str | None, typer.Option("--book", "-b", help="Only this book.")]


@group.command()
def show(book: BookName = None) -> None:
    """Print each book's verification key, to hand to members by another way than this server.

    A key that was replaced and still signs is printed after the current one.
    """

    async def work(app: Application) -> list[str]:
        books = [one.id for one in await all_books(app.pool) if book in (None, one.id)]
        live = len(Keyring(read_settings().signing_keys).keys(app.clock()))
        return [str(key) for one in books for key in app.signer.verification_keys(one)[:live]]

    try:
        for vkey in run(work):
            Console(soft_wrap=True, highlight=False).print(vkey)
    except KeyringError as error:
        fail(str(error))


@group.command("rotate")
def rotate_key(
    overlap_days: Annotated[
        int, typer.Option(min=1, max=3_650, help="How long the old key signs beside the new one.")
    ] = 90,
) -> None:
    """Make a new key. Both sign for a while, and every book records it."""

    async def work(app: Application) -> list[Announced]:
        keyring = Keyring(read_settings().signing_keys)
        return await rotate(app, OPERATOR, keyring, timedelta(days=overlap_days))

    tell(run(work))
    console.print("Hand the new verification keys to members: minutebook signer show")


@group.command("announce")
def announce_key() -> None:
    """Complete a rotation that broke off: record it in the books that do not say it yet."""

    async def work(app: Application) -> list[Announced]:
        return await announce(app, OPERATOR, Keyring(read_settings().signing_keys))

    tell(run(work))


@group.command()
def check(book: BookName = None) -> None:
    """Say whether each book goes on from what was signed last; exit status 1 if one does not."""

    async def work(app: Application) -> dict[str, str | None]:
        books = [one for one in await all_books(app.pool) if book in (None, one.id)]
        return {one.id: await app.signer.check(one) for one in books}

    found = run(work)
    for name, refusal in found.items():
        is_good = f"{name}: goes on from what was signed"
        console.print(f"[red]{refusal}[/red]" if refusal else is_good)
    if any(found.values()):
        raise typer.Exit(1)


def tell(found: list[Announced]) -> None:
    for one in found:
        console.print(f"[red]{one.refusal}[/red]" if one.refusal else f"{one.book}: recorded")
    if not found:
        console.print("There is no book, or no rotation, to record.")
