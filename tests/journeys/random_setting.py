"""The setting in which a board does things at random: members, seats, terms, an open meeting."""

from datetime import UTC, date, datetime

from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated, TermsAdopted
from schemas.events.meeting import (
    AttendanceRecorded,
    ItemTabled,
    MeetingCalled,
    MeetingOpened,
)
from schemas.events.motion import MotionMoved
from schemas.events.partnership import ListSizePublished, MemberJoined, PartnershipEstablished
from schemas.events.representation import RepresentativeAppointed
from schemas.values import DecisionRule, Quorum, Term

SEATS = ("pcn-east", "pcn-west", "trust", "council", "vcse")
ITEMS = ("hub", "pilot")
PCNS = {"pcn-east": "U99001", "pcn-west": "U99002"}
START, NEXT_DAY = date(2026, 4, 1), date(2026, 5, 15)


def setting(
    rule: DecisionRule,
    quorum: Quorum,
    weights: tuple[int, ...],
    there: tuple[bool, ...],
    *,
    is_advisory: bool,
) -> list[Event]:
    """Five voting seats, two of them for a PCN, some of them there; and a motion on each item."""
    return [
        PartnershipEstablished(name="Harbourside and Vale", established_on=START),
        *(_member(code, n) for n, code in enumerate(PCNS.values(), 1)),
        *(_list_size(code, n) for n, code in enumerate(PCNS.values(), 1)),
        *(_list_size(code, 3, NEXT_DAY) for code in PCNS.values()),
        BodyConstituted(body="board", name="Place Board", kind="place-board", on=START),
        *(_seat(seat, weight) for seat, weight in zip(SEATS, weights, strict=True)),
        *(_holder(seat) for seat in SEATS),
        TermsAdopted(
            body="board",
            version=1,
            effective_on=START,
            authority="advisory" if is_advisory else "delegated-committee",
            quorum=quorum,
            rule=rule,
            numbering="PB/{fy}/{n:03}",
            notice_working_days=5,
            canvass_lead_working_days=5,
            canvass_window_working_days=5,
            feedback_working_hours=16,
            has_casting_vote=rule.kind in ("simple-majority", "weighted"),
        ),
        MeetingCalled(
            meeting="may", body="board", starts_at=datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
        ),
        *(_item(name) for name in ITEMS),
        MeetingOpened(meeting="may", body="board"),
        *(_there(seat) for seat, is_there in zip(SEATS, there, strict=True) if is_there),
        *(_motion(number, item) for number, item in enumerate(ITEMS, 1)),
    ]


def _member(code: str, number: int) -> MemberJoined:
    return MemberJoined(organisation=code, kind="pcn", on=START, name=f"PCN {number}")


def _list_size(code: str, number: int, as_at: date = START) -> ListSizePublished:
    return ListSizePublished(
        organisation=code, as_at=as_at, patients=30_000 + 10_000 * number, practices=()
    )


def _seat(seat: str, weight: int) -> SeatCreated:
    return SeatCreated(
        body="board",
        seat=seat,
        title=seat,
        category="pcn" if seat in PCNS else seat,
        constituency=(PCNS[seat],) if seat in PCNS else (),
        weight=weight,
    )


def _holder(seat: str) -> RepresentativeAppointed:
    return RepresentativeAppointed(
        seat=seat, body="board", person=f"of-{seat}", term=Term(from_on=START), name=f"Of {seat}"
    )


def _item(name: str) -> ItemTabled:
    return ItemTabled(
        item=name,
        meeting="may",
        body="board",
        purpose="decision",
        originator_kind="pcn",
        originator="U99001",
        title=f"The {name}",
    )


def _there(seat: str) -> AttendanceRecorded:
    return AttendanceRecorded(
        meeting="may",
        person=f"of-{seat}",
        capacity="member",
        seat=seat,
        is_chair=seat == SEATS[0],
    )


def _motion(number: int, item: str) -> MotionMoved:
    return MotionMoved(
        motion=f"m{number}", item=item, meeting="may", body="board", text="That it be so."
    )
