"""Votes a second of `minutebook import popolo`, with a large file, and the memory it takes."""

import asyncio
import resource
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from time import perf_counter

from bench.server import Server
from bench.trials import Trial, console, show
from decisions.partnerships import EstablishPartnership
from gateway.app import running
from gateway.application import Application
from gateway.cli.session import OPERATOR
from gateway.popolo import import_popolo
from gateway.settings import Settings

BOOK = "assembly"
GOAL = 5_000.0
MOTIONS_BETWEEN_LOOKS = 1_000


def megabytes_at_most() -> float:
    """The most memory that this process has held so far."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (1 << 20 if sys.platform == "darwin" else 1 << 10)


async def imported(app: Application, file: Path) -> float:
    """Votes recorded a second; prints how memory went on the way."""
    command = EstablishPartnership(name="Assembly", established_on=app.clock().date())
    await app.open_book(OPERATOR, BOOK, command, uuid.uuid4())

    def tell(motions: int, votes: int) -> None:
        if motions % MOTIONS_BETWEEN_LOOKS == 0:
            seconds = perf_counter() - start
            console.print(
                f"  {motions:,} motions, {votes:,} votes, {votes / seconds:,.0f} votes/s, "
                f"{megabytes_at_most():.0f} MB at most"
            )

    start = perf_counter()
    report = await import_popolo(app, OPERATOR, BOOK, file, tell)
    return report.votes / (perf_counter() - start)


def written(folder: Path) -> Path:
    """A large file, written by a process of its own: its memory is not the import's."""
    file = folder / "roll-calls.ndjson"
    writing = [sys.executable, "-m", "bench.roll_calls", str(file)]
    what = subprocess.run(writing, check=True, capture_output=True, text=True).stdout
    console.print(f"  {what}: {file.stat().st_size / 1e6:,.0f} MB")
    return file


async def measure(url: str, folder: Path, file: Path) -> float:
    async with running(Settings(database_url=url, data_folder=folder), folds=False) as app:
        return await imported(app, file)


def bench(server: Server, _rounds: int) -> None:
    trial = Trial("votes recorded", "/s", GOAL)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        file, url = written(folder), server.migrated_database()
        trial.ours.append(asyncio.run(measure(url, folder, file)))
    show("Importing a Popolo file", "", [trial])
