"""API keys from the command line: the first administrator's key is made here."""

from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from gateway.api.keys import NewKey
from gateway.application import Application
from gateway.cli.session import fail, run
from gateway.identity import KeyExistsError, Principal
from gateway.wording import sentence

group = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)


@group.command()
def make(
    id_: Annotated[str, typer.Argument(metavar="ID", help="What the key is called.")],
    role: Annotated[
        str, typer.Option(help="secretary, representative, pcn, observer or administrator")
    ],
    book: Annotated[str | None, typer.Option(help="The book that it opens.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Whom it speaks for.")] = None,
    person: Annotated[str | None, typer.Option(help="The person's id.")] = None,
) -> None:
    """Make a key and print it. It is shown this once and cannot be shown again."""
    given = {"id": id_, "role": role, "book": book, "organisation": organisation, "person": person}
    try:
        wanted = NewKey.model_validate(given)
    except ValidationError as error:
        fail(" ".join(map(sentence, error.errors())))

    async def work(app: Application) -> str:
        return await app.keys.issue(Principal(**wanted.model_dump()), app.clock())

    try:
        print(run(work))  # noqa: T201 - the key is this command's output
    except KeyExistsError as error:
        fail(str(error))


@group.command("list")
def list_keys() -> None:
    """List all keys, without their secrets."""

    async def work(app: Application) -> list[Principal]:
        return await app.keys.all()

    table = Table("id", "role", "book", "organisation", "person", "revoked")
    for one in run(work):
        revoked = one.revoked_at.isoformat() if one.revoked_at else ""
        row = (one.id, one.role, one.book, one.organisation, one.person, revoked)
        table.add_row(*(value or "" for value in row))
    Console().print(table)


@group.command()
def revoke(id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Revoke a key: it opens nothing from now on."""

    async def work(app: Application) -> bool:
        return await app.keys.revoke(id_, app.clock())

    if not run(work):
        fail(f"There is no live key {id_!r}.")
