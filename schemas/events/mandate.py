"""The authority that a PCN gives a seat: bound, guided, open or withheld."""

from schemas.event import Event, Text
from schemas.values import Channel, Choice, MandateKind, MandateScope, Term

FOUND_BY = ("mandate", "organisation", "seat", "item")


class MandateGranted(Event, frozen=True):
    """A PCN instructed a seat: vote so (bound), prefer so (guided), or use judgement (open)."""

    TOPIC = "mandate-granted.v1"
    TAGS = FOUND_BY

    mandate: str
    organisation: str
    seat: str
    kind: MandateKind
    scope: MandateScope
    term: Term
    instruction: Choice | None = None
    topic: str | None = None
    item: str | None = None
    conditions: Text | None = None


class MandateLogged(Event, frozen=True):
    """The representative noted a mandate heard from a PCN; unconfirmed until it confirms it."""

    TOPIC = "mandate-logged.v1"
    TAGS = FOUND_BY

    mandate: str
    organisation: str
    seat: str
    kind: MandateKind
    scope: MandateScope
    term: Term
    channel: Channel
    instruction: Choice | None = None
    topic: str | None = None
    item: str | None = None
    conditions: Text | None = None
    heard_from: Text | None = None


class MandateConfirmed(Event, frozen=True):
    """The PCN says that the mandate logged in its name is right."""

    TOPIC = "mandate-confirmed.v1"
    TAGS = FOUND_BY

    mandate: str
    organisation: str
    seat: str
    item: str | None = None


class MandateDisputed(Event, frozen=True):
    """The PCN says that the mandate logged in its name is wrong."""

    TOPIC = "mandate-disputed.v1"
    TAGS = FOUND_BY

    mandate: str
    organisation: str
    seat: str
    item: str | None = None
    reason: Text | None = None


class MandateVaried(Event, frozen=True):
    """The PCN changed what it instructs; the earlier terms remain on the record."""

    TOPIC = "mandate-varied.v1"
    TAGS = FOUND_BY

    mandate: str
    organisation: str
    seat: str
    kind: MandateKind
    term: Term
    item: str | None = None
    instruction: Choice | None = None
    conditions: Text | None = None


class MandateWithheld(Event, frozen=True):
    """The PCN gives the seat no authority, and says so."""

    TOPIC = "mandate-withheld.v1"
    TAGS = FOUND_BY

    mandate: str
    organisation: str
    seat: str
    scope: MandateScope
    term: Term
    topic: str | None = None
    item: str | None = None
    reason: Text | None = None


class MandateRevoked(Event, frozen=True):
    """The PCN takes its mandate back from now on."""

    TOPIC = "mandate-revoked.v1"
    TAGS = FOUND_BY

    mandate: str
    organisation: str
    seat: str
    item: str | None = None
    reason: Text | None = None
