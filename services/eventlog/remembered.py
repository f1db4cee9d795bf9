"""The last signed note of each book, kept outside the database: what no restored backup undoes."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

from eventlog.checkpoints import SignedCheckpoint
from eventlog.notes import NoteError

LOOK_EVERY_SECONDS = 0.02


class UnusableNoteError(Exception):
    """The file of a last signed note is damaged or out of reach; the sentence says which."""


class LastNotes:
    """One file a book. One signer of a book at a time, in this process or any other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, book: str) -> Path:
        return self._folder / f"{quote(book, safe='')}.note"

    @contextmanager
    def held(self, book: str) -> Iterator[None]:
        """Waits until nobody else signs this book. Raises `UnusableNoteError`."""
        with self._lock_file(book) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @asynccontextmanager
    async def held_soon(self, book: str) -> AsyncIterator[None]:
        """The same for a task, which looks now and then: one that waits can be cancelled."""
        with self._lock_file(book) as lock:
            while not _taken(lock):  # noqa: ASYNC110 - a lock of a file wakes nobody
                await asyncio.sleep(LOOK_EVERY_SECONDS)
            yield

    def _lock_file(self, book: str) -> TextIO:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return self.path(book).with_suffix(".lock").open("w")
        except OSError as error:
            raise _out_of_reach(self._folder, error) from error

    def read(self, book: str) -> SignedCheckpoint | None:
        """Raises `UnusableNoteError`."""
        path = self.path(book)
        try:
            return SignedCheckpoint.read(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (NoteError, UnicodeDecodeError) as error:
            raise UnusableNoteError(
                f"{path} is damaged ({error}). It holds the last checkpoint that was signed: put "
                "back a copy of it, or compare the book with the checkpoints that members hold "
                "before you remove it."
            ) from error

    def write(self, book: str, signed: SignedCheckpoint) -> None:
        """Replaces the file whole, and on the disk, before anybody sees the note.

        Raises `UnusableNoteError`.
        """
        path = self.path(book)
        draft = path.with_suffix(f".{os.getpid()}")
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(signed.note)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            raise _out_of_reach(path, error) from error


def _taken(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _out_of_reach(path: Path, error: OSError) -> UnusableNoteError:
    return UnusableNoteError(
        f"{path} cannot be written: {error.strerror}. Without it no checkpoint is signed."
    )
