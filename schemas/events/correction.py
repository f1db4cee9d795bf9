"""What was recorded by mistake: taken back, or put as it was. The mistake stays on the record.

Votes and minutes have corrections of their own (`motion-vote-corrected`, `minutes-corrected`);
those of standing aside, rulings, dissent, ratification and awards are in `restatement`.
"""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import AttendanceRecord, CorrectionBasis, OutcomeVerb, ViewPosition


class AttendanceWithdrawn(Event, frozen=True):
    """A person was recorded as there, or as having sent apologies, by mistake."""

    TOPIC = "correction-attendance-withdrawn.v1"
    TAGS = ("meeting", "person", "seat")

    meeting: str
    person: str
    record: AttendanceRecord
    basis: CorrectionBasis
    seat: str | None = None
    reason: Text | None = None


class DeclarationWithdrawn(Event, frozen=True):
    """An interest was recorded as declared at a meeting by mistake."""

    TOPIC = "correction-declaration-withdrawn.v1"
    TAGS = ("meeting", "item", "person", "interest")

    meeting: str
    person: str
    basis: CorrectionBasis
    item: str | None = None
    interest: str | None = None
    reason: Text | None = None


class CanvassRedated(Event, frozen=True):
    """The question reached an organisation at another time than was recorded."""

    TOPIC = "correction-canvass-redated.v1"
    TAGS = ("consultation", "item", "organisation")

    consultation: str
    item: str
    organisation: str
    recorded_as: datetime
    delivered_at: datetime
    basis: CorrectionBasis
    reason: Text | None = None


class CanvassWithdrawn(Event, frozen=True):
    """The question did not reach an organisation at the time recorded, nor at another."""

    TOPIC = "correction-canvass-withdrawn.v1"
    TAGS = ("consultation", "item", "organisation")

    consultation: str
    item: str
    organisation: str
    recorded_as: datetime
    basis: CorrectionBasis
    reason: Text | None = None


class ViewRestated(Event, frozen=True):
    """An organisation's answer was recorded wrongly; without a position, it had given none."""

    TOPIC = "correction-view-restated.v1"
    TAGS = ("consultation", "item", "organisation")

    consultation: str
    item: str
    organisation: str
    basis: CorrectionBasis
    position: ViewPosition | None = None
    conditions: Text | None = None
    reasons: Text | None = None
    reason: Text | None = None


class DecisionRestated(Event, frozen=True):
    """A decision was recorded wrongly. What is given takes the place of what was recorded."""

    TOPIC = "correction-decision-restated.v1"
    TAGS = ("decision", "item", "body")

    decision: str
    body: str
    basis: CorrectionBasis
    item: str | None = None
    outcome: OutcomeVerb | None = None
    amount_pence: int | None = None
    text: Text | None = None
    reason: Text | None = None


class FeedbackWithdrawn(Event, frozen=True):
    """Feedback was recorded that did not reach this organisation, or went to a wrong one."""

    TOPIC = "correction-feedback-withdrawn.v1"
    TAGS = ("feedback", "decision", "item", "organisation")

    feedback: str
    decision: str
    organisation: str
    basis: CorrectionBasis
    item: str | None = None
    reason: Text | None = None


class MistakeNoted(Event, frozen=True):
    """An entry is wrong in a way that nothing else corrects; the reason says how it was."""

    TOPIC = "correction-mistake-noted.v1"
    TAGS = ("entry",)

    entry: int
    basis: CorrectionBasis
    reason: Text | None = None
