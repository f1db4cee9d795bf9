"""Who moved what, how did each seat vote, and what do the votes add up to by the rule?"""

from eventlog.reading import ReadEntry
from projections.ballot import SeatAside
from projections.motion_record import (
    Amendment,
    Dissent,
    Replaced,
    VotedItem,
    VotedMeeting,
    VotedMotion,
    VotingSeat,
)
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.vote_lines import VoteLine, lines
from schemas.events import (
    action,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    minutes,
    opportunity,
    partnership,
    poll,
    record,
    representation,
)
from schemas.events.body import (
    BodyConstituted,
    SeatConstituencyChanged,
    SeatCreated,
    SeatRetired,
    TermsAdopted,
)
from schemas.events.correction import AttendanceWithdrawn
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
    PaperAttached,
)
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)

view = View(
    "vote-record",
    documents=(VotedMotion, VotedItem, VotedMeeting, VotingSeat),
    ignores=(
        *(poll, MeetingCancelled),
        *(correction.DeclarationWithdrawn, correction.CanvassRedated),
        *(correction.CanvassWithdrawn, correction.ViewRestated, correction.DecisionRestated),
        *(correction.FeedbackWithdrawn, correction.MistakeNoted),
        *(contact, opportunity),
        *(BodyConstituted, TermsAdopted, SeatConstituencyChanged, SeatRetired),
        *(MeetingCalled, MeetingOpened, MeetingClosed, AgendaPublished, ApologiesReceived),
        *(ItemTabled, ItemDiscussed, ItemDeferred, ItemWithdrawn, PaperAttached),
        *(InterestDeclared, MemberReturned),
        *(action, consultation, decision, feedback, mandate),
        *(minutes, partnership, record, representation),
    ),
)


@view.on(SeatCreated)
def seat_created(rows: Rows, event: SeatCreated, _entry: ReadEntry) -> None:
    rows.put(
        VotingSeat(
            seat=event.seat, title=event.title, weight=event.weight, is_voting=event.is_voting
        )
    )


def attended(rows: Rows, event: AttendanceRecorded | AttendanceWithdrawn, entry: ReadEntry) -> None:
    meeting = _meeting(rows, event.meeting)
    meeting.see(event, entry)
    rows.put(meeting)
    for one in meeting.motions:
        motion = rows.require(VotedMotion, one)
        if motion.ballot.opened_at is not None:
            motion.look_around(meeting)
            rows.put(motion)


view.on(AttendanceRecorded)(attended)
view.on(AttendanceWithdrawn)(attended)


def stood_aside(rows: Rows, event: MemberRecused | MemberExcluded, entry: ReadEntry) -> None:
    """Coming back to the meeting does not bring a seat back into the item."""
    seat = rows.get(VotingSeat, event.seat)
    if seat is not None and not seat.is_voting:
        return
    item = rows.get(VotedItem, event.item) or VotedItem(item=event.item)
    item.aside[event.seat] = SeatAside(
        how="recused" if isinstance(event, MemberRecused) else "excluded",
        weight=seat.weight if seat else 1,
    )
    item.aside_evidence[event.seat] = entry.position
    rows.put(item)
    for one in item.motions:
        motion = rows.require(VotedMotion, one)
        if motion.ballot.closed_at is None:
            _aside(rows, motion, item, event.seat)


view.on(MemberRecused)(stood_aside)
view.on(MemberExcluded)(stood_aside)


@view.on(MotionMoved)
def moved(rows: Rows, event: MotionMoved, entry: ReadEntry) -> None:
    item = rows.get(VotedItem, event.item) or VotedItem(item=event.item)
    meeting = _meeting(rows, event.meeting)
    motion = VotedMotion(
        motion=event.motion,
        item=event.item,
        meeting=event.meeting,
        body=event.body,
        mover=event.mover,
        text=event.text,
    )
    motion.rests_on(entry.position)
    for seat in sorted(item.aside):
        _aside(rows, motion, item, seat)
    item.motions.append(event.motion)
    meeting.motions.append(event.motion)
    rows.put(item)
    rows.put(meeting)
    rows.put(motion)


@view.on(MotionSeconded)
def seconded(rows: Rows, event: MotionSeconded, entry: ReadEntry) -> None:
    motion = _changed(rows, event.motion, entry)
    motion.seconder = event.seconder


@view.on(AmendmentMoved)
def amended(rows: Rows, event: AmendmentMoved, entry: ReadEntry) -> None:
    motion = _changed(rows, event.motion, entry)
    motion.amendments.append(Amendment(mover=event.mover, text=event.text))


def voting_changed(rows: Rows, event: VotingOpened | VotingClosed, entry: ReadEntry) -> None:
    motion = _changed(rows, event.motion, entry)
    motion.ballot.see(event, entry)
    for seat in motion.seats():
        _name(rows, motion, seat)
    motion.look_around(_meeting(rows, motion.meeting))


view.on(VotingOpened)(voting_changed)
view.on(VotingClosed)(voting_changed)


def voted(rows: Rows, event: VoteCast | VoteCorrected | CastingVoteUsed, entry: ReadEntry) -> None:
    seat = None if isinstance(event, CastingVoteUsed) else event.seat
    motion = _changed(rows, event.motion, entry, seat)
    if isinstance(event, VoteCorrected) and (wrong := motion.ballot.votes.get(event.seat)):
        motion.replaced.setdefault(event.seat, []).append(
            Replaced(choice=wrong.choice, reason=event.reason, corrected_at=entry.entry.occurred_at)
        )
    motion.ballot.see(event, entry)
    _name(rows, motion, event.seat)


view.on(VoteCast)(voted)
view.on(VoteCorrected)(voted)
view.on(CastingVoteUsed)(voted)


@view.on(DissentRecorded)
def dissented(rows: Rows, event: DissentRecorded, entry: ReadEntry) -> None:
    motion = _changed(rows, event.motion, entry, event.seat)
    motion.dissents.append(Dissent(seat=event.seat, person=event.person, reason=event.reason))


def _changed(rows: Rows, name: str, entry: ReadEntry, seat: str | None = None) -> VotedMotion:
    motion = rows.require(VotedMotion, name)
    motion.rests_on(entry.position, seat)
    rows.put(motion)
    return motion


def _meeting(rows: Rows, meeting: str) -> VotedMeeting:
    return rows.get(VotedMeeting, meeting) or VotedMeeting(meeting=meeting)


def _aside(rows: Rows, motion: VotedMotion, item: VotedItem, seat: str) -> None:
    motion.ballot.stand_aside(seat, item.aside[seat])
    motion.rests_on(item.aside_evidence[seat], seat)
    _name(rows, motion, seat)
    rows.put(motion)


def _name(rows: Rows, motion: VotedMotion, seat: str) -> None:
    if seat not in motion.titles and (found := rows.get(VotingSeat, seat)):
        motion.titles[seat] = found.title


register = Register(
    name="votes",
    title="Vote record",
    view=view,
    kind=VotedMotion,
    line=VoteLine,
    lines=lines,
    filters=("item", "meeting", "seat"),
)
