"""The motions and votes behind decisions, and who stood aside: the fold of that."""

from eventlog.reading import ReadEntry
from projections.reckoning.ballot import Ballot, SeatAside, aside_as_restated
from projections.rows import Rows
from projections.views.decision_course import course_changed
from projections.views.decision_documents import (
    DecidedItem,
    DecidedMotion,
    DecidingBody,
    Decision,
)
from schemas.event import Event
from schemas.events.meeting import MemberExcluded, MemberRecused
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    MotionMoved,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.events.restatement import (
    CastingVoteRestated,
    RulingRestated,
    StandingAsideRestated,
)

Voting = (
    VotingOpened
    | VoteCast
    | VoteCorrected
    | CastingVoteUsed
    | CastingVoteRestated
    | VotingClosed
    | RulingRestated
)
VOTES = (
    *(MemberRecused, MemberExcluded, MotionMoved, AmendmentMoved),
    *(VotingOpened, VoteCast, VoteCorrected, CastingVoteUsed, VotingClosed),
    *(StandingAsideRestated, CastingVoteRestated, RulingRestated),
)


def votes_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case MemberRecused() | MemberExcluded():
            _stood_aside(rows, event)
        case StandingAsideRestated():
            _part_restated(rows, event, entry)
        case MotionMoved():
            _moved(rows, event)
        case AmendmentMoved():
            moved = rows.require(DecidedMotion, event.motion)
            moved.text = event.text
            rows.put(moved)
            course_changed(rows, event, entry)
        case VotingOpened() | VoteCast() | VoteCorrected() | CastingVoteUsed() | VotingClosed():
            _voted(rows, event, entry)
        case CastingVoteRestated() | RulingRestated():
            _voted(rows, event, entry)
        case _:
            pass


def _stood_aside(rows: Rows, event: MemberRecused | MemberExcluded) -> None:
    item = rows.require(DecidedItem, event.item)
    weight = rows.require(DecidingBody, item.body).weights.get(event.seat)
    if weight is None:
        return
    how = SeatAside(
        how="recused" if isinstance(event, MemberRecused) else "excluded", weight=weight
    )
    item.aside[event.seat] = how
    rows.put(item)
    for name in item.motions:
        moved = rows.require(DecidedMotion, name)
        if moved.ballot.closed_at is None:
            moved.ballot.aside[event.seat] = how
            rows.put(moved)


def _part_restated(rows: Rows, event: StandingAsideRestated, entry: ReadEntry) -> None:
    """Also in votes that were closed, and in the decisions that rest on them."""
    item = rows.require(DecidedItem, event.item)
    weight = rows.require(DecidingBody, item.body).weights.get(event.seat)
    if weight is None:
        return
    how = aside_as_restated(event, weight)
    item.aside.pop(event.seat, None)
    if how:
        item.aside[event.seat] = how
    rows.put(item)
    for name in item.motions:
        moved = rows.require(DecidedMotion, name)
        before = moved.ballot.aside.get(event.seat)
        moved.ballot.restate_aside(event.seat, how, event.since)
        if moved.ballot.aside.get(event.seat) != before:
            _tell_decisions(rows, moved, entry)


def _moved(rows: Rows, event: MotionMoved) -> None:
    item = rows.require(DecidedItem, event.item)
    item.motions.append(event.motion)
    rows.put(item)
    ballot = Ballot(aside=dict(item.aside))
    rows.put(DecidedMotion(motion=event.motion, item=event.item, text=event.text, ballot=ballot))


def _voted(rows: Rows, event: Voting, entry: ReadEntry) -> None:
    moved = rows.require(DecidedMotion, event.motion)
    moved.ballot.see(event, entry)
    _tell_decisions(rows, moved, entry)


def _tell_decisions(rows: Rows, moved: DecidedMotion, entry: ReadEntry) -> None:
    moved.evidence.append(entry.position)
    rows.put(moved)
    for one in moved.decisions:
        decision = rows.require(Decision, one)
        decision.vote = moved.as_vote()
        decision.evidence.append(entry.position)
        rows.put(decision)
