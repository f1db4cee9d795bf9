"""`minutebook import`: ODS files into the directory and the books, Popolo motions into a book."""

import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

import directory
from decisions.partnerships import EstablishPartnership
from directory import ImportReport, TableReport
from eventlog.books import Book, all_books, find_book
from eventlog.errors import BookNotFoundError
from gateway.application import Application
from gateway.cli.session import OPERATOR, BookOption, console, fail, run
from gateway.popolo import import_popolo
from gateway.reference import (
    NothingKnownError,
    members_in_book,
    preview,
    reconciliation,
    sentences,
)
from schemas.counting import counted
from schemas.days import day_in_england

group = typer.Typer(help="Read published files.", no_args_is_help=True)
MOST_SHOWN = 40


@group.command()
def ods(
    files: Annotated[list[Path], typer.Argument(help="Files, or a folder of them.")],
    as_at: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The day the files stand for.")
    ],
    book: Annotated[
        str | None, typer.Option("--book", "-b", help="Only this book; otherwise every book.")
    ] = None,
    pcn: Annotated[
        list[str] | None, typer.Option(help="A PCN to take into the book; several times.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option(help="Show what would be recorded; record nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Record without asking.")] = False,
) -> None:
    """Read ODS reports, workbooks and list sizes, then bring each book's members up to date.

    Every row that cannot be used is named, and the import carries on. What would be recorded in a
    book is shown first. The same files again change nothing.
    """

    async def work(app: Application) -> None:
        report = await directory.import_files(
            app.pool, files, as_at.date(), app.clock(), is_dry_run=dry_run
        )
        tell_report(report)
        for one in await chosen_books(app, book):
            await update_members(app, one, pcn or [], as_at.date(), dry_run=dry_run, yes=yes)

    run(work)


async def chosen_books(app: Application, book: str | None) -> list[Book]:
    return [await find_book(app.pool, book)] if book else await all_books(app.pool)


async def update_members(
    app: Application, book: Book, joining: list[str], as_at: date, *, dry_run: bool, yes: bool
) -> None:
    """Shows what the directory says that the book does not, and records it."""
    codes = {*await members_in_book(app.reader, book), *joining}
    if not codes:
        console.print(f"{book.id}: no PCNs yet; name them with --pcn.")
        return
    try:
        command = await reconciliation(app, codes, as_at)
    except NothingKnownError as error:
        if joining:
            fail(str(error))
        console.print(f"{book.id}: {error}")  # such as an invented place: the others go on
        return
    events = await preview(app, OPERATOR, book, command)
    if not events:
        console.print(f"{book.id}: nothing to record.")
        return
    console.print(f"[bold]{book.id}: {counted(len(events), 'entry', 'entries')} to record[/bold]")
    shown = sentences(events)
    for sentence in shown[:MOST_SHOWN]:
        console.print(f"  {sentence}")
    if len(shown) > MOST_SHOWN:
        console.print(f"  … and {len(shown) - MOST_SHOWN} more")
    if dry_run or not (yes or typer.confirm("Record them?")):
        console.print("Nothing was recorded.")
        return
    recorded = await app.record(OPERATOR, book.id, command, uuid.uuid4())
    console.print(f"{book.id}: recorded up to position {recorded.position}.")


def tell_report(report: ImportReport) -> None:
    for table in report.tables:
        tell_table(table)


def tell_table(table: TableReport) -> None:
    name = Path(table.source).name
    if table.refusal:
        console.print(f"[red]{name}: {table.refusal}[/red]")
        return
    console.print(
        f"[bold]{name}[/bold]: {table.kind}, {table.outcome}; {table.rows_used:,} of "
        f"{counted(table.rows_read, 'row')} used, {counted(table.difference_count, 'difference')}"
    )
    for problem in table.problems[:MOST_SHOWN]:
        console.print(f"  [yellow]{problem}[/yellow]")
    if table.problem_count > MOST_SHOWN:
        console.print(f"  … {counted(table.problem_count, 'row')} could not be used in all")
    for caution in table.cautions:
        console.print(f"  [yellow]Caution: {caution}[/yellow]")


@group.command()
def popolo(
    file: Annotated[Path, typer.Argument(help=".json or .ndjson, also .gz")],
    book: BookOption,
    name: Annotated[
        str | None, typer.Option(help="Make the book, for a partnership of this name.")
    ] = None,
) -> None:
    """Read Popolo motions with their vote events into a book, as historical decisions.

    Motions whose published counts differ from their votes are reported, and recorded all the same.
    """

    async def work(app: Application) -> None:
        if name:
            await make_book(app, book, name)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("reading")

            def tell(motions: int, votes: int) -> None:
                so_far = f"{counted(motions, 'motion')}, {counted(votes, 'vote')}"
                progress.update(task, description=so_far)

            report = await import_popolo(app, OPERATOR, book, file, tell)
        for sentence in report.sentences():
            console.print(sentence)

    run(work)


async def make_book(app: Application, book: str, name: str) -> None:
    try:
        await find_book(app.pool, book)
    except BookNotFoundError:
        command = EstablishPartnership(name=name, established_on=day_in_england(app.clock()))
        await app.open_book(OPERATOR, book, command, uuid.uuid4())
