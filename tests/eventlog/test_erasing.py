"""Erasing a text: it goes with its key, in the transaction that says so; the entry stays."""

import asyncio

import asyncpg
import pytest

from decisions.refusal import Refused
from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.disclosures import base64url
from eventlog.erasing import ErasureFailedError, last_erasure, open_texts
from eventlog.reading import Reader
from eventlog.sealing import leaf_hash
from schemas.events.feedback import MessageSent
from schemas.events.motion import MotionMoved
from schemas.events.record import DisclosureErased
from tests.support.books import KEY, Preparation, open_book, submit_all, work_of
from tests.support.erasing import erase, erasure, rows_with

MOVED = MotionMoved(motion="m1", item="i1", meeting="may", body="board", text="A text to go.")
SENT = MessageSent(message="msg", organisation="U99001", subject="Transport", text="Dear board.")


async def book_no_of(pool: Pool, book: str) -> int:
    return (await find_book(pool, book)).no


async def test_the_text_goes_and_the_entry_stays_as_it_was(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book, [MOVED, SENT])
    no, reader = await book_no_of(pool, book), Reader(pool, KEY)
    before = await reader.after(no, 0, 10)
    recorded = await erase(writer, book, (1, "text"))
    after = await reader.after(no, 0, 10)
    assert [one.stored for one in after[:2]] == [one.stored for one in before]
    assert recorded.positions == (3,)
    assert await last_erasure(pool, no) == 3
    assert [*await open_texts(pool, no, [1, 2])] == [(2, "subject"), (2, "text")]
    assert after[0].event.text == "[text erased: right to erasure (UK GDPR, Article 17)]"
    assert after[1].event == SENT
    assert isinstance(after[2].event, DisclosureErased)
    assert after[2].event.digest == before[0].entry.sd[0]
    leaves = await pool.fetch(
        "SELECT bytes, leaf_hash FROM eventlog.entry WHERE book_no = $1 ORDER BY position", no
    )
    assert all(leaf_hash(row["bytes"]) == row["leaf_hash"] for row in leaves)


async def test_one_text_of_an_entry_goes_without_the_other(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book, [SENT])
    await erase(writer, book, (1, "text"))
    (read, _) = await Reader(pool, KEY).after(await book_no_of(pool, book), 0, 10)
    assert read.event.subject == "Transport"
    assert read.event.text.startswith("[text erased: ")


@pytest.mark.parametrize(
    ("position", "name", "code", "words"),
    [
        (1, "subject", "no-such-text", "it has text"),
        (2, "name", "no-such-text", "it has subject, text"),
        (3, "text", "no-such-text", "nor any other"),
        (9, "text", "no-such-text", "nor any other"),
    ],
)
async def test_nothing_to_erase_is_refused_with_what_there_is(
    pool: Pool, book: str, position: int, name: str, code: str, words: str
) -> None:
    writer = await open_book(pool, book, [MOVED, SENT])
    with pytest.raises(Refused, match=words) as refused:
        await erase(writer, book, (1, "text"), (position, name))
    assert (refused.value.code, refused.value.field) == (code, "texts.1")
    assert len(await open_texts(pool, await book_no_of(pool, book), [1, 2])) == 3


async def test_what_was_erased_before_is_refused_also_within_one_batch(
    pool: Pool, book: str
) -> None:
    writer = await open_book(pool, book, [MOVED])
    works = [work_of(erasure((1, "text"))) for _ in range(3)]
    answers = await submit_all(writer, book, works)
    refusals = [one for one in answers if isinstance(one, Refused)]
    assert [one.code for one in refusals] == ["text-erased"] * 2
    assert "erased before: right to erasure" in refusals[0].sentence
    assert (await find_book(pool, book)).head == 2


async def test_a_repeated_command_gets_the_first_answer(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book, [MOVED])
    work = work_of(erasure((1, "text")))
    first = await writer.submit(book, work)
    again = await writer.submit(book, work)
    assert (again.positions, again.repeated) == (first.positions, True)


async def test_an_event_that_erases_nothing_is_never_recorded(pool: Pool, book: str) -> None:
    """Whatever a slice decides: the log does not say what did not happen."""
    writer = await open_book(pool, book, [MOVED])
    lie = DisclosureErased(
        position=1,
        name="text",
        digest=base64url(bytes(32)),
        basis="court-order",
        authority="court",
    )
    with pytest.raises(ErasureFailedError):
        await writer.submit(book, Preparation(lie))
    found = await find_book(pool, book)
    assert found.head == 1
    assert len(await open_texts(pool, found.no, [1])) == 1


async def test_where_the_record_cannot_be_written_the_text_stays(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = await open_book(pool, book, [MOVED])
    execute = asyncpg.Connection.execute

    async def failing(self: asyncpg.Connection, query: str, *args: object) -> str:
        status = await execute(self, query, *args)
        if "DELETE FROM eventlog.disclosure" in query:
            raise OSError("the connection broke after the deletion")
        return status

    monkeypatch.setattr(asyncpg.Connection, "execute", failing)
    with pytest.raises(OSError, match="broke"):
        await erase(writer, book, (1, "text"))
    monkeypatch.undo()
    no = await book_no_of(pool, book)
    assert (await find_book(pool, book)).head == 1
    (read,) = await Reader(pool, KEY).after(no, 0, 10)
    assert read.event == MOVED


async def test_no_row_holds_the_text_or_its_key_afterwards(pool: Pool, book: str) -> None:
    words = "Unrepeatable words about somebody."
    writer = await open_book(pool, book, [MotionMoved(**{**MOVED.as_dict(), "text": words})])
    no = await book_no_of(pool, book)
    key = await pool.fetchval("SELECT wrapped_key FROM eventlog.disclosure WHERE book_no = $1", no)
    await erase(writer, book, (1, "text"))
    assert await rows_with(pool, words) == []
    assert await rows_with(pool, key.hex()) == []


async def test_erasing_and_reading_at_once_gives_the_text_or_the_mark(
    pool: Pool, book: str
) -> None:
    writer = await open_book(pool, book, [SENT] * 40)
    no, reader = await book_no_of(pool, book), Reader(pool, KEY)

    async def read_all() -> None:
        for _ in range(10):
            for one in (await reader.after(no, 0, 40))[:40]:
                assert one.event.text == SENT.text or one.event.text.startswith("[text erased: ")

    await asyncio.gather(
        read_all(), *(erase(writer, book, (position, "text")) for position in range(1, 41))
    )
