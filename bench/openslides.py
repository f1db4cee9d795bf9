"""A peer: OpenSlides 3.3 recording named votes over HTTP, beside Minutebook, both on PostgreSQL."""

import itertools
import json
import secrets
from itertools import islice

import asyncpg

from bench.client import RECORDED, post, rate
from bench.commands import uvloop_runner
from bench.http import (
    BOOK,
    CONNECTIONS,
    REQUESTS,
    SEATS,
    bodies,
    prepared,
    requests,
    served,
)
from bench.openslides_server import NotInstallableError, OpenSlides, installed
from bench.server import Server
from bench.trials import Trial, console, show

OF_OPENSLIDES = 300
"""How many votes it takes a round: it is slower, and a rate needs no more."""
CHOICES = (b"Y", b"Y", b"N", b"A")
CSRF = secrets.token_hex(32)
"""Django compares the cookie with the header; any 64 letters and digits do."""
OK = 200


def votes(openslides: OpenSlides, polls: int) -> list[bytes]:
    """A vote of each seat in each of new polls, poll by poll, each as a user of its own."""
    openslides.run("-m", "django", "migrate", "--verbosity", "0")
    scene = json.loads(openslides.run("scene.py", str(SEATS), str(polls)))
    given = itertools.cycle(CHOICES)
    return [
        post(
            f"/rest/motions/motion-poll/{poll}/vote/",
            {
                "Cookie": f"OpenSlidesSessionID={session}; OpenSlidesCsrfToken={CSRF}",
                "X-CSRFToken": CSRF,
            },
            b'{"data": "%s"}' % next(given),
        )
        for poll, session in itertools.product(scene["polls"], scene["sessions"])
    ]


async def vacuum(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def recorded(url: str) -> int:
    """How many votes OpenSlides has kept."""
    connection = await asyncpg.connect(url)
    count = await connection.fetchval("SELECT count(*) FROM motions_motionvote")
    await connection.close()
    return int(count)


def measure(server: Server, url: str, openslides: OpenSlides, rounds: int) -> Trial:
    """Round by round, first one and then the other, so that a slow minute slows both."""
    trial = Trial(f"{CONNECTIONS} connections", "/s")
    ours = server.migrated_database()
    their_votes = votes(openslides, (rounds + 1) * OF_OPENSLIDES // SEATS)
    with uvloop_runner() as runner:
        key = runner.run(prepared(ours, (rounds + 1) * REQUESTS // SEATS))
        our_votes = requests(f"/v1/books/{BOOK}/commands/cast-vote", key, bodies())
        runner.run(vacuum(url))
        with served("ours", ours) as our_port, openslides.served() as their_port:
            sides = (
                (our_port, our_votes, REQUESTS, RECORDED),
                (their_port, iter(their_votes), OF_OPENSLIDES, OK),
            )
            for warming_up in (True, *[False] * rounds):
                share = 10 if warming_up else 1
                found = [
                    runner.run(rate(port, CONNECTIONS, list(islice(todo, count // share)), status))
                    for port, todo, count, status in sides
                ]
                console.print(f"  {found[0]:,.0f}/s, {found[1]:,.1f}/s")
                if not warming_up:
                    trial.ours.append(found[0])
                    trial.yardstick.append(found[1])
        assert runner.run(recorded(url)) == OF_OPENSLIDES // 10 + rounds * OF_OPENSLIDES
    return trial


def bench(server: Server, rounds: int) -> None:
    url = server.empty_database()
    try:
        with installed(url) as openslides:
            trial = measure(server, url, openslides, rounds)
    except NotInstallableError as reason:
        console.print(f"OpenSlides 3.3 cannot be installed here, so it is left out:\n{reason}")
    else:
        show("A named vote over HTTP", "OpenSlides 3.3", [trial])
