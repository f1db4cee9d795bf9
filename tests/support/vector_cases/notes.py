"""Signed checkpoints and receipts, to accept and to refuse."""

from collections.abc import Iterator

from tests.auditor.building import (
    LOG,
    ORIGIN,
    WITNESSES,
    Book,
    Signer,
    b64,
    checkpoint_text,
    seeded,
    signed,
    tree_hash,
)
from tests.support.vector_cases import Case, case

STRANGER = Signer(ORIGIN, seed=seeded("stranger"))
CAST = "motion-vote-cast.v1"


def checkpoints(made: Book) -> Iterator[Case]:
    """A signed note, and the verification keys of the log that are trusted."""
    whole = made.checkpoint()
    text = whole.decode().partition("\n\n")[0] + "\n"
    head = {"origin": ORIGIN, "size": 11, "root": b64(tree_hash(made.leaves))}
    for name, note in (
        ("signed by the log", whole),
        ("cosigned by a witness that nobody asked for", signed(text, (LOG, WITNESSES[0]))),
        ("signed by a new key as well", signed(text, (Signer(ORIGIN, seed=seeded("new")), LOG))),
    ):
        yield case(name, accept=True, note=note.decode(), keys=[LOG.vkey], **head)
    empty = signed(checkpoint_text(ORIGIN, 0, tree_hash([])))
    nothing = {"origin": ORIGIN, "size": 0, "root": b64(tree_hash([]))}
    yield case("an empty book", accept=True, note=empty.decode(), keys=[LOG.vkey], **nothing)
    changed = whole.decode().replace("\n11\n", "\n12\n")
    padded = whole.decode().replace("\n11\n", "\n011\n")
    for name, bad in (
        ("another size", changed),
        ("signed by a stranger in the log's name", signed(text, (STRANGER,)).decode()),
        ("a forged signature in the name of the key", _forged(whole.decode())),
        ("a size with a leading nought", padded),
        ("no signature", text + "\n"),
        ("no blank line", whole.decode().replace("\n\n", "\n")),
        ("its last line cut off", whole.decode()[:-1]),
        ("an empty book with a root", signed(checkpoint_text(ORIGIN, 0, bytes(32))).decode()),
    ):
        yield case(name, accept=False, note=bad, keys=[LOG.vkey])


def _forged(note: str) -> str:
    """With a second signature that claims to be of the same key, and is not."""
    return note + f"— {ORIGIN} {b64(LOG.key_id + bytes(64))}\n"


def receipts(made: Book) -> Iterator[Case]:
    """A receipt as it is kept, and the verification keys of the log that are trusted."""
    for position in (1, 3, 11):
        kept = made.receipt(position).decode()
        fields = {"receipt": kept, "keys": [LOG.vkey], "position": position}
        yield case(f"position {position} of 11", accept=True, **fields)
    good = made.receipt(3).decode()
    moved = made.receipt(4).decode()
    for name, bad in (
        ("another index", good.replace("index 2\n", "index 3\n")),
        ("another entry", _with_entry(good, made.entries[3])),
        ("another entry with its own place", _with_entry(moved, made.entries[2])),
        ("another header", good.replace("@v1", "@v2")),
        ("no entry", good.replace("extra ", "other ")),
        ("a checkpoint of another size", good.replace("\n11\n", "\n12\n")),
        ("an entry of another book", Book("elsewhere", entries=_elsewhere()).receipt(1).decode()),
    ):
        yield case(name, accept=False, receipt=bad, keys=[LOG.vkey])


def _with_entry(receipt: str, stored: bytes) -> str:
    lines = receipt.split("\n")
    return "\n".join([lines[0], f"extra {b64(stored)}", *lines[2:]])


def _elsewhere() -> list[bytes]:
    other = Book("elsewhere")
    other.add(CAST, {"choice": "for"})
    return other.entries
