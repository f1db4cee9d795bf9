"""March: a small item is canvassed, and members come and go before the canvass is closed."""

from gateway.demo import people
from gateway.demo.chapters.founding import APRIL, BOARD, YEAR
from gateway.demo.chapters.polling import carried_on
from gateway.demo.place import SECOND_EDITION, Place
from gateway.demo.step import Chapter, Reconciliation, Step

ITEM, CANVASS = "winter-arrangements", "winter-canvass"


def winter(place: Place) -> Chapter:
    return Chapter.of(
        "A small item is canvassed while members come and go",
        canvass(place),
        changes(place),
        answers(place),
        carried_on(place, CANVASS),
        lasting(place),
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
        Step("03-31 16:00", "secretary", "publish-agenda", {"meeting": APRIL, "items": [ITEM]}),
    ]


def changes(place: Place) -> list[Step]:
    """Members come and go at the end of the year; the second edition of ODS files says so too."""
    deputy = people.DEPUTY_B.fields(place.late.code)
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
        Step(
            "04-01 10:00",
            "representative-b",
            "nominate-deputy",
            {"seat": people.SEAT_B, **deputy, "term": YEAR},
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


def lasting(place: Place) -> list[Step]:
    """A PCN that is about to close binds its seat; its successor is found to be bound in July."""
    closing = place.newcomer.founding
    return [
        Step(
            "03-24 10:00",
            closing,
            "grant-mandate",
            {
                "mandate": f"{closing.lower()}.urgent-care",
                "organisation": closing,
                "seat": people.SEAT_A,
                "kind": "bound",
                "instruction": "for",
                "scope": "topic",
                "topic": "urgent-care",
                "term": {"from_on": "2026-03-24", "until_on": "2027-03-31"},
            },
        )
    ]
