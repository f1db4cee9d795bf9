"""14 May: the meeting opens, looks back, and comes to the same-day access hub."""

from gateway.demo import people
from gateway.demo.chapters.between_meetings import CHAIRS_ACTION, INFORMAL
from gateway.demo.chapters.calling import FRAILTY, RATIFICATION, TRANSPORT
from gateway.demo.chapters.founding import APRIL, MAY
from gateway.demo.chapters.may_hub import hub
from gateway.demo.chapters.may_money import closing, estates, frailty, transport
from gateway.demo.place import Place
from gateway.demo.sitting import attending, attends, home
from gateway.demo.step import Chapter, Step, note


def may(place: Place) -> Chapter:
    return Chapter.of(
        "The board meets on 14 May",
        opening(place),
        declarations(),
        looking_back(),
        hub(place),
        frailty(),
        estates(),
        transport(place),
        closing(),
    )


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
