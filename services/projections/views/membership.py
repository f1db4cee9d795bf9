"""Who belongs to the partnership, as at a date?"""

from datetime import date

from eventlog.reading import ReadEntry
from projections.reckoning.memberships import ListSize, Member, Membership, NameFrom, SubIcbFrom
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.member_lines import MemberLine, lines
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
    restatement,
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
from schemas.values import OrganisationKind

view = View(
    "membership",
    documents=(Member,),
    ignores=(
        restatement,
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
    if last := member.last_in_own_right:
        last.successor, last.succeeded_on = event.successor, event.on
        last.succession_basis = event.basis
        last.evidence.append(entry.position)
    member.evidence.append(entry.position)
    rows.put(member)


@view.on(MemberSplit)
def split(rows: Rows, event: MemberSplit, entry: ReadEntry) -> None:
    member = rows.require(Member, event.organisation)
    if last := member.last_in_own_right:
        last.split_into = [one.organisation for one in event.parts]
        last.evidence.append(entry.position)
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


register = Register(
    name="members",
    title="Members of the partnership",
    view=view,
    kind=Member,
    line=MemberLine,
    lines=lines,
    filters=("organisation",),
)
