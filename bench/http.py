"""Votes posted over HTTP by many connections, beside a bare endpoint that does one INSERT."""

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, sleep

import asyncpg

from bench.client import post, rate
from bench.commands import uvloop_runner
from bench.server import Server
from bench.trials import Trial, console, show
from gateway.identity import Keys, Principal
from tests.support.books import open_book
from tests.support.clock import NOON
from tests.support.voting import scene, votes

BOOK, SEATS = "bench", 20
CONNECTIONS, REQUESTS, GOAL = 32, 3_000, 1.0
STARTS_WITHIN = 60.0  # seconds


async def prepared(url: str, motions: int) -> str:
    """The key of a secretary of a book with motions to vote on."""
    async with asyncpg.create_pool(url, min_size=1, max_size=2) as pool:
        await open_book(pool, BOOK, scene(motions, SEATS))
        await pool.execute("VACUUM ANALYZE")
        return await Keys(pool).issue(Principal("secretary", "secretary", BOOK), NOON)


async def prepare_bare(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "CREATE TABLE vote (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
        "motion text, seat text, choice text, person text)"
    )
    await connection.close()


@contextmanager
def served(kind: str, url: str) -> Iterator[int]:
    """The port of a server process of its own, stopped afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.serve", kind, url, folder, str(port)]
        with listening(port, command, Path(__file__).parents[1]):
            yield port


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def listening(
    port: int, command: list[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server that has begun to listen on a port, stopped afterwards."""
    process = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = perf_counter() + STARTS_WITHIN
    while perf_counter() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError("The server to be measured has not started.")


def bodies() -> Iterator[bytes]:
    return (json.dumps(vote.model_dump(exclude_none=True)).encode() for vote in votes(SEATS))


def requests(path: str, key: str, todo: Iterator[bytes]) -> Iterator[bytes]:
    return (post(path, {"Authorization": f"Bearer {key}"}, body) for body in todo)


def measure(server: Server, rounds: int) -> Trial:
    trial = Trial(f"{CONNECTIONS} connections", "/s", GOAL)
    ours, bare = server.migrated_database(), server.empty_database()
    with uvloop_runner() as runner:
        motions = (rounds + 1) * REQUESTS // SEATS + 1
        key = runner.run(prepared(ours, motions))
        runner.run(prepare_bare(bare))
        with served("ours", ours) as our_port, served("bare", bare) as bare_port:
            our_path = f"/v1/books/{BOOK}/commands/cast-vote"
            ours_next, bare_next = (
                requests(our_path, key, bodies()),
                requests("/votes", key, bodies()),
            )
            for warming_up in (True, *[False] * rounds):
                count = REQUESTS // 10 if warming_up else REQUESTS
                found = [
                    runner.run(rate(port, CONNECTIONS, list(islice(todo, count))))
                    for port, todo in ((our_port, ours_next), (bare_port, bare_next))
                ]
                console.print(f"  {found[0]:,.0f}/s, {found[1]:,.0f}/s")
                if not warming_up:
                    trial.ours.append(found[0])
                    trial.yardstick.append(found[1])
    return trial


def bench(server: Server, rounds: int) -> None:
    trial = measure(server, rounds)
    show("POST of a vote over HTTP", "FastAPI with one INSERT", [trial])
