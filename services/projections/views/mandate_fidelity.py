"""What was our representative told to do? Did they do it?"""

import re
from collections.abc import Iterable

from eventlog.reading import ReadEntry
from projections.reckoning.fidelity import judged
from projections.reckoning.given_mandates import GivenMandate, GivenMandates, given, keep
from projections.reckoning.heirs import VOICES, closed_before, follows_voices, heirs_of, holder_on
from projections.reckoning.mandated_motion import (
    MandatedItem,
    MandatedMotion,
    MandatedSeat,
    SpeakingSeat,
)
from projections.reckoning.mandates import MandateEvent
from projections.reckoning.seat_votes import seat_vote
from projections.reckoning.votes_by_month import (
    VotedOn,
    VotesOfMonth,
    VotingMonths,
    remember,
    votes_under,
)
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.fidelity_lines import FidelityLine, lines
from schemas.days import day_in_england
from schemas.events import (
    action,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    meeting,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    representation,
    restatement,
)
from schemas.events.body import BodyConstituted, BodyDissolved, SeatRetired, TermsAdopted
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)
from schemas.events.meeting import ItemTabled, MemberExcluded, MemberRecused
from schemas.events.motion import VoteCast, VoteCorrected, VotingClosed, VotingOpened
from schemas.events.restatement import StandingAsideRestated

PCN_CODE = re.compile(r"U\d{5}")
"""Mandates are what PCNs give; a seat may speak for trusts and councils too."""

view = View(
    "mandate-fidelity",
    documents=(
        *(MandatedMotion, MandatedItem, *VOICES),
        *(GivenMandate, GivenMandates, VotesOfMonth, VotingMonths),
    ),
    without_texts_of=(ItemTabled, MemberExcluded, MemberRecused),
    ignores=(
        *(correction, poll, meeting.MeetingCancelled, restatement.ReturnRestated),
        *(restatement.RulingRestated, restatement.CastingVoteRestated),
        *(restatement.DissentRestated, restatement.RatificationRestated),
        *(restatement.AwardRestated, restatement.UndoingRestated),
        *(contact, opportunity),
        *(BodyConstituted, BodyDissolved, TermsAdopted, SeatRetired),
        *(meeting.MeetingCalled, meeting.MeetingOpened, meeting.MeetingClosed),
        *(meeting.MeetingAdjourned, meeting.MeetingResumed),
        *(meeting.AgendaPublished, meeting.PaperAttached, meeting.AttendanceRecorded),
        *(meeting.ApologiesReceived, meeting.InterestDeclared, meeting.MemberReturned),
        *(meeting.ItemDiscussed, meeting.ItemDeferred, meeting.ItemWithdrawn),
        *(motion.MotionMoved, motion.MotionSeconded, motion.AmendmentMoved),
        *(motion.CastingVoteUsed, motion.DissentRecorded),
        *(partnership.PartnershipEstablished, partnership.ReferenceDataImported),
        *(partnership.MemberLeft, partnership.MemberRenamed),
        *(partnership.MemberTransferred, partnership.ListSizePublished),
        *(action, consultation, decision, feedback, minutes, record, representation),
    ),
)


follows_voices(view)


@view.on(ItemTabled)
def tabled(rows: Rows, event: ItemTabled, _entry: ReadEntry) -> None:
    """Tabled again, it starts afresh: who stood aside before has a part in it again."""
    rows.put(MandatedItem(item=event.item, topic=event.topic))


def stood_aside(rows: Rows, event: MemberRecused | MemberExcluded, entry: ReadEntry) -> None:
    item = rows.get(MandatedItem, event.item) or MandatedItem(item=event.item)
    item.aside[event.seat] = "recused" if isinstance(event, MemberRecused) else "excluded"
    item.aside_evidence[event.seat] = entry.position
    rows.put(item)
    for one in item.motions:
        put = rows.require(MandatedMotion, one)
        if put.closed_at is None and event.seat in put.seats:
            put.stand_aside(event.seat, item)
            rows.put(put)


view.on(MemberRecused)(stood_aside)
view.on(MemberExcluded)(stood_aside)


@view.on(StandingAsideRestated)
def part_restated(rows: Rows, event: StandingAsideRestated, entry: ReadEntry) -> None:
    item = rows.get(MandatedItem, event.item) or MandatedItem(item=event.item)
    item.aside.pop(event.seat, None)
    if event.how:
        item.aside[event.seat] = event.how
    item.aside_evidence[event.seat] = entry.position
    rows.put(item)
    for one in item.motions:
        put = rows.require(MandatedMotion, one)
        if put.restate_aside(event, entry.position):
            rows.put(put)


