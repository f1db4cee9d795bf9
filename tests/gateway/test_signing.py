"""What an operator sees of signing: a restored backup is told of, and a key is replaced."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.keys import VerificationKey
from auditor.policy import simple_trust
from auditor.trust import accept
from eventlog.books import create_book, find_book
from eventlog.keyring import Keyring
from gateway.cli import main
from gateway.cli.session import OPERATOR
from gateway.rotation import announce, rotate
from schemas.events.meeting import MeetingCalled
from schemas.events.record import KeyRotated
from tests.support.clock import NOON
from tests.support.postgres import Database, Databases, apart_from_the_loop
from tests.support.server import BOOK, Served, serving

OPEN = f"/v1/books/{BOOK}"


def calls(count: int) -> list[MeetingCalled]:
    return [MeetingCalled(meeting=f"m-{n}", body="board", starts_at=NOON) for n in range(count)]


def said(*command: str, database: Database, folder: Path) -> tuple[int, str]:
    """Exit status and words of the command line, run over this database and folder."""
    settings = {
        "MINUTEBOOK_DATABASE_URL": database.app_url,
        "MINUTEBOOK_DATA_FOLDER": str(folder),
        "COLUMNS": "300",
    }
    results = []
    apart_from_the_loop(lambda: results.append(CliRunner().invoke(main, command, env=settings)))
    return results[0].exit_code, results[0].output


async def test_a_restored_backup_shows_in_health_and_status_and_gets_no_receipts(
    databases: Databases, tmp_path: Path
) -> None:
    database = databases.create()
    async with serving(database.app_url, tmp_path) as served:
        await create_book(served.application.pool, BOOK, NOON)
        await served.holds(*calls(20))
    backup = databases._create(template=database.name)
    async with serving(database.app_url, tmp_path) as served:
        await served.holds(*calls(10))
        secretary = await served.secretary()
        assert (await secretary.get(f"{OPEN}/receipts/30.tlog-proof")).status_code == 200
    async with serving(backup.app_url, tmp_path) as served:
        position = await served.holds(*calls(15))
        secretary = await served.secretary()
        refused = await secretary.get(f"{OPEN}/receipts/{position}.tlog-proof")
        assert (refused.status_code, refused.json()["code"]) == (503, "not-signed")
        assert "does not begin with the 30 entries" in refused.json()["detail"]
        assert (await secretary.get(f"{OPEN}/checkpoint")).status_code == 503
        ready = (await secretary.get("/health/ready")).json()
        assert ready["status"] == "degraded"
        assert "older copy of the database" in ready["unsigned"][0]
        for command in (("status",), ("signer", "check")):
            status, words = said(*command, database=backup, folder=tmp_path)
            assert status == 1
            assert "older copy of the database" in words
    status, words = said("signer", "check", database=database, folder=tmp_path)
    assert (status, words) == (0, f"{BOOK}: goes on from what was signed\n")


@pytest.fixture
async def signed(database: Database, tmp_path: Path):
    async with serving(database.app_url, tmp_path) as served:
        await create_book(served.application.pool, BOOK, NOON)
        await served.holds(*calls(3))
        yield served


async def test_a_key_is_replaced_with_an_overlap_that_the_book_records(
    signed: Served, database: Database
) -> None:
    app, folder = signed.application, signed.folder
    keyring = Keyring(folder / "signing.keys")
    (before,) = app.signer.verification_keys(BOOK)
    assert said("signer", "show", database=database, folder=folder) == (0, f"{before}\n")
    assert await rotate(app, OPERATOR, keyring, timedelta(days=30))
    now, old = app.signer.verification_keys(BOOK)
    assert old == before
    book = await find_book(app.pool, BOOK)
    (last,) = await app.reader.after(book.no, book.head - 1, 1)
    assert isinstance(last.event, KeyRotated)
    assert (last.event.new_key, last.event.old_key) == (str(now), str(before))
    note = (await app.cosigned(book, book.head)).note.encode()
    for key in (now, old):
        trust = simple_trust([VerificationKey.parse(str(key))], [], None)
        assert accept(note, trust).checkpoint.size == book.head
    assert await announce(app, OPERATOR, keyring)
    assert (await find_book(app.pool, BOOK)).head == book.head
    shown = said("signer", "show", "--book", BOOK, database=database, folder=folder)
    assert shown == (0, f"{now}\n{old}\n")
