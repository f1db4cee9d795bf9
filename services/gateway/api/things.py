"""One thing at a time: members on a day, a consultation, a motion, a decision and its trail."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from decisions.refusal import NotFound
from gateway.api.answers import answers_with, json_answer
from gateway.api.parameters import ConsultationId, DecisionId, MotionId, OpportunityId
from gateway.api.requests import App, At, OpenedBook
from gateway.paging import every
from projections.documents import D, Document, Documents
from projections.reckoning.consultation import Consultation
from projections.reckoning.mandated_motion import MandatedMotion, VoiceOf
from projections.reckoning.memberships import Member
from projections.reckoning.motion_record import VotedMotion
from projections.views import (
    canvass_register,
    consultation_outcome,
    fidelity_lines,
    opportunity_lines,
)
from projections.views.canvass_register import CanvassLine, CanvassSummary
from projections.views.consultation_outcome import OutcomeLine
from projections.views.correction_documents import Correction
from projections.views.decision_documents import Decision
from projections.views.decision_lines import DecisionLine
from projections.views.decision_lines import lines as decision_lines
from projections.views.feedback_documents import Feedback
from projections.views.feedback_lines import FeedbackSummary
from projections.views.feedback_lines import summary as feedback_summary
from projections.views.fidelity_lines import Fidelity, FidelityLine, fidelity
from projections.views.meeting_documents import MeetingBody, MeetingPartnership
from projections.views.member_lines import MemberLine, members_on, unknown_on
from projections.views.opportunity_documents import Opportunity
from projections.views.opportunity_lines import NoticeLine, OpportunityLine
from projections.views.trail import TrailLine, trail
from projections.views.vote_lines import VoteLine, VoteRecord, vote_record
from projections.views.vote_lines import lines as vote_lines
from projections.views.weight_lines import WeightLine
from projections.views.weight_lines import lines as weight_lines
from schemas.days import day_in_england

router = APIRouter(prefix="/v1/books/{book}", tags=["reads"])


class MembersOnDay(msgspec.Struct, frozen=True):
    """Who belonged on a day: member organisations, and practices `within` PCNs.

    Before the first recorded membership nobody is listed, and `unknown` says why.
    """

    as_of: datetime
    on: date
    members: list[MemberLine]
    unknown: str | None


class ConsultationAnswer(msgspec.Struct, frozen=True):
    """Was everybody asked in good time, and was there a consensus ahead of time?"""

    as_of: datetime
    canvass: CanvassSummary
    outcomes: list[OutcomeLine]
    lines: list[CanvassLine]


class MotionAnswer(msgspec.Struct, frozen=True):
    """What was voted, by whom, and how it compares with what PCNs had instructed."""

    as_of: datetime
    vote: VoteRecord
    votes: list[VoteLine]
    weights: list[WeightLine]
    fidelity: Fidelity
    mandates: list[FidelityLine]


class DecisionAnswer(msgspec.Struct, frozen=True):
    """What was decided, and whether everybody was told."""

    as_of: datetime
    decision: DecisionLine
    feedback: FeedbackSummary | None


class OpportunityAnswer(msgspec.Struct, frozen=True):
    """Was it offered fairly, and who heard of it when?"""

    as_of: datetime
    opportunity: OpportunityLine
    notices: list[NoticeLine]


class Trail(msgspec.Struct, frozen=True):
    """Every entry that led to a decision and followed from it, in the order of the book."""

    as_of: datetime
    decision: str
    entries: list[TrailLine]


async def found(documents: Documents, kind: type[D], key: str, subject: str) -> D:
    """One document. Raises `NotFound`."""
    document = await documents.get(kind, key)
    if document is None:
        raise NotFound(subject, key)
    return document


@router.get(
    "/members",
    summary="The members on a day",
    operation_id="read-members-on",
    responses=answers_with(MembersOnDay),
)
async def read_members(
    request: Request,
    app: App,
    book: OpenedBook,
    at: At,
    on: Annotated[date | None, Query(description="The day; today if absent.")] = None,
) -> Response:
    when = at.as_of or app.clock()
    day = on or day_in_england(when)
    members = await every(await app.documents(book, [Member], at), Member)
    unknown = unknown_on(members, day)
    return json_answer(request, MembersOnDay(when, day, members_on(members, day), unknown))


@router.get(
    "/consultations/{id}",
    summary="A consultation, its canvass and its outcome",
    operation_id="read-consultation",
    responses=answers_with(ConsultationAnswer),
)
async def read_consultation(
    request: Request, app: App, book: OpenedBook, at: At, id_: ConsultationId
) -> Response:
    documents = await app.documents(book, [Consultation], at)
    one = await found(documents, Consultation, id_, "consultation")
    when = at.as_of or app.clock()
    shown = ConsultationAnswer(
        as_of=when,
        canvass=canvass_register.summary(one, when),
        outcomes=list(consultation_outcome.lines(one, when)),
        lines=list(canvass_register.lines(one, when)),
    )
    return json_answer(request, shown)


@router.get(
    "/motions/{id}",
    summary="A motion, its votes and the mandates behind them",
    operation_id="read-motion",
    responses=answers_with(MotionAnswer),
)
async def read_motion(
    request: Request, app: App, book: OpenedBook, at: At, id_: MotionId
) -> Response:
    documents = await app.documents(book, [VotedMotion, MandatedMotion], at)
    motion = await found(documents, VotedMotion, id_, "motion")
    mandated = await documents.get(MandatedMotion, id_)
    when = at.as_of or app.clock()
    told = list(fidelity_lines.lines(mandated, when)) if mandated else []
    votes = list(vote_lines(motion, when))
    shown = MotionAnswer(
        as_of=when,
        vote=vote_record(motion, when),
        votes=votes,
        weights=list(weight_lines(motion, when)),
        fidelity=fidelity(told),
        mandates=told,
    )
    return json_answer(request, shown)


@router.get(
    "/decisions/{id}",
    summary="A decision, and whether everybody was told",
    operation_id="read-decision",
    responses=answers_with(DecisionAnswer),
)
async def read_decision(
    request: Request, app: App, book: OpenedBook, at: At, id_: DecisionId
) -> Response:
    documents = await app.documents(book, [Decision, Feedback], at)
    decision = await found(documents, Decision, id_, "decision")
    told = await documents.get(Feedback, id_)
    when = at.as_of or app.clock()
    (line,) = decision_lines(decision, when)
    shown = DecisionAnswer(when, line, feedback_summary(told, when) if told else None)
    return json_answer(request, shown)


@router.get(
    "/decisions/{id}/trail",
    summary="The trail of a decision",
    operation_id="read-trail",
    responses=answers_with(Trail),
)
async def read_trail(
    request: Request, app: App, book: OpenedBook, at: At, id_: DecisionId
) -> Response:
    """Every entry before and after it, each with its position and a sentence."""
    kinds: list[type[Document]] = [Decision, MandatedMotion, VoiceOf]
    kinds += [MeetingBody, MeetingPartnership, Correction]
    documents = await app.documents(book, kinds, at)
    when = at.as_of or app.clock()
    entries = await trail(app.reader, book.no, documents, id_, when)
    if entries is None:
        raise NotFound("decision", id_)
    return json_answer(request, Trail(when, id_, entries))


@router.get(
    "/opportunities/{id}",
    summary="An opportunity, whether it was offered fairly, and who heard when",
    operation_id="read-opportunity",
    responses=answers_with(OpportunityAnswer),
)
async def read_opportunity(
    request: Request, app: App, book: OpenedBook, at: At, id_: OpportunityId
) -> Response:
    documents = await app.documents(book, [Opportunity], at)
    one = await found(documents, Opportunity, id_, "opportunity")
    when = at.as_of or app.clock()
    (line,) = opportunity_lines.lines(one, when)
    notices = list(opportunity_lines.notice_lines(one, when))
    return json_answer(request, OpportunityAnswer(when, line, notices))
