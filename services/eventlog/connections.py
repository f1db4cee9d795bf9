"""What the log's statements run on, and the connections that a writer's run on."""

from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = asyncpg.Connection | PoolConnectionProxy
Pool: TypeAlias = asyncpg.Pool
DATABASE_FAILED = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""How a database that is gone, or does not do what it is asked, shows."""


def writers_pool(url: str, most: int) -> Pool:
    """Connections whose statements walk the indexes, by plans that are made once.

    A plan made anew costs more than it saves; one made while tables are small would read them whole
    ever after.
    """
    return asyncpg.create_pool(
        url, min_size=1, max_size=most, init=_walk_indexes, reset=left_as_found
    )


async def _walk_indexes(connection: Connection) -> None:
    await connection.execute(
        "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; "
        "SET default_transaction_isolation = 'read committed'"
    )


async def left_as_found(_connection: Connection) -> None:
    """Nothing to reset, which saves a round trip.

    asyncpg itself rolls back what is open; the one lock that outlives a transaction, a rebuild's,
    is let go by whoever took it.
    """
