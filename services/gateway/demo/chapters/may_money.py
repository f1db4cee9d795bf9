"""14 May, the rest of the meeting: money, an equal vote, and an item without a quorum."""

from gateway.demo import people
from gateway.demo.chapters.calling import ESTATES, FRAILTY, TRANSPORT
from gateway.demo.chapters.founding import BOARD, JUNE, MAY
from gateway.demo.chapters.recounting import casting_vote
from gateway.demo.place import Place
from gateway.demo.sitting import attends
from gateway.demo.step import Step, note, vote

FRAILTY_MOTION, FRAILTY_DECISION = "frailty-motion", "frailty-pathway"
ESTATES_MOTION, ESTATES_DECISION = "estates-motion", "estates-void-space"


def frailty() -> list[Step]:
    """One seat is recused, so that the board is only just quorate."""
    aside = {"item": FRAILTY, "seat": people.SEAT_A}
    return [
        Step(
            "05-14 14:50",
            "representative-a",
            "recuse-member",
            {
                **aside,
                "left_room": True,
                "reason": "Her practice would be paid under the pathway.",
            },
        ),
        *note(
            "05-14 14:52",
            FRAILTY,
            "The acute trust presented the business case. Each practice would be paid for a yearly "
            "review of patients with moderate frailty, with a shared care plan.",
            "The chair noted that five voting seats remained, which is the quorum. In answer to a "
            "question, the ICB confirmed that the sum is for 2026/27 only.",
        ),
        Step(
            "05-14 15:02",
            "secretary",
            "move-motion",
            {
                "motion": FRAILTY_MOTION,
                "item": FRAILTY,
                "mover": people.TRUST_SEAT,
                "text": "That £125,000 is spent on the frailty pathway in 2026/27.",
            },
        ),
        Step(
            "05-14 15:03",
            "secretary",
            "second-motion",
            {"motion": FRAILTY_MOTION, "seat": people.ICB_SEAT},
        ),
        Step("05-14 15:04", "secretary", "open-voting", {"motion": FRAILTY_MOTION}),
        vote("05-14 15:05", FRAILTY_MOTION, people.SEAT_B, "for"),
        vote("05-14 15:05", FRAILTY_MOTION, people.TRUST_SEAT, "for"),
        vote("05-14 15:05", FRAILTY_MOTION, people.COUNCIL_SEAT, "for"),
        vote("05-14 15:06", FRAILTY_MOTION, people.VCSE_SEAT, "abstain"),
        vote("05-14 15:06", FRAILTY_MOTION, people.ICB_SEAT, "for"),
        Step(
            "05-14 15:08",
            "secretary",
            "close-voting",
            {"motion": FRAILTY_MOTION, "ruling": "carried"},
        ),
        Step(
            "05-14 15:10",
            "secretary",
            "take-decision",
            {
                "decision": FRAILTY_DECISION,
                "item": FRAILTY,
                "motion": FRAILTY_MOTION,
                "outcome": "approved",
                "text": "£125,000 for the frailty pathway in 2026/27, paid to practices by review.",
                "basis": "Scheme of delegation, section 5.3: spending up to £250,000",
                "amount_pence": 12_500_000,
            },
        ),
        Step("05-14 15:12", "secretary", "return-member", aside),
    ]


def estates() -> list[Step]:
    return [
        *note(
            "05-14 15:15",
            ESTATES,
            "The council set out what empty rooms in the health centres cost the system: £212,000 "
            "in 2025/26. It proposed to let them for all partners for a year.",
            "The PCN representatives held that practices should have first refusal of rooms in "
            "their own buildings.",
        ),
        Step(
            "05-14 15:24",
            "secretary",
            "move-motion",
            {
                "motion": ESTATES_MOTION,
                "item": ESTATES,
                "mover": people.COUNCIL_SEAT,
                "text": "That the council lets empty rooms in health centres for all partners, for "
                "one year, and reports in May 2027.",
            },
        ),
        Step(
            "05-14 15:25",
            "secretary",
            "second-motion",
            {"motion": ESTATES_MOTION, "seat": people.TRUST_SEAT},
        ),
        Step("05-14 15:26", "secretary", "open-voting", {"motion": ESTATES_MOTION}),
        vote("05-14 15:27", ESTATES_MOTION, people.SEAT_A, "against"),
        vote("05-14 15:27", ESTATES_MOTION, people.SEAT_B, "against"),
        vote("05-14 15:27", ESTATES_MOTION, people.TRUST_SEAT, "for"),
        vote("05-14 15:28", ESTATES_MOTION, people.COUNCIL_SEAT, "for"),
        vote("05-14 15:28", ESTATES_MOTION, people.VCSE_SEAT, "against"),
        vote("05-14 15:28", ESTATES_MOTION, people.ICB_SEAT, "for"),
        Step(
            "05-14 15:30",
            "secretary",
            "use-casting-vote",
            {
                "motion": ESTATES_MOTION,
                "seat": people.COUNCIL_SEAT,
                "person": people.CHAIR.person,
                "choice": "for",
                "reason": "Empty rooms cost more with every month that nobody lets them.",
            },
        ),
        Step(
            "05-14 15:31",
            "secretary",
            "close-voting",
            {"motion": ESTATES_MOTION, "ruling": "carried"},
        ),
        *casting_vote(ESTATES_MOTION),
        Step(
            "05-14 15:33",
            "secretary",
            "take-decision",
            {
                "decision": ESTATES_DECISION,
                "item": ESTATES,
                "motion": ESTATES_MOTION,
                "outcome": "agreed",
                "text": "The council lets empty rooms in health centres for all partners, for one "
                "year, and reports in May 2027.",
            },
        ),
    ]


def transport(place: Place) -> list[Step]:
    """The trust's director has left and one seat is excluded: too few remain, so it is deferred."""
    return [
        attends(
            "05-14 15:40",
            MAY,
            people.TRUST_SEAT,
            people.TRUST_DIRECTOR,
            place,
            left_at="2026-05-14T15:40:00+01:00",
        ),
        Step(
            "05-14 15:42",
            "secretary",
            "exclude-member",
            {
                "item": TRANSPORT,
                "seat": people.VCSE_SEAT,
                "reason": "The chair ruled that he may answer questions but take no part.",
            },
        ),
        *note(
            "05-14 15:43",
            TRANSPORT,
            "The chair found that four voting seats remained for this item where five are needed.",
        ),
        Step(
            "05-14 15:45",
            "secretary",
            "defer-item",
            {
                "item": TRANSPORT,
                "to_meeting": JUNE,
                "reason": "The board was not quorate for this item.",
            },
        ),
    ]


def closing() -> list[Step]:
    return [
        Step(
            "05-14 15:50",
            "secretary",
            "raise-action",
            {
                "action": "list-void-rooms",
                "body": BOARD,
                "meeting": MAY,
                "item": ESTATES,
                "decision": ESTATES_DECISION,
                "organisation": people.COUNCIL,
                "owner": people.CHAIR.name,
                "due_on": "2026-06-10",
                "text": "Send every practice the list of empty rooms in its building.",
            },
        ),
        Step(
            "05-14 16:05",
            "secretary",
            "close-meeting",
            {"meeting": MAY, "next_meeting_at": "2026-06-11T14:00:00+01:00"},
        ),
    ]
