"""Feedback: given after its decision, answered by the organisation that it went to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.decisions import Decisions
from auditor.rules.fact import Handlers, at, fault_at, text


@dataclass
class Feedback:
    """Replays the feedback of a book."""

    decisions: Decisions
    _issued: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def handlers(self) -> Handlers:
        return {
            "feedback-issued.v1": self._was_issued,
            "feedback-acknowledged.v1": self._answered,
            "feedback-queried.v1": self._answered,
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def _was_issued(self, entry: Entry) -> Iterator[Finding]:
        decision, told_at = (
            self.decisions.taken.get(text(entry.data, "decision")),
            at(entry.occurred_at),
        )
        organisation = text(entry.data, "organisation")
        if decision is None or told_at < decision.taken_at:
            what = f"{organisation} was told of {entry.data['decision']} before it was taken"
            yield fault_at("feedback-before-decision", what, entry)
        self._issued[text(entry.data, "feedback")] = (organisation, told_at)

    def _answered(self, entry: Entry) -> Iterator[Finding]:
        id_, organisation = text(entry.data, "feedback"), text(entry.data, "organisation")
        to, told_at = self._issued.get(id_, (None, None))
        if to != organisation:
            what = f"{organisation} answered the feedback {id_}, which did not go to it"
            yield fault_at("feedback-of-another", what, entry)
        elif told_at is not None and at(entry.occurred_at) < told_at:
            what = f"{organisation} answered the feedback {id_} before it arrived"
            yield fault_at("feedback-before-decision", what, entry)
