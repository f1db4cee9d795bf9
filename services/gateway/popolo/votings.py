"""Brings each motion of a file together with its vote events, in constant memory.

A motion whose vote events stand apart from it is remembered until they come: memory then grows with
the number of motions, never with that of votes.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway.popolo.files import Unusable, things
from gateway.popolo.shapes import Motion, MotionWithVotes, Named, VoteEvent


@dataclass(frozen=True)
class Voting:
    """A motion and a vote on it; `turn` counts the vote events of one motion, from 1."""

    place: str
    motion: Motion
    event: VoteEvent
    turn: int = 1


def votings(path: Path) -> Iterator[Voting | Unusable]:
    """Every vote on a motion in the order of the file, and whatever cannot be used."""
    apart: dict[str, Voting] = {}
    turns: Counter[str] = Counter()
    for place, thing in things(path):
        match thing:
            case Unusable():
                yield thing
            case Named():
                continue
            case MotionWithVotes() if thing.vote_events or thing.id is None:
                yield from _together(place, thing)
            case MotionWithVotes():
                apart[str(thing.id)] = Voting(named(place, thing), thing, VoteEvent())
            case VoteEvent():
                key = str(thing.motion_id)
                turns[key] += 1
                known = apart[key].motion if key in apart else Motion(id=thing.motion_id)
                motion = thing.motion or known
                turn = turns[key] if key in apart else 1
                yield Voting(named(place, motion, thing), motion, thing, turn)
    for key, voting in apart.items():
        if key not in turns:
            yield Unusable(voting.place, "it has no vote event")


def _together(place: str, motion: MotionWithVotes) -> Iterator[Voting | Unusable]:
    if not motion.vote_events:
        yield Unusable(named(place, motion), "it has no vote event")
    for turn, event in enumerate(motion.vote_events, start=1):
        yield Voting(named(place, motion, event), motion, event, turn)


def named(place: str, motion: Motion, event: VoteEvent | None = None) -> str:
    """The place, with what is known of the motion there."""
    known = motion.identifier or motion.id or (event and (event.identifier or event.id))
    return f"{place} (motion {known})" if known else place
