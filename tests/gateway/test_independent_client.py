"""Somebody else's implementation agrees: Go's checksum-database packages check a served book.

Debian has them: golang-go and golang-golang-x-mod-dev. Without them this is skipped, visibly.
"""

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from eventlog.notes import SigningKey
from schemas.events.meeting import MeetingCalled
from tests.support.clock import NOON
from tests.support.server import BOOK, Served

PROGRAM = Path(__file__).parent / "independent" / "main.go"
GOPATH = Path("/usr/share/gocode")
pytestmark = pytest.mark.skipif(
    shutil.which("go") is None or not (GOPATH / "src/golang.org/x/mod/sumdb/tlog").exists(),
    reason="golang-go and golang-golang-x-mod-dev are not installed",
)


@pytest.fixture(scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("go") / "client"
    status, words = await run("go", "build", "-o", str(built), str(PROGRAM))
    assert status == 0, words
    return built


async def run(*command: str) -> tuple[int | None, str]:
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GOPATH),
        "GOFLAGS": "",
        "CGO_ENABLED": "0",
    }
    process = await asyncio.create_subprocess_exec(
        *command,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    words, _ = await process.communicate()
    return process.returncode, words.decode()


@pytest.mark.parametrize(("first", "grows_to"), [(5, 40), (256, 700), (300, 1_100)])
async def test_it_accepts_head_tiles_receipts_and_proofs(
    served: Served, client: Path, first: int, grows_to: int
) -> None:
    position = await served.holds(
        *(MeetingCalled(meeting=f"m-{n}", body="board", starts_at=NOON) for n in range(grows_to))
    )
    key = await served.key(f"go-{first}", "observer")
    url = f"{served.url}/v1/books/{BOOK}"
    (vkey,) = served.application.signer.verification_keys(BOOK)
    positions = [str(one) for one in (1, first, grows_to, position)]
    found = await run(str(client), url, str(vkey), key, str(first), *positions)
    assert found == (0, f"{position}\n")


async def test_it_refuses_a_head_that_another_key_signed(served: Served, client: Path) -> None:
    other = str(SigningKey(bytes(32)).verification_key(f"localhost/{BOOK}"))
    url = f"{served.url}/v1/books/{BOOK}"
    status, words = await run(str(client), url, other, "", "1")
    assert status == 1
    assert words.startswith("signature: ")
