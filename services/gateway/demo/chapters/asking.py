"""April: a PCN tables the hub, and the PCNs are asked; not all of them, and not all answer."""

from gateway.demo import people
from gateway.demo.chapters.founding import BOARD, MAY
from gateway.demo.chapters.polling import polls
from gateway.demo.place import Pcn, Place
from gateway.demo.step import Chapter, Step, sha256

HUB, HUB_CANVASS = "same-day-access-hub", "hub-canvass"
TELEPHONY, TELEPHONY_CANVASS = "shared-telephony", "telephony-canvass"


def asking(place: Place) -> Chapter:
    return Chapter.of(
        "The same-day access hub: tabled by a PCN, canvassed",
        tabled(place),
        canvassed(place),
        answered(place),
        telephony(place),
        polls(place, HUB_CANVASS),
    )


def tabled(place: Place) -> list[Step]:
    return [
        Step(
            "04-13 10:00",
            "secretary",
            "call-meeting",
            {
                "meeting": MAY,
                "body": BOARD,
                "starts_at": "2026-05-14T14:00:00+01:00",
                "ends_at": "2026-05-14T16:30:00+01:00",
                "venue": "The council's offices, and by video link",
            },
        ),
        Step(
            "04-20 09:30",
            place.proposer.code,
            "table-item",
            {
                "item": HUB,
                "meeting": MAY,
                "purpose": "decision",
                "originator_kind": "pcn",
                "originator": place.proposer.code,
                "topic": "access",
                "title": "Same-day access hub",
                "summary": "One hub for same-day appointments in the evenings and at weekends, "
                "open to patients of every practice in the place.",
            },
        ),
        Step(
            "04-20 10:00",
            "secretary",
            "attach-paper",
            {
                "item": HUB,
                "paper": "hub-options",
                "sha256": sha256("hub options appraisal, version 2"),
                "title": "Same-day access hub: options appraisal",
            },
        ),
        Step(
            "04-20 11:00",
            "secretary",
            "open-consultation",
            {
                "consultation": HUB_CANVASS,
                "item": HUB,
                "question": "Should the place open one same-day access hub from September, on the "
                "terms of option 2 of the paper?",
                "closes_at": "2026-05-07T17:00:00+01:00",
                "rule": {
                    "voices_at_least": {"numerator": 1, "denominator": 2},
                    "support_at_least": {"numerator": 2, "denominator": 3},
                },
            },
        ),
    ]


def canvassed(place: Place) -> list[Step]:
    """One PCN is left off each representative's list; one of them is noticed, late."""
    by_a = [pcn for pcn in place.group_a if pcn != place.forgotten]
    by_b = [pcn for pcn in place.group_b if pcn != place.late]
    return [
        Step(
            "04-21 09:15",
            representative,
            "canvass-organisation",
            {
                "consultation": HUB_CANVASS,
                "organisation": pcn.code,
                "channel": "email",
                "addressed_to": f"The clinical director of {pcn.name}",
                "occurred_at": "2026-04-21T09:00:00+01:00",
            },
        )
        for representative, asked in (("representative-a", by_a), ("representative-b", by_b))
        for pcn in asked
    ]


def answered(place: Place) -> list[Step]:
    return [
        view(
            "04-22 16:40",
            place.persuaded,
            "oppose",
            reasons="Our practices already run late clinics; the paper does not say who would "
            "staff the hub on Saturdays.",
        ),
        view(
            "04-23 12:10",
            place.proposer,
            "support",
            reasons="Patients ask for appointments after work more than for anything else.",
        ),
        view(
            "04-24 08:50",
            place.newcomer,
            "support-with-conditions",
            conditions="A booking line that patients can use before they leave for work.",
        ),
        view(
            "04-27 13:25",
            place.opposed,
            "oppose",
            reasons="The hub would draw sessional GPs away from our practices.",
        ),
        *(view("04-27 15:00", pcn, "support") for pcn in place.others),
    ]


def view(when: str, pcn: Pcn, position: str, **words: str) -> Step:
    body = {"consultation": HUB_CANVASS, "organisation": pcn.code, "position": position, **words}
    return Step(when, pcn.code, "submit-view", body)


def telephony(place: Place) -> list[Step]:
    """An item that goes no further: asked about, a view taken back, and withdrawn in May."""
    asked = {"consultation": TELEPHONY_CANVASS, "organisation": place.opposed.code}
    return [
        Step(
            "04-14 09:00",
            "secretary",
            "table-item",
            {
                "item": TELEPHONY,
                "meeting": MAY,
                "purpose": "discussion",
                "originator_kind": "system",
                "originator": people.ICB,
                "title": "Shared telephony for practices",
                "summary": "Whether practices buy telephony together when contracts end.",
            },
        ),
        Step(
            "04-15 09:00",
            "secretary",
            "open-consultation",
            {
                "consultation": TELEPHONY_CANVASS,
                "item": TELEPHONY,
                "question": "Would your practices buy telephony together?",
                "closes_at": "2026-05-13T12:00:00+01:00",
            },
        ),
        *(
            Step(
                "04-15 10:00",
                "secretary",
                "canvass-organisation",
                {
                    "consultation": TELEPHONY_CANVASS,
                    "organisation": pcn.code,
                    "channel": "messaging",
                },
            )
            for pcn in place.pcns
        ),
        Step("04-17 11:00", place.opposed.code, "submit-view", {**asked, "position": "support"}),
        Step(
            "04-24 11:00",
            place.opposed.code,
            "withdraw-view",
            {**asked, "reason": "Two of our practices have signed contracts of their own since."},
        ),
    ]
