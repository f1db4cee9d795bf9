"""What was recorded by mistake, and put right: each way of correcting the record once."""

from gateway.demo import people
from gateway.demo.chapters.april import DECISION as WINTER_DECISION
from gateway.demo.chapters.founding import BOARD, JUNE
from gateway.demo.chapters.winter import CANVASS
from gateway.demo.place import Place
from gateway.demo.sitting import in_attendance
from gateway.demo.step import Body, Chapter, Head, Step

EXTRA = "board-2026-07-02"
MISTAKE = "mistake-in-recording"


def at_the_meeting() -> list[Step]:
    """An interest noted against the wrong person, and taken off again."""
    declared = {"meeting": JUNE, "person": people.CHAIR.person}
    return [
        Step(
            "06-11 14:03",
            "secretary",
            "declare-interest",
            {
                **declared,
                "seat": people.COUNCIL_SEAT,
                "kind": "indirect",
                "nature": "perceived",
                "management": "noted",
                "description": "His sister manages a community transport provider.",
            },
        ),
        right("06-11 14:04", "withdraw-declaration", declared, "Another member had declared it."),
    ]


def putting_right(place: Place) -> Chapter:
    return Chapter.of("What was recorded by mistake is put right", people_and_papers(place))


def people_and_papers(place: Place) -> list[Step]:
    told = "grant-told-to-lmc"
    return [
        Step(
            "06-12 16:05",
            "secretary",
            "issue-feedback",
            {
                "feedback": told,
                "decision": "community-transport",
                "organisation": people.LMC,
                "channel": "phone",
            },
        ),
        right("06-12 16:10", "withdraw-feedback", {"feedback": told}, "Nobody picked up."),
        in_attendance("06-12 16:15", JUNE, people.HEALTHWATCH_OBSERVER),
        right(
            "06-12 16:16",
            "withdraw-attendance",
            {
                "meeting": JUNE,
                "person": people.HEALTHWATCH_OBSERVER.person,
                "record": "attendance",
            },
            "She had registered, and did not come.",
        ),
        right(
            "06-12 16:20",
            "correct-canvass",
            {
                "consultation": CANVASS,
                "organisation": place.proposer.founding,
                "recorded_as": "2026-03-18T09:00:00Z",
                "delivered_at": "2026-03-18T11:30:00Z",
            },
            "The first message came back; it was sent again.",
            "document-shows-otherwise",
        ),
        right(
            "06-12 16:25",
            "restate-view",
            {
                "consultation": CANVASS,
                "organisation": place.persuaded.code,
                "position": "support",
                "reasons": "Our youngest patients used the hubs most.",
            },
            "Its reasons were left out when its answer was recorded.",
            "organisation-says-otherwise",
        ),
        right(
            "06-12 16:30",
            "restate-decision",
            {
                "decision": WINTER_DECISION,
                "text": "The weekend respiratory hubs are kept for winter 2026/27, subject to "
                "confirmation of their funding by 29 May.",
            },
            "The date that members had asked for was left out.",
        ),
        Step(
            "06-12 16:35",
            "secretary",
            "call-meeting",
            {"meeting": EXTRA, "body": BOARD, "starts_at": "2026-07-02T14:00:00+01:00"},
        ),
        Step(
            "06-12 16:40",
            "secretary",
            "cancel-meeting",
            {"meeting": EXTRA, "reason": "Called for the wrong week: the board meets on 9 July."},
        ),
        right("06-12 16:45", "note-mistake", {"entry": Head()}, "It was cancelled by phone first."),
    ]


def right(when: str, command: str, body: Body, reason: str, basis: str = MISTAKE) -> Step:
    return Step(when, "secretary", command, {**body, "basis": basis, "reason": reason})
