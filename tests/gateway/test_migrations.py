"""The migrations make the tables that the rooms define, and a second run changes nothing."""

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from gateway.migrate import METADATA, migrate_async, sqlalchemy_url
from tests.support.postgres import Database, Databases

TO_0006 = """
DROP TABLE projections.live_generation;
CREATE TABLE projections.live_generation (view text PRIMARY KEY, generation integer NOT NULL);
ALTER TABLE projections.checkpoint DROP COLUMN shape;
UPDATE gateway.alembic_version SET version_num = '0006';
"""
"""What 0007 finds: a view at its first generation had no row."""
MADE_BY_0006 = """
INSERT INTO projections.checkpoint (book_no, view, generation, position)
VALUES (1, 'first', 1, 9), (1, 'second', 2, 9), (1, 'second', 3, 9);
INSERT INTO projections.live_generation (view, generation) VALUES ('second', 3);
"""


def differences(connection: Connection) -> list[object]:
    options = {
        "include_schemas": True,
        "include_name": lambda name, type_, _parents: (
            type_ != "schema" or name in {one.schema for one in METADATA}
        ),
        "version_table_schema": "gateway",
    }
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, list(METADATA)))  # type: ignore[arg-type] # Alembic takes several


async def test_the_migrated_tables_are_those_that_the_rooms_define(database: Database) -> None:
    engine = create_async_engine(sqlalchemy_url(database.owner_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_migrating_an_empty_database_twice_is_migrating_it_once(databases: Databases) -> None:
    empty = databases.create_empty()
    await migrate_async(empty.admin_url)
    await migrate_async(empty.admin_url)


async def test_views_that_were_made_before_shapes_were_kept_are_of_no_build(
    databases: Databases,
) -> None:
    before = databases.create_empty()
    await migrate_async(before.admin_url)
    connection = await asyncpg.connect(before.admin_url)
    await connection.execute(TO_0006)
    await connection.execute(MADE_BY_0006)
    await migrate_async(before.admin_url)
    rows = await connection.fetch("SELECT * FROM projections.live_generation ORDER BY view")
    assert [dict(row) for row in rows] == [
        {"view": "first", "shape": "", "generation": 1},
        {"view": "second", "shape": "", "generation": 3},
    ]
    shapes = "SELECT DISTINCT shape FROM projections.checkpoint"
    assert await connection.fetchval(shapes) == ""
    with pytest.raises(asyncpg.NotNullViolationError):
        await connection.execute(MADE_BY_0006.replace("(1, ", "(2, "))
    await connection.close()


async def test_a_role_that_may_change_no_table_starts_on_a_current_database(
    database: Database,
) -> None:
    await migrate_async(database.app_url)
