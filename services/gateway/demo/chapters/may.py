"""14 May: the meeting opens, looks back, and comes to the same-day access hub."""

from gateway.demo import people
from gateway.demo.chapters.asking import HUB
from gateway.demo.chapters.between_meetings import CHAIRS_ACTION, INFORMAL
from gateway.demo.chapters.calling import FRAILTY, RATIFICATION, TRANSPORT
from gateway.demo.chapters.founding import APRIL, BOARD, MAY
from gateway.demo.place import Place
from gateway.demo.sitting import attending, attends, home
from gateway.demo.step import Body, Step, note, vote

HUB_MOTION, HUB_DECISION = "hub-motion", "same-day-access-hub"


def opening(place: Place) -> list[Step]:
    """One holder sent a deputy; one director comes later, with the hub."""
    at_start = {seat: one for seat, one in people.BOARD.items() if seat != people.ICB_SEAT}
    away = people.REPRESENTATIVE_B
    return [
        Step(
            "05-13 16:00",
            "representative-b",
            "receive-apologies",
            {
                "meeting": MAY,
                "seat": people.SEAT_B,
                "deputy": people.DEPUTY_B.person,
                **away.fields(home(away, place)),
            },
        ),
        Step("05-14 14:02", "secretary", "open-meeting", {"meeting": MAY}),
        *attending("05-14 14:03", MAY, at_start, place),
        attends(
            "05-14 14:20",
            MAY,
            people.ICB_SEAT,
            people.ICB_DIRECTOR,
            place,
            arrived_at="2026-05-14T14:20:00+01:00",
        ),
    ]


def declarations() -> list[Step]:
    return [
        Step(
            "05-14 14:06",
            "representative-a",
            "declare-interest",
            {
                "meeting": MAY,
                "person": people.REPRESENTATIVE_A.person,
                "seat": people.SEAT_A,
                "item": FRAILTY,
                "interest": "practice-partner",
                "management": "leaves",
                "description": "Her practice would be paid under the pathway.",
            },
        ),
        Step(
            "05-14 14:07",
            "secretary",
            "declare-interest",
            {
                "meeting": MAY,
                "person": people.VCSE_LEAD.person,
                "seat": people.VCSE_SEAT,
                "item": TRANSPORT,
                "interest": "sister-at-transport",
                "management": "stays-without-deciding",
                "description": "The provider that his sister manages has applied for the grant.",
            },
        ),
    ]


def looking_back() -> list[Step]:
    here = {"meeting": MAY, "item": RATIFICATION}
    return [
        Step(
            "05-14 14:08",
            "secretary",
            "approve-minutes",
            {"meeting": APRIL, "approved_at": MAY},
        ),
        *note(
            "05-14 14:10",
            RATIFICATION,
            "The chair explained that the respiratory hubs would have closed on 30 April had she "
            "not acted. Members accepted the reason and asked to be told of such cases sooner.",
            "The PCN representatives did not accept that the estates post had been settled in a "
            "conversation to which general practice was not a party.",
        ),
        Step("05-14 14:14", "secretary", "ratify-decision", {"decision": CHAIRS_ACTION, **here}),
        Step(
            "05-14 14:17",
            "secretary",
            "refuse-ratification",
            {
                "decision": INFORMAL,
                **here,
                "reason": "The post is to come to the board with a paper.",
            },
        ),
    ]


def hub(place: Place) -> list[Step]:
    return [
        *note(
            "05-14 14:22",
            HUB,
            f"{people.REPRESENTATIVE_A.name} introduced the paper for {place.proposer.name}. Same-"
            "day demand is highest between five and eight in the evening, when most practices are "
            "closed; the hub would offer 420 appointments a week from September.",
            f"{people.DEPUTY_B.name} reported that {place.opposed.name} remained opposed, since "
            "the hub would draw sessional GPs away from practices, and that he had heard nothing "
            f"from {place.silent.name}.",
            f"The chair asked why {place.forgotten.name} had not been canvassed. The secretary "
            "explained that its address on the distribution list had been out of date.",
            "Members discussed access for patients without a car. It was agreed that option 2 "
            "should go ahead only with a booking line that opens by 7.30.",
        ),
        *hub_motion(),
        *hub_votes(place),
        *hub_outcome(place),
    ]


