"""From a commit to when a view shows it, at 200 commands a second: here, and folded elsewhere."""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from rich.table import Table

from bench.commands import uvloop_runner, works
from bench.folding import caught_up, folded_elsewhere
from bench.server import Server
from bench.trials import console
from decisions.slice import CommandWork
from eventlog.bells import heard
from eventlog.books import Book, find_book
from eventlog.disclosures import base64url
from gateway.app import running
from gateway.application import Application
from gateway.settings import Settings
from projections import storage
from projections.views import vote_record
from projections.waiting import reach
from tests.support.books import KEY, open_book
from tests.support.voting import scene

BOOK, SEATS = "bench", 20
A_SECOND, SECONDS, WARM_UP = 200, 20, 3
GOAL = 0.050  # seconds, of 99 in 100
PATIENCE = 60.0  # seconds


@dataclass
class Lags:
    """Seconds from each commit to its view, and of each command to its commit."""

    name: str
    to_view: list[float] = field(default_factory=list)
    to_commit: list[float] = field(default_factory=list)


def settings(url: str, folder: Path) -> Settings:
    return Settings(database_url=url, data_folder=folder, master_key=base64url(KEY.key))


class Looker:
    """Notes when a view was first seen to hold each position: one look whenever views move."""

    def __init__(self, app: Application, book: Book) -> None:
        self._app = app
        self._book = book
        self.seen_at: dict[int, float] = {}

    async def look(self) -> None:
        """Looks until cancelled. What it finds is late by its own query, and never early."""
        pool, reached, view = self._app.pool, 0, vote_record.view.name
        while True:
            move = self._app.progress.next_move(self._book.id)
            live = await storage.live_generations(pool, [vote_record.view])
            found = await storage.checkpoints(pool, self._book.no, live)
            position = found[view].position if view in found else 0
            now = perf_counter()
            self.seen_at.update(dict.fromkeys(range(reached + 1, position + 1), now))
            reached = max(reached, position)
            await heard(move, PATIENCE)


async def measured(app: Application, todo: Iterator[CommandWork], lags: Lags) -> None:
    """Gives commands at an even pace, whatever the answers take; when each was in its view."""
    book = await find_book(app.pool, BOOK)
    first = await app.writer.submit(BOOK, next(todo))
    await reach(app.pool, app.progress, book, [vote_record.view], first.position, PATIENCE)
    looker, committed = Looker(app, book), dict[int, float]()

    async def one(work: CommandWork) -> None:
        given = perf_counter()
        position = (await app.writer.submit(BOOK, work)).position
        committed[position] = perf_counter()
        lags.to_commit.append(committed[position] - given)

    start, count = perf_counter(), A_SECOND * (WARM_UP + SECONDS)
    looking = asyncio.create_task(looker.look())
    async with asyncio.TaskGroup() as tasks:
        for number in range(count):
            await asyncio.sleep(start + number / A_SECOND - perf_counter())
            tasks.create_task(one(next(todo)))
    last = max(committed)
    await reach(app.pool, app.progress, book, [vote_record.view], last, PATIENCE)
    await asyncio.sleep(1)
    looking.cancel()
    after_warm_up = sorted(committed)[A_SECOND * WARM_UP :]
    lags.to_view += [looker.seen_at[n] - committed[n] for n in after_warm_up]


async def measure(url: str) -> list[Lags]:
    here, elsewhere = Lags("runner here"), Lags("runner elsewhere")
    todo = works()
    with tempfile.TemporaryDirectory() as temporary:
        chosen = settings(url, Path(temporary))
        async with running(chosen, folds=False) as app:
            motions = 2 * A_SECOND * (WARM_UP + SECONDS) // SEATS + 2
            await open_book(app.pool, BOOK, scene(motions, SEATS))
            await app.pool.execute("VACUUM ANALYZE")
        async with running(chosen) as app:
            await measured(app, todo, here)
        with folded_elsewhere(url, Path(temporary)):
            await caught_up(url)
            async with running(chosen, folds=False) as app:
                await measured(app, todo, elsewhere)
    return [here, elsewhere]


def bench(server: Server, rounds: int) -> None:
    table = Table(
        title=f"{A_SECOND} commands a second: ms to commit, and from there to view",
        title_justify="left",
    )
    for heading in ("", "to commit, p50", "p99", "to view, p50", "p90", "p99", "most", "goal"):
        table.add_column(heading, justify="left" if not heading else "right")
    for _ in range(rounds):
        with uvloop_runner() as runner:
            for lags in runner.run(measure(server.migrated_database())):
                table.add_row(*row(lags))
    console.print(table)


def row(lags: Lags) -> list[str]:
    cuts = quantiles(lags.to_view, n=100)
    commit = quantiles(lags.to_commit, n=100)
    figures = (commit[49], commit[98], cuts[49], cuts[89], cuts[98], max(lags.to_view))
    verdict = "reached" if cuts[98] < GOAL else "MISSED"
    shown = [f"{1_000 * figure:.1f}" for figure in figures]
    return [lags.name, *shown, f"{1_000 * GOAL:.0f} {verdict}"]
