"""Makes the bytes of an entry: canonical JSON, its leaf hash, and its texts sealed apart."""

import hashlib
import hmac
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from eventlog.disclosures import MasterKey, SealedText, base64url
from eventlog.errors import EntryTooLargeError
from eventlog.randomness import Randomness
from schemas.entry import FORMAT_VERSION, MAX_ENTRY_BYTES, Entry, canonical


class Attribution(msgspec.Struct, frozen=True):
    """Who did it, for whom, by which command, because of which event, and when it happened."""

    actor: str
    command_id: uuid.UUID
    occurred_at: datetime
    acting_for: str | None = None
    cause: str | None = None


class SealedEntry(msgspec.Struct, frozen=True):
    """An entry ready to be stored: its bytes are served verbatim ever after."""

    position: int
    event_id: uuid.UUID
    type: str
    occurred_at: datetime
    recorded_at: datetime
    tags: tuple[str, ...]
    stored: bytes
    leaf_hash: bytes
    texts: tuple[SealedText, ...]


def leaf_hash(stored: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry bytes): the leaf of a book's tree (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + stored).digest()


class Draft(msgspec.Struct, frozen=True):
    """An event before it has a place: its type, canonical `data`, tags and texts."""

    type: str
    data: bytes
    tags: Sequence[str]
    texts: Mapping[str, str]


class Sealer:
    """Seals drafts into entries of one book."""

    def __init__(self, book: str, master_key: MasterKey) -> None:
        self.book = book
        self.master_key = master_key
        self._fingerprint = hmac.new(master_key.key, b"command fingerprint", "sha256")
        self._random = Randomness()

    def fingerprint(self, command: bytes) -> bytes:
        """What is kept of a command's hash, so that a repeated one is known.

        Keyed: a plain hash of a command would let anyone try out what an erased name was.
        """
        keyed = self._fingerprint.copy()
        keyed.update(command)
        return keyed.digest()

    def seal(
        self, draft: Draft, position: int, recorded_at: datetime, by: Attribution
    ) -> SealedEntry:
        """Raises `EntryTooLargeError` above 65,535 bytes."""
        texts = tuple(self.master_key.seal(name, value) for name, value in draft.texts.items())
        event_id = uuid.UUID(bytes=self._random.take(), version=4)
        tags = tuple(sorted(set(draft.tags)))
        stored = canonical(
            Entry(
                v=FORMAT_VERSION,
                book=self.book,
                position=position,
                id=str(event_id),
                type=draft.type,
                occurred_at=by.occurred_at,
                recorded_at=recorded_at,
                actor=by.actor,
                acting_for=by.acting_for,
                command=str(by.command_id),
                cause=by.cause,
                tags=tags,
                data=msgspec.Raw(draft.data),
                sd=tuple(sorted(base64url(text.digest) for text in texts)),
                nonce=base64url(self._random.take()),
            )
        )
        if len(stored) > MAX_ENTRY_BYTES:
            raise EntryTooLargeError(draft.type, len(stored), MAX_ENTRY_BYTES)
        return SealedEntry(
            position=position,
            event_id=event_id,
            type=draft.type,
            occurred_at=by.occurred_at,
            recorded_at=recorded_at,
            tags=tags,
            stored=stored,
            leaf_hash=leaf_hash(stored),
            texts=texts,
        )
