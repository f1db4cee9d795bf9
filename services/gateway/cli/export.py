"""`minutebook export`: minutes and registers as files."""

from pathlib import Path
from typing import Annotated

import typer

from eventlog.books import find_book
from gateway.application import Application
from gateway.cli.session import BookOption, console, fail, run
from gateway.exporting import write_minutes, write_registers
from projections.minutes import RENDERINGS

group = typer.Typer(help="Write minutes and registers to files.", no_args_is_help=True)
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")]


@group.command()
def minutes(
    meeting: Annotated[str, typer.Argument(help="The id of the meeting.")],
    book: BookOption,
    out: Out = Path("out"),
    format_: Annotated[
        list[str] | None, typer.Option("--format", "-f", help=f"Of {', '.join(RENDERINGS)}.")
    ] = None,
    by_seat: Annotated[bool, typer.Option(help="Show how each seat voted.")] = False,
) -> None:
    """Write the minutes of a meeting, in all formats or those named."""
    formats = format_ or list(RENDERINGS)
    if unknown := [one for one in formats if one not in RENDERINGS]:
        fail(f"There is no format {unknown[0]!r}; there are {', '.join(RENDERINGS)}.")

    async def work(app: Application) -> list[Path]:
        found = await find_book(app.pool, book)
        return await write_minutes(app, found, meeting, out, formats=formats, by_seat=by_seat)

    tell(run(work))


@group.command()
def registers(book: BookOption, out: Out = Path("out")) -> None:
    """Write every register as CSV and JSON."""

    async def work(app: Application) -> list[Path]:
        return await write_registers(app, await find_book(app.pool, book), out)

    tell(run(work))


def tell(written: list[Path]) -> None:
    for path in written:
        console.print(f"wrote {path}")
