"""Whose place in an electorate an organisation answers for: its own, or those it has taken over."""

from collections.abc import Iterable
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts import Facts
from decisions.facts.consultations import Consultation
from decisions.refusal import Refused


def needs_of(facts: Facts, consultation: str, organisation: str) -> Iterable[Selector]:
    """A consultation, and what one organisation was asked and answered.

    And so of those that ever held the same place: one may have answered in the name of another.
    """
    yield facts.consultations.of_consultation(consultation)
    yield from needs_of_kin(facts, organisation)
    for code in sorted(facts.members.places.kin(organisation)):
        yield facts.consultations.of_organisation(consultation, code)


def needs_of_kin(facts: Facts, organisation: str) -> Iterable[Selector]:
    """The members that ever held the same places as one, as they become known."""
    for code in sorted(facts.members.places.kin(organisation)):
        yield facts.members.of_organisation(code)


def places_of(facts: Facts, consultation: Consultation, organisation: str, day: date) -> set[str]:
    """The places in the electorate that an organisation holds on a day; maybe none."""
    return facts.members.places.lineage(organisation, day) & set(consultation.electorate)


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
    return facts.members.places.lineage(organisation, day)
