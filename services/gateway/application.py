"""What Minutebook does, whichever door it is asked through: record, read, wait."""

import hashlib
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from pydantic import SecretStr

from decisions.command import Command
from decisions.context import Context
from decisions.refusal import Refused
from decisions.slice import CommandWork
from eventlog.books import Book, create_book, find_book
from eventlog.checkpoints import SignedCheckpoint
from eventlog.connections import Pool
from eventlog.missing import TextWatch
from eventlog.reading import Reader
from eventlog.sealing import Attribution
from eventlog.signals import Signals
from eventlog.signer import Signer
from eventlog.work import Recorded
from eventlog.writer import Writer
from gateway.crew import Crew
from gateway.feed import Feed
from gateway.identity import ForbiddenError, Keys, Principal
from gateway.permissions import require_permission
from gateway.timestamping import Timestamping
from gateway.witnessing import Witnessing
from projections.catalogue import VIEW_OF
from projections.documents import Document, Documents
from projections.live import LiveDocuments
from projections.pasts import Pasts
from projections.replay import position_at
from projections.view import View
from projections.waiting import Progress, reach


class NotYetError(Exception):
    """The views have not seen the position that a reader asked for."""

    def __init__(self, wanted: int, reached: int) -> None:
        super().__init__(f"The views have seen position {reached}; {wanted} was asked for.")
        self.wanted = wanted
        self.reached = reached


@dataclass(frozen=True)
class Moment:
    """As of when a reader asks: now or an earlier recorded time; not before a position is seen.

    For the public, exempt texts are withheld. `position` asks for the book as it stood there.
    """

    as_of: datetime | None = None
    min_position: int = 0
    is_public: bool = False
    position: int | None = None


@dataclass(frozen=True)
class Application:
    """The rooms, put together; made once in `gateway.app`."""

    pool: Pool
    writer: Writer
    reader: Reader
    progress: Progress
    keys: Keys
    clock: Callable[[], datetime]
    wait_seconds: float
    texts: TextWatch
    signer: Signer
    witnessing: Witnessing
    timestamping: Timestamping
    feed: Feed
    signals: Signals
    crew: Crew
    metrics_token: SecretStr | None = None
    pasts: Pasts = field(default_factory=Pasts)

    async def record(
        self, principal: Principal, book: str, command: Command, command_id: uuid.UUID
    ) -> Recorded:
        """Records one command, or raises why not. The same id and command get the first answer."""
        self.require_open(principal, book)
        return await self.writer.submit(book, self.work(principal, command, command_id))

    def work(self, principal: Principal, command: Command, command_id: uuid.UUID) -> CommandWork:
        """A command as the writer takes it, with who gave it, for whom and when."""
        now = self.clock()
        require_permission(principal, command)
        if command.occurred_at is not None and command.occurred_at > now:
            raise Refused(
                "in-the-future", "What has not happened yet cannot be recorded.", "occurred_at"
            )
        occurred_at = command.occurred_at or now
        context = Context(
            actor=principal.id,
            role=principal.role,
            now=now,
            occurred_at=occurred_at,
            new_id=lambda: str(uuid.uuid4()),
            organisation=principal.organisation,
            person=principal.person,
        )
        attribution = Attribution(
            actor=principal.id,
            command_id=command_id,
            occurred_at=occurred_at,
            acting_for=command.acting_for() or principal.organisation,
        )
        return CommandWork(command, context, attribution, fingerprint(principal, command))

    async def open_book(
        self, principal: Principal, book: str, command: Command, command_id: uuid.UUID
    ) -> Recorded:
        """Makes a book and records its first entry."""
        work = self.work(principal, command, command_id)
        await create_book(self.pool, book, self.clock())
        return await self.writer.submit(book, work)

    async def book(self, principal: Principal, book: str) -> Book:
        self.require_open(principal, book)
        return await find_book(self.pool, book)

    async def documents(
        self, book: Book, kinds: Iterable[type[Document]], moment: Moment
    ) -> Documents:
        """The documents of a book at a moment.

        Raises `NotYetError` when waiting took too long. Reading may raise `ViewNotMadeError`.
        """
        views = {VIEW_OF[kind].name: VIEW_OF[kind] for kind in kinds}
        if moment.as_of is not None or moment.position is not None:
            return await self._replayed(book, views.values(), moment)
        if moment.min_position > book.head:
            raise NotYetError(moment.min_position, book.head)  # no write has answered with it yet
        if moment.is_public:
            return await self._replayed(book, views.values(), moment)
        if moment.min_position:
            reached = await reach(
                self.pool,
                self.progress,
                book,
                views.values(),
                moment.min_position,
                self.wait_seconds,
            )
            if reached < moment.min_position:
                raise NotYetError(moment.min_position, reached)
        return LiveDocuments(self.pool, book.no, VIEW_OF)

    async def _replayed(self, book: Book, views: Collection[View], moment: Moment) -> Documents:
        position = book.head if moment.position is None else moment.position
        if moment.as_of is not None:
            position = min(position, await position_at(self.pool, book.no, moment.as_of))
        return await self.pasts.documents(
            self.reader, self.pool, book.no, position, views, VIEW_OF, is_public=moment.is_public
        )

    async def cosigned(self, book: Book, at_least: int) -> SignedCheckpoint:
        """The signed head, of so many entries or more. Raises `SigningRefusedError`."""
        signed = await self.signer.checkpoint(book, at_least)
        return await self.witnessing.cosigned(book, signed)

    @staticmethod
    def require_open(principal: Principal, book: str) -> None:
        """Raises `ForbiddenError` unless the key opens this book."""
        if not principal.may_open(book):
            raise ForbiddenError(f"This key does not open the book {book!r}.")


def fingerprint(principal: Principal, command: Command) -> bytes:
    """SHA-256 over who commands what: tells a repeated command from another with the same id."""
    said = [principal.id, type(command).__name__, command.model_dump(mode="json")]
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).digest()
