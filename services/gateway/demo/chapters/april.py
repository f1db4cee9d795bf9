"""April: the board meets, decides the small item, and tells everybody."""

from gateway.demo import people
from gateway.demo.chapters.founding import APRIL, BOARD
from gateway.demo.chapters.winter import ITEM
from gateway.demo.place import Place
from gateway.demo.sitting import attending, telling
from gateway.demo.step import Chapter, Head, Step, note
from schemas.counting import counted

DECISION = "winter-arrangements"


def april(place: Place) -> Chapter:
    return Chapter.of("The board meets on 9 April", meeting(place), actions(), afterwards(place))


def meeting(place: Place) -> list[Step]:
    sitting = {**people.BOARD, people.SEAT_B: people.REPRESENTATIVE_B}
    return [
        Step("04-09 14:00", "secretary", "open-meeting", {"meeting": APRIL}),
        *attending("04-09 14:01", APRIL, sitting, place),
        *note(
            "04-09 14:10",
            ITEM,
            "The board considered how the weekend respiratory hubs had been used last winter. "
            "Attendance had been highest among children under five, and the acute trust had seen "
            "fewer avoidable attendances at the emergency department on Sundays.",
            f"{counted(len(place.pcns) - 1, 'PCN')} of {len(place.pcns)} had answered the canvass, "
            "all in support. Members noted that the hubs depend on weekend cover from community "
            "pharmacy, which is not yet agreed.",
        ),
        Step(
            "04-09 14:40",
            "secretary",
            "take-decision",
            {
                "decision": DECISION,
                "item": ITEM,
                "outcome": "agreed",
                "text": "The weekend respiratory hubs are kept for winter 2026/27, subject to "
                "confirmation of their funding.",
                "basis": "Scheme of delegation, section 4.2: urgent care at place",
            },
        ),
        Step(
            "04-09 15:05",
            "secretary",
            "close-meeting",
            {"meeting": APRIL, "next_meeting_at": "2026-05-14T14:00:00+01:00"},
        ),
    ]


def actions() -> list[Step]:
    return [
        Step(
            "04-09 14:45",
            "secretary",
            "raise-action",
            {
                "action": "share-occupancy",
                "body": BOARD,
                "meeting": APRIL,
                "item": ITEM,
                "organisation": people.TRUST,
                "person": people.TRUST_DIRECTOR.person,
                "owner": people.TRUST_DIRECTOR.name,
                "due_on": "2026-04-30",
                "text": "Send PCNs the figures on Sunday attendances by practice.",
            },
        ),
        Step(
            "04-09 14:46",
            "secretary",
            "raise-action",
            {
                "action": "confirm-hub-funding",
                "body": BOARD,
                "meeting": APRIL,
                "item": ITEM,
                "decision": DECISION,
                "organisation": people.ICB,
                "person": people.ICB_DIRECTOR.person,
                "owner": people.ICB_DIRECTOR.name,
                "due_on": "2026-05-29",
                "text": "Confirm the funding of the weekend respiratory hubs for 2026/27.",
            },
        ),
    ]


def afterwards(place: Place) -> list[Step]:
    told = "The board agreed on 9 April to keep the weekend respiratory hubs next winter."
    return [
        *telling("04-10 10:00", "secretary", DECISION, place.pcns, "email", told),
        Step(
            "04-10 11:00",
            "secretary",
            "draft-minutes",
            {"meeting": APRIL, "as_at_position": Head()},
        ),
    ]
