"""The lines of members: each membership as at a day, with what is not known of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from projections.reckoning.memberships import ListSize, Member, Membership, NameFrom, SubIcbFrom
from projections.register import Line
from schemas.days import day_in_england
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
    unknown: str | None


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
        successor=membership.successor,
        succeeded_on=membership.succeeded_on,
        succession_basis=membership.succession_basis,
        split_into=membership.split_into,
        split_from=member.split_from,
        patients=size.patients if size else None,
        list_size_as_at=size.as_at if size else None,
        other_names="; ".join(sorted({one.name for one in member.names} - {name})) or None,
        sub_icb=sub_icb.code if sub_icb else None,
        unknown=" ".join(_unknown(member, named, size, sub_icb)) or None,
        evidence=_evidence(member, membership, named, size, sub_icb),
    )


def _unknown(
    member: Member, named: NameFrom | None, size: ListSize | None, sub_icb: SubIcbFrom | None
) -> Iterator[str]:
    """Practices go by code only, and only they and PCNs have patients."""
    if named is None and member.kind != "practice":
        yield "Its name on that day is not recorded."
    if (size is None or size.patients is None) and member.kind in ("pcn", "practice"):
        yield "No list size of it is published for a day by then."
    if sub_icb is None and member.kind == "pcn":
        yield "Which sub-ICB location commissions it is not recorded."


def unknown_on(documents: Iterable[Member], day: date) -> str | None:
    """What is not known of a day before the first that any member is recorded for."""
    first = min((one.joined_on for m in documents for one in m.memberships), default=None)
    if first is None:
        return "No members are recorded."
    return f"Of members before {first:%-d %B %Y} nothing is recorded." if day < first else None


def _evidence(
    member: Member, membership: Membership, *holding: NameFrom | ListSize | SubIcbFrom | None
) -> list[int]:
    found = {*membership.evidence, *member.split_positions}
    found |= {one.position for one in holding if one}
    return sorted(found)
