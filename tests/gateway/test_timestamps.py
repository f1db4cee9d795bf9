"""An authority dates the checkpoint of the day; one that fails is named, and stops nobody."""

import asyncio
import re
import shutil
import socket
import subprocess
import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
from typer.testing import CliRunner

from eventlog.books import Book, create_book, find_book
from eventlog.connections import Pool
from eventlog.timestamps import timestamps
from gateway import timestamping as stamping
from gateway.bundling import write_bundle
from gateway.cli import main
from gateway.stamps import NotStampedError, check
from gateway.timestamping import Authority as Asked
from gateway.timestamping import Timestamping
from schemas.events.feedback import MessageSent
from tests.support.books import Preparation
from tests.support.clock import Clock
from tests.support.postgres import Database
from tests.support.server import BOOK, Served, serving
from tests.support.timestamps import GRANTED, REJECTED, Authority

PAGE = Path(__file__).parents[2] / "docs" / "verify-with-openssl.md"
SENT = MessageSent(message="msg", organisation="U99001", subject="Buses", text="Dear board.")


NUMBERS = count(1)


@dataclass
class Scene:
    """A server without an authority, and beside it what asks one: time stands as it is told to."""

    served: Served
    book: str
    authority: Authority
    folder: Path
    clock: Clock
    answers: Callable[[bytes], httpx2.Response] | None = None
    stamping: Timestamping = field(init=False)

    def __post_init__(self) -> None:
        self.trust(self.authority)
        client = httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))
        asked = Asked("http://authority.example/tsa", self.certificates)
        self.stamping = Timestamping(self.served.application.pool, asked, client, self.clock)

    @property
    def certificates(self) -> Path:
        return self.folder / "authority.pem"

    def trust(self, authority: Authority) -> None:
        self.certificates.write_bytes(authority.pem)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        if self.answers:
            return self.answers(request.content)
        assert request.headers["content-type"] == "application/timestamp-query"
        return httpx2.Response(200, content=self.authority.answer(request.content))

    async def grow(self) -> Book:
        """One more entry, signed."""
        app = self.served.application
        await app.writer.submit(self.book, Preparation(SENT))
        await app.signer.sign_by_name(self.book)
        return await find_book(app.pool, self.book)

    async def sizes(self) -> list[int]:
        pool = self.served.application.pool
        book = await find_book(pool, self.book)
        return [one.size for one in await timestamps(pool, book.no, 100)]


