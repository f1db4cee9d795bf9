"""The life of a meeting's minutes: drafted, corrected, approved at a later meeting, published."""

from schemas.event import Event, Text
from schemas.values import CorrectionBasis


class MinutesDrafted(Event, frozen=True):
    """Minutes were made from the book as it stood at a position."""

    TOPIC = "minutes-drafted.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str
    version: int
    as_at_position: int


class MinutesCorrected(Event, frozen=True):
    """A paragraph of the minutes is to read otherwise."""

    TOPIC = "minutes-corrected.v1"
    TAGS = ("meeting",)

    meeting: str
    paragraph: str
    basis: CorrectionBasis | None = None
    text: Text | None = None
    reason: Text | None = None


class MinutesApproved(Event, frozen=True):
    """A later meeting approved the minutes."""

    TOPIC = "minutes-approved.v1"
    TAGS = ("meeting", "approved_at", "body")

    meeting: str
    body: str
    approved_at: str
    version: int


class MinutesPublished(Event, frozen=True):
    """The minutes were published; `sha256` (hexadecimal) is that of their JSON rendering."""

    TOPIC = "minutes-published.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str
    version: int
    sha256: str
