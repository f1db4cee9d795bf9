"""Starts processes that fold books: `python -m tests.projections.processes WHAT ADDRESS`.

`run` keeps the views of all books up to date until it is killed. `rebuild` makes them again and
says for each read how far it is; the tests read the lines. `rebuild-and-stand-still` does so until
the first part is stored, and is then as one that is never given the processor again.
`rebuild-by-two` has two processes fold, and says nothing.
"""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog

from eventlog.reading import Reader
from gateway.crew import Crew
from projections import afresh
from projections.catalogue import VIEWS
from projections.rebuild import RebuildProgress, rebuild
from projections.runner import Runner
from projections.waiting import Progress
from tests.support.books import KEY, pool_of

ROOT = Path(__file__).parents[2]


def start(what: str, url: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.projections.processes", what, url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'services'}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
    )


async def run_runner(url: str) -> None:
    async with pool_of(url) as pool:
        views = Runner(pool, Reader(pool, KEY), VIEWS, now, Progress(), poll_seconds=0.05)
        tell("running")
        await views.run()


async def run_rebuild(url: str, *, stands_still: bool = False) -> None:
    def told(so_far: RebuildProgress) -> None:
        tell(f"{so_far.folded} of {so_far.entries}")
        if stands_still:
            os.kill(os.getpid(), signal.SIGSTOP)

    afresh.MOST_HELD = 200  # so that a book of a test is streamed as a large one is
    async with pool_of(url) as pool:
        await rebuild(pool, Reader(pool, KEY), VIEWS, told)


async def run_rebuild_by_two(url: str) -> None:
    crew = Crew(url, KEY, processes=2, worth_sharing=0)
    async with pool_of(url) as pool:
        await rebuild(pool, Reader(pool, KEY), VIEWS, lambda _: None, fold=crew.fold_all)


def now() -> datetime:
    return datetime.now(UTC)


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    programs = {
        "run": run_runner,
        "rebuild": run_rebuild,
        "rebuild-by-two": run_rebuild_by_two,
        "rebuild-and-stand-still": partial(run_rebuild, stands_still=True),
    }
    asyncio.run(programs[sys.argv[1]](sys.argv[2]))
