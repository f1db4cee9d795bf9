"""Generations of views: which one readers see, the step from one to another, and what goes.

A generation is folded beside the live one. The flip holds every book's claim, so that no runner
moves meanwhile, but for no longer than it takes to fold the few entries that the new generation
has not seen yet.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from eventlog.connections import Connection, Pool
from projections import storage
from projections.view import View

_REBUILDING = "hashtext('projections-rebuild')"
_BEHIND = (Path(__file__).parent / "sql" / "generation_behind.sql").read_text(encoding="utf-8")
_FORGET_ABANDONED = (Path(__file__).parent / "sql" / "forget_abandoned.sql").read_text("utf-8")

Generations = Mapping[str, int]
"""A generation of each view, by the view's name."""


async def live(source: Connection | Pool, views: Sequence[View]) -> dict[str, int]:
    """What readers see of each of these views."""
    found = await storage.live_generations(source)
    return {view.name: found.get(view.name, storage.FIRST_GENERATION) for view in views}


async def unused(source: Connection | Pool, views: Sequence[View]) -> int:
    """The number of a generation that none of these views has had."""
    newest: int = await source.fetchval(
        "SELECT coalesce(max(generation), 0) FROM projections.checkpoint WHERE view = ANY ($1)",
        [view.name for view in views],
    )
    return 1 + max(newest, *(await live(source, views)).values())


async def before(source: Connection | Pool, views: Sequence[View]) -> dict[str, int]:
    """The newest generation before the live one of each view that has one."""
    rows = await source.fetch(
        "SELECT DISTINCT view, generation FROM projections.checkpoint WHERE view = ANY ($1)",
        [view.name for view in views],
    )
    seen = await live(source, views)
    earlier = [row for row in rows if row["generation"] < seen[row["view"]]]
    found: dict[str, int] = {}
    for row in earlier:
        found[row["view"]] = max(row["generation"], found.get(row["view"], 0))
    return found


async def claim_all(connection: Connection) -> None:
    """Waits until no runner folds any book, and keeps it so until the transaction ends.

    In one order for everybody, so that nobody waits for one who waits for him.
    """
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtext('projections'), no) "
        "FROM (SELECT no FROM eventlog.book ORDER BY no) AS book"
    )


@asynccontextmanager
async def rebuilding(pool: Pool) -> AsyncIterator[bool]:
    """The one place to rebuild in; False if another process has it, until that ends or dies."""
    async with pool.acquire() as connection:
        is_free = await connection.fetchval(f"SELECT pg_try_advisory_lock({_REBUILDING})")
        try:
            yield is_free
        finally:
            if is_free:
                await connection.execute(f"SELECT pg_advisory_unlock({_REBUILDING})")


async def forget_abandoned(connection: Connection, book_no: int) -> None:
    """Deletes what a rebuild that died has left of a book, unless one is running."""
    if await connection.fetchval(f"SELECT pg_try_advisory_xact_lock_shared({_REBUILDING})"):
        await connection.execute(_FORGET_ABANDONED, book_no)


async def claim(connection: Connection, book_no: int) -> None:
    """Waits until no runner folds the book, and keeps it so until the transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('projections'), $1)", book_no)


async def try_claim(connection: Connection, book_no: int) -> bool:
    """Takes the book for this transaction, unless another runner has it.

    The transaction then waits for no disk when it commits: what a crash loses of it, documents and
    checkpoints at once, is folded again (docs/adr/0022).
    """
    return bool(
        await connection.fetchval(
            "SELECT pg_try_advisory_xact_lock(hashtext('projections'), $1), "
            "set_config('synchronous_commit', 'off', true)",
            book_no,
        )
    )


async def flip(connection: Connection, generations: Generations) -> None:
    """From the end of the caller's transaction on, readers see these."""
    await connection.execute(
        "INSERT INTO projections.live_generation (view, generation) "
        "SELECT * FROM unnest($1::text[], $2::int[]) "
        "ON CONFLICT (view) DO UPDATE SET generation = excluded.generation",
        list(generations),
        list(generations.values()),
    )


async def keep_only(pool: Pool, views: Sequence[View], kept: Sequence[Generations]) -> None:
    """Deletes all generations of these views but some, book by book: no lock is held for long."""
    for row in await pool.fetch("SELECT no FROM eventlog.book ORDER BY no"):
        for view in views:
            for table in ("document", "checkpoint"):
                await pool.execute(
                    f"DELETE FROM projections.{table} "  # noqa: S608 - two names of our own
                    "WHERE book_no = $1 AND view = $2 AND generation <> ALL ($3::int[])",
                    row["no"],
                    view.name,
                    [one[view.name] for one in kept if view.name in one],
                )


async def behind(connection: Connection, before: Generations, after: Generations) -> dict[int, int]:
    """How many entries one generation lacks of what another has seen, by book, where any."""
    rows = await connection.fetch(
        _BEHIND, list(before), list(before.values()), [after[view] for view in before]
    )
    return {row["book_no"]: row["entries"] for row in rows}
