"""A board in session, with as many motions put to the vote of as many seats as are wanted."""

import itertools
import uuid
from collections.abc import Iterator
from datetime import date

from decisions.votes import CastVote
from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated, TermsAdopted
from schemas.events.meeting import ItemTabled, MeetingCalled, MeetingOpened
from schemas.events.motion import MotionMoved, VotingOpened
from schemas.events.representation import RepresentativeAppointed
from schemas.values import Choice, DecisionRule, EntitledSeat, Quorum, Term
from tests.support.clock import NOON

CHOICES: tuple[Choice, ...] = ("for", "for", "against", "abstain")
RULE = DecisionRule(kind="simple-majority")
START = date(2026, 4, 1)
_NAMESPACE = uuid.UUID(int=1)


def seats(count: int) -> list[str]:
    return [f"seat-{n:03}" for n in range(1, count + 1)]


def board(seat_count: int) -> Iterator[Event]:
    """A body, its terms, its seats with a holder each, and a meeting in session."""
    yield BodyConstituted(body="board", name="Place Board", kind="place-board", on=START)
    yield TermsAdopted(
        body="board",
        version=1,
        effective_on=START,
        authority="delegated-committee",
        quorum=Quorum(count=2),
        rule=RULE,
        numbering="PB/{fy}/{n:03}",
        notice_working_days=5,
        canvass_lead_working_days=5,
        canvass_window_working_days=5,
        feedback_working_hours=16,
    )
    for seat in seats(seat_count):
        yield SeatCreated(body="board", seat=seat, title=seat, category="pcn")
        yield RepresentativeAppointed(
            seat=seat, body="board", person=f"of-{seat}", term=Term(from_on=START)
        )
    yield MeetingCalled(meeting="may", body="board", starts_at=NOON)
    yield MeetingOpened(meeting="may", body="board")


def motion(number: int, seat_count: int) -> Iterator[Event]:
    """An item with one motion, which has been put to the vote of all seats."""
    item, name = f"item-{number}", f"motion-{number}"
    yield ItemTabled(
        item=item, meeting="may", body="board", purpose="decision", originator_kind="pcn"
    )
    yield MotionMoved(motion=name, item=item, meeting="may", body="board", mover="seat-001")
    yield VotingOpened(
        motion=name,
        item=item,
        meeting="may",
        body="board",
        rule=RULE,
        entitled=tuple(EntitledSeat(seat=seat) for seat in seats(seat_count)),
    )


def scene(motion_count: int, seat_count: int) -> list[Event]:
    """A board, and so many motions to vote on."""
    events = list(board(seat_count))
    for number in range(1, motion_count + 1):
        events.extend(motion(number, seat_count))
    return events


def votes(seat_count: int) -> Iterator[CastVote]:
    """One vote of each seat on each motion, motion by motion, without end."""
    choices = itertools.cycle(CHOICES)
    for number in itertools.count(1):
        for seat in seats(seat_count):
            yield CastVote(
                motion=f"motion-{number}", seat=seat, choice=next(choices), person=f"of-{seat}"
            )


def command_id_of(vote: CastVote) -> uuid.UUID:
    """The same vote always has the same command id."""
    return uuid.uuid5(_NAMESPACE, f"{vote.motion}/{vote.seat}")
