"""Corrections of rulings, casting votes and dissents: of what was recorded, and could have been."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, fault_at, quietly, text
from auditor.rules.motion import Motion
from auditor.rules.voting import Voting


@dataclass
class Chair:
    """Takes corrections of what the chair said, and of dissent, into the recount of the votes."""

    voting: Voting

    def handlers(self) -> Handlers:
        return {
            "motion-dissent-recorded.v1": quietly(self._dissented),
            "correction-dissent-restated.v1": self._dissented_otherwise,
            "correction-ruling-restated.v1": self._ruled_otherwise,
            "correction-casting-vote-restated.v1": self._cast_otherwise,
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def _motion(self, entry: Entry) -> Motion | None:
        return self.voting.motions.get(text(entry.data, "motion"))

    def _dissented(self, entry: Entry) -> None:
        if motion := self._motion(entry):
            motion.dissenters.add(text(entry.data, "seat"))

    def _dissented_otherwise(self, entry: Entry) -> Iterator[Finding]:
        motion, seat = self._motion(entry), text(entry.data, "seat")
        has_dissented = entry.data.get("has_dissented", False)
        if motion is None or not (has_dissented or seat in motion.dissenters):
            what = f"a dissent of {seat} was taken back that had not been recorded"
            yield fault_at("nothing-to-correct", what, entry)
        if motion:
            motion.dissenters.discard(seat)
            motion.dissenters |= {seat} if has_dissented else set()

    def _ruled_otherwise(self, entry: Entry) -> Iterator[Finding]:
        motion = self._motion(entry)
        if motion is None or motion.ruling is None:
            what = f"a ruling on {entry.data['motion']} was corrected that had not been given"
            yield fault_at("nothing-to-correct", what, entry)
            return
        motion.ruling, motion.ruled_in = text(entry.data, "ruling"), entry.position
        motion.is_restated = True

    def _cast_otherwise(self, entry: Entry) -> Iterator[Finding]:
        motion, choice = self._motion(entry), entry.data.get("choice")
        if motion is None or (choice is None and motion.casting is None):
            what = f"a casting vote on {entry.data['motion']} was taken back that was not used"
            yield fault_at("nothing-to-correct", what, entry)
            return
        if choice and not (motion.has_casting_vote and motion.is_equal()):
            why = "the vote was not equal" if motion.has_casting_vote else "there was none to use"
            yield fault_at("casting-vote", f"a casting vote was put right although {why}", entry)
        motion.casting = choice
