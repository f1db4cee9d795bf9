"""Interests declared at a meeting, how they were managed, and who stood aside from what."""

from collections.abc import Iterator

from projections.minutes.composing.names import Names
from projections.minutes.composing.numbering import Label
from projections.minutes.composing.sources import Sources
from projections.minutes.document import Declaration
from projections.views import interest_documents as recorded
from projections.views.meeting_documents import StandingAside


def declarations(
    sources: Sources, names: Names, labels: dict[str, Label]
) -> tuple[Declaration, ...]:
    """Declarations as they were made, then those who stood aside without one."""
    made = [
        (one.declared_at, interest, one)
        for interest in sources.interests
        for one in interest.declarations
        if one.meeting == sources.record.meeting and not one.is_withdrawn
    ]
    made.sort(key=lambda found: found[0])
    told = {(interest.person, one.item) for _, interest, one in made}
    declared = (_declared(sources, names, labels, interest, one) for _, interest, one in made)
    return (*declared, *_undeclared(sources, names, labels, told))


def _declared(
    sources: Sources,
    names: Names,
    labels: dict[str, Label],
    interest: recorded.Interest,
    one: recorded.Declaration,
) -> Declaration:
    aside = _standing_aside(sources, interest.person, one.item)
    return Declaration(
        person=names.person(interest.person) or interest.name,
        item=_number(labels, one.item),
        kind=one.kind,
        nature=one.nature,
        interest=one.description or interest.description,
        management=one.management,
        part_taken=aside.how if aside else None,
        reason=aside.reason if aside else None,
        left_at=aside.at if aside and aside.left_room else None,
        returned_at=aside.returned_at if aside and aside.left_room else None,
    )


def _undeclared(
    sources: Sources, names: Names, labels: dict[str, Label], told: set[tuple[str, str | None]]
) -> Iterator[Declaration]:
    for one in sources.record.aside:
        if (one.person, one.item) not in told:
            yield Declaration(
                person=names.person(one.person),
                item=_number(labels, one.item),
                part_taken=one.how,
                reason=one.reason,
                left_at=one.at if one.left_room else None,
                returned_at=one.returned_at if one.left_room else None,
            )


def _standing_aside(sources: Sources, person: str, item: str | None) -> StandingAside | None:
    """The last that is recorded of that person and item."""
    found = [one for one in sources.record.aside if (one.person, one.item) == (person, item)]
    return found[-1] if found else None


def _number(labels: dict[str, Label], item: str | None) -> str | None:
    """None for no particular item; the id of one that is not in these minutes."""
    if item is None:
        return None
    return labels[item].number if item in labels else item
