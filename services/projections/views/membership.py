"""Who belongs to the partnership, as at a date?"""

from collections.abc import Iterable
from datetime import date, datetime

from eventlog.reading import ReadEntry
from projections.memberships import ListSize, Member, Membership, NameFrom, SubIcbFrom
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from projections.working_time import day_in_england
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    poll,
    record,
    representation,
)
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSplit,
    MemberSucceeded,
    MemberTransferred,
    PartnershipEstablished,
    ReferenceDataImported,
)
from schemas.values import LeavingReason, OrganisationKind, SuccessionBasis


class MemberLine(Line):
    """One membership, with the name, commissioner and list size of the day of asking.

    Practices are members `within` a PCN. `left_on` is the last day. A closed member may have a
    `successor`, which stands in its place from `succeeded_on`; or it was split into several, of
    which none does. Patients are registered patients
    as published for the day `list_size_as_at`.
    """

    organisation: str
    name: str | None
    kind: OrganisationKind
    within: str | None
    is_member: bool
    joined_on: date
    left_on: date | None
    reason: LeavingReason | None
    successor: str | None
    succeeded_on: date | None
    succession_basis: SuccessionBasis | None
    split_into: list[str]
    split_from: list[str]
    patients: int | None
    list_size_as_at: date | None
    other_names: str | None
    sub_icb: str | None


view = View(
    "membership",
    documents=(Member,),
    ignores=(
        *(contact, correction, opportunity, poll),
        *(PartnershipEstablished, ReferenceDataImported),
        *(action, body, consultation, decision, feedback, mandate, meeting, minutes, motion),
        *(record, representation),
    ),
)


@view.on(MemberJoined)
def joined(rows: Rows, event: MemberJoined, entry: ReadEntry) -> None:
    member = _member(rows, event.organisation, event.kind, entry)
    member.kind = event.kind
    if event.sub_icb:
        _commissioned(member, event.sub_icb, event.on, entry)
    if event.name:
        member.names.append(NameFrom(name=event.name, on=event.on, position=entry.position))
    member.memberships.append(
        Membership(joined_on=event.on, within=event.within, evidence=[entry.position])
    )
    rows.put(member)


@view.on(MemberLeft)
def left(rows: Rows, event: MemberLeft, entry: ReadEntry) -> None:
    member = rows.require(Member, event.organisation)
    for one in member.memberships:
        if one.within == event.within and one.left_on is None:
            one.left_on, one.reason = event.on, event.reason
            one.evidence.append(entry.position)
    member.evidence.append(entry.position)
    rows.put(member)


@view.on(MemberRenamed)
def renamed(rows: Rows, event: MemberRenamed, entry: ReadEntry) -> None:
    member = rows.require(Member, event.organisation)
    member.names.append(NameFrom(name=event.name, on=event.on, position=entry.position))
    member.evidence.append(entry.position)
    rows.put(member)


@view.on(MemberTransferred)
def transferred(rows: Rows, event: MemberTransferred, entry: ReadEntry) -> None:
    member = rows.require(Member, event.organisation)
    _commissioned(member, event.sub_icb, event.on, entry)
    member.evidence.append(entry.position)
    rows.put(member)


def _commissioned(member: Member, sub_icb: str, on: date, entry: ReadEntry) -> None:
    member.sub_icbs.append(SubIcbFrom(code=sub_icb, on=on, position=entry.position))


@view.on(MemberSucceeded)
def succeeded(rows: Rows, event: MemberSucceeded, entry: ReadEntry) -> None:
    member = rows.require(Member, event.organisation)
    member.successor, member.succeeded_on = event.successor, event.on
    member.succession_basis, member.succession_position = event.basis, entry.position
    member.evidence.append(entry.position)
    rows.put(member)


@view.on(MemberSplit)
def split(rows: Rows, event: MemberSplit, entry: ReadEntry) -> None:
    member = rows.require(Member, event.organisation)
    member.split_into = [one.organisation for one in event.parts]
    member.succession_position = entry.position
    member.evidence.append(entry.position)
    rows.put(member)
    for one in event.parts:
        part = rows.require(Member, one.organisation)
        part.split_from.append(event.organisation)
        part.split_positions.append(entry.position)
        part.evidence.append(entry.position)
        rows.put(part)


@view.on(ListSizePublished)
def list_size_published(rows: Rows, event: ListSizePublished, entry: ReadEntry) -> None:
    """A figure published again for the same day takes the place of the one before."""
    figures: list[tuple[str, OrganisationKind, int | None]] = [
        (event.organisation, "pcn", event.patients),
        *((one.practice, "practice", one.patients) for one in event.practices),
    ]
    for organisation, kind, patients in figures:
        member = _member(rows, organisation, kind, entry)
        size = ListSize(as_at=event.as_at, patients=patients, position=entry.position)
        others = [one for one in member.list_sizes if one.as_at != size.as_at]
        member.list_sizes = [*others, size]
        rows.put(member)


def _member(rows: Rows, organisation: str, kind: OrganisationKind, entry: ReadEntry) -> Member:
    member = rows.get(Member, organisation) or Member(organisation=organisation, kind=kind)
    member.evidence.append(entry.position)
    return member


def lines(member: Member, as_of: datetime) -> Iterable[MemberLine]:
    day = day_in_england(as_of)
    for one in sorted(member.memberships, key=lambda one: (one.joined_on, one.within or "")):
        yield _line(member, one, day)


def members_on(documents: Iterable[Member], day: date) -> list[MemberLine]:
    """Who belonged on a day, by code: member organisations, and practices `within` PCNs."""
    return [
        _line(member, one, day)
        for member in sorted(documents, key=Member.key)
        for one in member.memberships
        if one.covers(day)
    ]


def _line(member: Member, membership: Membership, day: date) -> MemberLine:
    """A membership as at a day: name and list size are those of that day, or of its last day."""
    at = min(day, membership.left_on) if membership.left_on else day
    named, size = member.named_on(max(at, membership.joined_on)), member.list_size_on(at)
    sub_icb = member.sub_icb_on(max(at, membership.joined_on))
    name = named.name if named else None
    return MemberLine(
        organisation=member.organisation,
        name=name,
        kind=member.kind,
        within=membership.within,
        is_member=membership.covers(day),
        joined_on=membership.joined_on,
        left_on=membership.left_on,
        reason=membership.reason,
        successor=member.successor,
        succeeded_on=member.succeeded_on,
        succession_basis=member.succession_basis,
        split_into=member.split_into,
        split_from=member.split_from,
        patients=size.patients if size else None,
        list_size_as_at=size.as_at if size else None,
        other_names="; ".join(sorted({one.name for one in member.names} - {name})) or None,
        sub_icb=sub_icb.code if sub_icb else None,
        evidence=_evidence(member, membership, named, size, sub_icb),
    )


def _evidence(
    member: Member, membership: Membership, *holding: NameFrom | ListSize | SubIcbFrom | None
) -> list[int]:
    found = {*membership.evidence, member.succession_position, *member.split_positions}
    found |= {one.position for one in holding if one}
    return sorted(one for one in found if one is not None)


register = Register(
    name="members",
    title="Members of the partnership",
    view=view,
    kind=Member,
    line=MemberLine,
    lines=lines,
    filters=("organisation",),
)
