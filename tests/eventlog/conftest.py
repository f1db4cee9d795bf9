"""A pool of the application's own connections, and books with a motion put to the vote."""

import itertools
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from eventlog.connections import Pool
from tests.support.books import pool_of
from tests.support.postgres import Database

_numbers = itertools.count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool(database: Database) -> AsyncIterator[Pool]:
    async with pool_of(database.app_url) as pool:
        yield pool


@pytest.fixture
def book() -> str:
    """The name of a book that no other test has."""
    return f"book-{next(_numbers)}"
