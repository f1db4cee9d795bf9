"""Which body may undo or replace a decision: the one that took it, its heir, or the one above."""

from collections.abc import Iterable
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts import Facts
from decisions.facts.outcomes import Taken
from decisions.refusal import Refused
from schemas.values import Authority


def needs_of_competence(facts: Facts, body: str) -> Iterable[Selector]:
    """The body that decided and those that its business passed to, with their terms."""
    yield from facts.bodies.of_line(body)
    yield facts.bodies.of_body(facts.bodies.line(body)[-1])


def require_competent(
    facts: Facts, taken: Taken, body: str, authority: Authority, day: date, field: str
) -> None:
    """Raises `Refused` where a body, by its authority on a day, cannot undo what was decided."""
    line = facts.bodies.line(taken.body)
    terms = facts.bodies.get(line[-1]).terms_in_force(day)
    above = terms.accountable_to if terms else None
    if body not in {*line, above}:
        others = f", or of {above}, which that body answers to" if above else ""
        raise Refused(
            "body-not-competent",
            f"{taken.number} is a decision of {taken.body}: undoing or replacing it is for a "
            f"meeting of {line[-1]}{others}, not of {body}.",
            field,
        )
    if authority == "advisory" and taken.authority != "advisory":
        raise Refused(
            "recommendation-undoes-no-decision",
            f"{taken.number} was decided with authority; an advisory body's recommendation "
            "neither undoes nor replaces it.",
            field,
        )
