"""14 May: the same-day access hub is discussed, amended, voted on and approved."""

from gateway.demo import people
from gateway.demo.chapters.asking import HUB
from gateway.demo.chapters.founding import BOARD, MAY
from gateway.demo.place import Place
from gateway.demo.sitting import telling
from gateway.demo.step import Body, Step, note, vote

HUB_MOTION, HUB_DECISION = "hub-motion", "same-day-access-hub"
TOLD = "The hub opens in September; the booking line opens by 7.30. Carried by five votes to one."


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
        # The representative is out of the room for the next item, and writes to her own PCN.
        *telling(
            "05-14 14:56", "representative-a", HUB_DECISION, [place.proposer], "messaging", TOLD
        ),
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
                "basis": "mistake-in-recording",
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
