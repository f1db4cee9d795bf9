"""July: a meeting is cancelled, another canvass is under way, and mistakes are put right."""

from schemas.events.consultation import (
    ConsultationOpened,
    OrganisationCanvassed,
    ReminderSent,
    ViewSubmitted,
)
from schemas.events.correction import (
    AttendanceWithdrawn,
    CanvassRedated,
    CanvassWithdrawn,
    DecisionRestated,
    DeclarationWithdrawn,
    FeedbackWithdrawn,
    MistakeNoted,
    ViewRestated,
)
from schemas.events.decision import DecisionTakenOutsideMeeting
from schemas.events.feedback import FeedbackIssued
from schemas.events.meeting import (
    ApologiesReceived,
    InterestDeclared,
    ItemDeferred,
    MeetingCalled,
    MeetingCancelled,
)
from schemas.events.poll import PollClosed, PollOpened, PracticeAnswered
from schemas.values import ConsensusRule, Elector, PollRule, PracticeListSize, Share
from tests.support.whole_story.words import (
    BODY,
    FERN,
    HARBOUR,
    JUNE,
    PATIENTS,
    PCN,
    PCNS,
    QUAYSIDE,
    VALE,
    Dated,
    at,
    tabled,
    there,
)

HALF = Share(numerator=1, denominator=2)
JULY, SEPTEMBER = "board-2026-07", "board-2026-09"
WHY = {"basis": "document-shows-otherwise", "reason": "The list of calls says otherwise."}
OF_C3 = {"consultation": "c3", "item": "scans"}


def another_canvass() -> list[Dated]:
    """Open to the end of the story, so that somebody is still to be asked and reminded."""
    asked = {"channel": "email", **OF_C3}
    poll = {"poll": "p-vale", "organisation": VALE, **OF_C3}
    return [
        (MeetingCalled(meeting=JULY, body=BODY, starts_at=at(7, 9, 13)), at(7, 1, 9)),
        (tabled("scans", JULY, "decision", "Community scans", VALE), at(7, 1, 10)),
        (
            ConsultationOpened(
                **OF_C3,
                body=BODY,
                rule=ConsensusRule(voices_at_least=HALF, support_at_least=HALF),
                electorate=tuple(
                    Elector(organisation=c, name=n, patients=PATIENTS[c]) for c, n in PCNS.items()
                ),
                closes_at=at(9, 1, 16),
                lead_working_days=5,
                window_working_days=5,
                question="Should scans be offered in the community?",
            ),
            at(7, 1, 11),
        ),
        (OrganisationCanvassed(organisation=VALE, **asked), at(7, 1, 12)),  # type: ignore[arg-type]
        (OrganisationCanvassed(organisation=FERN, **asked), at(7, 1, 12)),  # type: ignore[arg-type]
        (OrganisationCanvassed(organisation=HARBOUR, **asked), at(7, 1, 12)),  # type: ignore[arg-type]
        (
            PollOpened(
                **poll,
                rule=PollRule(kind="list-weighted", voices_at_least=HALF, support_at_least=HALF),
                practices=(
                    PracticeListSize(practice="Y99001", patients=40_000),
                    PracticeListSize(practice="Y99002", patients=12_640),
                ),
                closes_at=at(7, 6, 12),
            ),
            at(7, 2, 9),
        ),
        (PracticeAnswered(**poll, practice="Y99001", position="support"), at(7, 3, 9)),
        (PollClosed(**poll), at(7, 6, 9)),
        (ViewSubmitted(organisation=VALE, position="oppose", **OF_C3), at(7, 6, 10)),
        (ReminderSent(organisation=FERN, channel="phone", **OF_C3), at(7, 7, 9)),
        (ItemDeferred(item="scans", meeting=JULY), at(7, 7, 10)),
        (MeetingCancelled(meeting=JULY, body=BODY, reason="Too few can come."), at(7, 7, 10)),
        (MeetingCalled(meeting=SEPTEMBER, body=BODY, starts_at=at(9, 24, 13)), at(7, 7, 11)),
        (tabled("scans", SEPTEMBER, "decision", "Community scans", VALE), at(7, 7, 12)),
    ]


def put_right() -> list[Dated]:
    """What had been recorded by mistake: one of each kind."""
    d_grant = {"decision": "d-grant", "body": BODY}
    return [
        (there(JUNE, PCN, "kate"), at(7, 7, 13)),
        (
            AttendanceWithdrawn(meeting=JUNE, person="kate", record="attendance", seat=PCN, **WHY),  # type: ignore[arg-type]
            at(7, 7, 14),
        ),
        (ApologiesReceived(meeting=JUNE, person="lucy"), at(7, 7, 13)),
        (
            AttendanceWithdrawn(meeting=JUNE, person="lucy", record="apologies", **WHY),  # type: ignore[arg-type]
            at(7, 7, 14),
        ),
        (
            InterestDeclared(
                meeting=JUNE,
                person="miriam",
                kind="indirect",
                nature="perceived",
                management="noted",
            ),
            at(7, 7, 13),
        ),
        (DeclarationWithdrawn(meeting=JUNE, person="miriam", **WHY), at(7, 7, 14)),  # type: ignore[arg-type]
        (
            CanvassRedated(
                organisation=VALE,
                recorded_as=at(7, 1, 12),
                delivered_at=at(7, 2, 12),
                **OF_C3,
                **WHY,  # type: ignore[arg-type]
            ),
            at(7, 8, 9),
        ),
        (
            CanvassWithdrawn(organisation=HARBOUR, recorded_as=at(7, 1, 12), **OF_C3, **WHY),  # type: ignore[arg-type]
            at(7, 8, 9),
        ),
        (ViewRestated(organisation=VALE, position="support", **OF_C3, **WHY), at(7, 8, 10)),  # type: ignore[arg-type]
        (
            DecisionTakenOutsideMeeting(
                **d_grant,
                number="PB/2627/018",
                route="chairs-action",
                outcome="approved",
                authority="delegated-committee",
                text="A grant.",
                amount_pence=100,
            ),
            at(7, 8, 11),
        ),
        (DecisionRestated(**d_grant, amount_pence=1_000, **WHY), at(7, 8, 12)),  # type: ignore[arg-type]
        (
            FeedbackIssued(
                feedback="f-grant", decision="d-grant", organisation=QUAYSIDE, channel="phone"
            ),
            at(7, 8, 13),
        ),
        (
            FeedbackWithdrawn(
                feedback="f-grant",
                decision="d-grant",
                organisation=QUAYSIDE,
                **WHY,  # type: ignore[arg-type]
            ),
            at(7, 8, 14),
        ),
        (MistakeNoted(entry=3, **WHY), at(7, 8, 15)),  # type: ignore[arg-type]
    ]
