"""A log for tests: entries, tree, notes and exports, written from the standards, not the auditor.

The tree is RFC 6962's recursive definition; canonical JSON is the `rfc8785` package's; signatures
are made with `cryptography`. Nothing here imports the room that it tests.
"""

import base64
import hashlib
import json
import struct
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "minutebook.example/harbourside-and-vale"
BOOK = "harbourside-and-vale"
START = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)


def sha(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def seeded(*parts: object) -> bytes:
    """32 bytes that look random and are the same in every run."""
    return sha(repr(parts).encode())


def leaf(stored: bytes) -> bytes:
    return sha(b"\x00" + stored)


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, over leaf hashes."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:]))


def split(n: int) -> int:
    """The largest power of two below n."""
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def path_of(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path_of(index, leaves[:k]), tree_hash(leaves[k:])]
    return [*path_of(index - k, leaves[k:]), tree_hash(leaves[:k])]


def consistency(m: int, leaves: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if m == len(leaves):
        return [] if whole else [tree_hash(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*consistency(m, leaves[:k], whole=whole), tree_hash(leaves[k:])]
    return [*consistency(m - k, leaves[k:], whole=False), tree_hash(leaves[:k])]


@dataclass(frozen=True)
class Signer:
    """A key of a log (type 1) or of a witness (type 4)."""

    name: str
    kind: int = 1
    seed: bytes = seeded("signer")

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def material(self) -> bytes:
        return bytes([self.kind]) + self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        return sha(self.name.encode() + b"\n" + self.material)[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64(self.material)}"

    def line(self, text: str, at: int = 1_780_000_000) -> str:
        if self.kind == 4:
            signature = self.private.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
            signature = struct.pack(">Q", at) + signature
        else:
            signature = self.private.sign(text.encode())
        return f"— {self.name} {b64(self.key_id + signature)}\n"


LOG = Signer(ORIGIN)
WITNESSES = tuple(Signer(f"witness{i}.example", 4, seeded("witness", i)) for i in range(3))


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{b64(root)}\n"


def signed(text: str, signers: Sequence[Signer] = (LOG,)) -> bytes:
    return (text + "\n" + "".join(one.line(text) for one in signers)).encode()


def disclosure_of(name: str, value: str, *salt: object) -> str:
    parts = [b64url(seeded("salt", name, *salt)[:16]), name, value]
    return b64url(json.dumps(parts, ensure_ascii=False).encode())


def digest_of(disclosure: str) -> str:
    return b64url(sha(disclosure.encode()))


@dataclass
class Book:
    """A book that grows in memory; each entry a minute after the one before, or later."""

    book: str = BOOK
    origin: str = ORIGIN
    entries: list[bytes] = field(default_factory=list)
    disclosures: list[tuple[int, str]] = field(default_factory=list)
    """Each with the position of its entry."""
    _now: datetime = START

    def add(
        self,
        type_: str,
        data: Mapping[str, Any],
        *,
        tags: Sequence[str] = (),
        texts: Mapping[str, str] | None = None,
        acting_for: str | None = None,
        at: datetime | None = None,
        changed: Mapping[str, Any] | None = None,
    ) -> int:
        """Appends an entry and gives its position; `changed` replaces fields of the envelope."""
        position = len(self.entries) + 1
        recorded = self._now = max(self._now, START + timedelta(minutes=position), at or START)
        opened = [disclosure_of(n, v, self.book, position) for n, v in (texts or {}).items()]
        self.disclosures += [(position, one) for one in opened]
        envelope = {
            "v": 1,
            "book": self.book,
            "position": position,
            "id": str(uuid.UUID(bytes=seeded("id", self.book, position)[:16], version=4)),
            "type": type_,
            "occurred_at": written(at or recorded),
            "recorded_at": written(recorded),
            "actor": "secretary-1",
            "command": str(uuid.UUID(bytes=seeded("command", position)[:16], version=4)),
            "tags": sorted(tags),
            "data": dict(data),
            "nonce": b64url(seeded("nonce", self.book, position)[:16]),
        }
        if opened:
            envelope["_sd"] = sorted(digest_of(one) for one in opened)
        if acting_for:
            envelope["acting_for"] = acting_for
        self.entries.append(rfc8785.dumps(envelope | dict(changed or {})))
        return position

    @property
    def leaves(self) -> list[bytes]:
        return [leaf(one) for one in self.entries]

    def checkpoint(self, size: int | None = None, signers: Sequence[Signer] = (LOG,)) -> bytes:
        size = len(self.entries) if size is None else size
        text = checkpoint_text(self.origin, size, tree_hash(self.leaves[:size]))
        return signed(text, signers)

    def receipt(
        self, position: int, size: int | None = None, signers: Sequence[Signer] = (LOG,)
    ) -> bytes:
        size = len(self.entries) if size is None else size
        proof = path_of(position - 1, self.leaves[:size])
        head = ["c2sp.org/tlog-proof@v1", f"extra {b64(self.entries[position - 1])}"]
        head += [f"index {position - 1}", *map(b64, proof), ""]
        return "\n".join(head).encode() + b"\n" + self.checkpoint(size, signers)

    def files(self, texts: str = "all", signers: Sequence[Signer] = (LOG,)) -> dict[str, bytes]:
        """The files of an export, by name."""
        manifest = {
            "format": "minutebook-book/1",
            "book": self.book,
            "entries": len(self.entries),
            "texts": texts,
        }
        lines = [rfc8785.dumps({"position": p, "disclosure": d}) for p, d in self.disclosures]
        return {
            "manifest.json": json.dumps(manifest).encode(),
            "entries.ndjson": b"".join(one + b"\n" for one in self.entries),
            "checkpoint": self.checkpoint(signers=signers),
            "leaf-hashes.bin": b"".join(self.leaves),
            "disclosures.ndjson": b"".join(one + b"\n" for one in lines),
        }

    def erase(self, position: int, name: str) -> int:
        """Takes a text away, and records that."""
        [gone] = [d for p, d in self.disclosures if p == position and named(d) == name]
        self.disclosures.remove((position, gone))
        return self.add(
            "record-disclosure-erased.v1",
            {
                "position": position,
                "name": name,
                "digest": digest_of(gone),
                "basis": "UK GDPR, Article 17",
                "authority": "secretary-1",
            },
        )


def named(disclosure: str) -> str:
    raw = base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4))
    name: str = json.loads(raw)[1]
    return name


def written(at: datetime) -> str:
    """A time as the record writes it."""
    return at.isoformat().replace("+00:00", "Z")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def write_zip(path: Path, files: Mapping[str, bytes], how: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
