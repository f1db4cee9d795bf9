"""Commands a second through the writer, beside the library's own PostgreSQL recorder."""

import asyncio
from collections.abc import Iterator

import uvloop

from bench.ours import Ours
from bench.server import Server
from bench.trials import Trial, console, show
from bench.yardstick import Yardstick
from decisions.slice import CommandWork
from tests.support.books import work_of
from tests.support.voting import scene, votes

SEATS = 20
COMMANDS = {1: 400, 16: 2_400, 64: 4_000, 256: 6_000}
"""How many commands a round takes, by the number of callers."""
OF_YARDSTICK = 0.25
"""The yardstick takes a share of that: it is slower, and a rate needs no more."""
CONNECTIONS = 64
"""The most connections of the yardstick; callers beyond them wait for one, as they would."""
GOALS = {16: 4.0, 256: 8.0}


def works() -> Iterator[CommandWork]:
    return (work_of(vote) for vote in votes(SEATS))


def measure(server: Server, rounds: int) -> list[Trial]:
    """Round by round, first one and then the other, so that a slow minute slows both."""
    trials = {
        callers: Trial(f"{callers} callers", "/s", GOALS.get(callers)) for callers in COMMANDS
    }
    events = scene(sum(COMMANDS.values()) * rounds // SEATS + 1, SEATS)
    yardstick = Yardstick(server.empty_database(), CONNECTIONS)
    with uvloop_runner() as runner:
        ours = runner.run(Ours.start(server.migrated_database()))
        runner.run(ours.prepare(events))
        yardstick.prepare(events)
        our_works, their_works = works(), works()
        for _ in range(rounds):
            for callers, commands in COMMANDS.items():
                trial = trials[callers]
                trial.ours.append(runner.run(ours.rate([our_works], callers, commands)))
                count = max(callers, int(commands * OF_YARDSTICK))
                trial.yardstick.append(yardstick.rate(their_works, callers, count))
                console.print(
                    f"  {trial.name}: {trial.ours[-1]:,.0f}/s, {trial.yardstick[-1]:,.0f}/s"
                )
        runner.run(ours.close())
    yardstick.close()
    return list(trials.values())


def uvloop_runner() -> "asyncio.Runner":
    """The event loop that serves in production."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def bench(server: Server, rounds: int) -> None:
    title = f"Votes through the writer to one book of {SEATS} seats"
    show(title, "PostgresDCBRecorderTT", measure(server, rounds))
