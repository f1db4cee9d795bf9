"""The dated asking of members before an item, with its electorate frozen at opening."""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import Channel, ConsensusRule, Elector, PaperDigest, ViewPosition

FOUND_BY = ("consultation", "item")
FOUND_BY_ORGANISATION = ("consultation", "item", "organisation")


class ConsultationOpened(Event, frozen=True):
    """Members are to be asked a question before an item is discussed.

    Clear working days: of notice before the discussion, of the window to answer in, and of those
    that a reminder leaves.
    """

    TOPIC = "consultation-opened.v1"
    TAGS = FOUND_BY

    consultation: str
    item: str
    body: str
    rule: ConsensusRule
    electorate: tuple[Elector, ...]
    closes_at: datetime
    lead_working_days: int
    window_working_days: int
    papers: tuple[PaperDigest, ...] = ()
    question: Text | None = None
    reminder_working_days: int = 2


class OrganisationCanvassed(Event, frozen=True):
    """The question reached an organisation; `occurred_at` is when it was delivered."""

    TOPIC = "consultation-organisation-canvassed.v1"
    TAGS = FOUND_BY_ORGANISATION

    consultation: str
    item: str
    organisation: str
    channel: Channel
    addressed_to: Text | None = None


class ReminderSent(Event, frozen=True):
    """An organisation that has not answered was reminded."""

    TOPIC = "consultation-reminder-sent.v1"
    TAGS = FOUND_BY_ORGANISATION

    consultation: str
    item: str
    organisation: str
    channel: Channel


class ViewSubmitted(Event, frozen=True):
    """An organisation answered."""

    TOPIC = "consultation-view-submitted.v1"
    TAGS = FOUND_BY_ORGANISATION

    consultation: str
    item: str
    organisation: str
    position: ViewPosition
    conditions: Text | None = None
    reasons: Text | None = None


class ViewRevised(Event, frozen=True):
    """An organisation changed its answer; the earlier one remains on the record."""

    TOPIC = "consultation-view-revised.v1"
    TAGS = FOUND_BY_ORGANISATION

    consultation: str
    item: str
    organisation: str
    position: ViewPosition
    conditions: Text | None = None
    reasons: Text | None = None


class ViewWithdrawn(Event, frozen=True):
    """An organisation took its answer back and holds none."""

    TOPIC = "consultation-view-withdrawn.v1"
    TAGS = FOUND_BY_ORGANISATION

    consultation: str
    item: str
    organisation: str
    reason: Text | None = None


class ConsultationExtended(Event, frozen=True):
    """Answers are taken for longer."""

    TOPIC = "consultation-extended.v1"
    TAGS = FOUND_BY

    consultation: str
    item: str
    closes_at: datetime
    reason: Text | None = None


class ConsultationClosed(Event, frozen=True):
    """No more answers are taken; who of the electorate did not answer is named."""

    TOPIC = "consultation-closed.v1"
    TAGS = FOUND_BY

    consultation: str
    item: str
    non_responders: tuple[str, ...] = ()


class ConsultationWithdrawn(Event, frozen=True):
    """The question is no longer asked."""

    TOPIC = "consultation-withdrawn.v1"
    TAGS = FOUND_BY

    consultation: str
    item: str
    reason: Text | None = None
