"""Witnesses cosign what only grows, refuse the rest, and what they say is served with the head."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from auditor.keys import VerificationKey
from auditor.policy import Trust, simple_trust
from auditor.receipts import parse_receipt, verify_receipt
from auditor.trust import accept
from eventlog.books import create_book, find_book
from eventlog.checkpoints import Checkpoint
from eventlog.keyring import Keyring
from eventlog.notes import COSIGNATURE, ED25519, SignedNote, SigningKey, base64_text
from eventlog.remembered import LastNotes
from gateway.witness import Witness, create_witness
from schemas.events.meeting import MeetingCalled
from tests.support.clock import NOON
from tests.support.postgres import Database
from tests.support.server import BOOK, Served, serving
from tests.support.trees import naive_proof, naive_root

LOG, ORIGIN = SigningKey(bytes(range(32))), "example.nhs.uk/place"
KEY = SigningKey(bytes(range(32, 64)))
NAME = "example.nhs.uk/witness"
LEAVES = [bytes([n]) * 32 for n in range(40)]
FORKED = [*LEAVES[:5], bytes(32), *LEAVES[6:]]


def witness_in(folder: Path, log: SigningKey = LOG) -> Witness:
    logs = [log.verification_key(ORIGIN)]
    return Witness(NAME, KEY, logs, LastNotes(folder), lambda: 1_800_000_000)


def submission(
    old: int,
    size: int,
    leaves: list[bytes] = LEAVES,
    *,
    origin: str = ORIGIN,
    key: SigningKey = LOG,
    proof: list[bytes] | None = None,
) -> bytes:
    text = Checkpoint(origin, size, naive_root(leaves[:size])).text
    made = naive_proof(old, leaves[:size]) if 0 < old <= size else []
    lines = "".join(f"{base64_text(one)}\n" for one in (made if proof is None else proof))
    return f"old {old}\n{lines}\n{SignedNote(text, (key.sign(origin, text),))}".encode()


def test_a_head_that_goes_on_is_cosigned_and_the_cosignature_is_genuine(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    trust = simple_trust(
        [VerificationKey.parse(str(LOG.verification_key(ORIGIN)))],
        [VerificationKey.parse(str(KEY.verification_key(NAME, COSIGNATURE)))],
        1,
    )
    for old, size in ((0, 3), (3, 8), (8, 8), (8, 40)):
        body = submission(old, size)
        answer = witness.add_checkpoint(body)
        assert answer.status == 200, answer.body
        accepted = accept(body.partition(b"\n\n")[2] + answer.body.encode(), trust)
        assert accepted.witnesses[0].at == 1_800_000_000


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (409, submission(0, 9)),  # it knows 8
        (409, submission(5, 9)),
        (409, submission(8, 8, FORKED)),
        (422, submission(8, 20, FORKED)),
        (422, submission(8, 20, proof=[])),
        (422, submission(8, 8, proof=[bytes(32)])),
        (400, submission(9, 8)),
        (404, submission(8, 9, origin="example.nhs.uk/elsewhere")),
        (403, submission(8, 9, key=KEY)),
        (400, b"old 08\n\n" + submission(8, 9).partition(b"\n\n")[2]),
        (400, submission(8, 9)[:-20]),
        (400, b""),
        (400, b"old 8\n\xff\n\nx"),
    ],
)
def test_anything_else_is_refused_and_changes_nothing(
    tmp_path: Path, status: int, body: bytes
) -> None:
    witness = witness_in(tmp_path)
    assert witness.add_checkpoint(submission(0, 8)).status == 200
    answer = witness.add_checkpoint(body)
    assert answer.status == status
    if status == 409:
        assert (answer.body, answer.media_type) == ("8\n", "text/x.tlog.size")
    assert witness_in(tmp_path).add_checkpoint(submission(8, 12)).status == 200


def test_a_witness_that_starts_again_still_knows_what_it_saw(tmp_path: Path) -> None:
    witness_in(tmp_path).add_checkpoint(submission(0, 8))
    assert witness_in(tmp_path).add_checkpoint(submission(0, 3)).body == "8\n"


@dataclass
class Running:
    """A witness on a port, and what the server under test is told of it."""

    url: str
    vkey: str
    folder: Path

    @property
    def setting(self) -> str:
        return f"{self.vkey}@{self.url}"


@asynccontextmanager
async def running(folder: Path, log_folder: Path, name: str) -> AsyncIterator[Running]:
    key = SigningKey.generate()
    origin = f"localhost/{BOOK}"
    logs = Keyring(log_folder / "signing.keys").verification_keys(origin)
    assert logs[0].kind == ED25519
    witness = Witness(name, key, logs, LastNotes(folder), lambda: 1_800_000_000)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_witness(witness), log_level="warning"))
    task = asyncio.create_task(server.serve([listening]))
    while not server.started:  # noqa: ASYNC110 - it offers no event
        await asyncio.sleep(0.01)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        yield Running(url, str(key.verification_key(name, COSIGNATURE)), folder)
    finally:
        server.should_exit = True
        await task
        listening.close()


@dataclass
class Scene:
    """A served book with two witnesses that answer, and one that does not."""

    served: Served
    witnesses: list[Running]

    def trust(self, quorum: int) -> Trust:
        keys = self.served.application.signer.verification_keys(BOOK)
        return simple_trust(
            [VerificationKey.parse(str(one)) for one in keys],
            [VerificationKey.parse(one.vkey) for one in self.witnesses],
            quorum,
        )


@pytest.fixture(scope="module")
async def scene(database: Database, tmp_path_factory) -> AsyncIterator[Scene]:
    folder, seen = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("seen")
    silent = SigningKey.generate().verification_key("silent", COSIGNATURE)
    async with running(seen / "a", folder, "a") as a, running(seen / "b", folder, "b") as b:
        setting = f"{a.setting},{silent}@http://127.0.0.1:9,{b.setting}"
        async with serving(database.app_url, folder, witnesses=setting) as served:
            await create_book(served.application.pool, BOOK, NOON)
            yield Scene(served, [a, b])


def calls(count: int) -> list[MeetingCalled]:
    return [MeetingCalled(meeting=f"m-{n}", body="board", starts_at=NOON) for n in range(count)]


async def test_heads_and_receipts_are_served_with_enough_cosignatures_at_once(
    scene: Scene,
) -> None:
    secretary = await scene.served.secretary()
    for count in (1, 4, 300):
        position = await scene.served.holds(*calls(count))
        receipt = await secretary.get(f"/v1/books/{BOOK}/receipts/{position}.tlog-proof")
        verified = verify_receipt(parse_receipt(receipt.content), scene.trust(2))
        assert verified.entry.position == position
        head = await secretary.get(f"/v1/books/{BOOK}/checkpoint")
        assert accept(head.content, scene.trust(2)).checkpoint.size == position


async def test_a_witness_that_saw_more_than_there_is_does_not_cosign(scene: Scene) -> None:
    """What betrays a restored backup even where the signer's own memory was restored with it."""
    app = scene.served.application
    origin = f"localhost/{BOOK}"
    text = Checkpoint(origin, 10_000, bytes(32)).text
    signed = Keyring(scene.served.folder / "signing.keys").sign(origin, text, NOON)
    seen = LastNotes(scene.witnesses[0].folder).path(origin)
    seen.write_text(str(SignedNote(text, signed)))
    await scene.served.holds(*calls(3))
    book = await find_book(app.pool, BOOK)
    cosigned = await app.cosigned(book, book.head)
    names = {one.key.name for one in accept(cosigned.note.encode(), scene.trust(1)).witnesses}
    assert names == {"b"}
    assert "It has seen 10,000 entries" in app.witnessing.failures[BOOK, "a"]
