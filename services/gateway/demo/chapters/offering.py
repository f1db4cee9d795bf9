"""What was on offer: a pilot offered to all at once, a role that one PCN heard of first."""

from gateway.demo import people
from gateway.demo.chapters.calling import TRANSPORT
from gateway.demo.chapters.founding import BOARD
from gateway.demo.chapters.may_money import FRAILTY_DECISION
from gateway.demo.chapters.recounting import award
from gateway.demo.place import Pcn, Place
from gateway.demo.step import Body, Chapter, Step

PILOT, ROLE, BURSARY = "frailty-pilot-site", "digital-lead", "estates-bursary"


def offering(place: Place) -> Chapter:
    return Chapter.of("A pilot, a role and a bursary are on offer", offers(place), interest(place))


def offers(place: Place) -> list[Step]:
    """The first is offered to all at once. Of the role, one PCN had heard in the corridor."""
    all_but_one = [pcn for pcn in place.pcns if pcn != place.forgotten]
    corridor: Body = {
        "opportunity": ROLE,
        "organisation": place.proposer.code,
        "channel": "in-person",
        "occurred_at": "2026-04-10T16:00:00+01:00",
    }
    return [
        announced("04-10 12:00", PILOT, "pilot", "2026-05-08T17:00:00+01:00", "Frailty pilot site"),
        *told("04-10 12:05", PILOT, place.pcns),
        announced("04-13 09:00", ROLE, "role", "2026-04-24T17:00:00+01:00", "Digital lead"),
        *told("04-13 09:05", ROLE, all_but_one),
        Step("04-13 09:10", "secretary", "notify-organisation", corridor),
        announced(
            "04-13 09:15", BURSARY, "funding", "2026-05-22T17:00:00+01:00", "Estates bursary"
        ),
        *told("04-13 09:16", BURSARY, place.pcns),
    ]


def announced(when: str, opportunity: str, kind: str, closes_at: str, title: str) -> Step:
    body: Body = {
        "opportunity": opportunity,
        "body": BOARD,
        "kind": kind,
        "closes_at": closes_at,
        "title": title,
    }
    return Step(when, "secretary", "announce-opportunity", body)


def told(when: str, opportunity: str, pcns: tuple[Pcn, ...] | list[Pcn]) -> list[Step]:
    return [
        Step(
            when,
            "secretary",
            "notify-organisation",
            {"opportunity": opportunity, "organisation": pcn.code, "channel": "email"},
        )
        for pcn in pcns
    ]


def interest(place: Place) -> list[Step]:
    wanted = (
        (PILOT, place.proposer),
        (PILOT, place.newcomer),
        (PILOT, place.persuaded),
        (ROLE, place.proposer),
        (ROLE, place.opposed),
    )
    return [
        *(
            Step(
                "04-13 09:30",
                pcn.code,
                "express-interest",
                {"opportunity": opportunity, "organisation": pcn.code},
            )
            for opportunity, pcn in wanted
        ),
        Step(
            "04-13 09:50",
            place.persuaded.code,
            "withdraw-interest",
            {
                "opportunity": PILOT,
                "organisation": place.persuaded.code,
                "reason": "Two of our practices merge this summer.",
            },
        ),
    ]


def awarding(place: Place) -> Chapter:
    return Chapter.of(
        "What was on offer is awarded; hours are logged",
        awards(place),
        contacts(),
        hours(),
        award(PILOT, place.proposer, FRAILTY_DECISION),
    )


def awards(place: Place) -> list[Step]:
    chosen: Body = {"organisation": place.proposer.code}
    return [
        Step(
            "05-26 10:00",
            "secretary",
            "award-opportunity",
            {
                "opportunity": PILOT,
                **chosen,
                "decision": FRAILTY_DECISION,
                "amount_pence": 2_500_000,
                "reasons": "The only applicant whose practices share a care plan already.",
            },
        ),
        Step(
            "05-26 10:10",
            "secretary",
            "award-opportunity",
            {"opportunity": ROLE, **chosen, "reasons": "Known to the programme."},
        ),
        *(
            Step(
                "05-26 10:20",
                "secretary",
                "close-opportunity",
                {"opportunity": one, "outcome": outcome},
            )
            for one, outcome in ((PILOT, "awarded"), (ROLE, "awarded"), (BURSARY, "not-awarded"))
        ),
    ]


def contacts() -> list[Step]:
    """Who decides on the grant in June, had settled it on the phone in May."""
    return [
        Step(
            "05-27 15:00",
            "secretary",
            "log-contact",
            {
                "contact": "grant-by-phone",
                "item": TRANSPORT,
                "person": people.ICB_DIRECTOR.person,
                "organisation": people.ICB,
                "with_person": people.CHAIR.person,
                "with_organisation": people.COUNCIL,
                "channel": "phone",
                "named_outcome": True,
                "outcome": "approved",
                "summary": "That the grant would go through in June.",
            },
        )
    ]


def hours() -> list[Step]:
    """One representative is paid for a day a week, and gives more; the other is not paid for."""
    days = ("2026-04-09", "2026-05-14", "2026-05-18", "2026-05-19", "2026-05-20", "2026-05-21")
    return [
        *(
            Step(
                "05-28 08:30",
                "representative-a",
                "log-hours",
                {
                    "log": f"hours-a-{day}",
                    "seat": people.SEAT_A,
                    "person": people.REPRESENTATIVE_A.person,
                    "on": day,
                    "minutes_worked": 450,
                },
            )
            for day in days
        ),
        Step(
            "05-28 09:00",
            "representative-b",
            "log-hours",
            {
                "log": "hours-b-2026-05-12",
                "seat": people.SEAT_B,
                "person": people.REPRESENTATIVE_B.person,
                "on": "2026-05-12",
                "minutes_worked": 180,
                "work": "Calls with three PCNs about the hub.",
            },
        ),
    ]
