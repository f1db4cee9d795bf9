"""Votes posted over HTTP by many connections, beside a bare endpoint that does one INSERT."""

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

import asyncpg

from bench.client import Connections
from bench.commands import uvloop_runner
from bench.server import Server
from bench.trials import Trial, console, show
from gateway.identity import Keys, Principal
from tests.support.books import open_book
from tests.support.clock import NOON
from tests.support.voting import scene, votes

BOOK, SEATS = "bench", 20
CONNECTIONS, REQUESTS, GOAL = 32, 3_000, 0.5
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
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        taken.close()
        command = [sys.executable, "-m", "bench.serve", kind, url, folder, str(port)]
        process = subprocess.Popen(command, cwd=Path(__file__).parents[1])
        try:
            wait_for(port, process)
            yield port
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


async def rate(port: int, path: str, key: str, todo: list[bytes]) -> float:
    """Requests answered with 201 a second; any other answer ends the trial."""
    async with Connections(port, CONNECTIONS) as connections:
        start = perf_counter()
        await connections.post_all(path, key, todo)
        return len(todo) / (perf_counter() - start)


def measure(server: Server, rounds: int) -> Trial:
    trial = Trial(f"{CONNECTIONS} connections", "/s", GOAL)
    ours, bare = server.migrated_database(), server.empty_database()
    with uvloop_runner() as runner:
        motions = (rounds + 1) * REQUESTS // SEATS + 1
        key = runner.run(prepared(ours, motions))
        runner.run(prepare_bare(bare))
        with served("ours", ours) as our_port, served("bare", bare) as bare_port:
            our_bodies, bare_bodies = bodies(), bodies()
            for warming_up in (True, *[False] * rounds):
                count = REQUESTS // 10 if warming_up else REQUESTS
                found = [
                    runner.run(rate(port, path, key, [next(votes_) for _ in range(count)]))
                    for port, path, votes_ in (
                        (our_port, f"/v1/books/{BOOK}/commands/cast-vote", our_bodies),
                        (bare_port, "/votes", bare_bodies),
                    )
                ]
                console.print(f"  {found[0]:,.0f}/s, {found[1]:,.0f}/s")
                if not warming_up:
                    trial.ours.append(found[0])
                    trial.yardstick.append(found[1])
    return trial


def bench(server: Server, rounds: int) -> None:
    trial = measure(server, rounds)
    show("POST of a vote over HTTP", "FastAPI with one INSERT", [trial])
