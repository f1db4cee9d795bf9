"""Decisions rescinded or replaced: once, later, by a meeting of a body that may do that."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.entries import Entry
from auditor.findings import Finding, difference
from auditor.rules.bodies import Bodies
from auditor.rules.decisions import Decision, Decisions
from auditor.rules.fact import Handlers, at, day_of, fault_at, text

REPLACES = ("approved", "agreed", "ratified", "endorsed", "supported", "recommended")


@dataclass
class Undoing:
    """Replays what ended decisions."""

    decisions: Decisions
    bodies: Bodies
    _rescinded_by: list[tuple[Decision, str, int]] = field(default_factory=list)
    _replaced_by: list[tuple[Decision, Decision, int]] = field(default_factory=list)
    """What ended, by motion or by which later decision, and the entry that said so."""

    def handlers(self) -> Handlers:
        return {
            "decision-rescinded.v1": self._rescinded,
            "decision-superseded.v1": self._superseded,
            "correction-undoing-restated.v1": self._taken_back,
        }

    def finish(self) -> Iterator[Finding]:
        """Rescissions and replacements beside rulings and outcomes that were corrected since."""
        for one, motion, position in self._rescinded_by:
            found = self.decisions.voting.motions.get(motion)
            if found and found.is_restated and found.ruling != "carried":
                what = f"{one.number} was rescinded by {motion}, which was not carried after all."
                yield difference("undone-without-vote", what, position)
        for one, later, position in self._replaced_by:
            if later.is_restated and later.outcome not in REPLACES:
                what = f"{one.number} was replaced by {later.number}, which is {later.outcome}."
                yield difference("replaced-by-none", what, position)

    def _rescinded(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        decision = self.decisions.taken.get(text(data, "decision"))
        yield from self._ends(entry, decision, "rescinded")
        if decision is None:
            return
        if at(entry.occurred_at) < decision.taken_at:
            what = f"{decision.number} was rescinded earlier than it was taken"
            yield fault_at("undone-before-taken", what, entry)
        if "motion" in data:
            self._rescinded_by.append((decision, data["motion"], entry.position))
            motion = self.decisions.voting.motions.get(text(data, "motion"))
            if motion is None or motion.ruling != "carried":
                what = f"{decision.number} was rescinded by a motion that was not carried"
                yield fault_at("undone-without-vote", what, entry)

    def _superseded(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        decision = self.decisions.taken.get(text(data, "decision"))
        later = self.decisions.taken.get(text(data, "superseded_by"))
        yield from self._ends(entry, decision, "replaced", later)
        if decision is None:
            return
        if later is None or later is decision or later.taken_at <= decision.taken_at:
            what = f"{decision.number} was replaced by no later decision"
            yield fault_at("replaced-by-none", what, entry)
        elif later.is_outside or later.outcome not in REPLACES or later.is_ended:
            what = f"{later.number} is no decision that could stand in the place of another"
            yield fault_at("replaced-by-none", what, entry)
        else:
            self._replaced_by.append((decision, later, entry.position))

    def _taken_back(self, entry: Entry) -> Iterator[Finding]:
        """What was recorded by mistake as undone stands; and is judged as if it never had been."""
        decision = self.decisions.taken.get(text(entry.data, "decision"))
        if decision is None or not decision.is_ended:
            what = f"{entry.data['decision']} was said to stand after all, and had not been undone"
            yield fault_at("nothing-to-correct", what, entry)
            return
        decision.is_ended = False
        self._rescinded_by = [one for one in self._rescinded_by if one[0] is not decision]
        self._replaced_by = [one for one in self._replaced_by if one[0] is not decision]

    def _ends(
        self, entry: Entry, decision: Decision | None, how: str, later: Decision | None = None
    ) -> Iterator[Finding]:
        if decision is None:
            what = f"{entry.data['decision']} was {how} before it was taken"
            yield fault_at("undone-before-taken", what, entry)
            return
        if decision.is_ended or decision.is_refused:
            what = f"{decision.number} was {how} although it was not in force"
            yield fault_at("undone-twice", what, entry)
        decision.is_ended = True
        meeting = self.decisions.meetings.called.get(text(entry.data, "meeting"))
        if meeting is None or not meeting.is_opened:
            what = f"{decision.number} was {how} by a meeting that was not held"
            yield fault_at("undone-elsewhere", what, entry)
        elif meeting.body not in self.bodies.competent(decision.body, day_of(entry)):
            what = f"{decision.number} was {how} by {meeting.body}, which may not do that"
            yield fault_at("undone-elsewhere", what, entry)
        elif later is None and meeting.is_adjourned:
            what = f"{decision.number} was {how} while the meeting was adjourned"
            yield fault_at("decided-while-adjourned", what, entry)
