"""Decisions: numbers never reused, in line with the vote, ratified once and after being taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from auditor.entries import Entry
from auditor.findings import Finding
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
    is_settled: bool = False


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
        }

    def finish(self) -> Iterable[Finding]:
        return ()

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
        )

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

    def _follows_vote(self, entry: Entry, number: str, name: str) -> Iterator[Finding]:
        motion, outcome = self.voting.motions.get(name), entry.data["outcome"]
        if motion is None or motion.ruling is None:
            what = f"{number} rests on the vote on {name}, which was not closed"
            yield fault_at("decision-before-ruling", what, entry)
        elif (motion.ruling == "carried" and outcome == "not-approved") or (
            motion.ruling == "not-carried" and outcome not in AFTER_LOSING
        ):
            what = f"{number} is {outcome}, although its motion was ruled {motion.ruling}"
            yield fault_at("decision-against-ruling", what, entry)

    def _settled(self, entry: Entry) -> Iterator[Finding]:
        id_ = text(entry.data, "decision")
        decision = self.taken.get(id_)
        if decision is None:
            what = f"{id_} was ratified, or refused, before it was taken"
            yield fault_at("ratified-before-taken", what, entry)
            return
        meeting = self.meetings.called.get(text(entry.data, "meeting"))
        if at(entry.occurred_at) < decision.taken_at:
            what = f"{decision.number} was ratified, or refused, earlier than it was taken"
            yield fault_at("ratified-before-taken", what, entry)
        if not decision.is_outside:
            what = f"{decision.number} was taken in a meeting, and then ratified or refused"
            yield fault_at("ratified-needlessly", what, entry)
        if meeting is None or meeting.body != decision.body or not meeting.is_opened:
            what = f"{decision.number} was ratified, or refused, by no meeting of {decision.body}"
            yield fault_at("ratified-elsewhere", what, entry)
        if decision.is_settled:
            what = f"{decision.number} had been ratified or refused before"
            yield fault_at("ratified-twice", what, entry)
        decision.is_settled = True


def _within_authority(entry: Entry, number: str, authority: str) -> Iterator[Finding]:
    if authority == "advisory" and entry.data["outcome"] in DECIDES:
        what = f"{number} was {entry.data['outcome']} by a body that may only advise"
        yield fault_at("decision-authority", what, entry)
