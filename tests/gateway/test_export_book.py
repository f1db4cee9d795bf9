"""A whole book as one file: entries verbatim, open texts, and the signed head; anyone checks it."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from auditor import cli as auditor
from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.disclosures import base64url, from_base64url
from gateway.bundling import NotSignedError
from gateway.cli import main
from schemas.events.feedback import MessageSent
from tests.support.books import KEY, writer_of
from tests.support.erasing import erase
from tests.support.exporting import BOOK, application, audited, exported, rules_of
from tests.support.postgres import Databases, apart_from_the_loop
from tests.support.story import PARTNERSHIP, VOTING

WORDS = "Words of one message."
SENT = MessageSent(message="m", organisation="U99001", subject="Buses", text=WORDS)
EVENTS = (*PARTNERSHIP, *VOTING, SENT)


def part(file: Path, name: str) -> bytes:
    with ZipFile(file) as archive:
        return archive.read(name)


async def stored(pool: Pool) -> list[bytes]:
    no = (await find_book(pool, BOOK)).no
    rows = await pool.fetch(
        "SELECT bytes FROM eventlog.entry WHERE book_no = $1 ORDER BY position", no
    )
    return [row["bytes"] for row in rows]


async def test_an_exported_book_holds_the_entries_verbatim_and_verifies(
    databases: Databases, tmp_path: Path
) -> None:
    file = tmp_path / "book.zip"
    async with application(databases.create().app_url, tmp_path, EVENTS) as app:
        written = await exported(app, file)
        assert part(file, "entries.ndjson") == b"".join(
            one + b"\n" for one in await stored(app.pool)
        )
        report = audited(app, file)
        assert (report.verdict, rules_of(report)) == ("valid", set())
        assert report.facts["texts"]["opened"] == written.texts > 10
        assert (written.entries, written.unreadable) == (len(EVENTS), 0)
        assert not file.with_name("book.zip.part").exists()


async def test_without_texts_it_still_verifies_and_holds_none(
    databases: Databases, tmp_path: Path
) -> None:
    file = tmp_path / "book.zip"
    async with application(databases.create().app_url, tmp_path, EVENTS) as app:
        await exported(app, file, texts=False)
        with ZipFile(file) as archive:
            assert "disclosures.ndjson" not in archive.namelist()
        report = audited(app, file)
        assert report.verdict == "valid"
        assert report.facts["texts"]["withheld"] > 10


async def test_an_erased_text_is_not_in_it_and_is_told_from_one_that_is_missing(
    databases: Databases, tmp_path: Path
) -> None:
    file = tmp_path / "book.zip"
    async with application(databases.create().app_url, tmp_path, EVENTS) as app:
        await exported(app, file)
        assert disclosed(file, WORDS)
        await erase(writer_of(app.pool), BOOK, (len(EVENTS), "text"))
        await exported(app, file)
        assert not disclosed(file, WORDS)
        report = audited(app, file)
        assert report.verdict == "valid"
        assert report.facts["texts"]["erased"] == 1
        await app.pool.execute("DELETE FROM eventlog.disclosure WHERE name = 'subject'")
        await exported(app, file)
        assert rules_of(audited(app, file)) == {"text-missing"}


def disclosed(file: Path, words: str) -> bool:
    lines = part(file, "disclosures.ndjson").splitlines()
    texts = [json.loads(line)["disclosure"] for line in lines]
    return any(words in from_base64url(text).decode() for text in texts)


async def test_a_book_above_one_tile_verifies(databases: Databases, tmp_path: Path) -> None:
    file = tmp_path / "book.zip"
    async with application(databases.create().app_url, tmp_path, [SENT] * 600) as app:
        await exported(app, file)
        assert len(part(file, "leaf-hashes.bin")) == 600 * 32
        assert "root" not in rules_of(audited(app, file))


async def test_a_book_that_was_never_signed_and_cannot_be_is_not_exported(
    databases: Databases, tmp_path: Path
) -> None:
    keys = tmp_path / "signing.keys"
    keys.write_text("nonsense\n")
    keys.chmod(0o600)
    async with application(databases.create().app_url, tmp_path, EVENTS) as app:
        with pytest.raises(NotSignedError):
            await exported(app, tmp_path / "book.zip")
        assert not (tmp_path / "book.zip").exists()


async def test_the_command_line_exports_and_verifies(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, file = databases.create(), tmp_path / "book.zip"
    async with application(database.app_url, tmp_path, EVENTS) as app:
        vkey = str(app.signer.verification_keys(BOOK)[0])
    monkeypatch.setenv("MINUTEBOOK_DATABASE_URL", database.app_url)
    monkeypatch.setenv("MINUTEBOOK_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("MINUTEBOOK_MASTER_KEY", base64url(KEY.key))
    verify = ["verify", "bundle", str(file), "--key", vkey, "--no-memory", "--workers", "1"]

    def work() -> None:
        done = CliRunner().invoke(main, ["export", "book", "--book", BOOK, "--out", str(file)])
        assert done.exit_code == 0, done.output
        checked = CliRunner().invoke(main, [*verify, "--json"])
        assert checked.exit_code == 0, checked.output
        assert json.loads(checked.stdout)["verdict"] == "valid"
        changed = part(file, "entries.ndjson").replace(b"Place Board", b"Place Bored")
        folder = tmp_path / "changed"
        with ZipFile(file) as archive:
            archive.extractall(folder)
        (folder / "entries.ndjson").write_bytes(changed)
        verify[2] = str(folder)
        assert CliRunner().invoke(main, verify).exit_code == 1
        verify[2] = str(tmp_path / "nowhere")
        assert CliRunner().invoke(main, verify).exit_code == auditor.UNREADABLE

    apart_from_the_loop(work)
