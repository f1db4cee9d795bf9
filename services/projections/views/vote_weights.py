"""What seats weigh for each PCN when a motion is put, by the list sizes recorded by then."""

from collections.abc import Iterable
from datetime import date

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.constituency import Constituency
from projections.reckoning.member_history import MemberHistory
from projections.reckoning.motion_record import VotedMotion, VotingSeat
from projections.reckoning.own_weights import OwnWeight, shared_out
from projections.rows import Rows
from projections.view import View
from schemas.days import day_in_england
from schemas.events.body import SeatConstituencyChanged, SeatCreated
from schemas.events.motion import VotingOpened
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
from schemas.values import EntitledSeat, Share

WEIGHS_NOTHING = (
    *(PartnershipEstablished, ReferenceDataImported),
    *(MemberLeft, MemberRenamed, MemberTransferred, MemberSplit),
)
"""What is recorded of members and changes no vote's weight."""


class PublishedSize(msgspec.Struct, frozen=True, kw_only=True):
    """Registered patients as published for a day."""

    as_at: date
    patients: int
    position: int


class WeighedMember(Document):
    """A member: whether it is a PCN, who took its place, and its list sizes."""

    KIND = "motion-member"

    organisation: str
    history: MemberHistory
    sizes: list[PublishedSize] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.organisation

    def size_on(self, day: date) -> PublishedSize | None:
        """The latest that was published for a day no later than this one."""
        until_then = [one for one in self.sizes if one.as_at <= day]
        return max(until_then, key=lambda one: one.as_at, default=None)


def keep_seat(rows: Rows, event: SeatCreated, _entry: ReadEntry) -> None:
    rows.put(
        VotingSeat(
            seat=event.seat,
            title=event.title,
            weight=event.weight,
            is_voting=event.is_voting,
            constituency=Constituency(founding=event.constituency),
        )
    )


def keep_member(rows: Rows, event: MemberJoined | MemberSucceeded, _entry: ReadEntry) -> None:
    """Practices weigh with their PCN."""
    member = rows.get(WeighedMember, event.organisation)
    if isinstance(event, MemberSucceeded):
        if member is None:
            return
        member.history.succeed(event)
    elif event.within is None:
        new = WeighedMember(organisation=event.organisation, history=MemberHistory(kind=event.kind))
        member = member or new
        member.history.join(event)
    else:
        return
    rows.put(member)


def keep_size(rows: Rows, event: ListSizePublished, entry: ReadEntry) -> None:
    """A figure published again for the same day takes the place of the one before."""
    if member := rows.get(WeighedMember, event.organisation):
        size = PublishedSize(as_at=event.as_at, patients=event.patients, position=entry.position)
        others = [one for one in member.sizes if one.as_at != event.as_at]
        member.sizes = [*others, size]
        rows.put(member)


def keep_constituency(rows: Rows, event: SeatConstituencyChanged, _entry: ReadEntry) -> None:
    if seat := rows.get(VotingSeat, event.seat):
        seat.constituency.change(event.on, event.constituency)
        rows.put(seat)


def weigh(rows: Rows, motion: VotedMotion, event: VotingOpened, entry: ReadEntry) -> None:
    """Notes each organisation's part of each seat's weight, also of seats that stand aside."""
    day = day_in_england(entry.entry.occurred_at)
    seats = {one.seat: one for one in (*event.entitled, *event.aside)}
    for name in motion.ballot.aside.keys() - seats.keys():
        if found := rows.get(VotingSeat, name):
            represents = found.constituency.on(day)
            seats[name] = EntitledSeat(seat=name, weight=found.weight, represents=represents)
    by_patients = event.rule.weights == "list-size"
    motion.own_weights = {
        name: [_patients(code, rows.get(WeighedMember, code), day) for code in holders]
        if by_patients
        else shared_out(one.weight, holders)
        for name, one in sorted(seats.items())
        if (holders := _holders(rows, one.represents, day))
    }


def _holders(rows: Rows, represents: Iterable[str], day: date) -> list[str]:
    """Those for whom a seat speaks; one that took another's place stands for both, once."""
    return list(dict.fromkeys(_holder_on(rows, code, day) for code in represents))


def _holder_on(rows: Rows, code: str, day: date) -> str:
    seen: set[str] = set()
    while member := rows.get(WeighedMember, code):
        seen.add(code)
        taker = member.history.successor_on(day)
        if taker is None or taker in seen:
            break
        code = taker
    return code


def _patients(code: str, member: WeighedMember | None, day: date) -> OwnWeight:
    """PCNs weigh their registered patients, other organisations nothing."""
    if member and member.history.kind != "pcn":
        return OwnWeight(organisation=code, weight=Share(numerator=0, denominator=1))
    if member is None or (size := member.size_on(day)) is None:
        return OwnWeight(organisation=code, weight=None)
    weight = Share(numerator=size.patients, denominator=1)
    return OwnWeight(organisation=code, weight=weight, position=size.position)


def weighs(view: View) -> None:
    """Has a view keep what weights are made of."""
    view.on(SeatCreated)(keep_seat)
    view.on(MemberJoined)(keep_member)
    view.on(MemberSucceeded)(keep_member)
    view.on(ListSizePublished)(keep_size)
    view.on(SeatConstituencyChanged)(keep_constituency)
