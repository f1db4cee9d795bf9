"""Texts are sealed apart from entries: they open under the right key only, and only as recorded."""

import json
import os
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.disclosures import (
    MasterKey,
    UndisclosedTextError,
    base64url,
    digest_of,
    disclosure_of,
    from_base64url,
)
from eventlog.errors import UnreadableEntryError
from eventlog.reading import Reader
from schemas.events.motion import MotionMoved
from tests.support.books import KEY, open_book
from tests.support.shared import needs_shared, shared

TEXT = "That the hub at Bäckerstraße open early. 🏥"
OTHER = MasterKey(bytes(32))


@needs_shared("vectors", "sd-jwt-rfc9901")
def test_the_published_disclosures_decode_and_hash_as_published() -> None:
    vectors = json.loads(shared("vectors", "sd-jwt-rfc9901", "disclosures.json").read_text())
    assert vectors["cases"]
    for case in vectors["cases"]:
        assert json.loads(from_base64url(case["disclosure"])) == case["array"]
        if case["digest"]:
            assert base64url(digest_of(case["disclosure"])) == case["digest"]


def test_a_disclosure_is_a_fresh_salt_the_name_and_the_value() -> None:
    first, second = disclosure_of("text", TEXT), disclosure_of("text", TEXT)
    salt, name, value = json.loads(from_base64url(first))
    assert (name, value) == ("text", TEXT)
    assert len(from_base64url(salt)) * 8 >= 128
    assert digest_of(first) != digest_of(second)


def test_a_text_comes_out_as_it_went_in() -> None:
    sealed = KEY.seal("text", TEXT)
    assert KEY.open(sealed) == TEXT
    assert TEXT.encode() not in sealed.ciphertext


def test_two_texts_never_share_a_key() -> None:
    one, other = KEY.seal("text", TEXT), KEY.seal("text", TEXT)
    assert one.wrapped_key != other.wrapped_key
    with pytest.raises(UndisclosedTextError):
        KEY.open(replace(one, wrapped_key=other.wrapped_key))


def test_another_master_key_opens_nothing() -> None:
    with pytest.raises(UndisclosedTextError, match="does not open under this master key"):
        OTHER.open(KEY.seal("text", TEXT))


@pytest.mark.parametrize("column", ["digest", "wrapped_key", "ciphertext"])
@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_changed_bit_is_noticed(column: str, place: int) -> None:
    sealed = KEY.seal("text", TEXT)
    changed = bytearray(getattr(sealed, column))
    changed[place] ^= 1
    with pytest.raises(UndisclosedTextError):
        KEY.open(replace(sealed, **{column: bytes(changed)}))


def test_a_text_cannot_be_put_in_the_place_of_another() -> None:
    mine, theirs = KEY.seal("text", TEXT), KEY.seal("text", "Another text.")
    with pytest.raises(UndisclosedTextError):
        KEY.open(replace(theirs, digest=mine.digest))


def test_the_key_file_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "master.key"
    made = MasterKey.from_file(path)
    assert MasterKey.from_file(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKey.from_text(base64url(os.urandom(16)))


MOVED = MotionMoved(motion="m1", item="i1", meeting="may", body="board", text=TEXT)


async def test_no_column_of_the_record_holds_a_text(pool: Pool, book: str) -> None:
    await open_book(pool, book, [MOVED])
    marks = [TEXT.encode(), TEXT[:20].encode(), base64url(TEXT.encode()).encode()[:20]]
    for table in ("book", "entry", "entry_tag", "disclosure", "command"):
        rows = await pool.fetch(f"SELECT * FROM eventlog.{table}")  # noqa: S608 - names of our own
        assert rows, table
        for value in (value for row in rows for value in row):
            held = value if isinstance(value, bytes) else str(value).encode()
            assert not any(mark in held for mark in marks), table


async def test_an_entry_holds_the_digest_of_its_text_and_a_reader_gets_the_text(
    pool: Pool, book: str
) -> None:
    await open_book(pool, book, [MOVED])
    book_no = (await find_book(pool, book)).no
    (read,) = await Reader(pool, KEY).after(book_no, 0, 10)
    digest = await pool.fetchval(
        "SELECT digest FROM eventlog.disclosure WHERE book_no = $1", book_no
    )
    assert read.entry.sd == (base64url(digest),)
    assert read.event == MOVED


async def test_a_text_gone_without_an_erasure_reads_as_none_and_the_entry_stays(
    pool: Pool, book: str
) -> None:
    await open_book(pool, book, [MOVED])
    book_no = (await find_book(pool, book)).no
    reader = Reader(pool, KEY)
    (before,) = await reader.after(book_no, 0, 10)
    await pool.execute("DELETE FROM eventlog.disclosure WHERE book_no = $1", book_no)
    (after,) = await reader.after(book_no, 0, 10)
    assert after.event.text is None
    assert after.stored == before.stored


async def test_a_reader_with_another_key_fails_loudly(pool: Pool, book: str) -> None:
    await open_book(pool, book, [MOVED])
    book_no = (await find_book(pool, book)).no
    with pytest.raises(UnreadableEntryError, match="does not open under this master key"):
        await Reader(pool, OTHER).after(book_no, 0, 10)
