"""Whose place in an electorate an organisation answers for: its own, or those it has taken over."""

from collections.abc import Iterable
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts import Facts
from decisions.facts.consultations import Consultation
from decisions.refusal import Refused


def needs_of(facts: Facts, consultation: str, organisation: str) -> Iterable[Selector]:
    """A consultation, and what one organisation, or those before it, was asked and answered."""
    yield facts.consultations.of_consultation(consultation)
    yield facts.consultations.of_organisation(consultation, organisation)
    found = facts.consultations.find(consultation)
    if found and organisation not in found.electorate:
        yield from facts.members.of_lineage(organisation)
        for code in sorted(facts.members.lineage(organisation)):
            yield facts.consultations.of_organisation(consultation, code)


def places_of(facts: Facts, consultation: Consultation, organisation: str, day: date) -> set[str]:
    """The places in the electorate that an organisation holds on a day; maybe none."""
    return facts.members.lineage(organisation, day) & set(consultation.electorate)


def answering_as(
    facts: Facts, consultation: Consultation, organisation: str, day: date
) -> set[str]:
    """The organisations whose answers count as this one's: itself and those it has succeeded.

    Raises `Refused` for an organisation that has no place in the electorate.
    """
    if not places_of(facts, consultation, organisation, day):
        raise Refused(
            "not-in-electorate",
            f"{organisation} was not a member of those asked when {consultation.id} opened, and "
            "has not taken the place of one.",
            "organisation",
        )
    if organisation in consultation.electorate:
        return {organisation}
    return facts.members.lineage(organisation, day)
