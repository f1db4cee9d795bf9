"""Signs each book's head after commits, and nothing that does not extend what it signed before.

Its memory is a file beside the database, not in it: a backup that is put back, or a history that
was rewritten, is seen here. It then refuses, says why, and goes on refusing until a person acts.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import structlog

from eventlog.books import Book, all_books, find_book
from eventlog.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    keep_checkpoint,
    newest_checkpoint,
)
from eventlog.connections import DATABASE_FAILED, Pool
from eventlog.keyring import Keyring, KeyringError
from eventlog.notes import NoteError, SignedNote, VerificationKey
from eventlog.proofs import ProofError, require_extension
from eventlog.remembered import LastNotes, UnusableNoteError
from eventlog.tiles import consistency_proof
from eventlog.tree import Frontier, FrontierError
from schemas.counting import counted

log = structlog.get_logger("eventlog.signer")
UNUSABLE = (UnusableNoteError, KeyringError, FrontierError)


class SigningRefusedError(Exception):
    """A book is not what was signed before, with more entries; the sentence says how."""


class Signer:
    """Signs checkpoints. Several may run over one folder: a book is signed by one at a time."""

    def __init__(
        self,
        pool: Pool,
        keyring: Keyring,
        notes: LastNotes,
        host: str,
        clock: Callable[[], datetime],
        told: Callable[[], None] = lambda: None,
        *,
        pace_seconds: float = 0.5,
        poll_seconds: float = 2.0,
    ) -> None:
        self._pool = pool
        self._keyring = keyring
        self._notes = notes
        self._host = host
        self._clock = clock
        self._told = told
        self._pace_seconds = pace_seconds
        self._poll_seconds = poll_seconds
        self._grew = asyncio.Event()
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._seen: dict[str, int] = {}
        self.refusals: dict[str, str] = {}

    def origin(self, book: str) -> str:
        """What the log of a book is called: `<host>/<book id>`."""
        return f"{self._host}/{book}"

    def verification_keys(self, book: str) -> tuple[VerificationKey, ...]:
        """Of all keys that ever signed this book here, the current one first."""
        return self._keyring.verification_keys(self.origin(book))

    def book_grew(self, _book: str, _head: int) -> None:
        """Told by the writer after each commit; the signing that follows may serve several."""
        self._grew.set()

    async def run(self) -> None:
        """Signs what grew until cancelled; woken by commits, and looking by itself besides."""
        while True:
            try:
                for book in await all_books(self._pool):
                    if self._seen.get(book.id) != book.head:
                        await self._attempt(book)
            except DATABASE_FAILED:
                log.exception("the database or the folder failed the signer; it looks again")
            await asyncio.sleep(self._pace_seconds)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._poll_seconds):
                    await self._grew.wait()
            self._grew.clear()

    async def _attempt(self, book: Book) -> None:
        try:
            self._seen[book.id] = (await self.sign(book)).size
        except SigningRefusedError:
            self._seen[book.id] = book.head  # and once more when it grows, or is asked for

    async def checkpoint(self, book: Book, at_least: int) -> SignedCheckpoint:
        """A signed checkpoint of so many entries or more, signed now if there is none.

        Raises `SigningRefusedError`.
        """
        if book.id not in self.refusals:
            with suppress(SigningRefusedError):  # refused by `sign`, which remembers why
                newest = await self._newest(book)
                if newest is not None and newest.size >= at_least:
                    return newest
        return await self.sign(book, at_least)

    async def sign(self, book: Book, at_least: int | None = None) -> SignedCheckpoint:
        """Signs the book as it stands; with `at_least`, only if no signed head has so many.

        Raises `SigningRefusedError`.
        """
        async with self._locks[book.id]:
            try:
                async with self._notes.held_soon(book.id):
                    signed = await self._sign(book, at_least)
            except (SigningRefusedError, *UNUSABLE) as error:
                self._refuse(book.id, str(error))
                raise SigningRefusedError(str(error)) from error
        self.refusals.pop(book.id, None)
        return signed

    def _refuse(self, book: str, why: str) -> None:
        if self.refusals.get(book) != why:
            log.error("refused to sign", book=book, why=why)
        self.refusals[book] = why

    async def _sign(self, book: Book, at_least: int | None) -> SignedCheckpoint:
        newest = await self._newest(book)
        last = await self._last(book, newest)
        head = await self._head(book)
        await self._require_extension(book, last, head)
        is_kept = last is not None and newest is not None and newest.note == last.note
        if last and is_kept and at_least is not None and last.size >= at_least:
            return last
        signatures = self._keyring.sign(head.origin, head.text, self._clock())
        signed = SignedCheckpoint(head, str(SignedNote(head.text, signatures)))
        if last is None or signed.note != last.note:
            await asyncio.to_thread(self._notes.write, book.id, signed)
        await keep_checkpoint(self._pool, book.no, signed, self._clock())
        self._told()
        return signed

    async def _newest(self, book: Book) -> SignedCheckpoint | None:
        """The last checkpoint that the database has. Raises `SigningRefusedError`."""
        try:
            return await newest_checkpoint(self._pool, book.no)
        except NoteError as error:
            raise SigningRefusedError(
                f"The last checkpoint of the book {book.id!r} in the database cannot be read "
                f"({error}): the database was changed by hand, or its disk is failing. Nothing "
                "more is signed for this book until that row is as it was."
            ) from error

    async def _last(self, book: Book, newest: SignedCheckpoint | None) -> SignedCheckpoint | None:
        """The last that was signed; if its file is gone, what the database says it was."""
        return await asyncio.to_thread(self._notes.read, book.id) or newest

    async def _head(self, book: Book) -> Checkpoint:
        ((head, edge),) = await self._pool.fetch(
            "SELECT head, frontier FROM eventlog.book WHERE no = $1", book.no
        )
        frontier = Frontier.read(head, edge)
        return Checkpoint(self.origin(book.id), frontier.size, frontier.root)

    async def _require_extension(
        self, book: Book, last: SignedCheckpoint | None, head: Checkpoint
    ) -> None:
        if last is None or last.size == 0:
            return
        if head.size < last.size:
            raise SigningRefusedError(
                f"The book {book.id!r} has {counted(head.size, 'entry', 'entries')}, but of "
                f"{last.size:,} it was signed that they are there: an older copy of the database "
                "was put back, or entries were removed. Nothing more is signed for this book "
                "until the missing entries are there again."
            )
        proof = await consistency_proof(self._pool, book.no, last.size, head.size)
        try:
            require_extension(last.size, head.size, last.root, head.root, proof)
        except ProofError as error:
            those = counted(last.size, "entry that was", "entries that were")
            raise SigningRefusedError(
                f"The book {book.id!r} does not begin with the {those} signed ({error}): an older "
                "copy of the database was put back and written on, or the record was changed. "
                "Nothing more is signed for this book until it goes on from what was signed."
            ) from error

    async def check(self, book: Book) -> str | None:
        """Why this book would not be signed now; None if it would."""
        try:
            last = await self._last(book, await self._newest(book))
            await self._require_extension(book, last, await self._head(book))
        except (SigningRefusedError, *UNUSABLE) as error:
            return str(error)
        return None

    async def sign_by_name(self, book: str) -> SignedCheckpoint:
        """Raises `BookNotFoundError` or `SigningRefusedError`."""
        return await self.sign(await find_book(self._pool, book))
