"""One fast PostgreSQL for the whole run, and a fresh migrated database for each test module.

MINUTEBOOK_TEST_PG_BIN names the programs of another PostgreSQL to test against, for example
/usr/lib/postgresql/15/bin; `make test-all` does so for every version that it finds.
"""

import asyncio
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import asyncpg
import pytest

from embedded import EmbeddedPostgres

ROLES = Path(__file__).parents[2] / "deploy" / "roles.sql"
TEST_PG_BIN = os.environ.get("MINUTEBOOK_TEST_PG_BIN")
PG_BIN = Path(TEST_PG_BIN) if TEST_PG_BIN else None

PREFIX = "minutebook-test-"
PLENTY = 4 * 2**30  # bytes
A_DAY = 24 * 60 * 60  # seconds

# The server listens on a socket in a closed folder, so the roles' password keeps nobody out.
PASSWORD = "only for tests"


@dataclass(frozen=True)
class Database:
    """A database by the addresses of those who use it."""

    name: str
    app_url: str  # the application: what tests run under
    owner_url: str  # owns the schemas and migrates
    reader_url: str
    admin_url: str  # PostgreSQL's superuser, for tests of what no role may do


class Databases:
    """Makes databases from one migrated template, some 30 ms each."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self._numbers = itertools.count(1)

    def create(self) -> Database:
        """A fresh database: migrated, with the roles of deploy/roles.sql applied, and empty."""
        return self._create(template=self._template.name)

    def create_empty(self) -> Database:
        """A database with nothing in it, not even Minutebook's tables."""
        return self._create(template="template0")

    def _create(self, template: str) -> Database:
        database = self._database(f"test_{next(self._numbers)}")
        run_sql(self._server.url, f'CREATE DATABASE "{database.name}" TEMPLATE "{template}"')
        return database

    @cached_property
    def _template(self) -> Database:
        from gateway.migrate import migrate  # noqa: PLC0415 - only where a database is wanted

        template = self.create_empty()
        self._apply_roles(template)
        apart_from_the_loop(lambda: migrate(template.owner_url))
        self._apply_roles(template)
        return template

    def _apply_roles(self, database: Database) -> None:
        run_sql(database.admin_url, ROLES.read_text())
        for role in ("minutebook_owner", "minutebook_app", "minutebook_reader"):
            run_sql(database.admin_url, f"ALTER ROLE {role} PASSWORD '{PASSWORD}'")

    def _database(self, name: str) -> Database:
        return Database(
            name=name,
            app_url=self._server.url_for("minutebook_app", PASSWORD, name),
            owner_url=self._server.url_for("minutebook_owner", PASSWORD, name),
            reader_url=self._server.url_for("minutebook_reader", PASSWORD, name),
            admin_url=self._server.url_to(name),
        )


def apart_from_the_loop(work: Callable[[], None]) -> None:
    """Run blocking work that starts an event loop of its own, whatever loop the tests are in."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(work).result()


def run_sql(url: str, statements: str) -> None:
    """Run statements that answer nothing, from code that is not asynchronous."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statements)
        finally:
            await connection.close()

    apart_from_the_loop(lambda: asyncio.run(run()))


@contextmanager
def temporary_data_folder() -> Iterator[Path]:
    """A new folder that other accounts can pass through, as root's server must; removed after."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_fastest_place()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _fastest_place() -> Path | None:
    """Memory where there is plenty of it, else the usual place for temporary files."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder in it is made by mkdtemp
    plenty = memory.is_dir() and shutil.disk_usage(memory).free > PLENTY
    return memory if plenty and os.access(memory, os.W_OK) else None


def _clear_away_what_killed_runs_left() -> None:
    place = _fastest_place() or Path(tempfile.gettempdir())
    for left_over in place.glob(f"{PREFIX}*"):
        if left_over.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(left_over, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The server of this run: fast, because it need not survive a power cut."""
    _clear_away_what_killed_runs_left()
    with (
        temporary_data_folder() as folder,
        EmbeddedPostgres(folder / "postgres", fsync=False, pg_bin=PG_BIN) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def databases(postgres: EmbeddedPostgres) -> Databases:
    """Makes databases: `databases.create()` for a migrated one, `create_empty()` for a bare one."""
    return Databases(postgres)


@pytest.fixture(scope="module")
def database(databases: Databases) -> Database:
    """A fresh, migrated database, shared by the tests of one module."""
    return databases.create()
