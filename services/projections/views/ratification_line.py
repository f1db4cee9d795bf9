"""Which body is to ratify a decision: its own, or those that its business passed to since."""

from collections.abc import Iterator

from projections.rows import Rows
from projections.views.decision_documents import DecidingBody, Decision


def line_of(rows: Rows, body: str) -> Iterator[DecidingBody]:
    """The body and those that took over from it, one after the other."""
    name: str | None = body
    while name:
        found = rows.require(DecidingBody, name)
        yield found
        name = found.passed_to


def await_anew(rows: Rows, decision: Decision) -> None:
    """Says anew which meetings missed it, and of which body it awaits one, if it does.

    A correction may say something of a meeting of a body that is no more, or take it back.
    """
    if (ratification := decision.ratification) is None:
        return
    ratification.start_anew()
    decision.passed_to = None
    for body in line_of(rows, decision.body):
        body.pending = [one for one in body.pending if one != decision.decision]
        rows.put(body)
    for body in line_of(rows, decision.body):
        decision.schedule(body.meetings)
        if any(one.meeting == ratification.meeting for one in body.meetings):
            break
        if body.dissolved_at is None:
            if ratification.outcome is None and decision.ended is None:
                body.pending.append(decision.decision)
                rows.put(body)
            break
        if body.passed_to:
            ratification.pass_on(body.dissolved_at)
            decision.passed_to = body.passed_to
        else:
            ratification.fall_away("without-body")
    if decision.ended:
        ratification.fall_away("not-needed")
