"""The editions that were imported: which is the newest of its kind, and the record of a new one."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

import asyncpg

from directory.database import Connection
from directory.records import FileKind
from directory.reports import Difference

ODS_ATTRIBUTION = (
    "Contains information from NHS England (Organisation Data Service), licensed under the Open"
    " Government Licence v3.0."
)

NEWEST = """
SELECT DISTINCT ON (kind)
    kind, as_at, source, digest, attribution, rows_read, rows_used, imported_at
FROM directory.editions ORDER BY kind, as_at DESC, id DESC
"""
NEWEST_OF_KIND = """
SELECT kind, as_at, source, digest, attribution, rows_read, rows_used, imported_at
FROM directory.editions WHERE kind = $1 AND ($2::date IS NULL OR as_at = $2)
ORDER BY as_at DESC, id DESC LIMIT 1
"""
RECORD = """
INSERT INTO directory.editions
    (kind, as_at, source, digest, attribution, rows_read, rows_used, imported_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """An imported table: `digest` is the SHA-256 of its file in hexadecimal, `as_at` its day."""

    kind: FileKind
    as_at: date
    source: str
    digest: str
    attribution: str
    rows_read: int
    rows_used: int
    imported_at: datetime


async def newest_editions(connection: Connection) -> tuple[Edition, ...]:
    """The edition of each kind that the directory now speaks from, ordered by kind."""
    return tuple(_edition(record) for record in await connection.fetch(NEWEST))


async def newest_edition(connection: Connection, kind: FileKind, as_at: date) -> Edition | None:
    """The edition that one of this kind and day would replace.

    List sizes replace only those of the same day; every other kind replaces whatever is newest.
    """
    same_day = as_at if kind == FileKind.LIST_SIZES else None
    record = await connection.fetchrow(NEWEST_OF_KIND, kind.value, same_day)
    return _edition(record) if record else None


async def record_edition(connection: Connection, edition: Edition) -> int:
    """Write the edition down; its id."""
    fields = {**asdict(edition), "kind": edition.kind.value}
    recorded: int = await connection.fetchval(RECORD, *fields.values())
    return recorded


async def remember_changes(
    connection: Connection, edition: int, differences: Iterable[Difference]
) -> None:
    """Write down what the edition says otherwise than the one before it."""
    records = [
        (edition, d.subject, d.change, list(d.key), *(_json(s) for s in (d.before, d.after)))
        for d in differences
    ]
    columns = ("edition", "subject", "change", "key", "before", "after")
    await connection.copy_records_to_table(
        "changes", schema_name="directory", records=records, columns=columns
    )


def _json(statement: Mapping[str, object] | None) -> str | None:
    return None if statement is None else json.dumps(statement)


def _edition(record: asyncpg.Record) -> Edition:
    fields = dict(record)
    return Edition(**{**fields, "kind": FileKind(fields["kind"])})
