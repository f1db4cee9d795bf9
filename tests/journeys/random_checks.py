"""What must hold of a board's entries, worked out anew and plainly from them alone."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

import msgspec

from auditor.entries import Entry as AuditedEntry
from auditor.rules import Replay
from eventlog.reading import ReadEntry
from schemas.event import Event
from schemas.events.body import SeatCreated
from schemas.events.correction import AttendanceWithdrawn
from schemas.events.decision import DecisionTaken
from schemas.events.meeting import (
    AttendanceRecorded,
    MeetingResumed,
    MemberExcluded,
    MemberRecused,
)
from schemas.events.motion import (
    CastingVoteUsed,
    MotionMoved,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.events.restatement import (
    CastingVoteRestated,
    RulingRestated,
    StandingAsideRestated,
)
from schemas.values import DecisionRule, Quorum, Share
from tests.journeys.random_setting import PCNS


def needs_a_quorum(event: Event) -> bool:
    """Whether it is a decision without a vote, other than one that settles nothing."""
    settling = ("agreed", "recommended", "not-approved")
    return isinstance(event, DecisionTaken) and event.motion is None and event.outcome in settling


def enough(before: Sequence[ReadEntry], opening: ReadEntry) -> bool:
    """Whether the seats there, and in the item, make the quorum of the setting."""
    there: dict[str, AttendanceRecorded] = {}
    aside: set[str] = set()
    quorum = Quorum(count=0)
    assert isinstance(opening.event, VotingOpened | DecisionTaken)
    for one in before:
        match one.event:
            case MeetingResumed():
                there.clear()
            case AttendanceRecorded() as attendance:
                there[attendance.person] = attendance
            case AttendanceWithdrawn() as taken_back:
                there.pop(taken_back.person, None)
            case MemberRecused() | MemberExcluded() as gone if gone.item == opening.event.item:
                aside.add(gone.seat)
            case StandingAsideRestated() as part if part.item == opening.event.item:
                (aside.add if part.how else aside.discard)(part.seat)
            case other if hasattr(other, "quorum"):
                quorum = other.quorum
    at = opening.entry.occurred_at
    seats_there = {
        one.seat
        for one in there.values()
        if (one.arrived_at is None or one.arrived_at <= at)
        and (one.left_at is None or at < one.left_at)
    } - aside
    if isinstance(opening.event, VotingOpened):
        assert not aside & {one.seat for one in opening.event.entitled}
    needs_pcn = bool(quorum.categories)
    return len(seats_there) >= quorum.count and (not needs_pcn or bool(seats_there & PCNS.keys()))


def recounted(entries: Sequence[ReadEntry], motion: str) -> str | None:
    """The result of a vote by its rule, in the plainest way: fractions over lists of votes."""
    put: VotingOpened | None = None
    opened_at = closed_at = None
    item, casting = None, None
    live: dict[str, str] = {}
    aside: set[str] = set()
    for one in entries:
        match one.event:
            case MotionMoved() as moved if moved.motion == motion:
                item = moved.item
            case VotingOpened() as opened if opened.motion == motion:
                put, opened_at = opened, one.entry.occurred_at
            case VotingClosed() as closed if closed.motion == motion:
                closed_at = one.entry.occurred_at
            case VoteCast() | VoteCorrected() as vote if vote.motion == motion:
                live[vote.seat] = vote.choice
            case CastingVoteUsed() | CastingVoteRestated() as used if used.motion == motion:
                casting = used.choice
            case MemberRecused() | MemberExcluded() as gone if closed_at is None:
                aside.add(f"{gone.item}/{gone.seat}")
            case StandingAsideRestated() as put_right:
                since = put_right.since
                was_later = since and closed_at and since >= closed_at
                is_aside = put_right.how and not was_later
                (aside.add if is_aside else aside.discard)(f"{put_right.item}/{put_right.seat}")
    there = at_the_sitting(entries, motion)
    if put is None or opened_at is None:
        return None
    present = {one.seat for one in there.values() if was_there(one, opened_at, closed_at)}
    weights = {one.seat: one.weight for one in put.entitled}
    missing = set(weights_of(entries)) - weights.keys()
    kept_out = {s for s in missing if f"{item}/{s}" in aside and s not in live}
    by_list = {one.seat: one.weight for one in put.aside}
    weights |= {s: by_list.get(s, weights_of(entries)[s]) for s in missing - kept_out}
    part = [s for s in weights if s in live or f"{item}/{s}" not in aside]
    of = {
        "voting": [s for s in part if live.get(s) in ("for", "against")],
        "present": [s for s in part if s in live or s in present],
        "entitled": part,
    }[put.rule.counted_of]
    return "carried" if carries(put.rule, live, of, weights, casting) else "not-carried"


def weights_of(entries: Sequence[ReadEntry]) -> dict[str, int]:
    """What every voting seat weighs, as it was created: all are on the board from the start."""
    seats = (one.event for one in entries if isinstance(one.event, SeatCreated))
    return {one.seat: one.weight for one in seats if one.is_voting}


def at_the_sitting(entries: Sequence[ReadEntry], motion: str) -> dict[str, AttendanceRecorded]:
    """Who was recorded as there at the sitting at which the vote closed, or else at the latest."""
    there: dict[str, AttendanceRecorded] = {}
    is_closed = False
    for one in entries:
        match one.event:
            case VotingClosed() as closed if closed.motion == motion:
                is_closed = True
            case MeetingResumed() if is_closed:
                break
            case MeetingResumed():
                there = {}
            case AttendanceRecorded() as attendance:
                there[attendance.person] = attendance
            case AttendanceWithdrawn() as taken_back:
                there.pop(taken_back.person, None)
    return there


def was_there(one: AttendanceRecorded, opened: datetime, closed: datetime | None) -> bool:
    came = one.arrived_at is None or closed is None or one.arrived_at <= closed
    return came and (one.left_at is None or one.left_at > opened)


def carries(
    rule_: DecisionRule,
    live: dict[str, str],
    of: list[str],
    weights: dict[str, int],
    casting: str | None,
) -> bool:
    """The rules as product.md names them, each written out."""
    in_favour = [s for s in of if live.get(s) == "for"]
    against = [s for s in of if live.get(s) == "against"]
    weight_for, weight_of = sum(weights[s] for s in in_favour), sum(weights[s] for s in of)
    match rule_.kind:
        case "simple-majority":
            return more_than_half(len(in_favour), len(against), len(of), casting, rule_)
        case "weighted":
            weight_against = sum(weights[s] for s in against)
            return more_than_half(weight_for, weight_against, weight_of, casting, rule_)
        case "qualified-majority":
            return at_least(rule_.at_least, len(in_favour), len(of))
        case "double-majority":
            by_seats = at_least(rule_.at_least, len(in_favour), len(of))
            return by_seats and at_least(rule_.weight_at_least, weight_for, weight_of)
        case "unanimity":
            return bool(of) and in_favour == of
        case _:
            return not against


def more_than_half(
    in_favour: int, against: int, of: int, casting: str | None, rule_: DecisionRule
) -> bool:
    if in_favour == against and casting is not None:
        in_favour += casting == "for"
        of += rule_.counted_of == "voting"
    return of > 0 and Fraction(in_favour, of) > Fraction(1, 2)


def at_least(share: Share | None, part: int, of: int) -> bool:
    assert share is not None
    return of > 0 and Fraction(part, of) >= Fraction(share.numerator, share.denominator)


def faults(entries: Sequence[ReadEntry]) -> set[tuple[str, int | None]]:
    """What the auditor's replay finds wrong; remarks left out."""
    replay = Replay()
    found = [finding for one in entries for finding in replay.see(audited(one))]
    found += replay.finish()
    return {(one.rule, one.position) for one in found if one.severity != "remark"}


def audited(one: ReadEntry) -> AuditedEntry:
    envelope = one.entry
    return AuditedEntry(
        book="book",  # for this and the id no rule asks
        position=envelope.position,
        id=str(envelope.position),
        type=envelope.type,
        occurred_at=envelope.occurred_at.isoformat().replace("+00:00", "Z"),
        recorded_at=envelope.recorded_at.isoformat().replace("+00:00", "Z"),
        actor=envelope.actor,
        acting_for=envelope.acting_for,
        data=msgspec.json.decode(envelope.data),
        digests=(),
    )


def misruled(entries: Sequence[ReadEntry]) -> set[tuple[str, int | None]]:
    """The rulings that are not what the votes add up to: the only thing that may be found.

    Found at the entry that says what stands: the last correction, else the chair's ruling.
    """
    rulings = {
        one.event.motion: one
        for one in entries
        if isinstance(one.event, VotingClosed | RulingRestated)
    }
    return {
        ("ruling-differs", one.position)
        for motion, one in rulings.items()
        if getattr(one.event, "ruling", None) != recounted(entries, motion)
    }
