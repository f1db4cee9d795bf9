"""Who moved what, how did each seat vote, and what do the votes add up to by the rule?"""

from eventlog.reading import ReadEntry
from projections.reckoning.motion_record import (
    Amendment,
    Dissent,
    Replaced,
    VotedItem,
    VotedMotion,
    VotingSeat,
)
from projections.reckoning.replacement import replacement
from projections.reckoning.voted_meeting import VotedMeeting
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.vote_corrections import RESTATED, restated
from projections.views.vote_lines import VoteLine, lines
from projections.views.vote_parts import keep_out, name_seat, stood_aside, tabled
from projections.views.vote_weights import WEIGHS_NOTHING, WeighedMember, weigh, weighs
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
    poll,
    record,
    representation,
    restatement,
)
from schemas.events.body import (
    BodyConstituted,
    BodyDissolved,
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
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
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
    documents=(VotedMotion, VotedItem, VotedMeeting, VotingSeat, WeighedMember),
    without_texts_of=(ItemTabled, MemberExcluded, MemberRecused),
    ignores=(
        *(poll, MeetingCancelled, restatement.ReturnRestated),
        *(restatement.RatificationRestated, restatement.AwardRestated),
        restatement.UndoingRestated,
        *(correction.DeclarationWithdrawn, correction.CanvassRedated),
        *(correction.CanvassWithdrawn, correction.ViewRestated, correction.DecisionRestated),
        *(correction.FeedbackWithdrawn, correction.MistakeNoted),
        *(contact, opportunity),
        *(BodyConstituted, BodyDissolved, TermsAdopted, SeatRetired, *WEIGHS_NOTHING),
        *(MeetingCalled, MeetingOpened, MeetingClosed, AgendaPublished, ApologiesReceived),
        *(ItemDiscussed, ItemDeferred, ItemWithdrawn, PaperAttached),
        *(InterestDeclared, MemberReturned),
        *(action, consultation, decision, feedback, mandate),
        *(minutes, record, representation),
    ),
)

view.on(*RESTATED)(restated)
weighs(view)


def attended(rows: Rows, event: AttendanceRecorded | AttendanceWithdrawn, entry: ReadEntry) -> None:
    meeting = _meeting(rows, event.meeting)
    meeting.see(event, entry)
    rows.put(meeting)
    for one in meeting.motions:
        motion = rows.require(VotedMotion, one)
        if motion.ballot.opened_at is not None:
            motion.look_around(meeting)
            rows.put(motion)


def adjourned(rows: Rows, event: MeetingAdjourned | MeetingResumed, entry: ReadEntry) -> None:
    meeting = _meeting(rows, event.meeting)
    meeting.adjourn(event, entry)
    rows.put(meeting)


view.on(MeetingAdjourned)(adjourned)
view.on(MeetingResumed)(adjourned)
view.on(AttendanceRecorded)(attended)
view.on(AttendanceWithdrawn)(attended)


view.on(ItemTabled)(tabled)
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
        keep_out(rows, motion, item, seat)
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
    if isinstance(event, VotingOpened):
        weigh(rows, motion, event, entry)
    for seat in motion.seats():
        name_seat(rows, motion, seat)
    motion.look_around(_meeting(rows, motion.meeting))


view.on(VotingOpened)(voting_changed)
view.on(VotingClosed)(voting_changed)


def voted(rows: Rows, event: VoteCast | VoteCorrected, entry: ReadEntry) -> None:
    motion = _changed(rows, event.motion, entry, event.seat)
    wrong = motion.ballot.votes.get(event.seat)
    if isinstance(event, VoteCorrected) and wrong is None:
        before = motion.replaced_aside.setdefault(event.seat, [])
        before.append(replacement(None, None, before, event, entry))
    elif isinstance(event, VoteCorrected) and wrong:
        motion.replaced.setdefault(event.seat, []).append(
            Replaced(
                choice=wrong.choice,
                reason=event.reason,
                corrected_at=entry.entry.occurred_at,
                position=wrong.evidence[-1],
                replaced_by=entry.position,
                basis=event.basis,
            )
        )
    motion.ballot.see(event, entry)
    name_seat(rows, motion, event.seat)


view.on(VoteCast)(voted)
view.on(VoteCorrected)(voted)


@view.on(CastingVoteUsed)
def casting_vote_used(rows: Rows, event: CastingVoteUsed, entry: ReadEntry) -> None:
    motion = _changed(rows, event.motion, entry)
    motion.ballot.see(event, entry)
    name_seat(rows, motion, event.seat)


@view.on(DissentRecorded)
def dissented(rows: Rows, event: DissentRecorded, entry: ReadEntry) -> None:
    motion = _changed(rows, event.motion, entry, event.seat)
    motion.dissents.append(
        Dissent(seat=event.seat, person=event.person, reason=event.reason, position=entry.position)
    )


def _changed(rows: Rows, name: str, entry: ReadEntry, seat: str | None = None) -> VotedMotion:
    motion = rows.require(VotedMotion, name)
    motion.rests_on(entry.position, seat)
    rows.put(motion)
    return motion


def _meeting(rows: Rows, meeting: str) -> VotedMeeting:
    return rows.get(VotedMeeting, meeting) or VotedMeeting(meeting=meeting)


register = Register(
    name="votes",
    title="Vote record",
    view=view,
    kind=VotedMotion,
    line=VoteLine,
    lines=lines,
    filters=("item", "meeting", "seat", "motion"),
)
