"""The interest register's lines: each interest as registered, and each declaration of one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from projections.ballot import Aside
from projections.register import Line
from projections.views.interest_documents import Declaration, Interest
from projections.working_time import day_in_england
from schemas.values import ConflictManagement, InterestKind, InterestNature


class InterestLine(Line):
    """An interest as registered, or one declaration of it at a meeting.

    `is_current` is said of registered interests, on the day of asking. `left_at` and `returned_at`
    are when somebody who stood aside left the room and came back, as far as recorded.
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
    is_withdrawn: bool | None
    interest: str


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
        is_withdrawn=None,
        interest=interest.interest,
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
        is_withdrawn=one.is_withdrawn,
        interest=interest.interest,
        evidence=sorted({*interest.evidence, *one.evidence}),
    )
