"""26 June: a group's only meeting: broken off, a decision taken back, another replaced; its end."""

from gateway.demo import people
from gateway.demo.chapters.founding import BOARD
from gateway.demo.chapters.putting_right import right
from gateway.demo.place import Place
from gateway.demo.sitting import attends
from gateway.demo.step import Body, Chapter, Step, note

GROUP, MEETING, ITEM = "digital-group", "digital-2026-06-26", "online-forms"
RESCINDED, SUPERSEDED, STANDING = "one-supplier", "two-practices", "four-practices"
SITTING = {"digital-icb": people.ICB_DIRECTOR, "digital-trust": people.TRUST_DIRECTOR}


def dissolving(place: Place) -> Chapter:
    return Chapter.of(
        "A small group breaks off its meeting, thinks again, and is dissolved",
        founded(),
        first_half(place),
        second_half(place),
        dissolved(),
    )


def founded() -> list[Step]:
    body: Body = {"body": GROUP, "name": "Digital Group", "kind": "sub-committee"}
    seats = (("digital-icb", "ICB seat", people.ICB), ("digital-trust", "Trust seat", people.TRUST))
    holders = SITTING.items()
    return [
        Step("06-26 10:10", "secretary", "constitute-body", {**body, "on": "2026-06-26"}),
        *(
            Step(
                "06-26 10:11",
                "secretary",
                "create-seat",
                {
                    "body": GROUP,
                    "seat": seat,
                    "title": title,
                    "category": "partner",
                    "constituency": [code],
                },
            )
            for seat, title, code in seats
        ),
        *(
            Step(
                "06-26 10:12",
                "secretary",
                "appoint-representative",
                {"seat": seat, **one.fields(""), "term": {"from_on": "2026-06-26"}},
            )
            for seat, one in holders
        ),
        Step(
            "06-26 10:13",
            "secretary",
            "adopt-terms",
            {
                "body": GROUP,
                "effective_on": "2026-06-26",
                "authority": "delegated-committee",
                "quorum": {"count": 2},
                "rule": {"kind": "simple-majority"},
                "numbering": "DG/{fy}/{n:03}",
                "notice_working_days": 0,
            },
        ),
        Step(
            "06-26 10:14",
            "secretary",
            "call-meeting",
            {"meeting": MEETING, "body": GROUP, "starts_at": "2026-06-26T11:00:00+01:00"},
        ),
        Step(
            "06-26 10:15",
            "secretary",
            "table-item",
            {
                "item": ITEM,
                "meeting": MEETING,
                "purpose": "decision",
                "originator_kind": "system",
                "originator": people.ICB,
                "title": "Online forms for patients",
                "summary": "Who supplies them, and which practices try them first.",
            },
        ),
    ]


def first_half(place: Place) -> list[Step]:
    return [
        Step("06-26 11:00", "secretary", "open-meeting", {"meeting": MEETING}),
        *there("06-26 11:01", place),
        decided("06-26 11:20", RESCINDED, "One supplier provides the forms for all practices."),
        Step(
            "06-26 11:30",
            "secretary",
            "adjourn-meeting",
            {
                "meeting": MEETING,
                "resumes_at": "2026-06-26T14:00:00+01:00",
                "reason": "The fire alarm went, and the building was emptied.",
            },
        ),
    ]


def second_half(place: Place) -> list[Step]:
    """Over lunch the supplier withdrew; then two practices became four."""
    return [
        Step("06-26 14:00", "secretary", "resume-meeting", {"meeting": MEETING}),
        *there("06-26 14:01", place),
        *note("06-26 14:05", ITEM, "Members heard that the supplier had withdrawn its offer."),
        Step(
            "06-26 14:10",
            "secretary",
            "rescind-decision",
            {
                "decision": RESCINDED,
                "meeting": MEETING,
                "item": ITEM,
                "reason": "The supplier withdrew its offer at noon.",
            },
        ),
        decided("06-26 14:20", SUPERSEDED, "Two practices try the forms until October."),
        decided("06-26 14:40", STANDING, "Four practices try the forms until October."),
        Step(
            "06-26 14:41",
            "secretary",
            "supersede-decision",
            {"decision": SUPERSEDED, "superseded_by": STANDING},
        ),
        Step(
            "06-26 14:45",
            "secretary",
            "raise-action",
            {
                "action": "find-two-more-practices",
                "body": GROUP,
                "meeting": MEETING,
                "item": ITEM,
                "organisation": people.ICB,
                "owner": people.ICB_DIRECTOR.name,
                "due_on": "2026-09-30",
                "text": "Find two more practices to try the forms.",
            },
        ),
        *rescinded_by_mistake(),
        Step("06-26 15:00", "secretary", "close-meeting", {"meeting": MEETING}),
    ]


def rescinded_by_mistake() -> list[Step]:
    """The one that stands was taken for the one that it replaced, for five minutes."""
    why = "The decision on two practices is meant, and has been replaced already."
    return [
        Step(
            "06-26 14:50",
            "secretary",
            "rescind-decision",
            {
                "decision": STANDING,
                "meeting": MEETING,
                "item": ITEM,
                "reason": "Two practices are too few.",
            },
        ),
        right("06-26 14:55", "restate-undoing", {"decision": STANDING}, why),
    ]


def there(when: str, place: Place) -> list[Step]:
    return [attends(when, MEETING, seat, person, place) for seat, person in SITTING.items()]


def decided(when: str, decision: str, text: str) -> Step:
    body = {"decision": decision, "item": ITEM, "outcome": "agreed", "text": text}
    return Step(when, "secretary", "take-decision", body)


def dissolved() -> list[Step]:
    return [
        Step(
            "06-26 16:00",
            "secretary",
            "dissolve-body",
            {
                "body": GROUP,
                "on": "2026-06-26",
                "to_body": BOARD,
                "reason": "The ICB dissolved it: what it does, the board can do.",
            },
        )
    ]
