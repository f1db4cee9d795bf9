"""A database with the directory's tables, used as the application's role, rolled back each time."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from directory import metadata
from tests.support.postgres import PASSWORD, ROLES, Database, Databases, run_sql


@pytest.fixture(scope="module")
async def directory_database(databases: Databases) -> Database:
    """The directory's tables as its metadata has them, with the rights of deploy/roles.sql."""
    database = databases.create_empty()
    run_sql(database.admin_url, "CREATE SCHEMA directory")
    engine = create_async_engine(database.admin_url.replace("postgresql:", "postgresql+asyncpg:"))
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
    run_sql(database.admin_url, ROLES.read_text())
    run_sql(database.admin_url, f"ALTER ROLE minutebook_app PASSWORD '{PASSWORD}'")
    return database


@pytest.fixture
async def connection(
    directory_database: Database,
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection whose work is undone after the test."""
    opened = await asyncpg.connect(directory_database.app_url)
    try:
        transaction = opened.transaction()
        await transaction.start()
        yield opened
        await transaction.rollback()
    finally:
        await opened.close()
