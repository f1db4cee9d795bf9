"""9 July: split instructions, an inherited mandate, and an item that lacks a quorum."""

from gateway.demo import people
from gateway.demo.chapters.asking_twice import CONTRACT, RESOLUTION, SECOND_ROUND
from gateway.demo.chapters.founding import BOARD, JULY, JUNE
from gateway.demo.chapters.instructing import BOUND_AGAINST, BOUND_FOR, grant
from gateway.demo.place import Place
from gateway.demo.sitting import attending, home, telling
from gateway.demo.step import Chapter, Step, note, vote

CARE_HOMES, LEAFLET = "care-home-rounds", "winter-leaflet-ratified"
MOTION, DECISION = "contract-motion", "respiratory-contract"
ABOUT_A_COLLEAGUE = "One member spoke of a colleague's illness and why she had given up her lists."


def july(place: Place) -> Chapter:
    return Chapter.of(
        "The board meets on 9 July",
        before(place),
        opening(place),
        contract(place),
        care_homes(),
        afterwards(place),
    )


def before(place: Place) -> list[Step]:
    items = (
        (LEAFLET, "governance", "A decision taken in writing", "Whether the board ratifies it."),
        (CARE_HOMES, "frailty", "Ward rounds in care homes", "What practices are paid for them."),
    )
    return [
        *(
            Step(
                "06-29 09:00",
                "secretary",
                "table-item",
                {
                    "item": item,
                    "meeting": JULY,
                    "purpose": "decision",
                    "originator_kind": "system",
                    "originator": people.ICB,
                    "topic": topic,
                    "title": title,
                    "summary": summary,
                },
            )
            for item, topic, title, summary in items
        ),
        Step(
            "06-30 09:00",
            "secretary",
            "publish-agenda",
            {"meeting": JULY, "items": [LEAFLET, CONTRACT, CARE_HOMES]},
        ),
        Step(
            "07-02 16:00",
            "representative-a",
            "complete-action",
            {"action": "hub-staffing-plan", "note": "Sent to all members on 2 July."},
        ),
        Step("07-03 17:05", "secretary", "close-consultation", {"consultation": SECOND_ROUND}),
        grant("07-06 10:00", place.proposer, people.SEAT_A, CONTRACT, BOUND_AGAINST),
        grant("07-06 11:00", place.persuaded, people.SEAT_A, CONTRACT, BOUND_FOR),
    ]


def opening(place: Place) -> list[Step]:
    """The second PCN seat is empty: its holder is away, and her deputy's PCN has closed."""
    away = people.REPRESENTATIVE_B
    here = {seat: one for seat, one in people.BOARD.items() if seat != people.SEAT_B}
    return [
        Step(
            "07-08 12:00",
            "representative-b",
            "receive-apologies",
            {"meeting": JULY, "seat": people.SEAT_B, **away.fields(home(away, place))},
        ),
        Step("07-09 14:00", "secretary", "open-meeting", {"meeting": JULY}),
        *attending("07-09 14:01", JULY, here, place),
        Step(
            "07-09 14:03",
            "secretary",
            "approve-minutes",
            {"meeting": JUNE, "approved_at": JULY},
        ),
        *note(
            "07-09 14:05",
            LEAFLET,
            "Members had agreed by e-mail on one leaflet. Nobody asked for a discussion, and the "
            "board ratified it.",
        ),
        Step(
            "07-09 14:06",
            "secretary",
            "ratify-decision",
            {"decision": RESOLUTION, "meeting": JULY, "item": LEAFLET},
        ),
    ]


def contract(place: Place) -> list[Step]:
    """One seat, three instructions: a PCN's own, another's against it, and an inherited one.

    The council's vote is left out, and put in a week later.
    """
    departs = (
        f"{place.proposer.name} asked for a vote against, {place.persuaded.name} and "
        f"{place.newcomer.name} for one in favour."
    )
    motion = {"motion": MOTION}
    return [
        *note(
            "07-09 14:10",
            CONTRACT,
            "Members compared the contract with last winter's. Two offers had been received; the "
            "lower was £212 a session, the other £240.",
            ABOUT_A_COLLEAGUE,
        ),
        Step(
            "07-09 14:20",
            "secretary",
            "move-motion",
            {
                **motion,
                "item": CONTRACT,
                "mover": people.TRUST_SEAT,
                "text": "That the contract for the respiratory hubs is signed for one winter.",
            },
        ),
        Step("07-09 14:21", "secretary", "second-motion", {**motion, "seat": people.VCSE_SEAT}),
        Step("07-09 14:22", "secretary", "open-voting", {**motion, "method": "roll-call"}),
        vote("07-09 14:23", MOTION, people.SEAT_A, "for", departs),
        *(
            vote("07-09 14:23", MOTION, seat, "for")
            for seat in (people.TRUST_SEAT, people.VCSE_SEAT)
        ),
        vote("07-09 14:24", MOTION, people.ICB_SEAT, "against"),
        Step("07-09 14:25", "secretary", "close-voting", {**motion, "ruling": "carried"}),
        Step(
            "07-09 14:26",
            "secretary",
            "take-decision",
            {
                "decision": DECISION,
                "item": CONTRACT,
                **motion,
                "outcome": "approved",
                "text": "The contract for the respiratory hubs is signed for one winter.",
                "basis": "Scheme of delegation, section 4.2: urgent care at place",
            },
        ),
        Step(
            "07-09 14:27",
            "secretary",
            "raise-action",
            {
                "action": "publish-hub-hours",
                "body": BOARD,
                "meeting": JULY,
                "item": CONTRACT,
                "decision": DECISION,
                "organisation": people.TRUST,
                "owner": people.TRUST_DIRECTOR.name,
                "due_on": "2026-09-11",
                "text": "Publish the hours of the hubs for next winter.",
            },
        ),
    ]


def care_homes() -> list[Step]:
    """The only PCN representative in the room stands aside: without her there is no quorum."""
    aside = {"seat": people.SEAT_A, "person": people.REPRESENTATIVE_A.person}
    return [
        Step(
            "07-09 14:30",
            "representative-a",
            "declare-interest",
            {
                "meeting": JULY,
                "item": CARE_HOMES,
                **aside,
                "interest": "practice-partner",
                "management": "leaves",
                "description": "Her practice would be paid for ward rounds.",
            },
        ),
        Step(
            "07-09 14:31",
            "representative-a",
            "recuse-member",
            {
                "item": CARE_HOMES,
                **aside,
                "left_room": True,
                "reason": "Her practice would be paid for ward rounds.",
            },
        ),
        *note(
            "07-09 14:33",
            CARE_HOMES,
            "The chair found that without her no PCN was represented and four voting seats "
            "remained; five are needed, one of them a PCN's.",
        ),
        Step(
            "07-09 14:35",
            "secretary",
            "defer-item",
            {"item": CARE_HOMES, "reason": "The board was not quorate for this item."},
        ),
        Step(
            "07-09 14:50",
            "secretary",
            "close-meeting",
            {"meeting": JULY, "next_meeting_at": "2026-09-10T14:00:00+01:00"},
        ),
    ]


def afterwards(place: Place) -> list[Step]:
    told = "The contract for the respiratory hubs was approved by four votes to one."
    still_there = [pcn for pcn in place.pcns if pcn != place.group_b[-1]]
    return [*telling("07-10 09:30", "secretary", DECISION, still_there, "email", told)]
