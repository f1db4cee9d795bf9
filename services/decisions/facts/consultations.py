"""Consultations: who is asked, until when, who was canvassed, and the live answer of each place."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from eventsourcing.dcb.domain import Selector
from msgspec.structs import replace

from decisions.facts.places import Places
from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from decisions.wording import instant
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationWithdrawn,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.correction import CanvassRedated, CanvassWithdrawn, ViewRestated
from schemas.events.partnership import MemberJoined, MemberSucceeded
from schemas.values import Elector, ViewPosition

Answering: TypeAlias = ViewSubmitted | ViewRevised | ViewWithdrawn | ViewRestated
_LIFE = (ConsultationOpened, ConsultationExtended, ConsultationClosed, ConsultationWithdrawn)
_VIEWS = (ViewSubmitted, ViewRevised, ViewWithdrawn, ViewRestated)
_ASKING = (OrganisationCanvassed, ReminderSent, CanvassRedated, CanvassWithdrawn)


@dataclass(frozen=True)
class Answer:
    """What an organisation answered; no position where it took its answer back.

    `places` are those that it held on that day, as far as was recorded by then: its own, and those
    of closed members. In each of them the answer stands until who holds that place then changes it.
    """

    by: str
    places: frozenset[str]
    position: ViewPosition | None


@dataclass
class Consultation:
    """A consultation as far as the slice has seen it."""

    opened: ConsultationOpened
    electorate: dict[str, Elector]
    closes_at: datetime
    is_closed: bool = False
    is_withdrawn: bool = False
    asked: list[OrganisationCanvassed | ReminderSent] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    """In the order of the book."""

    @property
    def id(self) -> str:
        return self.opened.consultation

    @property
    def item(self) -> str:
        return self.opened.item

    @property
    def opened_at(self) -> datetime | None:
        return self.opened.happened_at

    def require_not_ended(self) -> None:
        """Raises `Refused` once the consultation was closed or withdrawn."""
        if self.is_closed or self.is_withdrawn:
            how = "withdrawn" if self.is_withdrawn else "closed"
            raise Refused(f"consultation-{how}", f"The consultation {self.id} was {how}.")

    def require_open(self, at: datetime) -> None:
        """Raises `Refused` unless the consultation is open at a time."""
        self.require_not_ended()
        if self.opened_at is not None and at < self.opened_at:
            raise Refused(
                "before-opening",
                f"The consultation {self.id} opened on {instant(self.opened_at)}, after that.",
                "occurred_at",
            )
        if at >= self.closes_at:
            raise Refused(
                "after-closing",
                f"Answers were taken until {instant(self.closes_at)}. The consultation can be "
                "extended.",
                "occurred_at",
            )

    def answer(self, codes: Collection[str]) -> Answer | None:
        """The last answer for the place of any of these, whoever held it when it was given."""
        given = (one for one in reversed(self.answers) if not one.places.isdisjoint(codes))
        return next(given, None)

    def live_view(self, codes: Collection[str]) -> ViewPosition | None:
        """The position that was taken last for any of these, unless it was withdrawn."""
        last = self.answer(codes)
        return last.position if last else None

    def has_withdrawn_view(self, codes: Collection[str]) -> bool:
        last = self.answer(codes)
        return last is not None and last.position is None

    def was_canvassed(self, codes: Collection[str]) -> bool:
        return any(
            isinstance(one, OrganisationCanvassed) and one.organisation in codes
            for one in self.asked
        )

    def delivery(self, organisation: str, at: datetime) -> OrganisationCanvassed | None:
        """How the question reached an organisation at that very time, as far as is recorded."""
        found = (one for one in self.asked if isinstance(one, OrganisationCanvassed))
        return next(
            (o for o in found if (o.organisation, o.happened_at) == (organisation, at)), None
        )

    def correct(self, event: CanvassRedated | CanvassWithdrawn) -> None:
        """Gives a delivery its true time, or takes it off."""
        wrong = self.delivery(event.organisation, event.recorded_as)
        self.asked = [one for one in self.asked if one is not wrong]
        if wrong and isinstance(event, CanvassRedated):
            self.asked.append(replace(wrong).at(event.delivered_at))

    def was_asked(self, asking: OrganisationCanvassed | ReminderSent, at: datetime) -> bool:
        """Whether the same organisation was asked at that very time over the same channel."""
        return any(
            type(one) is type(asking)
            and (one.organisation, one.channel) == (asking.organisation, asking.channel)
            and one.happened_at == at
            for one in self.asked
        )


class ConsultationFacts:
    """Folds consultations by id."""

    def __init__(self) -> None:
        self._consultations: dict[str, Consultation] = {}
        self._places = Places()

    @selects
    def of_consultation(consultation: str) -> Selector:
        """Whether it was opened, extended, closed or withdrawn; no answers."""
        return Selector(types=_LIFE, tags=[f"consultation:{consultation}"])

    @selects
    def of_all() -> Selector:
        """Every consultation, without answers. Read by type alone: for what is done once a life."""
        return Selector(types=_LIFE)

    def not_ended(self, bodies: Collection[str]) -> tuple[str, ...]:
        """The consultations of these bodies, of those that were read, not closed or withdrawn."""
        return tuple(
            name
            for name, one in self._consultations.items()
            if one.opened.body in bodies and not (one.is_closed or one.is_withdrawn)
        )

    @selects
    def of_views(consultation: str) -> Selector:
        """All answers; read together with `of_consultation`."""
        return Selector(types=_VIEWS, tags=[f"consultation:{consultation}"])

    @selects
    def of_organisation(consultation: str, organisation: str) -> Selector:
        """How one organisation was asked, and what it answered; together with the above."""
        tags = [f"consultation:{consultation}", f"organisation:{organisation}"]
        return Selector(types=(*_ASKING, *_VIEWS), tags=tags)

    def find(self, consultation: str) -> Consultation | None:
        return self._consultations.get(consultation)

    def get(self, consultation: str) -> Consultation:
        """Raises `NotFound`."""
        if (found := self._consultations.get(consultation)) is None:
            raise NotFound("consultation", consultation)
        return found

    def see(self, event: Event) -> None:
        match event:
            case MemberJoined() | MemberSucceeded():
                self._places.see(event)
            case ConsultationOpened():
                self._consultations[event.consultation] = Consultation(
                    event,
                    {elector.organisation: elector for elector in event.electorate},
                    event.closes_at,
                )
            case ConsultationExtended():
                self.get(event.consultation).closes_at = event.closes_at
            case ConsultationClosed():
                self.get(event.consultation).is_closed = True
            case ConsultationWithdrawn():
                self.get(event.consultation).is_withdrawn = True
            case OrganisationCanvassed() | ReminderSent():
                self.get(event.consultation).asked.append(event)
            case CanvassRedated() | CanvassWithdrawn():
                self.get(event.consultation).correct(event)
            case ViewSubmitted() | ViewRevised() | ViewRestated():
                self._answered(event, event.position)
            case ViewWithdrawn():
                self._answered(event, None)
            case _:
                pass

    def _answered(self, event: Answering, position: ViewPosition | None) -> None:
        """For each place that it held on that day: whoever closed may join again later."""
        by, at = event.organisation, event.happened_at
        held = self._places.lineage(by, day_in_england(at)) if at else {by}
        self.get(event.consultation).answers.append(Answer(by, frozenset(held), position))
