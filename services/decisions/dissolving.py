"""A body that is no more: what is still open there is named, and passes to another body or none."""

from collections.abc import Collection, Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, Day, FreeText, Id
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.bodies import Body
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.body import BodyDissolved, SeatRetired


class DissolveBody(Command):
    """Record that a body is no more after a day, and which body takes over what is open there.

    Open actions, ratifications due, consultations and deferred items are named in the record. The
    body's seats end with it. Nothing is called, decided or raised there any more.
    """

    body: Id
    on: Day = Field(description="Its last day, today or before.")
    to_body: Id | None = Field(None, description="The body that takes over; none if absent.")
    reason: FreeText = Field(description="By what authority, and why.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_all_lives()
        yield facts.meetings.of_body(self.body)
        yield facts.seats.of_places(self.body)
        yield facts.actions.of_all()
        yield facts.outcomes.of_all()
        yield facts.consultations.of_all()
        yield facts.items.of_all()

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        if body.dissolution and (body.dissolution.on, body.successor) == (self.on, self.to_body):
            return
        self._require_may_end(body, facts, context)
        self._require_successor(facts, context)
        for seat in facts.seats.on_body(self.body, self.on):
            if seat.retired_on is None:
                yield SeatRetired(body=self.body, seat=seat.id, on=self.on)
        yield self._naming_what_is_open(facts, facts.bodies.ending_in(self.body))

    def _naming_what_is_open(self, facts: Facts, bodies: Collection[str]) -> BodyDissolved:
        """What the body has open, with what it took over from others."""
        return BodyDissolved(
            body=self.body,
            on=self.on,
            to_body=self.to_body,
            actions=facts.actions.open_ones(bodies),
            ratifications=facts.outcomes.awaiting_ratification(bodies),
            consultations=facts.consultations.not_ended(bodies),
            items=facts.items.put_off(bodies),
            reason=self.reason,
        )

    def _require_may_end(self, body: Body, facts: Facts, context: Context) -> None:
        if body.dissolution:
            body.require_not_dissolved(context.now)
        if self.on > context.day:
            sentence = "A dissolution is recorded once the last day has come."
            raise Refused("dissolution-to-come", sentence, "on")
        if self.on < body.constituted.on:
            sentence = f"{body.name} exists from {body.constituted.on:%-d %B %Y} on."
            raise Refused("before-body", sentence, "on")
        for meeting in facts.meetings.at_body(self.body):
            if not (meeting.is_closed or meeting.is_cancelled):
                how = "Close it" if meeting.is_opened else "Cancel it"
                sentence = f"The meeting {meeting.id} is not over. {how} first."
                raise Refused("meeting-not-over", sentence, "body")
            if not meeting.is_cancelled and meeting.day > self.on:
                sentence = f"The body met on {meeting.day:%-d %B %Y} ({meeting.id}), after that."
                raise Refused("body-met-later", sentence, "on")

    def _require_successor(self, facts: Facts, context: Context) -> None:
        if self.to_body is None:
            return
        if self.to_body == self.body:
            sentence = "Another body takes over what is open; or leave it out."
            raise Refused("successor-is-itself", sentence, "to_body")
        successor = facts.bodies.get(self.to_body)
        successor.require_not_dissolved(context.occurred_at, "to_body")
        if successor.constituted.on > context.day:
            sentence = f"{successor.name} exists from {successor.constituted.on:%-d %B %Y} on."
            raise Refused("before-body", sentence, "to_body")
