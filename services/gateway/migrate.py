"""Brings a database to the current tables. Migrations only go forward: the record is for ever."""

import asyncio
import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from asyncpg import (
    InsufficientPrivilegeError,
    InvalidAuthorizationSpecificationError,
    InvalidCatalogNameError,
)
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import directory.tables
import eventlog.tables
import gateway.tables
import projections.tables

METADATA = (
    eventlog.tables.metadata,
    projections.tables.metadata,
    directory.tables.metadata,
    gateway.tables.metadata,
)
REFUSALS = (
    InsufficientPrivilegeError,
    InvalidAuthorizationSpecificationError,
    InvalidCatalogNameError,
)
"""How PostgreSQL says that this is not the database, the role or the password."""


def sqlalchemy_url(url: str) -> str:
    """A `postgresql://` address as SQLAlchemy wants it for asyncpg."""
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).parent / "migrations").replace("%", "%%")
    )
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """One migrator at a time; the others wait and then find nothing to do.

    A current database is left alone, so that a role without rights to change tables can start.
    """
    config = configuration(connection)
    newest = ScriptDirectory.from_config(config).get_current_head()
    if _current(connection) == newest:
        return
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('minutebook migrations'))"))
    for metadata in METADATA:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {metadata.schema}"))
    command.upgrade(config, "head")


def _current(connection: Connection) -> str | None:
    options = {"version_table_schema": gateway.tables.metadata.schema}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


class DatabaseUnusableError(Exception):
    """Nobody answers where the database should be, or whoever answers refuses."""

    def __init__(self, url: str, why: str) -> None:
        where = make_url(url)  # whose password is not shown
        host, port = where.host or where.query.get("host"), where.port or 5432
        super().__init__(
            f"The database {where.database!r} at {host}, port {port}, cannot be used: {why}. "
            "MINUTEBOOK_DATABASE_URL says where it is, and who asks."
        )


def reason_of(why: OSError) -> str:
    """In words: asyncio, uvloop and the system have different ones for the same."""
    if why.errno and why.errno > 0:
        return os.strerror(why.errno)
    return why.strerror or str(why) or "no answer"


async def migrate_async(url: str) -> None:
    """Creates or upgrades every table of the database at a `postgresql://` address.

    Raises `DatabaseUnusableError`.
    """
    engine = create_async_engine(sqlalchemy_url(url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(upgrade)
    except OSError as why:
        raise DatabaseUnusableError(url, reason_of(why)) from why
    except DBAPIError as why:
        cause = why.orig and why.orig.__cause__
        if not isinstance(cause, REFUSALS):
            raise
        raise DatabaseUnusableError(url, str(cause)) from why
    finally:
        await engine.dispose()


def migrate(url: str) -> None:
    """The same, for who has no event loop."""
    asyncio.run(migrate_async(url))
