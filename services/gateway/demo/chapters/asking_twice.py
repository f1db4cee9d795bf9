"""June: the PCNs are asked about a contract, and again when its paper has changed."""

from gateway.demo import people
from gateway.demo.chapters.founding import BOARD, JULY
from gateway.demo.chapters.polling import answer, poll
from gateway.demo.place import Pcn, Place
from gateway.demo.sitting import telling
from gateway.demo.step import Body, Chapter, Step, sha256

CONTRACT, FIRST_ROUND, SECOND_ROUND = "respiratory-contract", "contract-first", "contract-second"
RESOLUTION, CHAIRS_ACTION = "winter-leaflet", "contract-notice"


def asking_twice(place: Place) -> Chapter:
    return Chapter.of(
        "The PCNs are asked about a contract, and again when its paper changes",
        tabled(),
        first_round(place),
        outside(place),
        second_round(place),
    )


def tabled() -> list[Step]:
    return [
        Step(
            "06-15 10:00",
            "secretary",
            "call-meeting",
            {
                "meeting": JULY,
                "body": BOARD,
                "starts_at": "2026-07-09T14:00:00+01:00",
                "venue": "Committee room 2, the council's offices",
            },
        ),
        Step(
            "06-15 10:10",
            "secretary",
            "table-item",
            {
                "item": CONTRACT,
                "meeting": JULY,
                "purpose": "decision",
                "originator_kind": "system",
                "originator": people.ICB,
                "topic": "urgent-care",
                "title": "Contract for the respiratory hubs",
                "summary": "Who runs the weekend respiratory hubs next winter, and for how much.",
            },
        ),
        paper("06-15 10:20", "contract, version 1"),
    ]


def paper(when: str, version: str) -> Step:
    body: Body = {
        "item": CONTRACT,
        "paper": "contract",
        "sha256": sha256(version),
        "title": "Respiratory hubs: terms of the contract",
    }
    return Step(when, "secretary", "attach-paper", body)


def opened(when: str, consultation: str, closes_at: str) -> Step:
    body: Body = {
        "consultation": consultation,
        "item": CONTRACT,
        "question": "Should the board sign the contract for the respiratory hubs?",
        "closes_at": closes_at,
        "window_working_days": 5,
    }
    return Step(when, "secretary", "open-consultation", body)


def canvassed(when: str, consultation: str, place: Place) -> list[Step]:
    return [
        Step(
            when,
            "secretary",
            "canvass-organisation",
            {"consultation": consultation, "organisation": pcn.code, "channel": "email"},
        )
        for pcn in place.pcns
    ]


def view(when: str, consultation: str, pcn: Pcn, position: str, **words: str) -> Step:
    body = {"consultation": consultation, "organisation": pcn.code, "position": position, **words}
    return Step(when, pcn.code, "submit-view", body)


def first_round(place: Place) -> list[Step]:
    return [
        opened("06-15 11:00", FIRST_ROUND, "2026-06-25T17:00:00+01:00"),
        *canvassed("06-15 11:30", FIRST_ROUND, place),
        view("06-17 09:00", FIRST_ROUND, place.proposer, "support"),
        view("06-17 09:30", FIRST_ROUND, place.newcomer, "support"),
        view(
            "06-17 12:00",
            FIRST_ROUND,
            place.persuaded,
            "oppose",
            reasons="Nothing in it pays for Saturdays.",
        ),
        view("06-18 10:00", FIRST_ROUND, place.opposed, "support"),
    ]


def outside(place: Place) -> list[Step]:
    """One will be ratified in July; the other is forgotten there, and is overdue from then on."""
    told = "Members agreed by e-mail on one leaflet for all practices, for £2,400."
    return [
        Step(
            "06-19 12:00",
            "secretary",
            "take-decision-outside-meeting",
            {
                "decision": RESOLUTION,
                "body": BOARD,
                "route": "written-resolution",
                "outcome": "agreed",
                "amount_pence": 240_000,
                "text": "One leaflet on winter illness for all practices, for £2,400.",
                "reason": "The printer holds the price until 22 June; six members agreed by "
                "e-mail.",
            },
        ),
        *telling("06-19 15:00", "secretary", RESOLUTION, place.pcns, "email", told),
        Step(
            "06-22 17:00",
            "secretary",
            "take-decision-outside-meeting",
            {
                "decision": CHAIRS_ACTION,
                "body": BOARD,
                "route": "chairs-action",
                "outcome": "approved",
                "person": people.CHAIR.person,
                "text": "Notice is given on the present contract for the respiratory hubs.",
                "reason": "Three months' notice had to be given by the end of June.",
            },
        ),
    ]


def second_round(place: Place) -> list[Step]:
    """Of the answers to the first paper, those that nobody gave anew are carried over, marked."""
    asks = {"consultation": SECOND_ROUND, "closes_at": "2026-06-30T12:00:00+01:00"}
    shares = {"voices_at_least": {"numerator": 1, "denominator": 1}}
    rule = {"kind": "unanimous", **shares}
    return [
        Step("06-23 09:00", "secretary", "close-consultation", {"consultation": FIRST_ROUND}),
        paper("06-23 09:10", "contract, version 2"),
        opened("06-23 09:30", SECOND_ROUND, "2026-07-03T17:00:00+01:00"),
        *canvassed("06-23 10:00", SECOND_ROUND, place),
        poll("06-23 14:00", place.persuaded, "open-poll", "contract", rule=rule, **asks),
        *(
            answer(
                "06-24 09:00",
                place.persuaded,
                number,
                "support",
                "contract",
                reasons="The new terms pay for Saturdays.",
            )
            for number in range(3)
        ),
        poll("06-24 12:00", place.persuaded, "close-poll", "contract"),
        view("06-24 15:00", SECOND_ROUND, place.persuaded, "support"),
        view(
            "06-24 16:00",
            SECOND_ROUND,
            place.proposer,
            "oppose",
            reasons="Saturdays are paid for by one weekday fewer.",
        ),
    ]
