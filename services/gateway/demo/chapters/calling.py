"""May before the meeting: the agenda goes out, the canvass is closed, an item is withdrawn."""

from gateway.demo import people
from gateway.demo.chapters.asking import HUB, HUB_CANVASS, TELEPHONY, TELEPHONY_CANVASS
from gateway.demo.chapters.founding import BOARD, JUNE, MAY
from gateway.demo.place import Place
from gateway.demo.step import Step, sha256

RATIFICATION = "between-meetings"
FRAILTY, ESTATES, TRANSPORT = "frailty-pathway", "estates-void-space", "community-transport"


def agenda() -> list[Step]:
    items = [
        (
            RATIFICATION,
            "governance",
            "Decisions taken between meetings",
            "Whether the board makes three decisions its own that were taken since it last met.",
        ),
        (
            FRAILTY,
            "frailty",
            "Frailty pathway funding",
            "£125,000 for yearly reviews of patients with moderate frailty.",
        ),
        (
            ESTATES,
            "estates",
            "Void space in health centres",
            "Who lets the rooms that stand empty, and for whom.",
        ),
        (
            TRANSPORT,
            "transport",
            "Community transport grant",
            "A grant for journeys to appointments, for one provider or several.",
        ),
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


def canvass_closed(place: Place) -> list[Step]:
    asked = {"consultation": HUB_CANVASS}
    return [
        Step(
            "05-05 09:30",
            "representative-b",
            "remind-organisation",
            {**asked, "organisation": place.silent.code, "channel": "email"},
        ),
        Step(
            "05-06 18:00",
            place.persuaded.code,
            "revise-view",
            {
                **asked,
                "organisation": place.persuaded.code,
                "position": "support-with-conditions",
                "conditions": "The hub pays for its own Saturday staff.",
            },
        ),
        Step(
            "05-07 12:00",
            "secretary",
            "extend-consultation",
            {
                **asked,
                "closes_at": "2026-05-12T17:00:00+01:00",
                "reason": "A PCN was found not to have been asked.",
            },
        ),
        Step(
            "05-12 10:00",
            "representative-b",
            "canvass-organisation",
            {**asked, "organisation": place.late.code, "channel": "phone"},
        ),
        Step("05-12 17:05", "secretary", "close-consultation", asked),
    ]


def withdrawn() -> list[Step]:
    why = "The national framework on which it rested was put back to the autumn."
    return [
        Step(
            "05-11 15:00",
            "secretary",
            "withdraw-consultation",
            {"consultation": TELEPHONY_CANVASS, "reason": why},
        ),
        Step("05-11 15:05", "secretary", "withdraw-item", {"item": TELEPHONY, "reason": why}),
        Step(
            "05-12 11:00",
            "secretary",
            "update-action",
            {
                "action": "confirm-hub-funding",
                "progress": "With the ICB's finance team; an answer is expected by the end of May.",
            },
        ),
    ]
