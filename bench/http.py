"""Votes posted over HTTP by many connections, beside a bare endpoint that does one INSERT."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, sleep

import asyncpg

from bench.client import post, rate
from bench.commands import uvloop_runner
from bench.folding import caught_up, folded_elsewhere
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
def served(kind: str, url: str, *, folds_beside: bool = False) -> Iterator[int]:
    """The port of a server process of its own, stopped afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        command = [sys.executable, "-m", "bench.serve", kind, url, folder, str(port)]
        settings = {**os.environ, "MINUTEBOOK_FOLDS": str(not folds_beside)}
        stack.enter_context(listening(port, command, Path(__file__).parents[1], settings))
        if folds_beside:
            stack.enter_context(folded_elsewhere(url, Path(folder)))
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


def measure(server: Server, rounds: int) -> list[Trial]:
    """Rounds in turns: folding its views itself, with them folded beside it, and the yardstick."""
    alone = Trial("32 connections, views folded by the server", "/s", GOAL)
    beside = Trial("32 connections, views folded beside it", "/s", GOAL)
    urls = {alone.name: server.migrated_database(), beside.name: server.migrated_database()}
    motions = (rounds + 1) * REQUESTS // SEATS + 1
    path = f"/v1/books/{BOOK}/commands/cast-vote"
    with uvloop_runner() as runner, ExitStack() as stack:
        bare = server.empty_database()
        runner.run(prepare_bare(bare))
        todo = {
            "bare": (stack.enter_context(served("bare", bare)), requests("/votes", "", bodies()))
        }
        for name, url in urls.items():
            key = runner.run(prepared(url, motions))
            port = stack.enter_context(served("ours", url, folds_beside=name == beside.name))
            runner.run(caught_up(url))
            todo[name] = port, requests(path, key, bodies())
        for warming_up in (True, *[False] * rounds):
            count = REQUESTS // 10 if warming_up else REQUESTS
            found = {
                name: runner.run(rate(port, CONNECTIONS, list(islice(some, count))))
                for name, (port, some) in todo.items()
            }
            console.print("  " + ", ".join(f"{one:,.0f}/s" for one in found.values()))
            for trial in () if warming_up else (alone, beside):
                trial.ours.append(found[trial.name])
                trial.yardstick.append(found["bare"])
    return [alone, beside]


def bench(server: Server, rounds: int) -> None:
    trials = measure(server, rounds)
    show("POST of a vote over HTTP", "FastAPI with one INSERT", trials)
