"""May before the meeting: PCNs instruct their seats, or do not; the canvass is closed."""

from typing import Any

from gateway.demo import people
from gateway.demo.chapters.asking import HUB, HUB_CANVASS, TELEPHONY, TELEPHONY_CANVASS
from gateway.demo.chapters.founding import BOARD, JUNE, MAY
from gateway.demo.place import Pcn, Place
from gateway.demo.step import Chapter, Step, sha256

RATIFICATION = "between-meetings"
FRAILTY, ESTATES, TRANSPORT = "frailty-pathway", "estates-void-space", "community-transport"
TERM = {"from_on": "2026-05-01", "until_on": "2026-07-31"}


def instructing(place: Place) -> Chapter:
    return Chapter.of(
        "PCNs instruct their seats; the canvass is closed",
        agenda(),
        own_word(place),
        on_other_items(place),
        logged(place),
        canvass_closed(place),
        withdrawn(),
    )


def agenda() -> list[Step]:
    items = [
        (RATIFICATION, "decision", None, "Decisions taken between meetings"),
        (FRAILTY, "decision", "frailty", "Frailty pathway funding"),
        (ESTATES, "decision", "estates", "Void space in health centres"),
        (TRANSPORT, "decision", "transport", "Community transport grant"),
    ]
    return [
        *(
            Step(
                "05-05 10:00",
                "secretary",
                "table-item",
                {
                    "item": item,
                    "meeting": MAY,
                    "purpose": purpose,
                    "originator_kind": "system",
                    "originator": people.ICB,
                    "title": title,
                    **({"topic": topic} if topic else {}),
                },
            )
            for item, purpose, topic, title in items
        ),
        *(
            Step(
                "05-05 10:30",
                "secretary",
                "attach-paper",
                {"item": item, "paper": paper, "sha256": sha256(paper), "title": title},
            )
            for item, paper, title in (
                (FRAILTY, "frailty-case", "Frailty pathway: business case"),
                (ESTATES, "void-space", "Void space: costs and uses, 2025/26"),
            )
        ),
        Step(
            "05-06 09:00",
            "secretary",
            "publish-agenda",
            {
                "meeting": MAY,
                "items": [RATIFICATION, HUB, FRAILTY, ESTATES, TRANSPORT, TELEPHONY],
            },
        ),
        Step(
            "05-07 09:00",
            "secretary",
            "call-meeting",
            {
                "meeting": JUNE,
                "body": BOARD,
                "starts_at": "2026-06-11T14:00:00+01:00",
                "venue": "Committee room 2, the council's offices",
            },
        ),
    ]


def own_word(place: Place) -> list[Step]:
    """What PCNs instruct themselves about the hub, and one that leaves everything open."""
    bound: dict[str, Any] = {"kind": "bound", "term": TERM}
    guided: dict[str, Any] = {"kind": "guided", "instruction": "for", "term": TERM}
    return [
        mandate(
            "04-14 12:00",
            place.silent,
            people.SEAT_B,
            "open",
            kind="open",
            term={**TERM, "from_on": "2026-04-14"},
            scope="standing",
        ),
        mandate("05-05 11:00", place.proposer, people.SEAT_A, "hub", instruction="for", **bound),
        mandate(
            "05-05 12:30",
            place.newcomer,
            people.SEAT_A,
            "hub",
            **guided,
            conditions="Only with a booking line that opens before the first ferry.",
        ),
        mandate("05-06 10:15", place.opposed, people.SEAT_B, "hub", instruction="against", **bound),
        Step(
            "05-08 09:40",
            place.newcomer.code,
            "vary-mandate",
            {
                "mandate": mandate_id(place.newcomer, "hub"),
                "organisation": place.newcomer.code,
                **guided,
                "conditions": "A booking line that opens by 7.30, or an undertaking to open one.",
            },
        ),
    ]
