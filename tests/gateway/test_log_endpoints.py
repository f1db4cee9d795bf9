"""Strangers' clients can check a book: checkpoint, tiles, entries, receipts, consistency."""

from dataclasses import dataclass, replace

import httpx2
import pytest

from auditor.checkpoints import checkpoint_of
from auditor.findings import VerificationError
from auditor.keys import VerificationKey
from auditor.memory import Memory
from auditor.merkle import leaf_hash, verify_consistency
from auditor.notes import parse_note
from auditor.policy import Trust, simple_trust
from auditor.receipts import parse_receipt, verify_receipt
from auditor.server import tiles_of
from auditor.strict import base64_bytes
from auditor.tiles import split_bundle, tile_path, tile_width
from auditor.trust import Accepted, accept
from eventlog.checkpoints import Checkpoint
from eventlog.keyring import Keyring
from eventlog.notes import SignedNote
from schemas.events.meeting import MeetingCalled
from tests.support.clock import NOON
from tests.support.server import BOOK, Served

OPEN = f"/v1/books/{BOOK}"


def calls(count: int) -> list[MeetingCalled]:
    return [MeetingCalled(meeting=f"m-{n}", body="board", starts_at=NOON) for n in range(count)]


def trust(served: Served) -> Trust:
    signer = served.application.signer
    (key,) = signer.verification_keys(BOOK)
    return simple_trust([VerificationKey.parse(str(key))], [], None)


@dataclass
class Stranger:
    """A client without a key."""

    client: httpx2.AsyncClient

    async def checkpoint(self, served: Served) -> Accepted:
        answer = await self.client.get(f"{OPEN}/checkpoint")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"
        return accept(answer.content, trust(served))

    async def proof(self, earlier: int, later: int) -> list[bytes]:
        answer = await self.client.get(f"{OPEN}/proofs/consistency?from={earlier}&to={later}")
        assert answer.status_code == 200
        return [base64_bytes(line) for line in answer.text.splitlines()]


@pytest.fixture
async def stranger(served: Served):
    async with httpx2.AsyncClient(base_url=served.url) as client:
        yield Stranger(client)


async def test_a_receipt_is_there_at_once_after_the_write_is_answered(served: Served) -> None:
    secretary = await served.secretary()
    for call in calls(5):
        position = await served.holds(call)
        answer = await secretary.get(f"{OPEN}/receipts/{position}.tlog-proof")
        assert answer.status_code == 200
        verified = verify_receipt(parse_receipt(answer.content), trust(served))
        assert verified.entry.position == position
        stored = (await secretary.get(f"{OPEN}/entries/{position}")).content
        assert verified.stored == stored


async def test_each_receipt_of_a_book_is_verified_and_none_beyond_its_end(served: Served) -> None:
    secretary = await served.secretary()
    position = await served.holds(*calls(600))
    for one in (1, 2, 255, 256, 257, 512, 513, position):
        answer = await secretary.get(f"{OPEN}/receipts/{one}.tlog-proof")
        assert verify_receipt(parse_receipt(answer.content), trust(served)).entry.position == one
    beyond = await secretary.get(f"{OPEN}/receipts/{position + 1}.tlog-proof")
    assert beyond.status_code == 404


async def test_each_head_is_proven_to_go_on_from_each_before_it(
    served: Served, stranger: Stranger
) -> None:
    seen = [(await stranger.checkpoint(served)).checkpoint]
    for count in (1, 2, 300, 7):
        await served.holds(*calls(count))
        seen.append((await stranger.checkpoint(served)).checkpoint)
    for old in seen:
        for new in seen:
            if old.size <= new.size:
                proof = await stranger.proof(old.size, new.size)
                verify_consistency(old.size, new.size, old.root, new.root, proof)
    assert await stranger.proof(0, seen[-1].size) == []
    backwards = await stranger.client.get(f"{OPEN}/proofs/consistency?from=3&to=2")
    assert backwards.status_code == 404


async def test_all_tiles_add_up_to_the_checkpoint_and_full_ones_are_kept_for_ever(
    served: Served, stranger: Stranger
) -> None:
    await served.holds(*calls(300))
    head = (await stranger.checkpoint(served)).checkpoint
    fetched: dict[str, bytes] = {}

    class Fetched:
        prefix = served.url + OPEN

        @staticmethod
        def get(path: str) -> bytes:
            return fetched[path]

    for level in range(2):
        for number in range(100):
            if width := tile_width(head.size, level, number):
                path = tile_path(level, number, width)
                answer = await stranger.client.get(f"{OPEN}/{path}")
                assert answer.headers["content-type"] == "application/octet-stream"
                assert ("immutable" in answer.headers["cache-control"]) == (width == 256)
                fetched[path] = answer.content
    tiles = tiles_of(Fetched(), head.size)
    assert tiles.range_root(0, head.size) == head.root


async def test_entry_bundles_hold_what_the_leaves_are_of_for_those_allowed(
    served: Served, stranger: Stranger
) -> None:
    await served.holds(*calls(300))
    secretary = await served.secretary()
    for place, width in (("000", 256), ("001.p/9", 9)):
        refused = await stranger.client.get(f"{OPEN}/tile/entries/{place}")
        assert refused.status_code == 401
        bundle = await secretary.get(f"{OPEN}/tile/entries/{place}")
        assert bundle.headers["content-type"] == "application/octet-stream"
        assert bundle.headers["cache-control"].startswith("private")
        entries = split_bundle(bundle.content)
        assert len(entries) == width
        hashes = (await stranger.client.get(f"{OPEN}/tile/0/{place}")).content
        assert b"".join(leaf_hash(one) for one in entries) == hashes
    other = await served.client("elsewhere", "observer", book="another-book")
    assert (await other.get(f"{OPEN}/tile/entries/000")).status_code == 403
    assert (await other.get(f"{OPEN}/receipts/1.tlog-proof")).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/x001/x234/067",
        "tile/0/999.p/3",
        "tile/0/0",
        "tile/0/x000/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/007",
        "tile/5/000",
        "tile/63/000.p/1",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/" + "x999/" * 900 + "999",
        "proofs/consistency?from=0&to=99999999",
    ],
)
async def test_what_the_tree_does_not_have_is_not_found(stranger: Stranger, path: str) -> None:
    assert (await stranger.client.get(f"{OPEN}/{path}")).status_code == 404


async def test_no_book_no_log(stranger: Stranger) -> None:
    for path in ("checkpoint", "tile/0/000", "proofs/consistency?from=0&to=0"):
        assert (await stranger.client.get(f"/v1/books/nowhere/{path}")).status_code == 404


async def test_a_fork_shown_to_a_client_that_remembers_is_detected(
    served: Served, stranger: Stranger, tmp_path
) -> None:
    """Whoever holds the key signs another history of the same size: one note betrays the other."""
    accepted = await stranger.checkpoint(served)
    memory = Memory(tmp_path / "seen.json")
    memory.keep_proven(accepted)
    other = replace(accepted.checkpoint, root=bytes(32))
    text = Checkpoint(other.origin, other.size, other.root).text
    keyring = Keyring(served.folder / "signing.keys")
    forked = SignedNote(text, keyring.sign(other.origin, text, NOON))
    with pytest.raises(VerificationError, match="two different histories"):
        memory.require_no_fork(accept(str(forked).encode(), trust(served)))


async def test_the_note_is_of_the_books_own_log(served: Served, stranger: Stranger) -> None:
    raw = (await stranger.client.get(f"{OPEN}/checkpoint")).content
    assert checkpoint_of(parse_note(raw)).origin == f"localhost/{BOOK}"
