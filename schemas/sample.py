"""One example of every event, made from the words a place board would use (all of it invented)."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from schemas.event import Event
from schemas.values import (
    ConsensusRule,
    DecisionRule,
    Elector,
    EntitledSeat,
    PaperDigest,
    PracticeListSize,
    Quorum,
    QuorumCategory,
    Share,
    SourceFile,
    Term,
)

_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

WORDS: dict[str, Any] = {
    "action": "action-7",
    "addressed_to": "Practice manager",
    "amount_pence": 12_500_000,
    "answer": "It starts with all seven PCNs on the same day.",
    "approved_at": "board-2026-06",
    "arrived_at": datetime(2026, 5, 14, 13, 5, tzinfo=UTC),
    "as_at": date(2026, 3, 2),
    "as_at_position": 214,
    "authority": "delegated-committee",
    "basis": "Scheme of delegation, section 4",
    "body": "place-board",
    "canvass_lead_working_days": 5,
    "canvass_window_working_days": 10,
    "capacity": "deputy",
    "category": "pcn",
    "channel": "email",
    "choice": "for",
    "closes_at": datetime(2026, 5, 6, 16, 0, tzinfo=UTC),
    "conditions": "Provided that home visits are funded.",
    "constituency": ("U99001", "U99002"),
    "consultation": "same-day-access",
    "decision": "decision-14",
    "deputy": "person-21",
    "description": "Partner in a practice that would bid.",
    "discussion": "The board asked how the service would reach villages without a bus.",
    "digest": "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
    "due_on": date(2026, 6, 30),
    "effective_on": date(2026, 4, 1),
    "electorate": (Elector(organisation="U99001", name="Harbour PCN", patients=41_230),),
    "ends_at": datetime(2026, 5, 14, 15, 0, tzinfo=UTC),
    "entitled": (EntitledSeat(seat="pcn-seat-1", weight=1, represents=("U99001", "U99002")),),
    "established_on": date(2026, 4, 1),
    "exemption": "commercial-interests",
    "feedback": "feedback-14-U99001",
    "feedback_working_hours": 16,
    "from_on": date(2026, 4, 1),
    "has_casting_vote": True,
    "heard_from": "The clinical director, by phone",
    "instruction": "for",
    "interest": "interest-3",
    "is_chair": True,
    "is_extraordinary": True,
    "is_voting": False,
    "item": "item-same-day-access",
    "items": ("item-same-day-access", "item-frailty"),
    "lead_working_days": 5,
    "left_at": datetime(2026, 5, 14, 14, 40, tzinfo=UTC),
    "left_room": True,
    "management": "leaves",
    "mandate": "mandate-U99001-14",
    "meeting": "board-2026-05",
    "message": "The board approved the hub from October.",
    "method": "roll-call",
    "motion": "motion-14",
    "mover": "pcn-seat-1",
    "name": "A. Example",
    "nature": "potential",
    "new_key": "example.nhs.uk/place+2fe3be33+AV4hLAmA5LOfwJchE0qgIQk3Tt/SYMDT0Dy1AcjWVFep",
    "next_meeting_at": datetime(2026, 6, 11, 13, 0, tzinfo=UTC),
    "non_responders": ("U99004",),
    "note": "Letter sent.",
    "notice_working_days": 5,
    "number": "PB/2627/014",
    "numbering": "PB/{fy}/{n:03}",
    "old_key": "example.nhs.uk/place+1e1ce4cd+AUgHWll+choVbi4Hmd5cwMUyTcbn6vHN1GJQho7FMhXd",
    "old_signs_until": datetime(2026, 6, 13, 13, 0, tzinfo=UTC),
    "on": date(2026, 4, 1),
    "organisation": "U99001",
    "originator": "U99001",
    "originator_kind": "pcn",
    "owner": "Programme lead",
    "paper": "paper-3",
    "papers": (PaperDigest(paper="paper-3", sha256=_DIGEST),),
    "paragraph": 1,
    "patients": 41_230,
    "person": "person-20",
    "position": "support-with-conditions",
    "practices": (PracticeListSize(practice="Y99001", patients=9_870),),
    "progress": "Draft with partners.",
    "purpose": "decision",
    "question": "Should one same-day hub serve the whole place from October?",
    "quorum": Quorum(count=5, categories=(QuorumCategory(category="pcn", count=1),)),
    "reason": "Two practices asked for it.",
    "reasons": "Most of our same-day demand is from working families.",
    "role": "Clinical Director",
    "route": "chairs-action",
    "rule": DecisionRule(kind="simple-majority"),
    "ruling": "carried",
    "seat": "pcn-seat-1",
    "seconder": "trust-seat",
    "sha256": _DIGEST,
    "source": _DIGEST,
    "sources": (SourceFile(kind="epcncorepartnerdetails", sha256=_DIGEST),),
    "starts_at": datetime(2026, 5, 14, 13, 0, tzinfo=UTC),
    "sub_icb": "99Z",
    "subject": "Transport to the hub",
    "successor": "U99002",
    "summary": "One hub for same-day appointments, open to every practice.",
    "term": Term(from_on=date(2026, 4, 1), until_on=date(2027, 3, 31)),
    "text": "That the hub open on 1 October 2026.",
    "title": "Same-day access hub",
    "to_meeting": "board-2026-06",
    "topic": "access",
    "until_on": date(2027, 3, 31),
    "venue": "Town hall, committee room 2",
    "version": 1,
    "weight": 1,
    "window_working_days": 10,
    "within": "U99001",
}

EXCEPTIONS: dict[tuple[str, str], Any] = {
    ("body-constituted.v1", "kind"): "place-board",
    ("body-constituted.v1", "name"): "Harbourside and Vale Place Board",
    ("body-seat-created.v1", "title"): "PCN representative",
    ("consultation-opened.v1", "rule"): ConsensusRule(
        voices_at_least=Share(numerator=1, denominator=2),
        support_at_least=Share(numerator=2, denominator=3),
        objections_at_most=1,
    ),
    ("decision-taken.v1", "outcome"): "approved",
    ("decision-taken-outside-meeting.v1", "outcome"): "agreed",
    ("mandate-granted.v1", "kind"): "bound",
    ("mandate-logged.v1", "kind"): "guided",
    ("mandate-varied.v1", "kind"): "open",
    ("meeting-attendance-recorded.v1", "capacity"): "member",
    ("minutes-corrected.v1", "paragraph"): "014.2",
    ("partnership-established.v1", "name"): "Harbourside and Vale Partnership",
    ("partnership-member-joined.v1", "kind"): "pcn",
    ("partnership-member-joined.v1", "name"): "Harbour PCN",
    ("partnership-member-left.v1", "reason"): "closed",
    ("partnership-member-renamed.v1", "name"): "Harbour and Quay PCN",
    ("partnership-member-succeeded.v1", "basis"): "practices-moved",
    ("record-disclosure-erased.v1", "authority"): "data-protection-officer",
    ("record-disclosure-erased.v1", "basis"): "right-to-erasure",
    ("record-disclosure-erased.v1", "name"): "reason",
    ("record-disclosure-erased.v1", "position"): 17,
    ("record-exemption-lifted.v1", "name"): "text",
    ("record-exemption-lifted.v1", "position"): 17,
    ("record-text-exempted.v1", "name"): "text",
    ("record-text-exempted.v1", "position"): 17,
}

BY_FIELD: dict[str, Any] = {"kind": "financial", "scope": "item"}


def sample(event: type[Event]) -> Event:
    """An event of this type with every field filled."""
    values = {
        field.name: EXCEPTIONS.get(
            (event.TOPIC, field.name), BY_FIELD.get(field.name, WORDS.get(field.name))
        )
        for field in msgspec.structs.fields(event)
    }
    return event(**values)


def example(event: type[Event]) -> dict[str, Any]:
    """What stands in an entry for this event, and beside it the texts its digests disclose."""
    filled = sample(event)
    shown = {"type": event.TOPIC, "tags": filled.tags(), "data": filled.facts()}
    return {**shown, "disclosed": filled.texts()} if filled.texts() else shown
