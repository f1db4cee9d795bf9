"""`minutebook rebuild`: makes the views again beside what readers see, or flips back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from gateway.application import Application
from gateway.cli.session import console, fail, run
from gateway.collecting import OBJECTS_BETWEEN_LOOKS_OF_FOLDS, rarely_collecting
from projections.beside import RebuildFailedError
from projections.catalogue import VIEWS
from projections.difference import Difference
from projections.rebuild import RebuildProgress, Tell, flip_back
from projections.rebuild import rebuild as rebuild_views
from projections.view import View
from schemas.counting import counted

MOST_SHOWN = 100


def rebuild(
    view: Annotated[
        list[str] | None, typer.Option(help="Only this view; may be given several times.")
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Say what differs from what readers saw before.")
    ] = False,
    back: Annotated[
        bool, typer.Option("--back", help="Flip back to what was live before the last rebuild.")
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(min=1, help="How many fold at once, some 300 MB each; usually two."),
    ] = None,
) -> None:
    """Make the views again from the books, beside what readers see, then flip to them.

    A server beside it goes on reading and writing. Interrupted, it leaves everything as it was.
    """
    chosen = _chosen(view)
    found: list[Difference] = []

    async def work(app: Application) -> None:
        with _shown() as tell:
            if back:
                await flip_back(app.pool, app.reader, chosen, tell)
            else:
                crew = replace(app.crew, processes=processes) if processes else app.crew
                found.extend(
                    await rebuild_views(
                        app.pool, app.reader, chosen, tell, compares=compare, fold=crew.fold_all
                    )
                )

    try:
        with rarely_collecting(OBJECTS_BETWEEN_LOOKS_OF_FOLDS):
            run(work)
    except RebuildFailedError as error:
        fail(str(error))
    _say_differences(found, is_compared=compare and not back)
    console.print(f"{'Flipped back' if back else 'Rebuilt'} {counted(len(chosen), 'view')}.")


def _chosen(names: list[str] | None) -> list[View]:
    if unknown := set(names or ()) - {one.name for one in VIEWS}:
        known = ", ".join(one.name for one in VIEWS)
        fail(f"There is no view {min(unknown)!r}; there are {known}.")
    return [one for one in VIEWS if names is None or one.name in names]


@contextmanager
def _shown() -> Iterator[Tell]:
    """A bar with the book, the entries folded and an estimate of the time left."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("")

        def tell(so_far: RebuildProgress) -> None:
            bar.update(task, description=so_far.book, completed=so_far.folded, total=so_far.entries)

        yield tell


def _say_differences(found: list[Difference], *, is_compared: bool) -> None:
    for one in found[:MOST_SHOWN]:
        typer.echo(one.sentence())
    if len(found) > MOST_SHOWN:
        typer.echo(f"… and {len(found) - MOST_SHOWN} more")
    if is_compared and not found:
        console.print("Nothing differs from what was live.")
