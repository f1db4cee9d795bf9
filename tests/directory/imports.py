"""Importing small files on given days, for tests."""

from datetime import UTC, date, datetime
from pathlib import Path

from directory import ImportReport, TableReport, import_files
from directory.database import Connection

NOW = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
MARCH = date(2026, 3, 2)
APRIL = date(2026, 4, 1)


async def import_all(
    connection: Connection, *paths: Path, as_at: date = MARCH, is_dry_run: bool = False
) -> ImportReport:
    return await import_files(connection, paths, as_at, NOW, is_dry_run=is_dry_run)


async def import_one(
    connection: Connection, path: Path, as_at: date = MARCH, *, is_dry_run: bool = False
) -> TableReport:
    (table,) = (await import_all(connection, path, as_at=as_at, is_dry_run=is_dry_run)).tables
    return table


async def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All that the directory holds, to see whether anything changed."""
    tables = ("editions", "organisations", "memberships", "list_sizes", "changes")
    return {
        table: [tuple(row) for row in await connection.fetch(f"TABLE directory.{table}")]
        for table in tables
    }
