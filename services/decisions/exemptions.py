"""Texts that are left out when the record is published, by exemptions of the Act of 2000."""

from collections.abc import Iterable, Sequence

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText
from decisions.context import Context
from decisions.erasures import Position, TextName
from decisions.facts import Facts
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.record import ExemptionLifted, TextExempted
from schemas.values import Exemption


class ExemptText(Command):
    """Leave a text of an earlier entry out of public renditions; everybody else still reads it."""

    position: Position
    name: TextName
    exemption: Exemption = Field(description="Of the Freedom of Information Act 2000.")
    reason: FreeText | None = Field(None, description="Why, and who weighed the public interest.")

    def texts_at(self) -> Sequence[int]:
        return [self.position]

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.texts.of_entry(self.position)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        facts.texts.digest(self.position, self.name, "name")
        if facts.texts.exemption(self.position, self.name) != self.exemption:
            yield TextExempted(
                position=self.position,
                name=self.name,
                exemption=self.exemption,
                reason=self.reason,
            )


class LiftExemption(Command):
    """Publish a text again that was exempt."""

    position: Position
    name: TextName
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.texts.of_entry(self.position)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        if facts.texts.exemption(self.position, self.name) is None:
            sentence = (
                f"No exemption of the text {self.name!r} of entry {self.position} is in force."
            )
            raise Refused("not-exempt", sentence, "name")
        yield ExemptionLifted(position=self.position, name=self.name, reason=self.reason)
