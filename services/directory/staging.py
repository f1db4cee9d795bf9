"""Statements staged in temporary tables, compared with what was said before, and put in place."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from string import Template
from typing import TypeAlias

import asyncpg

from directory.database import Connection
from directory.records import Statement
from directory.reports import Difference
from directory.subjects import Subject

Scope: TypeAlias = str | date

CLOSE = Template("DROP TABLE IF EXISTS pg_temp.staged_$table")
OPEN = Template("""
CREATE TEMPORARY TABLE staged_$table ON COMMIT DROP AS
    SELECT 0 AS ordinal, $columns FROM directory.$table WHERE false
""")
# Of several rows of a file about the same thing, the first is the one that counts.
COUNT = Template("SELECT count(*) FROM (SELECT DISTINCT $key FROM staged_$table) AS said")
COMPARE = Template("""
WITH old AS (SELECT $columns FROM directory.$table $within),
     new AS (SELECT DISTINCT ON ($key) $columns FROM staged_$table ORDER BY $key, ordinal)
SELECT CASE WHEN old IS NULL THEN 'added' WHEN new IS NULL THEN 'vanished' ELSE 'changed' END
           AS change,
       ARRAY[$key_as_text] AS key, to_jsonb(old) AS before, to_jsonb(new) AS after
FROM old FULL JOIN new USING ($key) WHERE old IS DISTINCT FROM new ORDER BY $key
""")
CLEAR = Template("DELETE FROM directory.$table $within")
FILL = Template("""
INSERT INTO directory.$table (edition, $columns $scope_column)
SELECT DISTINCT ON ($key) $$1::bigint, $columns $scope_value
FROM staged_$table ORDER BY $key, ordinal
""")


@dataclass(frozen=True, slots=True)
class Staging:
    """One subject's statements on their way in.

    Works inside a transaction; the temporary table goes with it, or with the next Staging. `scope`
    is the value of the subject's scoping column: the kind of the file, or the day of list sizes.
    """

    connection: Connection
    subject: Subject

    async def open(self) -> None:
        await self.connection.execute(self._sql(CLOSE))
        await self.connection.execute(self._sql(OPEN))

    async def add(self, statements: Iterable[tuple[int, Statement]]) -> None:
        """Copy those that are about the subject, each with the line it stands on."""
        columns = self.subject.columns
        values = attrgetter(*columns)
        records = [(n, *values(s)) for n, s in statements if isinstance(s, self.subject.made_of)]
        await self.connection.copy_records_to_table(
            f"staged_{self.subject.table}", records=records, columns=("ordinal", *columns)
        )

    async def count(self) -> int:
        counted: int = await self.connection.fetchval(self._sql(COUNT))
        return counted

    async def compare(self, scope: Scope) -> tuple[Difference, ...]:
        """Every difference between what is staged and what the directory says."""
        records = await self.connection.fetch(self._sql(COMPARE), *self._bound(scope))
        return tuple(_difference(self.subject, record) for record in records)

    async def replace(self, edition: int, scope: Scope) -> None:
        """What is staged takes the place of what was said in the same scope."""
        await self.connection.execute(self._sql(CLEAR), *self._bound(scope))
        await self.connection.execute(self._sql(FILL), edition, *self._bound(scope))

    def _bound(self, scope: Scope) -> tuple[Scope, ...]:
        return (scope,) if self.subject.scope else ()

    def _sql(self, template: Template) -> str:
        s = self.subject
        return template.substitute(
            table=s.table,
            columns=", ".join(s.columns),
            key=", ".join(s.key),
            key_as_text=", ".join(f"{column}::text" for column in s.key),
            within=f"WHERE {s.scope} = $1" if s.scope else "",
            scope_column=f", {s.scope}" if s.scope else "",
            scope_value=f", $2::{s.scope_type}" if s.scope else "",
        )


def _difference(subject: Subject, record: asyncpg.Record) -> Difference:
    before, after = (json.loads(record[f]) if record[f] else None for f in ("before", "after"))
    return Difference(subject.name, record["change"], tuple(record["key"]), before, after)
