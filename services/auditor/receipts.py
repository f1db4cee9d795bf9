"""Receipts (C2SP tlog-proof): an entry, its place, the proof of it, and the signed checkpoint."""

from dataclasses import dataclass

from auditor.entries import Entry, read_entry
from auditor.findings import VerificationError
from auditor.merkle import HASH_BYTES, leaf_hash, verify_inclusion
from auditor.policy import Trust
from auditor.strict import base64_bytes, decimal
from auditor.trust import Accepted, accept

HEADER = "c2sp.org/tlog-proof@v1"
MAX_RECEIPT_BYTES = 2_000_000
_MAX_PROOF = 63


@dataclass(frozen=True)
class Receipt:
    """A receipt as it was read; nothing of it is verified yet."""

    stored: bytes
    index: int
    proof: tuple[bytes, ...]
    note: bytes


@dataclass(frozen=True)
class VerifiedReceipt:
    """An entry that stands in the book at its position, by a checkpoint that we trust."""

    entry: Entry
    stored: bytes
    accepted: Accepted


def parse_receipt(raw: bytes) -> Receipt:
    """Reads a `.tlog-proof` whose extra data is the entry. Raises `VerificationError`."""
    if len(raw) > MAX_RECEIPT_BYTES:
        raise _malformed("it is too long")
    head, blank, note = raw.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise _malformed("its first part is not plain text") from None
    if not blank or lines[0] != HEADER:
        raise _malformed(f"its first line is not {HEADER}, or it has no checkpoint")
    if len(lines) < 3 or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise _malformed("it lacks the entry (extra) or its index")
    try:
        stored = base64_bytes(lines[1].removeprefix("extra "))
        index = decimal(lines[2].removeprefix("index "))
        proof = tuple(base64_bytes(line) for line in lines[3:])
    except ValueError:
        raise _malformed("its entry, its index or a hash is damaged") from None
    if len(proof) > _MAX_PROOF or any(len(one) != HASH_BYTES for one in proof):
        raise _malformed("its proof is not one")
    return Receipt(stored, index, proof, note)


def verify_receipt(receipt: Receipt, trust: Trust) -> VerifiedReceipt:
    """Checks signature, origin, witnesses, inclusion, and that the entry says the same of itself.

    Raises `VerificationError`.
    """
    accepted = accept(receipt.note, trust)
    checkpoint = accepted.checkpoint
    leaf = leaf_hash(receipt.stored)
    verify_inclusion(leaf, receipt.index, checkpoint.size, receipt.proof, checkpoint.root)
    entry = read_entry(receipt.stored)
    if entry.position != receipt.index + 1:
        raise VerificationError(
            "position",
            f"The entry says it is at position {entry.position}; the book has it at "
            f"{receipt.index + 1}.",
            entry.position,
        )
    if entry.book != checkpoint.book:
        raise VerificationError(
            "book",
            f"The entry belongs to the book {entry.book!r}; the checkpoint is of "
            f"{checkpoint.origin!r}.",
            entry.position,
        )
    return VerifiedReceipt(entry, receipt.stored, accepted)


def _malformed(why: str) -> VerificationError:
    return VerificationError("receipt-format", f"This is not a receipt: {why}.")
