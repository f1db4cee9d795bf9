"""Late April: three decisions are taken outside any meeting."""

from gateway.demo import people
from gateway.demo.chapters.founding import BOARD
from gateway.demo.chapters.winter import ITEM as WINTER
from gateway.demo.place import Place
from gateway.demo.sitting import telling
from gateway.demo.step import Chapter, Step

CHAIRS_ACTION, RESOLUTION, INFORMAL = "hub-extension", "diagnostics-bid", "estates-post"


def between_meetings(place: Place) -> Chapter:
    return Chapter.of("Three decisions between meetings", decisions(), afterwards(place))


def decisions() -> list[Step]:
    return [
        Step(
            "04-28 16:20",
            "secretary",
            "take-decision-outside-meeting",
            {
                "decision": CHAIRS_ACTION,
                "body": BOARD,
                "route": "chairs-action",
                "outcome": "approved",
                "item": WINTER,
                "person": people.CHAIR.person,
                "amount_pence": 1_800_000,
                "text": "£18,000 to keep the weekend respiratory hubs open until 17 May.",
                "reason": "The contract ends on 30 April, two weeks before the next meeting.",
            },
        ),
        Step(
            "04-30 17:30",
            "secretary",
            "take-decision-outside-meeting",
            {
                "decision": RESOLUTION,
                "body": BOARD,
                "route": "written-resolution",
                "outcome": "supported",
                "text": "The place supports the trust's bid to the community diagnostics fund.",
                "reason": "Bids closed at noon on 30 April; members answered by e-mail.",
                "occurred_at": "2026-04-29T12:00:00+01:00",
            },
        ),
        Step(
            "05-01 10:00",
            "secretary",
            "take-decision-outside-meeting",
            {
                "decision": INFORMAL,
                "body": BOARD,
                "route": "informal",
                "outcome": "agreed",
                "text": "The estates programme manager is to be employed by the trust.",
                "reason": "Settled in conversation after the ICB's finance committee.",
                "occurred_at": "2026-04-30T18:00:00+01:00",
            },
        ),
        Step(
            "05-01 10:30",
            "secretary",
            "log-contact",
            {
                "contact": "estates-post-in-the-corridor",
                "decision": INFORMAL,
                "person": people.ICB_DIRECTOR.person,
                "organisation": people.ICB,
                "with_person": people.TRUST_DIRECTOR.person,
                "with_organisation": people.TRUST,
                "channel": "in-person",
                "named_outcome": True,
                "summary": "That the trust would employ the programme manager.",
                "occurred_at": "2026-04-30T17:40:00+01:00",
            },
        ),
    ]


def afterwards(place: Place) -> list[Step]:
    """PCNs are told of the chair's action, and of neither of the other two."""
    told = "The chair has approved £18,000 to keep the respiratory hubs open until 17 May."
    return [
        *telling("04-29 09:30", "secretary", CHAIRS_ACTION, place.pcns, "email", told),
        Step(
            "04-29 15:00",
            "secretary",
            "complete-action",
            {"action": "share-occupancy", "note": "Sent to all PCNs on 29 April."},
        ),
    ]
