"""Asks witnesses to cosign (C2SP tlog-witness), and keeps what they say to serve it."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import httpx2
import structlog

from eventlog.books import Book, all_books
from eventlog.checkpoints import (
    SignedCheckpoint,
    cosignatures,
    cosigned_size,
    keep_cosignature,
    newest_checkpoint,
)
from eventlog.connections import DATABASE_FAILED, Pool
from eventlog.notes import COSIGNATURE, NoteError, Signature, VerificationKey, base64_text
from eventlog.tiles import consistency_proof
from schemas.counting import counted

SECONDS_TO_ANSWER = 10.0
SECONDS_APART = 30.0
MOST_ANSWER_BYTES = 16_384
CONFLICT, OK = 409, 200
log = structlog.get_logger("gateway.witnessing")


class NotCosignedError(Exception):
    """A witness did not cosign; the sentence says why."""


@dataclass(frozen=True)
class Witness:
    """A witness by its verification key, and the address above its `add-checkpoint`."""

    key: VerificationKey
    url: str


def witnesses_of(setting: str) -> tuple[Witness, ...]:
    """Reads `vkey@url,vkey@url`. Raises `NoteError`."""
    found = []
    for one in filter(None, (part.strip() for part in setting.split(","))):
        vkey, at, rest = one.partition("@http")
        key = VerificationKey.read(vkey)
        if not at or key.kind != COSIGNATURE:
            raise NoteError(f"{one!r} is not a witness: its verification key, @ and its address")
        found.append(Witness(key, f"http{rest}".rstrip("/")))
    return tuple(found)


class Witnessing:
    """Submits checkpoints to each witness. One that fails is left alone for a while."""

    def __init__(
        self,
        pool: Pool,
        witnesses: Sequence[Witness],
        client: httpx2.AsyncClient,
        clock: Callable[[], datetime],
        wait_seconds: float,
    ) -> None:
        self._pool = pool
        self._witnesses = tuple(witnesses)
        self._client = client
        self._clock = clock
        self._wait_seconds = wait_seconds
        self._locks: defaultdict[tuple[str, Witness], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._left_alone_until: dict[tuple[str, Witness], float] = {}
        self._signed = asyncio.Event()
        self.failures: dict[tuple[str, str], str] = {}

    def something_signed(self) -> None:
        """Told by the signer; must not wait."""
        self._signed.set()

    async def run(self) -> None:
        """Submits what was signed until cancelled."""
        while self._witnesses:
            self._signed.clear()
            try:
                for book in await all_books(self._pool):
                    await self._submit_newest(book)
            except DATABASE_FAILED:
                log.exception("the database failed; witnesses are asked again later")
            with suppress(TimeoutError):
                async with asyncio.timeout(SECONDS_APART):
                    await self._signed.wait()

    async def cosigned(self, book: Book, signed: SignedCheckpoint) -> SignedCheckpoint:
        """A checkpoint with its cosignatures. Those still missing are asked for, not for long."""
        if not self._witnesses:
            return signed
        with suppress(TimeoutError):
            async with asyncio.timeout(self._wait_seconds):
                await self._submit(book, signed)
        lines = await cosignatures(self._pool, book.no, signed.size)
        return signed.cosigned(
            lines[vkey] for one in self._witnesses if (vkey := str(one.key)) in lines
        )

    async def _submit_newest(self, book: Book) -> None:
        try:
            signed = await newest_checkpoint(self._pool, book.no)
        except NoteError:
            return  # the signer refuses this book, and says why
        if signed is not None:
            await self._submit(book, signed)

    async def _submit(self, book: Book, signed: SignedCheckpoint) -> None:
        """Asks every witness that has not cosigned this, all at the same time."""
        has = await cosignatures(self._pool, book.no, signed.size)
        asked = [
            one
            for one in self._witnesses
            if str(one.key) not in has
            and self._left_alone_until.get((book.id, one), 0) <= time.monotonic()
        ]
        await asyncio.gather(*(self._ask(book, signed, one) for one in asked))

    async def _ask(self, book: Book, signed: SignedCheckpoint, witness: Witness) -> None:
        place = (book.id, witness)
        async with self._locks[place]:
            if str(witness.key) in await cosignatures(self._pool, book.no, signed.size):
                return
            try:
                await self._add_checkpoint(book, signed, witness)
            except (NotCosignedError, httpx2.HTTPError) as error:
                self._left_alone_until[place] = time.monotonic() + SECONDS_APART
                why = str(error) or type(error).__name__
                self.failures[book.id, witness.key.name] = why
                log.warning("not cosigned", book=book.id, witness=witness.key.name, why=why)
            else:
                self._left_alone_until.pop(place, None)
                self.failures.pop((book.id, witness.key.name), None)

    async def _add_checkpoint(self, book: Book, signed: SignedCheckpoint, one: Witness) -> None:
        """Submits it; once more from the size that the witness knows, if we had that wrong."""
        old = await cosigned_size(self._pool, book.no, str(one.key))
        status, body = await self._post(book, signed, min(old, signed.size), one)
        if status == CONFLICT:
            known = _size(body)
            if known > signed.size:
                raise NotCosignedError(
                    f"It has seen {counted(known, 'entry', 'entries')} of this log, and there are "
                    f"{signed.size:,}."
                )
            status, body = await self._post(book, signed, known, one)
        if status != OK:
            raise NotCosignedError(f"It answered {status}: {body[:200]!r}")
        line = genuine_line(body, one.key, signed)
        await keep_cosignature(self._pool, book.no, signed.size, str(one.key), line, self._clock())

    async def _post(
        self, book: Book, signed: SignedCheckpoint, old: int, one: Witness
    ) -> tuple[int, str]:
        proof = await consistency_proof(self._pool, book.no, old, signed.size)
        lines = "".join(f"{base64_text(hash_)}\n" for hash_ in proof)
        answer = await self._client.post(
            f"{one.url}/add-checkpoint",
            content=f"old {old}\n{lines}\n{signed.note}".encode(),
            timeout=SECONDS_TO_ANSWER,
        )
        if len(answer.content) > MOST_ANSWER_BYTES:
            raise NotCosignedError("It answered with more than a witness has to say.")
        return answer.status_code, answer.text


def _size(body: str) -> int:
    text = body.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        raise NotCosignedError(f"It knows another checkpoint, and not which: {body[:200]!r}")
    return int(text)


def genuine_line(body: str, key: VerificationKey, signed: SignedCheckpoint) -> str:
    """The cosignature in a witness's answer. Raises `NotCosignedError`."""
    try:
        found = [Signature.read(line) for line in body.removesuffix("\n").split("\n")]
    except NoteError as error:
        raise NotCosignedError(f"Its answer is not a signature: {error}.") from error
    for one in found:
        if key.has_signed(signed.checkpoint.text, one):
            return one.line
    raise NotCosignedError("Its signature is not genuine.")
