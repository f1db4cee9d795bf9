"""The signer signs what goes on from what it signed before, and refuses the rest and says why."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.keys import VerificationKey
from auditor.policy import simple_trust
from auditor.trust import Accepted, accept
from eventlog.books import create_book, find_book
from eventlog.checkpoints import newest_checkpoint
from eventlog.connections import Pool
from eventlog.keyring import Keyring, KeyringError
from eventlog.remembered import LastNotes
from eventlog.signer import Signer, SigningRefusedError
from schemas.events.meeting import MeetingCalled
from tests.support.books import Preparation, open_book, pool_of, writer_of
from tests.support.clock import NOON, Clock
from tests.support.postgres import Database, Databases, run_sql

BOOK = "place"


def calls(first: int, count: int) -> list[MeetingCalled]:
    numbers = range(first, first + count)
    return [MeetingCalled(meeting=f"m-{n}", body="board", starts_at=NOON) for n in numbers]


def signer_of(pool: Pool, folder: Path, clock: Callable[[], datetime] | None = None) -> Signer:
    """A signer that does not look by itself, only when it is told or asked."""
    keyring = Keyring(folder / "signing.keys")
    notes = LastNotes(folder / "signed")
    host = "example.nhs.uk"
    return Signer(pool, keyring, notes, host, clock or Clock(), pace_seconds=0, poll_seconds=1_000)


def accepted(signer: Signer, note: str, book: str = BOOK, which: int = 0) -> Accepted:
    key = VerificationKey.parse(str(signer.verification_keys(book)[which]))
    return accept(note.encode(), simple_trust([key], [], None))


async def test_a_head_is_signed_under_the_books_own_name_and_remembered_outside(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    await open_book(pool, book, calls(0, 5))
    signer = signer_of(pool, tmp_path)
    signed = await signer.sign_by_name(book)
    head = accepted(signer, signed.note, book).checkpoint
    assert (head.origin, head.size) == (f"example.nhs.uk/{book}", 5)
    assert (tmp_path / "signed" / f"{book}.note").read_text() == signed.note
    assert (tmp_path / "signing.keys").stat().st_mode & 0o777 == 0o600
    found = await find_book(pool, book)
    assert await newest_checkpoint(pool, found.no) == signed


async def test_an_empty_book_has_a_checkpoint_and_goes_on_from_it(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    await create_book(pool, book, NOON)
    signer = signer_of(pool, tmp_path)
    assert (await signer.sign_by_name(book)).size == 0
    await writer_of(pool).submit(book, Preparation(*calls(0, 3)))
    assert (await signer.sign_by_name(book)).size == 3


async def test_what_is_signed_already_is_not_signed_again(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    await open_book(pool, book, calls(0, 5))
    found = await find_book(pool, book)
    signer = signer_of(pool, tmp_path)
    notes = await asyncio.gather(*(signer.checkpoint(found, 5) for _ in range(20)))
    assert len({one.note for one in notes}) == 1
    count = "SELECT count(*) FROM eventlog.checkpoint WHERE book_no = $1"
    assert await pool.fetchval(count, found.no) == 1


async def test_commits_are_signed_without_being_asked(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    writer = await open_book(pool, book, calls(0, 5))
    writer._signal = (signer := signer_of(pool, tmp_path)).book_grew
    running = asyncio.create_task(signer.run())
    try:
        for wanted in (8, 11):
            await writer.submit(book, Preparation(*calls(wanted - 3, 3)))
            async with asyncio.timeout(20):
                while f"\n{wanted}\n" not in _text(tmp_path, book):  # noqa: ASYNC110 - a file
                    await asyncio.sleep(0.01)
    finally:
        running.cancel()


def _text(folder: Path, book: str) -> str:
    path = folder / "signed" / f"{book}.note"
    return path.read_text() if path.exists() else ""


@asynccontextmanager
async def restored(
    databases: Databases, folder: Path, then: Callable[[Pool], Awaitable[object]]
) -> AsyncIterator[tuple[Signer, Pool]]:
    """A book of 300 entries, signed; then the database as it was at 200; then something else."""
    database = databases.create()
    async with pool_of(database.app_url) as pool:
        await open_book(pool, BOOK, calls(0, 200))
        await signer_of(pool, folder).sign_by_name(BOOK)
    backup = copy_of(databases, database)
    async with pool_of(database.app_url) as pool:
        await writer_of(pool).submit(BOOK, Preparation(*calls(200, 100)))
        await signer_of(pool, folder).sign_by_name(BOOK)
    async with pool_of(backup.app_url) as pool:
        await then(pool)
        yield signer_of(pool, folder), pool


def copy_of(databases: Databases, database: Database) -> Database:
    """The database as it is now, as a backup would have it."""
    return databases._create(template=database.name)


async def nothing(_pool: Pool) -> None:
    """The backup as it is."""


async def test_a_restored_backup_is_refused(databases: Databases, tmp_path: Path) -> None:
    async with restored(databases, tmp_path, nothing) as (signer, pool):
        with pytest.raises(SigningRefusedError, match="has 200 entries, but of 300 it was signed"):
            await signer.sign_by_name(BOOK)
        assert "older copy of the database" in signer.refusals[BOOK]
        found = await find_book(pool, BOOK)
        assert await signer.check(found) == signer.refusals[BOOK]
        with pytest.raises(SigningRefusedError):
            await signer.checkpoint(found, 100)


@pytest.mark.parametrize("count", [100, 150, 400])
async def test_a_backup_that_was_written_on_is_refused_at_any_size(
    databases: Databases, tmp_path: Path, count: int
) -> None:
    async def write_on(pool: Pool) -> None:
        await writer_of(pool).submit(BOOK, Preparation(*calls(900, count)))

    async with restored(databases, tmp_path, write_on) as (signer, pool):
        with pytest.raises(
            SigningRefusedError, match="does not begin with the 300 entries that were signed"
        ):
            await signer.sign_by_name(BOOK)
        newest = await newest_checkpoint(pool, (await find_book(pool, BOOK)).no)
        assert newest is not None
        assert newest.size == 200


async def test_a_rewritten_leaf_is_refused_when_its_tile_is_asked(
    databases: Databases, tmp_path: Path
) -> None:
    database = databases.create()
    async with pool_of(database.app_url) as pool:
        writer = await open_book(pool, BOOK, calls(0, 20))
        signer = signer_of(pool, tmp_path)
        await signer.sign_by_name(BOOK)
        run_sql(
            database.admin_url,
            """
            ALTER TABLE eventlog.entry DISABLE TRIGGER USER;
            UPDATE eventlog.entry SET leaf_hash = sha256('other') WHERE position = 7;
            """,
        )
        await writer.submit(BOOK, Preparation(*calls(20, 5)))
        with pytest.raises(SigningRefusedError, match="does not begin with the 20 entries"):
            await signer.sign_by_name(BOOK)


async def test_without_its_file_the_signer_goes_by_what_the_database_says_was_signed(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    await open_book(pool, book, calls(0, 5))
    signer = signer_of(pool, tmp_path)
    signed = await signer.sign_by_name(book)
    (tmp_path / "signed" / f"{book}.note").unlink()
    assert await signer.sign_by_name(book) == signed


async def test_damaged_files_are_refused_never_overwritten(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    writer = await open_book(pool, book, calls(0, 5))
    signer = signer_of(pool, tmp_path)
    await signer.sign_by_name(book)
    note = tmp_path / "signed" / f"{book}.note"
    whole = note.read_text()
    note.write_text(whole[:20])
    await writer.submit(book, Preparation(*calls(5, 1)))
    with pytest.raises(SigningRefusedError, match="is damaged"):
        await signer.sign_by_name(book)
    note.write_text(whole)
    assert (await signer.sign_by_name(book)).size == 6
    assert signer.refusals == {}
    (tmp_path / "signing.keys").write_text("{}")
    with pytest.raises(KeyringError, match="does not hold signing keys"):
        Keyring(tmp_path / "signing.keys").keys(NOON)


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_signed(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    await open_book(pool, book, calls(0, 5))
    (tmp_path / "signed").write_text("a file where the folder should be")
    signer = signer_of(pool, tmp_path)
    with pytest.raises(SigningRefusedError, match="cannot be written"):
        await signer.sign_by_name(book)
    assert await newest_checkpoint(pool, (await find_book(pool, book)).no) is None


async def test_a_replaced_key_signs_beside_the_new_one_for_a_while(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    writer = await open_book(pool, book, calls(0, 5))
    clock = Clock(datetime.now(UTC))
    signer = signer_of(pool, tmp_path, clock)
    before = await signer.sign_by_name(book)
    Keyring(tmp_path / "signing.keys").rotate(clock.now + timedelta(days=30))
    both = await signer.sign_by_name(book)
    assert both.checkpoint == before.checkpoint
    for which in (0, 1):
        assert accepted(signer, both.note, book, which).checkpoint.size == 5
    clock.forward(days=31)
    await writer.submit(book, Preparation(*calls(5, 1)))
    later = await signer.sign_by_name(book)
    assert later.note.count("— ") == 1
    assert accepted(signer, later.note, book, 0).checkpoint.size == 6


async def test_a_stored_note_that_cannot_be_read_is_a_refusal_that_says_so(
    pool: Pool, book: str, tmp_path: Path
) -> None:
    await open_book(pool, book, calls(0, 2))
    found, signer = await find_book(pool, book), signer_of(pool, tmp_path)
    await signer.checkpoint(found, 2)
    await pool.execute(
        "INSERT INTO eventlog.checkpoint (book_no, size, signed_at, root, note) "
        "VALUES ($1, 2, $2, $3, 'no note')",
        found.no,
        NOON,
        bytes(32),
    )
    for ask in (signer.checkpoint(found, 1), signer.checkpoint(found, 2), signer.sign(found)):
        with pytest.raises(SigningRefusedError, match="in the database cannot be read"):
            await ask
    assert set(signer.refusals) == {book}
    assert signer.refusals[book] == await signer.check(found)
    assert signer.refusals[book].endswith(".")
