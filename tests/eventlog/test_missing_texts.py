"""A text that is gone without an entry that says so raises an alarm; an erased one does not."""

import pytest

from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.missing import MissingTexts, TextWatch
from schemas.events.feedback import MessageSent
from schemas.events.motion import VoteCast
from tests.support.books import Preparation, open_book
from tests.support.erasing import erase
from tests.support.postgres import Database, run_sql

SENT = MessageSent(message="m", organisation="U99001", subject="Transport", text="Dear board.")
BARE = VoteCast(motion="m", item="i", seat="s", choice="for")


async def of(pool: Pool, book: str) -> list[MissingTexts]:
    return [one for one in await TextWatch(pool).missing() if one.book == book]


async def test_a_book_whose_texts_are_open_or_erased_is_quiet(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book, [SENT, BARE, SENT])
    assert await of(pool, book) == []
    await erase(writer, book, (1, "text"), (1, "subject"), (3, "text"))
    assert await of(pool, book) == []


@pytest.mark.parametrize("erased_first", [False, True])
async def test_a_text_that_vanished_is_named_by_its_entry(
    pool: Pool, book: str, *, erased_first: bool
) -> None:
    writer = await open_book(pool, book, [SENT, BARE, SENT])
    if erased_first:
        await erase(writer, book, (1, "text"))
    no = (await find_book(pool, book)).no
    gone = "DELETE FROM eventlog.disclosure WHERE book_no = $1 AND position = 3"
    await pool.execute(f"{gone} AND name = 'text'", no)
    assert await of(pool, book) == [MissingTexts(book, 3, 1)]
    assert "entry 3" in (await of(pool, book))[0].sentence()
    await pool.execute(gone, no)
    assert await of(pool, book) == [MissingTexts(book, 3, 2)]


async def test_a_text_too_many_is_named_as_well(database: Database, pool: Pool, book: str) -> None:
    await open_book(pool, book, [SENT, BARE])
    no = (await find_book(pool, book)).no
    run_sql(
        database.admin_url,
        "INSERT INTO eventlog.disclosure SELECT book_no, 2, name, digest, wrapped_key, ciphertext "  # noqa: S608
        f"FROM eventlog.disclosure WHERE book_no = {no}",
    )
    (found,) = await of(pool, book)
    assert (found.position, found.missing < 0) == (2, True)


async def test_a_watch_counts_entries_once_and_notices_what_comes_later(
    pool: Pool, book: str
) -> None:
    writer, watch = await open_book(pool, book, [SENT]), TextWatch(pool)
    before = await watch.missing()
    await writer.submit(book, Preparation(SENT, SENT))
    assert await watch.missing() == before
    await pool.execute(
        "DELETE FROM eventlog.disclosure WHERE book_no = $1 AND position = 1",
        (await find_book(pool, book)).no,
    )
    assert MissingTexts(book, 1, 2) in await watch.missing()


async def test_an_answer_is_kept_for_as_long_as_it_is_good(pool: Pool, book: str) -> None:
    await open_book(pool, book, [SENT])
    watch = TextWatch(pool, good_for=1_000)
    before = await watch.missing()
    await pool.execute(
        "DELETE FROM eventlog.disclosure WHERE book_no = $1", (await find_book(pool, book)).no
    )
    assert await watch.missing() == before
