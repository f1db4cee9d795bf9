"""The tree: proofs from a book of a million entries; what tree and signing cost a batched write."""

import asyncio
import random
import tempfile
from collections.abc import Awaitable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

import asyncpg

from bench.commands import uvloop_runner
from bench.ours import FIRST, Ours
from bench.server import Server
from bench.trials import Trial, console, show
from decisions.slice import CommandWork
from eventlog.books import create_book, find_book
from eventlog.keyring import Keyring
from eventlog.remembered import LastNotes
from eventlog.signer import Signer
from eventlog.tiles import consistency_proof, inclusion_proof
from eventlog.tree import TILE_WIDTH, Frontier, perfect_root
from eventlog.writer import Writer
from tests.support.books import KEY, work_of
from tests.support.voting import scene, votes

ENTRIES = 1_000_000
PROOFS = 300
PROOFS_A_SECOND = 200.0  # one in 5 ms
COMMANDS = {16: 2_400, 256: 6_000}
SHARE_LEFT = 0.85
SEATS = 20

FILL = """
    INSERT INTO eventlog.entry
        (book_no, position, event_id, type, occurred_at, recorded_at, bytes, leaf_hash)
    SELECT $1, n, gen_random_uuid(), 'bench', now(), now(), bytes, sha256('\\x00'::bytea || bytes)
    FROM generate_series(1, $2::bigint) AS n,
        LATERAL (SELECT convert_to(rpad(n::text, 600, 'x'), 'UTF8') AS bytes) AS made
"""


def bench(server: Server, rounds: int) -> None:
    with uvloop_runner() as runner:
        trials = runner.run(proofs(server, rounds))
        show(f"Proofs from a book of {ENTRIES:,} entries", "", trials)
        trials = runner.run(writes(server, rounds))
        show("Votes through the writer, the signer beside it", "without tree", trials)


async def proofs(server: Server, rounds: int) -> list[Trial]:
    pool = await asyncpg.create_pool(server.migrated_database(), min_size=2, command_timeout=900)
    await fill(pool)
    book = await find_book(pool, FIRST)
    inclusion = Trial("inclusion", "/s", PROOFS_A_SECOND)
    consistency = Trial("consistency", "/s", PROOFS_A_SECOND)
    chosen = random.Random(1)  # noqa: S311 - the same places in every run
    for _ in range(rounds):
        places = [chosen.randrange(ENTRIES) for _ in range(PROOFS)]
        inclusion.ours += [
            await rate_of(inclusion_proof(pool, book.no, one, ENTRIES)) for one in places
        ]
        consistency.ours += [
            await rate_of(consistency_proof(pool, book.no, one + 1, ENTRIES)) for one in places
        ]
    await pool.close()
    return [inclusion, consistency]


async def rate_of(proof: Awaitable[list[bytes]]) -> float:
    start = perf_counter()
    await proof
    return 1 / (perf_counter() - start)


async def fill(pool: asyncpg.Pool) -> None:
    """A book of entries of usual size, as if it had been written in the usual way."""
    await create_book(pool, FIRST, datetime.now(UTC))
    no = (await find_book(pool, FIRST)).no
    await pool.execute(FILL, no, ENTRIES)
    rows = await pool.fetch(
        "SELECT leaf_hash FROM eventlog.entry WHERE book_no = $1 ORDER BY position", no
    )
    leaves = [row["leaf_hash"] for row in rows]
    level, hashes = 0, leaves
    while len(hashes) >= TILE_WIDTH:
        starts = range(0, len(hashes) - TILE_WIDTH + 1, TILE_WIDTH)
        tiles = [hashes[at : at + TILE_WIDTH] for at in starts]
        roots = [perfect_root(one) for one in tiles]
        await pool.executemany(
            "INSERT INTO eventlog.subtree VALUES ($1, $2, $3, $4, $5)",
            [
                (no, level, n, root, b"".join(tile))
                for n, (root, tile) in enumerate(zip(roots, tiles, strict=True))
            ],
        )
        level, hashes = level + 1, roots
    frontier, _ = Frontier().grown(leaves)
    await pool.execute(
        "UPDATE eventlog.book SET head = $2, frontier = $3 WHERE no = $1",
        no,
        ENTRIES,
        frontier.stored,
    )
    await pool.execute("VACUUM ANALYZE")


async def writes(server: Server, rounds: int) -> list[Trial]:
    """Each round with tree and signer, then without either, in databases of their own."""
    trials = {n: Trial(f"{n} callers", "/s", SHARE_LEFT) for n in COMMANDS}
    events = scene(sum(COMMANDS.values()) * rounds // SEATS + 1, SEATS)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        pool = await asyncpg.create_pool(server.migrated_database(), min_size=2, max_size=10)
        ours = Signed(pool, Path(folder))
        bare = await Ours.start(server.migrated_database())
        await bare._pool.execute(  # noqa: SLF001 - only here does a book grow without its tree
            "ALTER TABLE eventlog.book DROP CONSTRAINT the_tree_grows_with_the_book"
        )
        await ours.prepare(events)
        with without_tree():
            await bare.prepare(events)
        our_works, bare_works = (map(work_of, votes(SEATS)) for _ in range(2))
        for _ in range(rounds):
            for callers, count in COMMANDS.items():
                trials[callers].ours.append(await ours.rate([our_works], callers, count))
                with without_tree():
                    rate = await bare.rate([bare_works], callers, count)
                trials[callers].yardstick.append(rate)
                console.print(f"  {callers}: {trials[callers].ours[-1]:,.0f}/s, {rate:,.0f}/s")
        await ours.close()
        await bare.close()
    return list(trials.values())


@contextmanager
def without_tree() -> Iterator[None]:
    """The writer as it would be if books had no trees."""

    def read(size: int, _stored: bytes) -> Frontier:
        return Frontier(size)

    def grown(frontier: Frontier, leaves: Iterable[bytes]) -> tuple[Frontier, list[object]]:
        return Frontier(frontier.size + sum(1 for _ in leaves)), []

    with patch.multiple(Frontier, read=staticmethod(read), grown=grown):
        yield


class Signed(Ours):
    """A writer with the signer that signs what it commits."""

    def __init__(self, pool: asyncpg.Pool, folder: Path) -> None:
        super().__init__(pool)
        keyring, notes = Keyring(folder / "signing.keys"), LastNotes(folder / "signed")
        self._signer = Signer(pool, keyring, notes, "bench", lambda: datetime.now(UTC))
        self._writer = Writer(pool, KEY, lambda: datetime.now(UTC), self._signer.book_grew)

    async def rate(
        self, works: Sequence[Iterator[CommandWork]], callers: int, commands: int
    ) -> float:
        signing = asyncio.create_task(self._signer.run())
        try:
            return await super().rate(works, callers, commands)
        finally:
            signing.cancel()
            assert not self._signer.refusals
            await self._signer.sign_by_name(FIRST)
