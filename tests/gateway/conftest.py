from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from eventlog.books import create_book
from tests.support.clock import NOON
from tests.support.postgres import Database
from tests.support.server import BOOK, Served, serving
from tests.support.story import VOTING


@pytest.fixture(scope="module")
async def served(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Served]:
    """A server whose one book holds a board in session with a motion put to the vote."""
    folder: Path = tmp_path_factory.mktemp("data")
    async with serving(database.app_url, folder) as one:
        await create_book(one.application.pool, BOOK, NOON)
        await one.holds(*VOTING)
        yield one
