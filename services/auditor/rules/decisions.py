"""Decisions: numbers never reused, in line with the vote, ratified once and after being taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from auditor.entries import Entry
from auditor.findings import Finding, difference
from auditor.rules.fact import Handlers, at, fault_at, text
from auditor.rules.meetings import Meetings
from auditor.rules.voting import Voting

DECIDES = ("approved", "agreed", "ratified")
AFTER_LOSING = ("not-approved", "deferred", "referred", "withdrawn")


@dataclass
class Decision:
    """A decision as taken, and whether a meeting has ratified it or refused to."""

    number: str
    body: str
    taken_at: datetime
    is_outside: bool
    authority: str
    motion: str | None
    outcome: str
    position: int
    is_settled: bool = False
    is_refused: bool = False
    is_ended: bool = False
    is_restated: bool = False
    """Whether the record of its outcome was corrected."""
    was_settled: bool = False
    """Whether a meeting was ever recorded as ratifying it, or refusing to."""
    ratified_by: str | None = None


@dataclass
class Decisions:
    """Replays the decisions of a book."""

    meetings: Meetings
    voting: Voting
    taken: dict[str, Decision] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def handlers(self) -> Handlers:
        return {
            "decision-taken.v1": self._taken,
            "decision-taken-outside-meeting.v1": self._taken,
            "correction-decision-restated.v1": self._restated,
            "decision-ratified.v1": self._settled,
            "decision-ratification-refused.v1": self._settled,
            "correction-ratification-restated.v1": self._resettled,
        }

    def finish(self) -> Iterator[Finding]:
        """Rulings that were corrected, beside the decisions and ratifications resting on them."""
        for one in self.taken.values():
            if one.motion and not _fits(self._corrected_ruling(one.motion), one.outcome):
                yield _rests_on_corrected(one, one.motion, one.outcome)
            if one.ratified_by and self._corrected_ruling(one.ratified_by) == "not-carried":
                yield _rests_on_corrected(one, one.ratified_by, "ratified")

    def _corrected_ruling(self, name: str) -> str | None:
        motion = self.voting.motions.get(name)
        return motion.ruling if motion and motion.is_restated else None

    def _taken(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        id_, number, body = text(data, "decision"), text(data, "number"), text(data, "body")
        if id_ in self.taken:
            yield fault_at("decision-repeated", f"the decision {id_} was taken before", entry)
        before = self._numbers.setdefault((body, number), entry.position)
        if before != entry.position:
            what = f"the number {number} of {body} was given before, at entry {before}"
            yield fault_at("decision-number", what, entry)
        yield from _within_authority(entry, number, text(data, "authority"))
        if "motion" in data:
            yield from self._follows_vote(entry, number, text(data, "motion"))
        is_outside = entry.type.startswith("decision-taken-outside-meeting")
        self.taken[id_] = Decision(
            number,
            body,
            at(entry.occurred_at),
            is_outside,
            text(data, "authority"),
            data.get("motion"),
            text(data, "outcome"),
            entry.position,
        )
        yield from self._was_able_to(entry, number, body)

    def _was_able_to(self, entry: Entry, number: str, body: str) -> Iterator[Finding]:
        if self.meetings.bodies.is_gone(body, entry):
            what = f"{number} was taken although {body} had been dissolved"
            yield fault_at("body-dissolved", what, entry)
        meeting = self.meetings.called.get(entry.data.get("meeting", ""))
        if meeting and meeting.is_adjourned:
            what = f"{number} was taken while the meeting was adjourned"
            yield fault_at("decided-while-adjourned", what, entry)

    def _restated(self, entry: Entry) -> Iterator[Finding]:
        """A corrected outcome is one that could have been decided."""
        decision = self.taken.get(text(entry.data, "decision"))
        if decision is None:
            what = f"{entry.data['decision']} was corrected before it was taken"
            yield fault_at("nothing-to-correct", what, entry)
        elif "outcome" in entry.data:
            yield from _within_authority(entry, decision.number, decision.authority)
            if decision.motion:
                yield from self._follows_vote(entry, decision.number, decision.motion)
            decision.outcome, decision.is_restated = text(entry.data, "outcome"), True

    def _follows_vote(self, entry: Entry, number: str, name: str) -> Iterator[Finding]:
        motion, outcome = self.voting.motions.get(name), entry.data["outcome"]
        if motion is None or motion.ruling is None:
            what = f"{number} rests on the vote on {name}, which was not closed"
            yield fault_at("decision-before-ruling", what, entry)
        elif not _fits(motion.ruling, outcome):
            what = f"{number} is {outcome}, although its motion was ruled {motion.ruling}"
            yield fault_at("decision-against-ruling", what, entry)

    def _settled(self, entry: Entry) -> Iterator[Finding]:
        id_ = text(entry.data, "decision")
        decision = self.taken.get(id_)
        if decision is None:
            what = f"{id_} was ratified, or refused, before it was taken"
            yield fault_at("ratified-before-taken", what, entry)
            return
        if at(entry.occurred_at) < decision.taken_at:
            what = f"{decision.number} was ratified, or refused, earlier than it was taken"
            yield fault_at("ratified-before-taken", what, entry)
        if not decision.is_outside:
            what = f"{decision.number} was taken in a meeting, and then ratified or refused"
            yield fault_at("ratified-needlessly", what, entry)
        yield from self._by_its_body(entry, decision)
        if decision.is_settled:
            what = f"{decision.number} had been ratified or refused before"
            yield fault_at("ratified-twice", what, entry)
        if decision.is_ended:
            what = f"{decision.number} was ratified, or refused, although it stood no more"
            yield fault_at("ratified-after-end", what, entry)
        decision.is_settled = decision.was_settled = True
        decision.is_refused = entry.type == "decision-ratification-refused.v1"
        decision.ratified_by = entry.data.get("motion")

    def _by_its_body(self, entry: Entry, decision: Decision) -> Iterator[Finding]:
        meeting = self.meetings.called.get(text(entry.data, "meeting"))
        line = self.meetings.bodies.line(decision.body)
        if meeting is None or meeting.body not in line or not meeting.is_opened:
            what = f"{decision.number} was ratified, or refused, by no meeting of {decision.body}"
            yield fault_at("ratified-elsewhere", what, entry)

    def _resettled(self, entry: Entry) -> Iterator[Finding]:
        """What no meeting settled cannot have been settled wrongly."""
        decision = self.taken.get(text(entry.data, "decision"))
        if decision is None or not decision.was_settled:
            what = f"the ratification of {entry.data['decision']} was corrected, and there was none"
            yield fault_at("nothing-to-correct", what, entry)
            return
        decision.is_settled = "outcome" in entry.data
        decision.is_refused = entry.data.get("outcome") == "refused"
        decision.ratified_by = entry.data.get("motion")
        if decision.is_settled:
            yield from self._by_its_body(entry, decision)


def _fits(ruling: str | None, outcome: str) -> bool:
    if ruling == "carried":
        return outcome != "not-approved"
    return ruling is None or outcome in AFTER_LOSING


def _rests_on_corrected(decision: Decision, motion: str, what: str) -> Finding:
    sentence = (
        f"{decision.number} stands as {what}, which the corrected ruling on {motion} forbids."
    )
    return difference("decision-against-ruling", sentence, decision.position)


def _within_authority(entry: Entry, number: str, authority: str) -> Iterator[Finding]:
    if authority == "advisory" and entry.data["outcome"] in DECIDES:
        what = f"{number} was {entry.data['outcome']} by a body that may only advise"
        yield fault_at("decision-authority", what, entry)