def hub_motion() -> list[Step]:
    return [
        Step(
            "05-14 14:36",
            "representative-a",
            "move-motion",
            {
                "motion": HUB_MOTION,
                "item": HUB,
                "mover": people.SEAT_A,
                "text": "That one same-day access hub opens in September 2026 on the terms of "
                "option 2.",
            },
        ),
        Step(
            "05-14 14:37",
            "secretary",
            "second-motion",
            {"motion": HUB_MOTION, "seat": people.VCSE_SEAT},
        ),
        Step(
            "05-14 14:38",
            "secretary",
            "move-amendment",
            {
                "motion": HUB_MOTION,
                "mover": people.COUNCIL_SEAT,
                "text": "That one same-day access hub opens in September 2026 on the terms of "
                "option 2, with a booking line that opens by 7.30 in the morning.",
            },
        ),
        Step(
            "05-14 14:40",
            "secretary",
            "open-voting",
            {"motion": HUB_MOTION, "method": "roll-call"},
        ),
    ]


def hub_votes(place: Place) -> list[Step]:
    """One vote departs from a bound mandate, with a reason; one is recorded wrongly at first."""
    return [
        vote("05-14 14:41", HUB_MOTION, people.SEAT_A, "for"),
        vote(
            "05-14 14:41",
            HUB_MOTION,
            people.SEAT_B,
            "for",
            f"{place.opposed.name} asked for a vote against. The amendment meets the other PCNs' "
            "concerns, and the staffing plan is to come back to the board.",
        ),
        vote("05-14 14:42", HUB_MOTION, people.TRUST_SEAT, "abstain"),
        vote("05-14 14:42", HUB_MOTION, people.COUNCIL_SEAT, "for"),
        vote("05-14 14:42", HUB_MOTION, people.VCSE_SEAT, "for"),
        vote("05-14 14:43", HUB_MOTION, people.ICB_SEAT, "against"),
        Step(
            "05-14 14:44",
            "secretary",
            "correct-vote",
            {
                "motion": HUB_MOTION,
                "seat": people.TRUST_SEAT,
                "choice": "for",
                "reason": "She had answered for the motion; it was heard as an abstention.",
            },
        ),
        Step(
            "05-14 14:45",
            "secretary",
            "record-dissent",
            {
                "motion": HUB_MOTION,
                "seat": people.ICB_SEAT,
                "person": people.ICB_DIRECTOR.person,
                "reason": "The recurrent cost has not been tested against the medium-term plan.",
            },
        ),
    ]


def hub_outcome(place: Place) -> list[Step]:
    follow_up: Body = {"body": BOARD, "meeting": MAY, "item": HUB, "decision": HUB_DECISION}
    return [
        Step(
            "05-14 14:46",
            "secretary",
            "close-voting",
            {"motion": HUB_MOTION, "ruling": "carried"},
        ),
        Step(
            "05-14 14:48",
            "secretary",
            "take-decision",
            {
                "decision": HUB_DECISION,
                "item": HUB,
                "motion": HUB_MOTION,
                "outcome": "approved",
                "text": "One same-day access hub opens in September 2026 on the terms of option 2, "
                "with a booking line that opens by 7.30 in the morning.",
                "basis": "Scheme of delegation, section 4.1: primary care access",
                "amount_pence": 31_000_000,
            },
        ),
        Step(
            "05-14 14:49",
            "secretary",
            "raise-action",
            {
                "action": "hub-staffing-plan",
                **follow_up,
                "organisation": place.proposer.code,
                "person": people.REPRESENTATIVE_A.person,
                "owner": people.REPRESENTATIVE_A.name,
                "due_on": "2026-07-03",
                "text": "Bring a staffing plan for the hub, Saturdays included.",
            },
        ),
    ]
