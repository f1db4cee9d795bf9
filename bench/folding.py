"""The views folded by a process of their own beside what is measured: `minutebook fold`."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from eventlog.disclosures import base64url
from tests.support.books import KEY

FOLDS_WITHIN = 60.0  # seconds
_BEHIND = (
    "SELECT NOT EXISTS (SELECT FROM projections.checkpoint) OR EXISTS (SELECT FROM "
    "projections.checkpoint JOIN eventlog.book ON no = book_no WHERE position < head)"
)


@contextmanager
def folded_elsewhere(url: str, folder: Path) -> Iterator[None]:
    """For as long as this lasts; whoever must not wait for its start asks `caught_up` first."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from gateway.cli import main; main()", "fold"],
        cwd=Path(__file__).parents[1],
        env={
            **os.environ,
            "MINUTEBOOK_DATABASE_URL": url,
            "MINUTEBOOK_DATA_FOLDER": str(folder),
            "MINUTEBOOK_MASTER_KEY": base64url(KEY.key),
            "MINUTEBOOK_LOG_LEVEL": "warning",
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


async def caught_up(url: str) -> None:
    """Returns when the views have seen all that is recorded. Raises `TimeoutError`."""
    connection = await asyncpg.connect(url)
    try:
        async with asyncio.timeout(FOLDS_WITHIN):
            while await connection.fetchval(_BEHIND):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
    finally:
        await connection.close()
