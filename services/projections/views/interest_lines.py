"""The interest register's lines: each interest as registered, and each declaration of one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

from projections.reckoning.ballot import Aside
from projections.reckoning.replacement import positions
from projections.register import Line
from projections.views.interest_documents import Declaration, Interest
from schemas.days import day_in_england
from schemas.values import ConflictManagement, InterestKind, InterestNature

STANDING_ASIDE: frozenset[ConflictManagement] = frozenset({"stays-without-deciding", "leaves"})
"""How an interest is managed by taking no part in the decision."""


class InterestLine(Line):
    """An interest as registered, or one declaration of it at a meeting.

    `is_current` is said of registered interests, on the day of asking. `left_at` and `returned_at`
    are when somebody who stood aside left the room and came back, as far as recorded. One that was
    declared and never registered has no days. `replaced_parts` are what had been recorded wrongly
    of standing aside and coming back, the oldest first, by the entries at `replaced_positions`.
    """

    entry: Literal["registered", "declared"]
    person: str
    name: str | None
    kind: InterestKind
    nature: InterestNature
    organisation: str | None
    description: str | None
    from_on: date | None
    until_on: date | None
    is_current: bool | None
    declared_at: datetime | None
    meeting: str | None
    item: str | None
    seat: str | None
    management: ConflictManagement | None
    stood_aside: Aside | None
    left_room: bool | None
    left_at: datetime | None
    returned_at: datetime | None
    replaced_parts: list[str | None]
    replaced_positions: list[int]
    correction_reason: str | None
    is_withdrawn: bool | None
    interest: str
    unknown: str | None


def lines(interest: Interest, as_of: datetime) -> Iterable[InterestLine]:
    if interest.from_on:
        yield _registered(interest, interest.from_on, day_in_england(as_of))
    for declaration in interest.declarations:
        yield _declared(interest, declaration)


def _registered(interest: Interest, from_on: date, day: date) -> InterestLine:
    is_over = interest.until_on is not None and interest.until_on < day
    return InterestLine(
        entry="registered",
        person=interest.person,
        name=interest.name,
        kind=interest.kind,
        nature=interest.nature,
        organisation=interest.organisation,
        description=interest.description,
        from_on=from_on,
        until_on=interest.until_on,
        is_current=from_on <= day and not is_over,
        declared_at=None,
        meeting=None,
        item=None,
        seat=None,
        management=None,
        stood_aside=None,
        left_room=None,
        left_at=None,
        returned_at=None,
        replaced_parts=[],
        replaced_positions=[],
        correction_reason=None,
        is_withdrawn=None,
        interest=interest.interest,
        unknown=" ".join(_unknown(interest, interest.description)) or None,
        evidence=interest.evidence,
    )


def _declared(interest: Interest, one: Declaration) -> InterestLine:
    return InterestLine(
        entry="declared",
        person=interest.person,
        name=interest.name,
        kind=one.kind,
        nature=one.nature,
        organisation=interest.organisation,
        description=one.description or interest.description,
        from_on=interest.from_on,
        until_on=interest.until_on,
        is_current=None,
        declared_at=one.declared_at,
        meeting=one.meeting,
        item=one.item,
        seat=one.seat,
        management=one.management,
        stood_aside=one.stood_aside,
        left_room=one.left_room,
        left_at=one.left_at,
        returned_at=one.returned_at,
        replaced_parts=[before.was for before in one.replaced],
        replaced_positions=positions(one.replaced),
        correction_reason=one.replaced[-1].reason if one.replaced else None,
        is_withdrawn=one.is_withdrawn,
        interest=interest.interest,
        unknown=" ".join(_unknown_of_declared(interest, one)) or None,
        evidence=sorted({*interest.evidence, *one.evidence}),
    )


def _unknown(interest: Interest, description: str | None) -> Iterator[str]:
    if interest.name is None:
        yield "The person's name is not recorded."
    if description is None:
        yield "What the interest is was not recorded, or was erased."


def _unknown_of_declared(interest: Interest, one: Declaration) -> Iterator[str]:
    yield from _unknown(interest, one.description or interest.description)
    if interest.from_on is None:
        yield "It was never registered: since when there is such an interest is not known."
    if one.is_withdrawn or one.item is None:
        return
    if one.stood_aside is None and one.management in STANDING_ASIDE:
        yield "That the person stood aside from the item is not recorded."
    if one.left_room and one.returned_at is None:
        yield "That the person came back is not recorded."
