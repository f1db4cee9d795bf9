"""The migrations make the tables that the rooms define, and a second run changes nothing."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from gateway.migrate import METADATA, migrate_async, sqlalchemy_url
from tests.support.postgres import Database, Databases


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


async def test_a_role_that_may_change_no_table_starts_on_a_current_database(
    database: Database,
) -> None:
    await migrate_async(database.app_url)