@pytest.fixture
async def scene(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """With a book of its own; the authority stamps that one only."""
    monkeypatch.setattr(stamping, "ASK_AGAIN_AFTER_SECONDS", 0.0)
    clock = Clock(datetime.now(UTC) + timedelta(days=1))
    book = f"book-{next(NUMBERS)}"
    await create_book(served.application.pool, book, clock())

    async def only_this(pool: Pool) -> list[Book]:
        return [await find_book(pool, book)]

    monkeypatch.setattr(stamping, "all_books", only_this)
    return Scene(served, book, Authority(clock), tmp_path, clock)


async def test_once_a_day_what_grew_is_stamped(scene: Scene) -> None:
    await scene.stamping.stamp_all()
    assert await scene.sizes() == []
    await scene.grow()
    await scene.stamping.stamp_all()
    assert await scene.sizes() == [1]
    await scene.grow()
    await scene.stamping.stamp_all()
    assert await scene.sizes() == [1]
    scene.clock.forward(days=1)
    await scene.stamping.stamp_all()
    assert await scene.sizes() == [2, 1]
    scene.clock.forward(days=1)
    await scene.stamping.stamp_all()
    assert await scene.sizes() == [2, 1]


async def test_whoever_asks_gets_the_note_and_the_answer_and_they_hold(scene: Scene) -> None:
    await scene.grow()
    await scene.stamping.stamp_all()
    above = f"{scene.served.url}/v1/books/{scene.book}/timestamps"
    async with httpx2.AsyncClient() as stranger:
        (one,) = (await stranger.get(above)).json()["timestamps"]
        note = await stranger.get(scene.served.url + one["note"])
        response = await stranger.get(scene.served.url + one["response"])
        assert (await stranger.get(f"{above}/2.tsr")).status_code == 404
    assert response.headers["content-type"] == "application/timestamp-reply"
    assert one["authority"] == "CN=Test timestamp authority"
    stamp = check(response.content, note.content, [scene.authority.root])
    assert stamp.at == scene.clock().replace(microsecond=0)
    assert datetime.fromisoformat(one["stamped_at"]) == stamp.at
    assert note.text.split("\n")[1] == "1"


def rejecting(scene: Scene) -> None:
    scene.authority.status = REJECTED


def about_something_else(scene: Scene) -> None:
    scene.authority.answers_about = bytes(32)


def an_answer_of_another_time(scene: Scene) -> None:
    scene.authority.keeps_nonce = False


def of_another_root(scene: Scene) -> None:
    scene.trust(Authority(scene.clock))


def without_certificates(scene: Scene) -> None:
    scene.certificates.unlink()


def with_unreadable_certificates(scene: Scene) -> None:
    scene.certificates.write_bytes(b"nothing in PEM")


def out_of_order(scene: Scene) -> None:
    scene.answers = lambda _: httpx2.Response(503, content=b"later")


def speaking_nonsense(scene: Scene) -> None:
    scene.answers = lambda _: httpx2.Response(200, content=b"\x30\x03\x02\x01\x00nonsense")


def listing_certificates_out_of_order(scene: Scene) -> None:
    scene.authority.is_disorderly = True


def talking_for_ever(scene: Scene) -> None:
    scene.answers = lambda _: httpx2.Response(200, content=bytes(200_000))


def out_of_reach(scene: Scene) -> None:
    def refuse(_: bytes) -> httpx2.Response:
        raise httpx2.ConnectError("connection refused")

    scene.answers = refuse


FAILURES = {
    rejecting: "status 2",
    about_something_else: "Mismatch between messages",
    an_answer_of_another_time: "Nonce",
    of_another_root: "not signed by whom the certificates name",
    without_certificates: "cannot be read",
    with_unreadable_certificates: "no certificates",
    out_of_order: "answered 503",
    speaking_nonsense: "not a timestamp in the strict form (RFC 3161, DER): ",
    listing_certificates_out_of_order: "strict form (RFC 3161, DER): it lists things",
    talking_for_ever: "larger",
    out_of_reach: "connection refused",
}


@pytest.mark.parametrize("fail", FAILURES, ids=lambda one: one.__name__)
async def test_an_authority_that_fails_is_named_and_asked_again(
    scene: Scene, fail: Callable[[Scene], None]
) -> None:
    fail(scene)
    await scene.grow()
    await scene.stamping.stamp_all()
    assert await scene.sizes() == []
    why = scene.stamping.failure or ""
    assert FAILURES[fail] in why
    assert why.endswith(".")
    scene.answers, scene.authority = None, Authority(scene.clock)
    scene.trust(scene.authority)
    await scene.grow()
    await scene.stamping.stamp_all()
    assert (await scene.sizes(), scene.stamping.failure) == ([2], None)


async def test_one_that_failed_is_left_alone_for_a_while(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamping, "ASK_AGAIN_AFTER_SECONDS", 300.0)
    rejecting(scene)
    await scene.grow()
    for _ in range(3):
        await scene.stamping.stamp_all()
    assert scene.authority.asked == 1


async def test_entries_that_wait_too_long_for_a_stamp_are_named(scene: Scene) -> None:
    book = await scene.grow()
    scene.clock.now = datetime.now(UTC)
    assert await scene.stamping.overdue(book) is None
    scene.clock.forward(days=3)
    assert "over none of its entries" in (await scene.stamping.overdue(book) or "")
    await scene.stamping.stamp_all()
    assert await scene.stamping.overdue(book) is None
    await scene.grow()
    scene.clock.forward(days=3)
    assert "over 1 entry; later ones" in (await scene.stamping.overdue(book) or "")


async def test_an_export_brings_the_newest_stamp_along(scene: Scene) -> None:
    book = await scene.grow()
    await scene.stamping.stamp_all()
    path = scene.folder / "book.zip"
    await write_bundle(scene.served.application, book, path)
    with zipfile.ZipFile(path) as archive:
        note, response = archive.read("timestamp.note"), archive.read("timestamp.tsr")
        assert check(response, note, [scene.authority.root]).at
        assert note == archive.read("checkpoint")


class TestByHand:
    """The command, and openssl as the page has it, over the same files."""

    @pytest.fixture
    async def files(self, scene: Scene) -> Path:
        book = await scene.grow()
        await scene.stamping.stamp_all()
        (one,) = await timestamps(scene.served.application.pool, book.no, 1)
        (scene.folder / "timestamp.note").write_text(one.note, encoding="utf-8")
        (scene.folder / "timestamp.tsr").write_bytes(one.response)
        return scene.folder

    @staticmethod
    def verify(folder: Path) -> tuple[int, str]:
        names = [str(folder / name) for name in ("timestamp.note", "timestamp.tsr")]
        certificates = ["--certificates", str(folder / "authority.pem")]
        run = CliRunner().invoke(main, ["verify", "timestamp", *names, *certificates])
        return run.exit_code, run.output

    def test_the_command_says_what_was_there_when(self, files: Path) -> None:
        status, said = self.verify(files)
        assert status == 0
        assert "over 1 entry was there at" in said
        assert "says CN=Test timestamp authority" in said

    @pytest.mark.parametrize(
        ("name", "damage", "status"),
        [
            ("timestamp.tsr", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), 1),
            ("timestamp.tsr", lambda raw: raw[:40], 1),
            ("timestamp.tsr", lambda raw: re.sub(rb"(\x18\x0f\d{13})..Z", rb"\g<1>59Z", raw), 1),
            ("timestamp.note", lambda raw: raw.replace(b"\n1\n", b"\n2\n"), 1),
            ("timestamp.note", lambda raw: raw[:20], 2),
            ("authority.pem", lambda raw: b"", 1),
        ],
    )
    def test_what_was_changed_does_not_hold(
        self, files: Path, name: str, damage: Callable[[bytes], bytes], status: int
    ) -> None:
        path = files / name
        raw = path.read_bytes()
        path.write_bytes(damage(raw))
        if path.read_bytes() != raw:
            assert self.verify(files)[0] == status

    @pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
    def test_openssl_agrees_with_the_commands_of_the_page(self, files: Path) -> None:
        blocks = re.findall(r"```shell\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
        (script,) = [one for one in blocks if "openssl ts" in one]

        def shell() -> subprocess.CompletedProcess[str]:
            command = ["sh", "-euc", script]
            return subprocess.run(command, cwd=files, capture_output=True, text=True, check=False)

        good = shell()
        assert good.returncode == 0, good.stderr
        assert "Verification: OK" in good.stdout + good.stderr
        note = files / "timestamp.note"
        note.write_text(note.read_text().replace("\n1\n", "\n2\n"))
        assert shell().returncode != 0


@asynccontextmanager
async def running(authority: Authority) -> AsyncIterator[str]:
    """An authority on a port; gives its address."""
    app = FastAPI()

    @app.post("/tsa")
    async def stamp(request: Request) -> Response:
        return Response(authority.answer(await request.body()))

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    task = asyncio.create_task(server.serve([listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/tsa"
    finally:
        server.should_exit = True
        await task
        listening.close()


async def until(url: str, path: str, is_there: Callable[[dict], object]) -> dict:
    async with httpx2.AsyncClient(base_url=url) as client, asyncio.timeout(20):
        while not is_there(found := (await client.get(path)).json()):  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.05)
    return found


async def test_a_server_has_its_books_stamped_and_says_when_it_cannot(
    database: Database, served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamping, "LOOK_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(stamping, "ASK_AGAIN_AFTER_SECONDS", 0.05)
    authority = Authority(lambda: datetime.now(UTC), status=REJECTED)
    certificates = tmp_path / "authority.pem"
    certificates.write_bytes(authority.pem)
    stamps = {"timestamp_certificates": certificates}
    async with (
        running(authority) as url,
        serving(database.app_url, served.folder, timestamp_url=url, **stamps) as stamped,
    ):
        await stamped.holds(SENT)
        health = await until(stamped.url, "/health/ready", lambda found: found["not_stamped"])
        assert health["status"] == "ready"
        assert "status 2" in health["not_stamped"]
        authority.status = GRANTED
        path = f"/v1/books/{BOOK}/timestamps"
        found = await until(stamped.url, path, lambda found: found["timestamps"])
        assert found["timestamps"][0]["authority"] == "CN=Test timestamp authority"
        await until(stamped.url, "/health/ready", lambda found: found["not_stamped"] is None)


def test_a_forged_timestamp_of_a_root_that_nobody_named_is_refused() -> None:
    mine, theirs = (Authority(lambda: datetime.now(UTC)) for _ in range(2))
    asked = TimestampRequestBuilder().data(b"note").hash_algorithm(HashAlgorithm.SHA256).build()
    answer = theirs.answer(asked.as_bytes())
    assert check(answer, b"note", [theirs.root], asked.nonce)
    with pytest.raises(NotStampedError, match="not signed by whom"):
        check(answer, b"note", [mine.root], asked.nonce)
