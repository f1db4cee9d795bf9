"""What was decided: in the meeting, outside it, and what was ratified."""

from schemas.event import Event, Text
from schemas.values import Authority, OutcomeVerb, OutsideRoute


class DecisionTaken(Event, frozen=True):
    """A body decided on an item at a meeting. Under advisory authority it is a recommendation."""

    TOPIC = "decision-taken.v1"
    TAGS = ("decision", "item", "motion", "meeting", "body")

    decision: str
    number: str
    body: str
    meeting: str
    item: str
    outcome: OutcomeVerb
    authority: Authority
    motion: str | None = None
    amount_pence: int | None = None
    text: Text | None = None
    basis: Text | None = None


class DecisionTakenOutsideMeeting(Event, frozen=True):
    """A decision between meetings: chair's action, written resolution, informally, or elsewhere."""

    TOPIC = "decision-taken-outside-meeting.v1"
    TAGS = ("decision", "item", "body")

    decision: str
    number: str
    body: str
    route: OutsideRoute
    outcome: OutcomeVerb
    authority: Authority
    item: str | None = None
    person: str | None = None
    amount_pence: int | None = None
    text: Text | None = None
    reason: Text | None = None


class DecisionRatified(Event, frozen=True):
    """A later meeting made a decision taken outside a meeting its own."""

    TOPIC = "decision-ratified.v1"
    TAGS = ("decision", "meeting", "item", "body")

    decision: str
    body: str
    meeting: str
    item: str | None = None
    motion: str | None = None


class RatificationRefused(Event, frozen=True):
    """A later meeting did not make the decision its own."""

    TOPIC = "decision-ratification-refused.v1"
    TAGS = ("decision", "meeting", "item", "body")

    decision: str
    body: str
    meeting: str
    item: str | None = None
    reason: Text | None = None


class DecisionRescinded(Event, frozen=True):
    """A meeting took a decision back from then on. What was done under it until then stays done.

    `body` is the one that took the decision; the meeting may be of its successor, or of the body
    that it answers to. A rescission revives nothing that the decision had replaced.
    """

    TOPIC = "decision-rescinded.v1"
    TAGS = ("decision", "meeting", "item", "body")

    decision: str
    body: str
    meeting: str
    item: str | None = None
    motion: str | None = None
    reason: Text | None = None


class DecisionSuperseded(Event, frozen=True):
    """A later decision, on an item of a meeting, stands in the place of this one from then on."""

    TOPIC = "decision-superseded.v1"
    TAGS = ("decision", "superseded_by", "meeting", "item", "body")

    decision: str
    superseded_by: str
    body: str
    meeting: str
    item: str
