"""Whoever owns the database changes one row: export and verify, or a look at the rows, name it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eventlog.books import find_book
from eventlog.checking import Fault, check_log
from eventlog.checkpoints import newest_checkpoint
from gateway.application import Application
from gateway.bundling import Source
from schemas.events.feedback import MessageSent
from tests.gateway.damage import EVERYTHING, IN_ROWS_ALONE, statement
from tests.support.books import writer_of
from tests.support.erasing import erase
from tests.support.exporting import BOOK, application, audited, rules_of
from tests.support.postgres import Databases
from tests.support.story import PARTNERSHIP, VOTING

LETTERS = [
    MessageSent(message=f"l{n}", organisation="U99001", subject="Buses", text=f"Letter {n}.")
    for n in range(260)
]
EVENTS = (*PARTNERSHIP, *VOTING, *LETTERS)
SIZE = len(EVENTS) + 1  # and an erasure
FIRST_LETTER = SIZE - len(LETTERS)


@dataclass
class Book:
    """A book that can be put back as it was after each change of its owner."""

    app: Application
    owner: asyncpg.Connection
    folder: Path

    async def faults(self) -> list[Fault]:
        book = await find_book(self.owner, BOOK)
        keys = self.app.signer.verification_keys(BOOK)
        return await check_log(self.owner, self.app.reader, book, keys)

    async def spoilt(self, what: str, at: int, other: int) -> tuple[set[str], set[str]]:
        """The rules that the auditor finds broken in an export, and a look at the rows finds."""
        letters = [FIRST_LETTER + one % (len(LETTERS) - 1) for one in (at, other)]
        places = {"at": at, "other": other, "letter": letters[0], "other_letter": letters[1]}
        spoil = statement(what, **places, size=SIZE, less=SIZE - 1)
        transaction = self.owner.transaction()
        await transaction.start()
        try:
            await self.owner.execute("SET LOCAL session_replication_role = replica")
            await self.owner.execute(spoil)
            return await self.broken(), {one.rule for one in await self.faults()}
        finally:
            await transaction.rollback()

    async def broken(self) -> set[str]:
        """Exports what this connection sees, committed or not, and has it audited."""
        file, book = self.folder / "book.zip", await find_book(self.owner, BOOK)
        signed = await newest_checkpoint(self.owner, book.no)
        assert signed
        await Source(self.owner, self.app.reader, book, signed).write(file, texts=True)
        return rules_of(audited(self.app, file))


@pytest.fixture(scope="module")
async def book(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Book]:
    database, folder = databases.create(), tmp_path_factory.mktemp("tampering")
    async with application(database.app_url, folder, EVENTS) as app:
        await erase(writer_of(app.pool), BOOK, (SIZE - 1, "text"))
        await app.signer.sign_by_name(BOOK)
        owner = await asyncpg.connect(database.admin_url)
        try:
            yield Book(app, owner, folder)
        finally:
            await owner.close()


async def test_a_book_that_nobody_touched_is_whole(book: Book) -> None:
    async with book.owner.transaction():
        assert await book.broken() == set()
        assert await book.faults() == []


@pytest.mark.parametrize("what", EVERYTHING)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
async def test_every_kind_of_damage_is_noticed_at_both_ends_and_in_between(
    book: Book, what: str, place: str
) -> None:
    at, other = {"first": (1, 2), "middle": (130, 257), "last": (SIZE, 3)}[place]
    broken, faults = await book.spoilt(what, at, other)
    assert faults, "a look at the rows notices nothing"
    assert broken or what in IN_ROWS_ALONE, "the auditor notices nothing"


PLACES = st.integers(1, SIZE)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(what=st.sampled_from(sorted(EVERYTHING)), at=PLACES, other=PLACES)
async def test_no_damage_anywhere_goes_unnoticed(
    book: Book, what: str, at: int, other: int
) -> None:
    assume(at != other)
    assume((at - other) % (len(LETTERS) - 1) != 0)
    broken, faults = await book.spoilt(what, at, other)
    assert faults
    assert broken or what in IN_ROWS_ALONE


async def test_the_auditor_names_the_entry(book: Book) -> None:
    at = 131
    expected = {
        "the bytes of an entry": "entry-changed",
        "an entry that is gone": "entry-dropped",
        "two entries in each other's place": "entry-moved",
        "an entry put in between": "position",
        "a text that is gone": "text-missing",
        "a text in the place of another": "text-mismatch",
    }
    for what, rule in expected.items():
        broken, _ = await book.spoilt(what, at, 140)
        assert rule in broken, (what, broken)
