"""Generations of views: which one readers see, the step from one to another, and what goes.

A generation is folded beside the live one. The flip holds every book's claim, so that no runner
moves meanwhile, but for no longer than it takes to fold the few entries that the new generation
has not seen yet. Builds of Minutebook that keep a view in different shapes have a live generation
each, and never see the other's.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from asyncpg import Record

from eventlog.connections import Connection, Pool
from projections import storage
from projections.view import View

_REBUILDING = "hashtext('projections-rebuild')"
_HELPING = "hashtext('projections-rebuild-help')"
_SQL = Path(__file__).parent / "sql"
_BEGIN = (_SQL / "begin_generations.sql").read_text(encoding="utf-8")
_BEFORE = (_SQL / "generations_before.sql").read_text(encoding="utf-8")
_BEHIND = (_SQL / "generation_behind.sql").read_text(encoding="utf-8")
_FORGET_ABANDONED = (_SQL / "forget_abandoned.sql").read_text(encoding="utf-8")
_REBUILDER = (_SQL / "rebuilder.sql").read_text(encoding="utf-8")

Generations = Mapping[str, int]
"""A generation of each view, by the view's name."""


class ViewNotMadeError(Exception):
    """There is nothing of a view that this build can read; what there is, another build made."""

    def __init__(self, *views: str) -> None:
        said = f"the {'view' if len(views) == 1 else 'views'} {', '.join(views)}"
        super().__init__(
            f"What is stored of {said} was not made by this build of Minutebook, so it is not "
            "read. A server or `minutebook fold` makes it again when it starts; "
            "`minutebook rebuild` does so at once."
        )


def require_made(view: str, live: Generations) -> int:
    """The live generation of a view. Raises `ViewNotMadeError`."""
    if view not in live:
        raise ViewNotMadeError(view)
    return live[view]


async def begin(source: Connection | Pool, views: Sequence[View]) -> None:
    """Where nothing was ever folded, what will be folded first is what readers see."""
    await source.execute(_BEGIN, *_shapes(views))


async def not_made(source: Connection | Pool, views: Sequence[View]) -> list[View]:
    """The views of which there is nothing yet that this build can read."""
    live = await storage.live_generations(source, views)
    return [view for view in views if view.name not in live]


async def shown(source: Connection | Pool, views: Sequence[View]) -> dict[str, int]:
    """What readers see of each of these views; of one not made, what another build made last."""
    rows = await source.fetch(
        "SELECT view, max(generation) AS generation FROM projections.live_generation "
        "WHERE view = ANY ($1::text[]) GROUP BY view",
        [view.name for view in views],
    )
    return _of_each(rows) | await storage.live_generations(source, views)


async def unused(source: Connection | Pool, views: Sequence[View]) -> int:
    """The number of a generation that none of these views has had, in whatever shape."""
    newest: int = await source.fetchval(
        "SELECT coalesce(max(generation), 0) FROM "
        "(SELECT view, generation FROM projections.checkpoint "
        "UNION ALL SELECT view, generation FROM projections.live_generation) AS had "
        "WHERE view = ANY ($1::text[])",
        [view.name for view in views],
    )
    return 1 + newest


async def before(source: Connection | Pool, views: Sequence[View]) -> dict[str, int]:
    """The newest generation before the live one of each view that has one, of the same shape."""
    return _of_each(await source.fetch(_BEFORE, *_shapes(views)))


def _of_each(rows: Iterable[Record]) -> dict[str, int]:
    return {row["view"]: row["generation"] for row in rows}


def _shapes(views: Sequence[View]) -> tuple[list[str], list[str]]:
    """The views' names, and their shapes in the same order."""
    return [view.name for view in views], [view.shape for view in views]


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
    """The one place to rebuild in; False if another process has it, until that ends or dies.

    Those who helped one that died may outlive it by a moment: until they end, it is not free.
    """
    async with pool.acquire() as connection:
        is_free = await _try_lock(connection, _REBUILDING)
        try:
            yield is_free and await _no_one_helps(connection)
        finally:
            if is_free:
                await connection.execute(f"SELECT pg_advisory_unlock({_REBUILDING})")


async def rebuilder(source: Connection | Pool) -> int | None:
    """Who has the place to rebuild in: the number of a session of PostgreSQL's."""
    found: int | None = await source.fetchval(_REBUILDER)
    return found


@asynccontextmanager
async def helping(pool: Pool, whom: int) -> AsyncIterator[bool]:
    """Leave to write for a rebuild of another process; False if that one has not the place now.

    Nobody else gets the place before this ends, even if that process dies meanwhile.
    """
    async with pool.acquire() as connection:
        await connection.execute(f"SELECT pg_advisory_lock_shared({_HELPING})")
        try:
            yield await rebuilder(connection) == whom
        finally:
            await connection.execute(f"SELECT pg_advisory_unlock_shared({_HELPING})")


async def _no_one_helps(connection: Connection) -> bool:
    if is_free := await _try_lock(connection, _HELPING):
        await connection.execute(f"SELECT pg_advisory_unlock({_HELPING})")
    return is_free


async def _try_lock(connection: Connection, lock: str) -> bool:
    return bool(await connection.fetchval(f"SELECT pg_try_advisory_lock({lock})"))


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


async def flip(connection: Connection | Pool, views: Sequence[View], to: Generations) -> None:
    """From the end of the caller's transaction on, readers of these shapes see these."""
    await connection.execute(
        "INSERT INTO projections.live_generation (view, shape, generation) "
        "SELECT * FROM unnest($1::text[], $2::text[], $3::int[]) "
        "ON CONFLICT (view, shape) DO UPDATE SET generation = excluded.generation",
        *_shapes(views),
        [to[view.name] for view in views],
    )


async def keep_only(pool: Pool, views: Sequence[View], kept: Sequence[Generations]) -> None:
    """Deletes all generations of these views but some, book by book: no lock is held for long.

    Builds that read another shape of a view find theirs only where it is among those.
    """
    books = [row["no"] for row in await pool.fetch("SELECT no FROM eventlog.book ORDER BY no")]
    for view in views:
        these = [one[view.name] for one in kept if view.name in one]
        await pool.execute(
            "DELETE FROM projections.live_generation "
            "WHERE view = $1 AND generation <> ALL ($2::int[])",
            view.name,
            these,
        )
        for book_no in books:
            for table in ("document", "checkpoint"):
                await pool.execute(
                    f"DELETE FROM projections.{table} "  # noqa: S608 - two names of our own
                    "WHERE book_no = $1 AND view = $2 AND generation <> ALL ($3::int[])",
                    book_no,
                    view.name,
                    these,
                )


async def behind(connection: Connection, before: Generations, after: Generations) -> dict[int, int]:
    """How many entries one generation lacks of what another has seen, by book, where any."""
    rows = await connection.fetch(
        _BEHIND, list(before), list(before.values()), [after[view] for view in before]
    )
    return {row["book_no"]: row["entries"] for row in rows}
