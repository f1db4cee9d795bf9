"""`minutebook export`: minutes and registers as files; a whole book, to be checked."""

from pathlib import Path
from typing import Annotated

import typer

from eventlog.books import find_book
from gateway.application import Application, Moment
from gateway.bundling import Bundled, NotSignedError, write_bundle
from gateway.cli.session import BookOption, console, fail, run
from gateway.exporting import write_minutes, write_registers
from projections.minutes import RENDERINGS
from schemas.counting import counted

group = typer.Typer(help="Write minutes and registers to files.", no_args_is_help=True)
Public = Annotated[
    bool, typer.Option("--public", help="For publication: exempt texts are withheld.")
]
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
    public: Public = False,
) -> None:
    """Write the minutes of a meeting, in all formats or those named."""
    formats = format_ or list(RENDERINGS)
    if unknown := [one for one in formats if one not in RENDERINGS]:
        fail(f"There is no format {unknown[0]!r}; there are {', '.join(RENDERINGS)}.")

    async def work(app: Application) -> list[Path]:
        found = await find_book(app.pool, book)
        moment = Moment(is_public=public)
        return await write_minutes(
            app, found, meeting, out, formats=formats, by_seat=by_seat, moment=moment
        )

    tell(run(work))


@group.command()
def registers(book: BookOption, out: Out = Path("out"), public: Public = False) -> None:
    """Write every register as CSV and JSON."""

    async def work(app: Application) -> list[Path]:
        found = await find_book(app.pool, book)
        return await write_registers(app, found, out, Moment(is_public=public))

    tell(run(work))


@group.command("book")
def whole_book(
    book: BookOption,
    out: Annotated[Path, typer.Option("--out", "-o", help="The ZIP file to write.")],
    without_texts: Annotated[
        bool, typer.Option("--without-texts", help="Leave out names and free text.")
    ] = False,
) -> None:
    """Write a whole book as one file that `minutebook verify bundle` checks, wherever it is."""

    async def work(app: Application) -> Bundled:
        found = await find_book(app.pool, book)
        return await write_bundle(app, found, out, texts=not without_texts)

    try:
        written = run(work)
    except NotSignedError as error:
        fail(str(error))
    if written.warning:
        console.print(f"[yellow]{written.warning}[/yellow]")
    if written.unreadable:
        lost = counted(written.unreadable, "text does", "texts do")
        console.print(f"[yellow]{lost} not open; left out.[/yellow]")
    entries = counted(written.entries, "entry", "entries")
    console.print(f"wrote {out}: {entries}, {counted(written.texts, 'text')}")


def tell(written: list[Path]) -> None:
    for path in written:
        console.print(f"wrote {path}")
