"""Checkpoints (C2SP tlog-checkpoint): what a log signs about its tree, and its exact reading."""

from dataclasses import dataclass

from auditor.findings import VerificationError
from auditor.merkle import EMPTY_ROOT, HASH_BYTES
from auditor.notes import SignedNote
from auditor.strict import base64_bytes, decimal

_LINES = 3


@dataclass(frozen=True)
class Checkpoint:
    """The head of a tree: whose it is, how many entries it has, and its root (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def book(self) -> str:
        """The book's id: the last part of the origin, `<host>/<book id>`."""
        return self.origin.rpartition("/")[2]


def parse_checkpoint(text: str) -> Checkpoint:
    """Reads the text of a note as a checkpoint. Raises `VerificationError`."""
    if not text.endswith("\n"):
        raise _malformed("its last line is not ended")
    lines = text[:-1].split("\n")
    if len(lines) < _LINES or not all(lines):
        raise _malformed("it has fewer than three lines, or an empty one")
    origin, size_text, root_text, *extensions = lines
    try:
        size, root = decimal(size_text), base64_bytes(root_text)
    except ValueError:
        raise _malformed("its size or its root hash is not one") from None
    if len(root) != HASH_BYTES:
        raise _malformed(f"its root hash is not {HASH_BYTES} bytes long")
    if size == 0 and root != EMPTY_ROOT:
        raise _malformed("it has no entries and yet a root of some")
    return Checkpoint(origin, size, root, tuple(extensions))


def checkpoint_of(note: SignedNote) -> Checkpoint:
    """The checkpoint in a signed note, unverified. Raises `VerificationError`."""
    return parse_checkpoint(note.text)


def _malformed(why: str) -> VerificationError:
    return VerificationError("checkpoint-format", f"This is not a checkpoint: {why}.")
