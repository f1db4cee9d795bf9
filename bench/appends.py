"""Whole commands through our writer beside what the rivals append, deciding nothing, and the limit.

Ours reads and decides a slice, makes the entry canonical, hashes and tags it, grows the tree and
remembers the command's id. The rivals append one event under a condition that never fails.
"""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Protocol

from rich.table import Table

from bench.commands import uvloop_runner, works
from bench.emmett import emmett
from bench.ours import Ours
from bench.pgbench import commits_a_second
from bench.recorder_appends import Recorder, TaggedRecorder, VersionedRecorder
from bench.server import Server
from bench.trials import console
from decisions.slice import CommandWork
from tests.support.voting import scene

SEATS = 20
BOOKS = (1, 8)
COMMANDS = {1: 300, 16: 2_000, 64: 3_000, 256: 4_000}
OF_RIVALS = 0.5
"""Rivals take this share of the commands: they are slower, and a rate needs no more."""
OURS, TAGGED, VERSIONED, EMMETT = "Minutebook", "DCB recorder", "application recorder", "emmett"
GOALS = {
    (TAGGED, 1, 16): 2.5,
    **{(EMMETT, books, callers): 3.0 for books in BOOKS for callers in COMMANDS},
}
LIMITS = {1: (1, None), 256: (16, 0.4)}
"""By our callers, to one book: how many pgbench clients are the limit, and our goal beside it."""
WARMING_UP = 16, 320
"""Callers and commands that nobody counts, for connections to be made and plans to be kept."""


class Rival(Protocol):
    """Appends as fast as so many callers can."""

    def rate(self, callers: int, commands: int) -> float: ...


Rates = dict[tuple[str, int, int], list[float]]
Limits = dict[int, list[float]]
"""Single-row commits a second, by the number of our callers that are held against them."""


def measure(server: Server, rounds: int) -> tuple[Rates, Limits]:
    """Rates by rival, books and callers; and the commits a second that are the limit."""
    rates: Rates = {}
    limits: Limits = {}
    rivals: dict[str, Recorder] = {
        TAGGED: TaggedRecorder(server.empty_database()),
        VERSIONED: VersionedRecorder(server.empty_database()),
    }
    limit_at = server.empty_database()
    with emmett(server.empty_database()) as other, uvloop_runner() as runner:
        ours = {books: runner.run(prepared(server, books, rounds)) for books in BOOKS}
        others: dict[str, Rival] = {**rivals} if other is None else {**rivals, EMMETT: other}
        for one, todo in ours.values():
            runner.run(one.rate(todo, *WARMING_UP))
        for rival in others.values():
            rival.rate(*WARMING_UP)
        for _ in range(rounds):
            measure_limits(limits, limit_at)
            for books, (one, todo) in ours.items():
                for callers, count in COMMANDS.items():
                    found = {OURS: runner.run(one.rate(todo, callers, count))}
                    for name, rival in others.items():
                        found[name] = rival.rate(callers, max(callers, int(count * OF_RIVALS)))
                    for name, rate in found.items():
                        rates.setdefault((name, books, callers), []).append(rate)
                    console.print(f"  {books} books, {callers} callers: {said(found)}")
        for one, _ in ours.values():
            runner.run(one.close())
    for recorder in rivals.values():
        recorder.close()
    return rates, limits


def measure_limits(limits: Limits, url: str) -> None:
    for callers, (clients, _) in LIMITS.items():
        if (limit := commits_a_second(url, clients)) is not None:
            limits.setdefault(callers, []).append(limit)


async def prepared(
    server: Server, books: int, rounds: int
) -> tuple[Ours, list[Iterator[CommandWork]]]:
    """Books that hold boards in session, and the votes to be cast in each."""
    ours = await Ours.start(server.migrated_database(), books)
    commands = WARMING_UP[1] + sum(COMMANDS.values()) * rounds
    motions = commands // (SEATS * books) + len(COMMANDS) * rounds + 2
    await ours.prepare(scene(motions, SEATS))
    return ours, [works() for _ in range(books)]


def said(rates: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {rate:,.0f}/s" for name, rate in rates.items())


def bench(server: Server, rounds: int) -> None:
    rates, limits = measure(server, rounds)
    table = Table(
        title="Commands through the writer, and rivals' bare appends", title_justify="left"
    )
    for heading in ("books", "callers", OURS, TAGGED, VERSIONED, EMMETT):
        table.add_column(heading, justify="right")
    for books in BOOKS:
        for callers in COMMANDS:
            table.add_row(*row(rates, books, callers))
    console.print(table)
    for callers, found in limits.items():
        clients, goal = LIMITS[callers]
        pairs = zip(rates[OURS, 1, callers], found, strict=True)
        console.print(
            f"One book, {callers} callers: {verdict(median(a / b for a, b in pairs), goal)} of the "
            f"single-row commits of {clients} pgbench clients ({median(found):,.0f}/s)"
        )


def row(rates: Rates, books: int, callers: int) -> list[str]:
    mine = rates[OURS, books, callers]
    cells = [str(books), str(callers), f"{median(mine):,.0f}/s"]
    for name in (TAGGED, VERSIONED, EMMETT):
        theirs = rates.get((name, books, callers))
        if theirs is None:
            cells.append("not installed")
            continue
        ratio = median(one / other for one, other in zip(mine, theirs, strict=True))
        goal = GOALS.get((name, books, callers))
        cells.append(f"{median(theirs):,.0f}/s  {verdict(ratio, goal)}")
    return cells


def verdict(ratio: float, goal: float | None) -> str:
    if goal is None:
        return f"{ratio:.2f}x"
    return f"{ratio:.2f}x (goal {goal:g}x {'reached' if ratio >= goal else 'MISSED'})"
