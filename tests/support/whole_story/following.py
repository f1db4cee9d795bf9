"""The rest of the meeting in May, what follows it, and the meeting in June."""

from datetime import date

from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from schemas.events.decision import (
    DecisionRatified,
)
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
)
from schemas.events.meeting import (
    ItemDeferred,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.minutes import (
    MinutesApproved,
    MinutesCorrected,
    MinutesDrafted,
    MinutesPublished,
)
from tests.support.whole_story.words import (
    BODY,
    HARBOUR,
    JUNE,
    MAY,
    QUAYSIDE,
    VALE,
    Dated,
    at,
    bst,
    said,
    taken,
)


def rest_of_may() -> list[Dated]:
    return [
        (said("report", MAY, 1, "The standard was met for 82% of referrals."), bst(14, 15, 5)),
        (taken("d-report", "report", 16, "noted", text="The report."), bst(14, 15, 8)),
        (said("beds", MAY, 1, "The chair explained why it could not wait."), bst(14, 15, 10)),
        (
            DecisionRatified(decision="d-bid", body=BODY, meeting=MAY, item="beds"),
            bst(14, 15, 15),
        ),
        (
            taken("d-beds", "beds", 17, "ratified", text="Chair’s action PB/2627/013."),
            bst(14, 15, 16),
        ),
        (
            ItemDeferred(
                item="estates", meeting=MAY, to_meeting=None, reason="The survey is not here."
            ),
            bst(14, 15, 20),
        ),
        (said("carers", MAY, 1, "The board heard from three carers."), bst(14, 15, 45)),
        (
            ActionRaised(
                action="a4",
                number="A4",
                body=BODY,
                meeting=MAY,
                person="miriam",
                due_on=date(2026, 5, 29),
                text="Write to the practices at Saltmarsh about the flood plan",
            ),
            bst(14, 15, 50),
        ),
        (ActionUpdated(action="a2", progress="A draft is with partners."), bst(14, 15, 52)),
        (
            MeetingClosed(meeting=MAY, body=BODY, next_meeting_at=at(6, 11, 13)),
            bst(14, 16, 10),
        ),
    ]


def _told(code: str) -> FeedbackIssued:
    return FeedbackIssued(
        feedback=f"f-{code}",
        decision="d-hub",
        organisation=code,
        channel="email",
        item="hub",
        message="The board approved one hub, with a review after six months.",
    )


def after_may() -> list[Dated]:
    reply = {
        "feedback": f"f-{VALE}",
        "decision": "d-hub",
        "organisation": VALE,
        "item": "hub",
    }
    return [
        (_told(HARBOUR), bst(14, 16, 30)),
        (_told(QUAYSIDE), bst(15, 9, 0)),
        (_told(VALE), bst(19, 10, 0)),
        (FeedbackAcknowledged(**reply), bst(19, 11)),
        (FeedbackQueried(**reply, question="When is the review?"), bst(19, 12)),
        (FeedbackAnswered(**reply, answer="In April 2027."), bst(20, 9)),
        (MinutesDrafted(meeting=MAY, body=BODY, version=1, as_at_position=150), bst(18, 9)),
    ]


def june() -> list[Dated]:
    opened = at(6, 11, 13)
    return [
        (
            MeetingCalled(
                meeting=JUNE, body=BODY, starts_at=opened, venue="The Vale Centre, Upper Fern"
            ),
            bst(20, 9),
        ),
        (
            MinutesCorrected(
                meeting=MAY,
                paragraph="014.2",
                text="Three of the four PCNs had asked for one booking line.",
                reason="Vale PCN had given no view on booking.",
            ),
            bst(22, 9),
        ),
        (ActionCompleted(action="a2", note="Costed."), bst(29, 9)),
        (MeetingOpened(meeting=JUNE, body=BODY), opened),
        (
            MinutesApproved(meeting=MAY, body=BODY, approved_at=JUNE, version=1),
            at(6, 11, 13, 5),
        ),
        (MeetingClosed(meeting=JUNE, body=BODY), at(6, 11, 15)),
        (
            MinutesPublished(meeting=MAY, body=BODY, version=1, sha256="ab" * 32),
            at(6, 12, 9),
        ),
    ]
