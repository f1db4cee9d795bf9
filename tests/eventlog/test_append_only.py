"""What is recorded stays: by privilege for the application, and by trigger for everybody else."""

import asyncpg
import pytest
import pytest_asyncio

from eventlog.connections import Pool
from tests.support.books import open_book
from tests.support.postgres import Database
from tests.support.voting import scene

CHANGES = [
    "UPDATE eventlog.entry SET bytes = bytes",
    "DELETE FROM eventlog.entry",
    "TRUNCATE eventlog.entry",
    "UPDATE eventlog.entry_tag SET tag = tag",
    "DELETE FROM eventlog.entry_tag",
    "TRUNCATE eventlog.entry_tag",
    "UPDATE eventlog.command SET answer = answer",
    "DELETE FROM eventlog.command",
    "TRUNCATE eventlog.command",
    "UPDATE eventlog.disclosure SET ciphertext = ciphertext",
    "TRUNCATE eventlog.disclosure",
    "UPDATE eventlog.subtree SET root = root",
    "DELETE FROM eventlog.subtree",
    "TRUNCATE eventlog.subtree",
    "UPDATE eventlog.checkpoint SET note = note",
    "DELETE FROM eventlog.checkpoint",
    "TRUNCATE eventlog.checkpoint",
    "UPDATE eventlog.cosignature SET line = line",
    "DELETE FROM eventlog.cosignature",
    "TRUNCATE eventlog.cosignature",
    "UPDATE eventlog.timestamp SET note = note",
    "DELETE FROM eventlog.timestamp",
    "TRUNCATE eventlog.timestamp",
    "DELETE FROM eventlog.book",
    "TRUNCATE eventlog.book",
]
TABLES = (
    "book",
    "entry",
    "entry_tag",
    "disclosure",
    "command",
    "subtree",
    "checkpoint",
    "cosignature",
    "timestamp",
)


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def something_recorded(pool: Pool) -> None:
    await open_book(pool, "recorded", scene(1, 2))


async def counts(pool: Pool) -> list[int]:
    return [
        await pool.fetchval(f"SELECT count(*) FROM eventlog.{table}")  # noqa: S608 - our own names
        for table in TABLES
    ]


async def refusal(url: str, statement: str) -> str:
    """What PostgreSQL says to it; fails the test if it does what it was told."""
    connection = await asyncpg.connect(url)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError) as refused:
            await connection.execute(statement)
    finally:
        await connection.close()
    return str(refused.value)


@pytest.mark.parametrize("change", CHANGES)
async def test_the_application_has_no_right_to_it(
    database: Database, pool: Pool, change: str
) -> None:
    before = await counts(pool)
    assert "permission denied" in await refusal(database.app_url, change)
    assert await counts(pool) == before


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("who", ["owner_url", "admin_url"])
async def test_a_trigger_stops_even_the_owner_and_the_superuser(
    database: Database, pool: Pool, who: str, change: str
) -> None:
    before = await counts(pool)
    assert "what is recorded stays" in await refusal(getattr(database, who), change)
    assert await counts(pool) == before


@pytest.mark.parametrize(
    "columns",
    ["book_no, position", "event_id"],
    ids=["a position is taken once", "an event id is taken once"],
)
async def test_nothing_is_recorded_over_what_is_there(pool: Pool, columns: str) -> None:
    taken = columns.split(", ")
    fresh = [
        name if name in taken else {"event_id": "gen_random_uuid()"}.get(name, f"{name} + 1000")
        for name in ("book_no", "position", "event_id")
    ]
    with pytest.raises(asyncpg.UniqueViolationError):
        await pool.execute(
            "INSERT INTO eventlog.entry SELECT "  # noqa: S608 - our own names
            f"{', '.join(fresh)}, type, occurred_at, recorded_at, bytes, leaf_hash "
            "FROM eventlog.entry LIMIT 1"
        )
