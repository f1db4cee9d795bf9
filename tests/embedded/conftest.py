"""Servers in folders of their own, in this process and in others, as this user and as another."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import pytest

from embedded import EmbeddedPostgres
from embedded.account import Account
from tests.embedded import other_process
from tests.support.postgres import PG_BIN, temporary_data_folder

ROOT = Path(__file__).parents[2]
AT_MOST = 30.0  # seconds, for things that take milliseconds

UseElsewhere = Callable[..., "subprocess.Popen[str]"]
Serve = Callable[[Path], EmbeddedPostgres]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        servers = {"folder", "new_folder"} & set(getattr(item, "fixturenames", ()))
        if servers and item.path.parent == here:
            item.add_marker("database")


@pytest.fixture
def new_folder() -> Iterator[Path]:
    """A data folder that is not there yet, below one that other accounts can pass through."""
    with temporary_data_folder() as parent:
        yield parent / "data" / "postgres"


@pytest.fixture(scope="session")
def first_folder() -> Iterator[Path]:
    """A data folder that has been started and stopped, made once and then copied."""
    with temporary_data_folder() as parent:
        EmbeddedPostgres(parent / "postgres", pg_bin=PG_BIN).start().stop()
        yield parent / "postgres"


@pytest.fixture
def folder(first_folder: Path) -> Iterator[Path]:
    """A data folder whose server has run and is stopped."""
    with temporary_data_folder() as parent:
        subprocess.run(["cp", "-a", str(first_folder), str(parent / "postgres")], check=True)
        yield parent / "postgres"


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server in this process; it is stopped after the test."""
    with ExitStack() as started:

        def start(folder: Path) -> EmbeddedPostgres:
            return started.enter_context(EmbeddedPostgres(folder, fsync=False, pg_bin=PG_BIN))

        yield start


@pytest.fixture
def use_elsewhere() -> Iterator[UseElsewhere]:
    """Begin to use the server of a folder in another process."""
    with ExitStack() as started:

        def begin(
            folder: Path,
            account: Account | None = None,
            python: str = sys.executable,
            pg_bin: Path | None = PG_BIN,
        ) -> "subprocess.Popen[str]":
            process = subprocess.Popen(
                [python, other_process.__file__, str(folder), *([str(pg_bin)] if pg_bin else [])],
                env={**os.environ, "PYTHONPATH": str(ROOT / "services")},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd="/",
                **(account.switch if account else {}),
            )
            started.callback(process.communicate)
            started.callback(process.kill)
            return process

        yield begin


def address_from(process: "subprocess.Popen[str]") -> str:
    """The address that the other process prints once the server answers."""
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address, process.communicate(timeout=AT_MOST)[1]
    return address


def tell_to_finish(process: "subprocess.Popen[str]") -> None:
    """Have the other process stop using the server in order, without waiting for it."""
    assert process.stdin is not None
    process.stdin.write("done\n")
    process.stdin.flush()


def let_finish(process: "subprocess.Popen[str]") -> None:
    """Have the other process stop using the server in order, and wait until it has."""
    process.communicate("done\n", timeout=AT_MOST)
    assert process.returncode == 0


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()