@view.on(VotingOpened)
def voting_opened(rows: Rows, event: VotingOpened, entry: ReadEntry) -> None:
    item = rows.get(MandatedItem, event.item) or MandatedItem(item=event.item)
    put = MandatedMotion(
        motion=event.motion,
        item=event.item,
        meeting=event.meeting,
        topic=item.topic,
        opened_at=entry.entry.occurred_at,
        basis=[entry.position],
        evidence=[entry.position],
    )
    for one in event.entitled:
        if represents := _now(rows, put, one.represents):
            put.seats[one.seat] = MandatedSeat(represents=represents)
    for seat in sorted(item.aside):
        speaking = rows.get(SpeakingSeat, seat)
        if speaking is None or speaking.body != event.body:
            continue
        if represents := _now(rows, put, speaking.constituency.on(day_in_england(put.opened_at))):
            put.seats.setdefault(seat, MandatedSeat(represents=represents))
            put.stand_aside(seat, item)
    if put.seats:
        item.motions.append(event.motion)
        rows.put(item)
        rows.put(put)


def _now(rows: Rows, put: MandatedMotion, organisations: Iterable[str]) -> list[str]:
    """The PCNs among them, or those that had taken their place by the day of the vote."""
    pcns = [one for one in organisations if PCN_CODE.fullmatch(one)]
    day = day_in_england(put.opened_at)
    return list(dict.fromkeys(holder_on(rows, one, day) for one in pcns))


@view.on(VotingClosed)
def voting_closed(rows: Rows, event: VotingClosed, entry: ReadEntry) -> None:
    if put := rows.get(MandatedMotion, event.motion):
        put.closed_at = entry.entry.occurred_at
        put.basis.append(entry.position)
        put.evidence.append(entry.position)
        rows.put(put)


def voted(rows: Rows, event: VoteCast | VoteCorrected, entry: ReadEntry) -> None:
    put = rows.get(MandatedMotion, event.motion)
    if put is None or event.seat not in put.seats:
        return
    seat = put.seats[event.seat]
    if isinstance(event, VoteCast) or seat.vote is None:
        seat.vote = seat_vote(event, put.closed_at, entry)
        about = VotedOn(motion=put.motion, item=put.item, topic=put.topic)
        remember(rows, event.seat, seat.vote.cast_at, about)
    else:
        seat.vote.put(event)
    seat.evidence.append(entry.position)
    put.evidence.append(entry.position)
    _judge(rows, put, event.seat, seat.represents)


view.on(VoteCast)(voted)
view.on(VoteCorrected)(voted)


def _judge(rows: Rows, put: MandatedMotion, name: str, organisations: Iterable[str]) -> None:
    seat = put.seats[name]
    for one in organisations:
        if seat.vote and one in seat.represents:
            closed = closed_before(rows, one, seat.vote.cast_at)
            passed_on = [m for c in closed for m in given(rows, name, c, put.item, put.topic)]
            mandates = list(given(rows, name, one, put.item, put.topic))
            judgement = judged(seat.vote, mandates, passed_on)
            seat.judgements[one] = judgement
            put.evidence = sorted({*put.evidence, *judgement.evidence})
    rows.put(put)


def mandated(rows: Rows, event: MandateEvent, entry: ReadEntry) -> None:
    """A word on a mandate that comes after votes under it is held against those votes too."""
    mandate = keep(rows, event, entry)
    concerned = [mandate.organisation, *heirs_of(rows, mandate.organisation)]
    for one in votes_under(rows, mandate):
        put = rows.require(MandatedMotion, one.motion)
        _judge(rows, put, mandate.seat, concerned)


view.on(MandateGranted)(mandated)
view.on(MandateLogged)(mandated)
view.on(MandateConfirmed)(mandated)
view.on(MandateDisputed)(mandated)
view.on(MandateVaried)(mandated)
view.on(MandateWithheld)(mandated)
view.on(MandateRevoked)(mandated)


register = Register(
    name="fidelity",
    title="What representatives were told, and what they did",
    view=view,
    kind=MandatedMotion,
    line=FidelityLine,
    lines=lines,
    filters=("item", "meeting", "seat", "organisation", "motion"),
)
