"""Whatever a board does, in whatever order: what must hold, holds; in memory, and in a database."""

import uuid
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from decisions.context import Context
from decisions.refusal import NotFound, Refused
from decisions.slice import CommandWork
from eventlog.books import Book, find_book
from eventlog.reading import Reader
from eventlog.writer import Writer
from gateway.application import Application
from projections.catalogue import VIEW_OF, VIEWS
from projections.comparing import compare
from projections.live import LiveDocuments
from projections.runner import Runner
from projections.waiting import Progress
from schemas.events.decision import DecisionRatified, DecisionRescinded, DecisionSuperseded
from schemas.events.meeting import MeetingResumed
from schemas.events.motion import CastingVoteUsed, VoteCast, VotingClosed, VotingOpened
from schemas.events.restatement import (
    CastingVoteRestated,
    DissentRestated,
    RatificationRestated,
    ReturnRestated,
    RulingRestated,
    StandingAsideRestated,
    UndoingRestated,
)
from tests.journeys.random_board import HISTORIES, Board, Given, History
from tests.journeys.random_checks import faults
from tests.journeys.random_restating import RestatingBoard
from tests.journeys.random_undoing import UndoingBoard
from tests.support.batches import as_stored
from tests.support.books import KEY, attribution, writer_of
from tests.support.clock import Clock
from tests.support.exporting import BOOK, application, audited, exported
from tests.support.postgres import Databases
from tests.support.replaying import entries_until, replay
from tests.support.thorough import IS_THOROUGH, thorough

ENDINGS = (MeetingResumed, DecisionRatified, DecisionRescinded, DecisionSuperseded)
RESTATED = (
    *(StandingAsideRestated, ReturnRestated, RulingRestated),
    *(DissentRestated, RatificationRestated, CastingVoteRestated, UndoingRestated),
)
pytestmark = [thorough, pytest.mark.timeout(1_800 if IS_THOROUGH else 120)]
# Shrinking takes minutes, in which a quick run would end without saying what is wrong: it names the
# steps that it found, and the thorough run makes them few.
RUNS = settings(
    max_examples=3_000 if IS_THOROUGH else 120,
    stateful_step_count=50,
    derandomize=not IS_THOROUGH,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=list(Phase) if IS_THOROUGH else [one for one in Phase if one is not Phase.shrink],
)
UNDOING = 1_500 if IS_THOROUGH else 80
PLAYED_AGAIN = 60 if IS_THOROUGH else 6


@pytest.fixture(scope="module")
def histories() -> list[History]:
    """What boards did at random; the invariants were checked after every step."""
    HISTORIES.clear()
    run_state_machine_as_test(Board, settings=RUNS)
    run_state_machine_as_test(UndoingBoard, settings=settings(RUNS, max_examples=UNDOING))
    run_state_machine_as_test(RestatingBoard, settings=settings(RUNS, max_examples=UNDOING))
    return list(HISTORIES)


def test_random_histories_never_break_what_must_hold(histories: list[History]) -> None:
    """They hold by now, or the fixture had failed; here: that enough has happened to say so."""
    done = Counter(type(e) for one in histories for step in one.steps for e in step.events)
    refused: Counter[str | None] = sum((one.refused() for one in histories), Counter())
    assert done[VotingOpened] > 100
    assert done[VoteCast] > 400
    assert done[VotingClosed] > 60
    assert sum(done[one] for one in ENDINGS) > 10
    assert sum(done[one] for one in RESTATED) > 10
    if IS_THOROUGH:  # each by itself is too rare for a quick run
        assert min(done[one] for one in (CastingVoteUsed, *ENDINGS, *RESTATED)) > 0
    assert {"not-quorate", "vote-already-cast", "conflict-not-managed"} <= refused.keys()
    rules = {e.rule.kind for one in histories for e in one.setting if hasattr(e, "rule")}
    assert len(rules) == 6


def busiest(histories: list[History]) -> list[History]:
    """Those in which most different things happened."""

    def variety(one: History) -> int:
        return len({type(event) for step in one.steps for event in step.events})

    return sorted(histories, key=variety, reverse=True)[:PLAYED_AGAIN]


async def test_the_same_histories_in_a_database_are_the_same_and_verify(
    databases: Databases, tmp_path: Path, histories: list[History]
) -> None:
    for number, history in enumerate(busiest(histories)):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with application(databases.create().app_url, folder, history.setting) as app:
            clock = Clock()
            writer = writer_of(app.pool, clock)
            for step in history.steps:
                await play(app, writer, clock, step)
            await assert_live_is_what_was_recorded(app, clock)
            await exported(app, folder / "book.zip")
            report = audited(app, folder / "book.zip")
            entries = [one async for one in entries_until(app.reader, (await book(app)).no)]
            found = {(f.rule, f.position) for f in report.findings if f.severity != "remark"}
            assert found == faults(entries)
            assert {rule for rule, _ in found} <= {"ruling-differs"}


async def book(app: Application) -> Book:
    return await find_book(app.pool, BOOK)


async def play(app: Application, writer: Writer, clock: Clock, step: Given) -> None:
    """Gives one command to the writer: the same events come of it, or the same refusal."""
    clock.now = step.at
    context = Context("key:test", "secretary", step.at, step.at, lambda: str(uuid.uuid4()))
    by = attribution(at=step.at)
    head = await head_of(app)
    work = CommandWork(step.command, context, by, bytes(32))
    if step.refusal is None:
        recorded = await writer.submit(BOOK, work)
        entries = await app.reader.at((await book(app)).no, recorded.positions)
        assert [type(one.event) for one in entries] == [type(one) for one in step.events]
        return
    with pytest.raises((Refused, NotFound)) as refusal:
        await writer.submit(BOOK, work)
    assert code_of(refusal.value) == step.refusal
    assert await head_of(app) == head
    assert not await remembers(app, by.command_id)


def code_of(refusal: Refused | NotFound) -> str:
    return f"no-{refusal.subject}" if isinstance(refusal, NotFound) else refusal.code


async def head_of(app: Application) -> int:
    found: int = await app.pool.fetchval(
        "SELECT count(*) FROM eventlog.entry WHERE book_no = $1", (await book(app)).no
    )
    return found


async def remembers(app: Application, command: uuid.UUID) -> bool:
    """Whether anything is kept of a command."""
    return bool(
        await app.pool.fetchval("SELECT count(*) FROM eventlog.command WHERE id = $1", command)
    )


async def assert_live_is_what_was_recorded(app: Application, clock: Clock) -> None:
    """Replay equals live, row by row; and so does what is known as of now."""
    reader, opened = Reader(app.pool, KEY), await book(app)
    await Runner(app.pool, reader, VIEWS, clock, Progress()).catch_up(opened)
    async with (
        app.pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        assert await compare(connection, reader, opened, VIEWS) == []
    known = entries_until(reader, opened.no, recorded_at=clock.now)
    as_of_now = await replay(known, VIEWS, VIEW_OF)
    live = LiveDocuments(app.pool, opened.no, VIEW_OF)
    for kind in VIEW_OF:
        then = [as_stored(one) for one in await as_of_now.page(kind, limit=1_000)]
        assert then == [as_stored(one) for one in await live.page(kind, limit=1_000)], kind.KIND
