"""March and April: a small item is canvassed, members change, and the board meets."""

from gateway.demo import people
from gateway.demo.chapters.founding import APRIL, BOARD
from gateway.demo.place import SECOND_EDITION, Place
from gateway.demo.sitting import attending, telling
from gateway.demo.step import Chapter, Head, Reconciliation, Step, note

ITEM, CANVASS, DECISION = "winter-arrangements", "winter-canvass", "winter-arrangements"


def april(place: Place) -> Chapter:
    return Chapter.of(
        "A small item: canvassed, decided and told",
        canvass(place),
        changes(place),
        answers(place),
        meeting(place),
        afterwards(place),
    )


def canvass(place: Place) -> list[Step]:
    return [
        Step(
            "03-16 10:00",
            "secretary",
            "call-meeting",
            {
                "meeting": APRIL,
                "body": BOARD,
                "starts_at": "2026-04-09T14:00:00+01:00",
                "ends_at": "2026-04-09T15:30:00+01:00",
                "venue": "Committee room 2, the council's offices",
            },
        ),
        Step(
            "03-17 09:00",
            "secretary",
            "table-item",
            {
                "item": ITEM,
                "meeting": APRIL,
                "purpose": "decision",
                "originator_kind": "system",
                "originator": people.ICB,
                "topic": "urgent-care",
                "title": "Winter arrangements for 2026/27",
                "summary": "Whether to keep the weekend respiratory hubs next winter.",
            },
        ),
        Step(
            "03-17 10:00",
            "secretary",
            "open-consultation",
            {
                "consultation": CANVASS,
                "item": ITEM,
                "question": "Should the weekend respiratory hubs be kept next winter?",
                "closes_at": "2026-04-07T17:00:00+01:00",
            },
        ),
        *(
            Step(
                "03-18 09:00",
                "secretary",
                "canvass-organisation",
                {"consultation": CANVASS, "organisation": pcn.founding, "channel": "email"},
            )
            for pcn in place.pcns
        ),
    ]


def changes(place: Place) -> list[Step]:
    """Members come and go at the end of the year; the second edition of ODS files says so too."""
    steps = [
        Step(
            "03-31 12:00",
            "secretary",
            "end-appointment",
            {
                "seat": people.VCSE_SEAT,
                "person": people.FORMER_VCSE_LEAD.person,
                "on": "2026-03-31",
                "reason": "Her interim post ended; the new chief executive takes the seat.",
            },
        ),
        Step(
            "04-01 09:00",
            "secretary",
            "rename-member",
            {"organisation": people.VCSE, "name": place.later_vcse_name, "on": "2026-04-01"},
        ),
        Step(
            "04-01 09:10",
            "secretary",
            "end-appointment",
            {
                "seat": people.COMMUNITY_SEAT,
                "person": people.COMMUNITY_DIRECTOR.person,
                "on": "2026-03-31",
            },
        ),
        Step(
            "04-01 09:15",
            "secretary",
            "retire-seat",
            {"seat": people.COMMUNITY_SEAT, "on": "2026-03-31"},
        ),
        Step(
            "04-01 09:20",
            "secretary",
            "leave-member",
            {"organisation": people.COMMUNITY, "on": "2026-03-31", "reason": "closed"},
        ),
        Step(
            "04-01 09:25",
            "secretary",
            "succeed-member",
            {
                "organisation": people.COMMUNITY,
                "successor": people.TRUST,
                "on": "2026-04-01",
                "basis": "declared",
            },
        ),
    ]
    if place.has_second_edition:
        again = Reconciliation(SECOND_EDITION)
        steps.append(Step("04-02 10:00", "administrator", "reconcile-members", again))
    return steps


def answers(place: Place) -> list[Step]:
    """All but one answer; a PCN that has taken another's place answers in it."""
    return [
        Step(
            "04-02 15:00",
            pcn.code,
            "submit-view",
            {"consultation": CANVASS, "organisation": pcn.code, "position": "support"},
        )
        for pcn in place.pcns
        if pcn != place.silent
    ] + [Step("04-07 17:05", "secretary", "close-consultation", {"consultation": CANVASS})]


def meeting(place: Place) -> list[Step]:
    sitting = {**people.BOARD, people.SEAT_B: people.REPRESENTATIVE_B}
    return [
        Step("03-31 16:00", "secretary", "publish-agenda", {"meeting": APRIL, "items": [ITEM]}),
        Step("04-09 14:00", "secretary", "open-meeting", {"meeting": APRIL}),
        *attending("04-09 14:01", APRIL, sitting, place),
        *note(
            "04-09 14:10",
            ITEM,
            "The board considered how the weekend respiratory hubs had been used last winter. "
            "Attendance had been highest among children under five, and the acute trust had seen "
            "fewer avoidable attendances at the emergency department on Sundays.",
            f"{len(place.pcns) - 1} PCNs of {len(place.pcns)} had answered the canvass, all in "
            "support. Members noted that the hubs depend on weekend cover from community pharmacy, which is not yet agreed.",
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
        *actions(),
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
