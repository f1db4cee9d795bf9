"""Who holds a seat, who deputises, who pays for the role, and what interests they registered."""

from datetime import date

from schemas.event import Event, Text
from schemas.values import Capacity, InterestKind, InterestNature, ResourcingPeriod, Term


class RepresentativeAppointed(Event, frozen=True):
    """A person holds a seat for a term. Several at once are job-sharers with one vote."""

    TOPIC = "representation-representative-appointed.v1"
    TAGS = ("seat", "body", "person")

    seat: str
    body: str
    person: str
    term: Term
    role: str | None = None
    organisation: str | None = None
    name: Text | None = None


class DeputyNominated(Event, frozen=True):
    """A person may stand in for the holder of a seat during a term."""

    TOPIC = "representation-deputy-nominated.v1"
    TAGS = ("seat", "body", "person")

    seat: str
    body: str
    person: str
    term: Term
    role: str | None = None
    organisation: str | None = None
    name: Text | None = None


class AppointmentEnded(Event, frozen=True):
    """A person holds a seat, or deputises in it, no longer after a day."""

    TOPIC = "representation-appointment-ended.v1"
    TAGS = ("seat", "body", "person")

    seat: str
    body: str
    person: str
    capacity: Capacity
    on: date
    reason: Text | None = None


class InterestRegistered(Event, frozen=True):
    """A person has an interest from a day on (NHS England's four kinds)."""

    TOPIC = "representation-interest-registered.v1"
    TAGS = ("interest", "person")

    interest: str
    person: str
    kind: InterestKind
    nature: InterestNature
    from_on: date
    organisation: str | None = None
    name: Text | None = None
    description: Text | None = None


class InterestEnded(Event, frozen=True):
    """A registered interest no longer exists after a day."""

    TOPIC = "representation-interest-ended.v1"
    TAGS = ("interest", "person")

    interest: str
    person: str
    on: date


class RoleResourced(Event, frozen=True):
    """An organisation pays for so much working time of a seat's representative in each period.

    The latest event under one `resourcing` holds, and replaces what was recorded before.
    """

    TOPIC = "representation-role-resourced.v1"
    TAGS = ("resourcing", "seat", "body", "organisation", "person")

    resourcing: str
    seat: str
    body: str
    organisation: str
    minutes_funded: int
    period: ResourcingPeriod
    term: Term
    person: str | None = None
    amount_pence: int | None = None
    note: Text | None = None


class HoursLogged(Event, frozen=True):
    """Working time that a person gave to a seat on a day, in minutes.

    The latest event under one `log` holds, and replaces what was recorded before.
    """

    TOPIC = "representation-hours-logged.v1"
    TAGS = ("log", "seat", "body", "person")

    log: str
    seat: str
    body: str
    person: str
    on: date
    minutes_worked: int
    work: Text | None = None
