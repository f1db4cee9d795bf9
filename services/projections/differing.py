"""What a generation that was just made says otherwise than the one that readers see."""

from collections.abc import Sequence
from datetime import UTC, datetime

from eventlog.books import Book, all_books
from eventlog.connections import Connection, Pool
from eventlog.erasing import last_erasure
from eventlog.reading import Reader
from projections import generations, storage
from projections.beside import Beside
from projections.difference import Difference, differing_rows
from projections.following import Following
from projections.generations import Generations
from projections.storage import Checkpoint
from projections.view import View


async def differing(
    pool: Pool, reader: Reader, views: Sequence[View], new: Beside
) -> list[Difference]:
    """Compares book by book, each as both generations have seen it up to its last entry.

    The runner leaves a book alone while it is compared: half a second for 25,000 documents.
    """
    found = []
    live = await storage.live_generations(pool, views)
    following = Following(reader, lambda: datetime.now(UTC))
    for book in await all_books(pool):
        await new.catch_up(book)
        async with pool.acquire() as connection, connection.transaction():
            await generations.claim(connection, book.no)
            await _follow(connection, book, views, live, following)
            await new.follow_all(connection, book)
            seen = await storage.checkpoints(connection, book.no, live)
            for view in views:
                stopped_at = seen.get(view.name, Checkpoint()).stopped_at
                if stopped_at is not None:
                    place = (book.id, view.name, "entry", str(stopped_at))
                    found.append(Difference(*place, "unreadable"))
                steps = (live[view.name], new.of[view.name])
                found += await differing_rows(connection, book, view, steps)
    return found


async def _follow(
    connection: Connection,
    book: Book,
    views: Sequence[View],
    live: Generations,
    following: Following,
) -> None:
    """Brings the live views to the end of the book, as the runner would: those that can fold."""
    erased_at = await last_erasure(connection, book.no)
    more = True
    while more:
        seen = await storage.checkpoints(connection, book.no, live)
        each = {view: seen.get(view.name, Checkpoint()) for view in views}
        due = {v: c for v, c in each.items() if c.stopped_at is None and c.position >= erased_at}
        more = bool(due) and (await following.fold_next(connection, book, live, due)).more
