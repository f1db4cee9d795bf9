"""Bodies and the terms of reference that drive them."""

from dataclasses import dataclass, field
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.numbering import unpadded
from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.body import BodyConstituted, TermsAdopted

_EVENTS = (BodyConstituted, TermsAdopted)


@dataclass
class Body:
    """A body as far as the slice has seen it."""

    constituted: BodyConstituted
    versions: list[TermsAdopted] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.constituted.body

    @property
    def name(self) -> str:
        return self.constituted.name

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

    @staticmethod
    def of_constitution(body: str) -> Selector:
        """Whether the body exists, without its terms of reference."""
        return Selector(types=(BodyConstituted,), tags=[f"body:{body}"])

    @staticmethod
    def of_body(body: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"body:{body}"])

    @staticmethod
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
            case TermsAdopted():
                self._terms.append(event)
                if found := self._bodies.get(event.body):
                    found.versions.append(event)
            case _:
                pass
