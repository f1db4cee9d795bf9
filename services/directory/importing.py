"""Importing published files: the directory comes to say what the newest of each kind says."""

import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import asyncpg

from directory.database import Connection, ConnectionOrPool
from directory.editions import ODS_ATTRIBUTION
from directory.problems import UnreadableFile
from directory.reading import read_file
from directory.reports import ImportReport, TableReport
from directory.taking import Intake

ENDINGS = (".csv", ".csv.gz", ".xlsx", ".zip")
LOCK = "SELECT pg_advisory_xact_lock(hashtext('directory'))"  # one import at a time


async def import_files(
    database: ConnectionOrPool,
    paths: Iterable[Path],
    as_at: date,
    now: datetime,
    *,
    is_dry_run: bool = False,
    attribution: str = ODS_ATTRIBUTION,
) -> ImportReport:
    """Bring the directory to what the files say, as published for the day `as_at`.

    All in one transaction. A file that cannot be read, or is older than what the directory holds,
    is refused in the report and the others go on; a row that cannot be used is named in it. A
    folder stands for the data files in it. A dry run reads and compares and writes nothing.
    `now` is kept as the moment of import, `attribution` as what to show beside the data.
    """
    async with _transaction(database, is_dry_run) as connection:
        intake = Intake(connection, as_at, now, attribution, is_dry_run)
        tables = [report for path in data_files(paths) async for report in _reports(intake, path)]
    return ImportReport(as_at, is_dry_run, tuple(tables))


def data_files(paths: Iterable[Path]) -> list[Path]:
    """The files as given, and for a folder the .csv, .csv.gz, .xlsx and .zip files in it."""
    return [file for path in paths for file in (_in_folder(path) if path.is_dir() else [path])]


def _in_folder(folder: Path) -> list[Path]:
    return sorted(f for f in folder.iterdir() if f.name.lower().endswith(ENDINGS))


async def _reports(intake: Intake, path: Path) -> AsyncIterator[TableReport]:
    """One report per table of the file, and one more where the file cannot be read (on)."""
    digest = ""
    try:
        digest = _sha256(path)
        for table in read_file(path):
            yield await intake.take(table, digest)
    except UnreadableFile as error:
        yield TableReport(error.file, None, digest, intake.as_at, "refused", error.reason)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(path.name, f"cannot be opened: {error.strerror}") from error


@asynccontextmanager
async def _transaction(database: ConnectionOrPool, is_dry_run: bool) -> AsyncIterator[Connection]:
    if isinstance(database, asyncpg.Pool):
        async with database.acquire() as taken, _transaction(taken, is_dry_run) as connection:
            yield connection
        return
    transaction = database.transaction()
    await transaction.start()
    try:
        await database.execute(LOCK)
        yield database
    except BaseException:
        await transaction.rollback()
        raise
    await (transaction.rollback() if is_dry_run else transaction.commit())
