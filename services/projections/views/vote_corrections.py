"""Corrections of a motion's record besides votes: who took part, ruling, casting vote, dissent."""

from eventlog.reading import ReadEntry
from projections.reckoning.ballot import aside_as_restated
from projections.reckoning.motion_record import VotedItem, VotedMotion, VotingSeat
from projections.reckoning.voted_meeting import VotedMeeting
from projections.rows import Rows
from schemas.event import Event
from schemas.events.restatement import (
    CastingVoteRestated,
    DissentRestated,
    RulingRestated,
    StandingAsideRestated,
)

RESTATED = (StandingAsideRestated, RulingRestated, CastingVoteRestated, DissentRestated)


def restated(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case StandingAsideRestated():
            _part_restated(rows, event, entry)
        case RulingRestated() | CastingVoteRestated():
            motion = rows.require(VotedMotion, event.motion)
            motion.rests_on(entry.position)
            motion.ballot.see(event, entry)
            rows.put(motion)
        case DissentRestated():
            motion = rows.require(VotedMotion, event.motion)
            motion.rests_on(entry.position, event.seat)
            motion.restate_dissent(event, entry)
            rows.put(motion)
        case _:
            pass


def _part_restated(rows: Rows, event: StandingAsideRestated, entry: ReadEntry) -> None:
    """Also in votes that were closed: what is on record of who took part in them was wrong."""
    seat = rows.get(VotingSeat, event.seat)
    if seat is not None and not seat.is_voting:
        return
    item = rows.get(VotedItem, event.item) or VotedItem(item=event.item)
    first = item.aside_evidence.get(event.seat)
    how = aside_as_restated(event, seat.weight if seat else 1)
    item.aside.pop(event.seat, None)
    item.aside_evidence[event.seat] = entry.position
    if how:
        item.aside[event.seat] = how
    rows.put(item)
    for name in item.motions:
        motion = rows.require(VotedMotion, name)
        motion.restate_aside(event, how, first, entry)
        if seat and event.seat in motion.seats():
            motion.titles.setdefault(event.seat, seat.title)
        _look_around(rows, motion)
        rows.put(motion)


def _look_around(rows: Rows, motion: VotedMotion) -> None:
    """A seat that took part after all may have been there, or not."""
    meeting = rows.get(VotedMeeting, motion.meeting)
    if meeting and motion.ballot.opened_at is not None:
        motion.look_around(meeting)
