"""Bodies and the terms of reference that drive them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.numbering import unpadded
from decisions.refusal import NotFound, Refused
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.body import BodyConstituted, BodyDissolved, TermsAdopted

_LIFE = (BodyConstituted, BodyDissolved)
_EVENTS = (*_LIFE, TermsAdopted)


@dataclass
class Body:
    """A body as far as the slice has seen it."""

    constituted: BodyConstituted
    versions: list[TermsAdopted] = field(default_factory=list)
    dissolution: BodyDissolved | None = None

    @property
    def id(self) -> str:
        return self.constituted.body

    @property
    def name(self) -> str:
        return self.constituted.name

    @property
    def successor(self) -> str | None:
        """The body that took over what was open at its dissolution, if any did."""
        return self.dissolution.to_body if self.dissolution else None

    def require_not_dissolved(self, at: datetime, field_name: str = "body") -> None:
        """Raises `Refused` for what happened once the body was no more, or was said to be."""
        if (gone := self.dissolution) is None:
            return
        if day_in_england(at) > gone.on or gone.happened_at is None or at >= gone.happened_at:
            to = f" Its business passed to {gone.to_body}." if gone.to_body else ""
            sentence = f"{self.name} was dissolved; its last day was {gone.on:%-d %B %Y}.{to}"
            raise Refused("body-dissolved", sentence, field_name)

    def terms_on(self, day: date) -> TermsAdopted:
        """The terms of reference in force on a day. Raises `Refused`."""
        terms = self.terms_in_force(day)
        if terms is None:
            raise Refused(
                "terms-not-adopted",
                f"{self.name} had adopted no terms of reference by {day:%-d %B %Y}.",
            )
        return terms

    def terms_in_force(self, day: date) -> TermsAdopted | None:
        """The terms of reference in force on a day, if there were any."""
        in_force = [terms for terms in self.versions if terms.effective_on <= day]
        return max(in_force, key=lambda terms: (terms.effective_on, terms.version), default=None)


class BodyFacts:
    """Folds bodies by id."""

    def __init__(self) -> None:
        self._bodies: dict[str, Body] = {}
        self._terms: list[TermsAdopted] = []

    @selects
    def of_constitution(body: str) -> Selector:
        """Whether the body exists and was not dissolved, without its terms of reference."""
        return Selector(types=_LIFE, tags=[f"body:{body}"])

    @selects
    def of_body(body: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"body:{body}"])

    def of_line(self, body: str) -> Iterator[Selector]:
        """The body, and those that its business passed to since, one after the other."""
        name: str | None = body
        while name:
            yield self.of_constitution(name)
            found = self.find(name)
            name = found.successor if found else None

    def line(self, body: str) -> tuple[str, ...]:
        """The body and those that its business passed to, as far as they were read."""
        found = [body]
        while (one := self.find(found[-1])) and one.successor:
            found.append(one.successor)
        return tuple(found)

    def ending_in(self, body: str) -> set[str]:
        """The body, and those of which it has the business, of those that were read."""
        return {one for one in self._bodies if self.line(one)[-1] == body}

    @selects
    def of_all_lives() -> Selector:
        """Every body and its dissolution. Read by type alone: for what is done once in a life."""
        return Selector(types=_LIFE)

    @selects
    def of_all_terms() -> Selector:
        """Every version of every body's terms. Read by type alone: for what is done once a year."""
        return Selector(types=(TermsAdopted,))

    def numbered_alike(self, template: str) -> set[str]:
        """The bodies, of those whose terms were read, that give or gave the same numbers."""
        wanted = unpadded(template)
        return {one.body for one in self._terms if unpadded(one.numbering) == wanted}

    def find(self, body: str) -> Body | None:
        return self._bodies.get(body)

    def get(self, body: str) -> Body:
        """Raises `NotFound`."""
        if (found := self._bodies.get(body)) is None:
            raise NotFound("body", body)
        return found

    def see(self, event: Event) -> None:
        match event:
            case BodyConstituted():
                self._bodies[event.body] = Body(event)
            case BodyDissolved():
                if found := self._bodies.get(event.body):
                    found.dissolution = event
            case TermsAdopted():
                self._terms.append(event)
                if found := self._bodies.get(event.body):
                    found.versions.append(event)
            case _:
                pass
