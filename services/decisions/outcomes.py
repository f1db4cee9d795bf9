"""Decisions of a body: taken in a meeting, with a number, an outcome verb and its authority."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from msgspec.structs import replace
from pydantic import Field

from decisions.authority import NEEDS_NO_QUORUM, require_authority, require_ruling
from decisions.command import Command, FreeText, Id, Pence
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.motions import Motion
from decisions.facts.outcomes import Taken
from decisions.numbering import next_number
from decisions.quorum import require_quorum_of_item
from decisions.refusal import Refused
from decisions.repetition import is_repeated
from decisions.superseding import Replaced, needs_of_replaced, supersession
from schemas.event import Event
from schemas.events.body import TermsAdopted
from schemas.events.decision import DecisionTaken
from schemas.values import OutcomeVerb, Ruling


class TakeDecision(Command):
    """Record what the body decided on an item. An advisory body's outcome is a recommendation."""

    decision: Id | None = Field(None, description="Its id; made if absent.")
    item: Id
    motion: Id | None = Field(None, description="The motion that led to it, its vote closed.")
    outcome: OutcomeVerb
    text: FreeText = Field(description="What was decided, in the words of the minutes.")
    basis: FreeText | None = Field(None, description="By what authority: scheme and section.")
    amount_pence: Pence | None = None
    replaces: Replaced = ()

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        if self.decision:
            yield facts.outcomes.of_decision(self.decision)
        if self.motion:
            yield facts.motions.of_life(self.motion)
        yield from needs_of_replaced(facts, self.replaces)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)
            yield facts.bodies.of_body(item.body)
            yield facts.outcomes.of_body(item.body)
            if self.motion is None and self.outcome not in NEEDS_NO_QUORUM:
                yield facts.meetings.of_people(item.meeting)
                yield facts.seats.of_body(item.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        day = context.day
        terms = facts.bodies.get(item.body).terms_on(day)
        taken = DecisionTaken(
            decision=context.created_id("decision", self.decision),
            number=next_number(terms.numbering, day, facts.outcomes.numbers(item.body)),
            body=item.body,
            meeting=item.meeting,
            item=item.id,
            outcome=self.outcome,
            authority=terms.authority,
            motion=self.motion,
            amount_pence=self.amount_pence,
            text=self.text,
            basis=self.basis,
        )
        if is_recorded(facts, taken):
            self._require_nothing_new_replaced(facts, taken)
            return
        item.require_live()
        facts.meetings.get(item.meeting).require_in_session()
        require_authority(terms.authority, self.outcome)
        self._require_vote_or_quorum(facts, context, terms)
        yield taken
        for name in self.replaces:
            yield supersession(facts, name, taken, context.occurred_at, "replaces")

    def _require_nothing_new_replaced(self, facts: Facts, taken: DecisionTaken) -> None:
        for name in self.replaces:
            if not facts.outcomes.get(name).is_superseded_by(taken.decision):
                sentence = f"It was recorded without replacing {name}. Use supersede-decision."
                raise Refused("decision-exists", sentence, "replaces")

    def _require_vote_or_quorum(self, facts: Facts, context: Context, terms: TermsAdopted) -> None:
        """A vote was quorate when it opened; what is agreed without one needs a quorum now."""
        if self.motion:
            motion = facts.motions.get(self.motion)
            require_ruling(ruling_on(motion, self.item), self.outcome)
            self._require_first_on(facts, motion)
        elif self.outcome not in NEEDS_NO_QUORUM:
            item = facts.items.get(self.item)
            meeting = facts.meetings.get(item.meeting)
            require_quorum_of_item(facts, meeting, item, terms.quorum, context.occurred_at)

    @staticmethod
    def _require_first_on(facts: Facts, motion: Motion) -> None:
        if before := facts.outcomes.on_motion(motion.id):
            sentence = f"The motion {motion.id} led to the decision {before.number} already."
            raise Refused("motion-decided", sentence, "motion")


def ruling_on(motion: Motion, item: str) -> Ruling:
    """The chair's ruling on a motion on that item. Raises `Refused` while there is none."""
    if motion.item != item:
        sentence = f"The motion {motion.id} is on another item: {motion.item}."
        raise Refused("motion-of-other-item", sentence, "motion")
    if motion.ruling is None:
        state = "is still open" if motion.is_put else "was never opened"
        raise Refused(
            "voting-not-closed",
            f"Voting on the motion {motion.id} {state}. Close it with the chair's ruling first.",
            "motion",
        )
    return motion.ruling


def is_recorded(facts: Facts, taken: Taken) -> bool:
    """Whether this very decision was recorded. Raises `Refused` if the id is another's."""
    found = facts.outcomes.find(taken.decision)
    same_number = replace(found.taken, number=taken.number) if found else None
    return is_repeated(same_number, taken, "decision")
