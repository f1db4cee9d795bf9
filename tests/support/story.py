"""A small place board as events, to give to slices and views."""

from datetime import UTC, date, datetime

import msgspec

from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated, TermsAdopted
from schemas.events.meeting import (
    AttendanceRecorded,
    ItemTabled,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.motion import MotionMoved, VotingOpened
from schemas.events.partnership import MemberJoined, PartnershipEstablished
from schemas.events.representation import DeputyNominated, RepresentativeAppointed
from schemas.values import (
    DecisionRule,
    EntitledSeat,
    OrganisationKind,
    Quorum,
    QuorumCategory,
    Term,
)

APRIL = date(2026, 4, 1)
MEETING_STARTS = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
YEAR = Term(from_on=APRIL, until_on=date(2027, 3, 31))
RULE = DecisionRule(kind="simple-majority")
PCN_SEAT, TRUST_SEAT, COUNCIL_SEAT = "pcn-seat", "trust-seat", "council-seat"
PCNS = ("U99001", "U99002", "U99003")

TERMS = TermsAdopted(
    body="board",
    version=1,
    effective_on=APRIL,
    authority="delegated-committee",
    quorum=Quorum(count=2, categories=(QuorumCategory(category="pcn", count=1),)),
    rule=RULE,
    numbering="PB/{fy}/{n:03}",
    notice_working_days=5,
    canvass_lead_working_days=5,
    canvass_window_working_days=5,
    feedback_working_hours=16,
    has_casting_vote=True,
)


def seat(name: str, category: str, constituency: tuple[str, ...] = ()) -> SeatCreated:
    return SeatCreated(
        body="board", seat=name, title=name, category=category, constituency=constituency
    )


def holder(name: str, person: str) -> RepresentativeAppointed:
    return RepresentativeAppointed(seat=name, body="board", person=person, term=YEAR, name="A B")


BOARD: tuple[Event, ...] = (
    BodyConstituted(body="board", name="Place Board", kind="place-board", on=APRIL),
    TERMS,
    seat(PCN_SEAT, "pcn", PCNS),
    seat(TRUST_SEAT, "trust"),
    seat(COUNCIL_SEAT, "council"),
    holder(PCN_SEAT, "pat"),
    holder(TRUST_SEAT, "terry"),
    holder(COUNCIL_SEAT, "carol"),
    DeputyNominated(seat=PCN_SEAT, body="board", person="dee", term=YEAR, name="D E"),
)

ITEM = ItemTabled(
    item="hub",
    meeting="may",
    body="board",
    purpose="decision",
    originator_kind="pcn",
    originator="U99001",
    topic="access",
    title="Same-day hub",
    summary="One hub.",
)

CALLED: tuple[Event, ...] = (
    *BOARD,
    MeetingCalled(meeting="may", body="board", starts_at=MEETING_STARTS, venue="Town hall"),
    ITEM,
)


def there(person: str, name: str, **more: object) -> AttendanceRecorded:
    return AttendanceRecorded(
        meeting="may", person=person, capacity="member", seat=name, name=person.title(), **more
    )


IN_SESSION: tuple[Event, ...] = (
    *CALLED,
    MeetingOpened(meeting="may", body="board"),
    there("pat", PCN_SEAT),
    there("terry", TRUST_SEAT, is_chair=True),
    there("carol", COUNCIL_SEAT),
)

MOVED: tuple[Event, ...] = (
    *IN_SESSION,
    MotionMoved(
        motion="m1", item="hub", meeting="may", body="board", mover=PCN_SEAT, text="That it open."
    ),
)

PUT = VotingOpened(
    motion="m1",
    item="hub",
    meeting="may",
    body="board",
    rule=RULE,
    entitled=(
        EntitledSeat(seat=PCN_SEAT, represents=PCNS),
        EntitledSeat(seat=TRUST_SEAT),
        EntitledSeat(seat=COUNCIL_SEAT),
    ),
    has_casting_vote=True,
)

VOTING: tuple[Event, ...] = (*MOVED, PUT)

TRUST, COUNCIL, LMC = "RX9", "E99", "LMC-99"
ESTABLISHED = PartnershipEstablished(
    name="Harbourside and Vale Partnership", established_on=date(2026, 3, 1)
)


def joined(code: str, kind: OrganisationKind, name: str) -> MemberJoined:
    return MemberJoined(organisation=code, kind=kind, name=name, on=date(2026, 3, 2))


def practice(code: str, pcn: str) -> MemberJoined:
    return MemberJoined(organisation=code, kind="practice", within=pcn, on=date(2026, 3, 2))


PARTNERSHIP: tuple[Event, ...] = (
    ESTABLISHED,
    joined(PCNS[0], "pcn", "Harbour PCN"),
    joined(PCNS[1], "pcn", "Quay PCN"),
    joined(PCNS[2], "pcn", "Vale PCN"),
    joined(TRUST, "trust", "Harbourside Hospitals"),
    joined(COUNCIL, "council", "Vale Council"),
    joined(LMC, "lmc", "Harbourside LMC"),
    practice("Y99001", PCNS[0]),
    practice("Y99002", PCNS[0]),
    practice("Y99003", PCNS[1]),
)


def happened(event: Event, at: datetime) -> Event:
    """The event as a slice folds it: with the time of its entry."""
    return msgspec.structs.replace(event).at(at)


JUNE = MeetingCalled(
    meeting="june", body="board", starts_at=datetime(2026, 6, 11, 13, 0, tzinfo=UTC)
)
FORUM: tuple[Event, ...] = (
    BodyConstituted(body="forum", name="PCN Forum", kind="pcn-forum", on=APRIL),
    MeetingCalled(
        meeting="forum-june", body="forum", starts_at=datetime(2026, 6, 18, 13, 0, tzinfo=UTC)
    ),
    SeatCreated(body="forum", seat="forum-seat", title="Forum seat", category="pcn"),
)
MAY_CLOSED = MeetingClosed(meeting="may", body="board")
IN_JUNE: tuple[Event, ...] = (
    *IN_SESSION,
    MAY_CLOSED,
    JUNE,
    MeetingOpened(meeting="june", body="board"),
    *(
        AttendanceRecorded(meeting="june", person=person, capacity="member", seat=name)
        for person, name in (("pat", PCN_SEAT), ("terry", TRUST_SEAT))
    ),
)
