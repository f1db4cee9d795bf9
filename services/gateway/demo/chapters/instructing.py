"""May before the meeting: PCNs instruct their seats, or do not."""

from gateway.demo import people
from gateway.demo.chapters.asking import HUB
from gateway.demo.chapters.calling import ESTATES, FRAILTY, agenda, canvass_closed, withdrawn
from gateway.demo.place import Pcn, Place
from gateway.demo.step import Body, Chapter, Step

TERM = {"from_on": "2026-05-01", "until_on": "2026-07-31"}
BOUND_FOR: Body = {"kind": "bound", "instruction": "for", "term": TERM}
BOUND_AGAINST: Body = {"kind": "bound", "instruction": "against", "term": TERM}


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


def own_word(place: Place) -> list[Step]:
    """What PCNs instruct about the hub themselves; one leaves everything to its seat."""
    guided: Body = {"kind": "guided", "instruction": "for", "term": TERM}
    return [
        Step(
            "05-05 09:00",
            place.silent.code,
            "grant-mandate",
            {
                "mandate": mandate_id(place.silent, "standing"),
                "organisation": place.silent.code,
                "seat": people.SEAT_B,
                "kind": "open",
                "scope": "standing",
                "term": {"from_on": "2026-05-01"},
            },
        ),
        grant("05-05 11:00", place.proposer, people.SEAT_A, HUB, BOUND_FOR),
        grant(
            "05-05 12:30",
            place.newcomer,
            people.SEAT_A,
            HUB,
            {
                **guided,
                "conditions": "Only with a booking line that opens before people leave for work.",
            },
        ),
        grant("05-06 10:15", place.opposed, people.SEAT_B, HUB, BOUND_AGAINST),
        Step(
            "05-08 09:40",
            place.newcomer.code,
            "vary-mandate",
            {
                "mandate": mandate_id(place.newcomer, HUB),
                "organisation": place.newcomer.code,
                **guided,
                "conditions": "A booking line that opens by 7.30, or an undertaking to open one.",
            },
        ),
    ]


def on_other_items(place: Place) -> list[Step]:
    """By topic, withheld, taken back: the ways in which authority comes and goes."""
    return [
        Step(
            "05-06 14:00",
            place.proposer.code,
            "grant-mandate",
            {
                "mandate": mandate_id(place.proposer, "estates"),
                "organisation": place.proposer.code,
                "seat": people.SEAT_A,
                **BOUND_AGAINST,
                "scope": "topic",
                "topic": "estates",
            },
        ),
        grant("05-06 14:30", place.newcomer, people.SEAT_A, ESTATES, BOUND_FOR),
        grant("05-08 11:00", place.late, people.SEAT_B, FRAILTY, BOUND_AGAINST),
        Step(
            "05-08 12:00",
            place.persuaded.code,
            "withhold-mandate",
            {
                "mandate": mandate_id(place.persuaded, ESTATES),
                "organisation": place.persuaded.code,
                "seat": people.SEAT_A,
                "scope": "item",
                "item": ESTATES,
                "term": TERM,
                "reason": "Our practices have not seen the figures for their own buildings.",
            },
        ),
        Step(
            "05-12 09:00",
            place.newcomer.code,
            "revoke-mandate",
            {
                "mandate": mandate_id(place.newcomer, ESTATES),
                "organisation": place.newcomer.code,
                "reason": "One of our health centres was left out of the paper.",
            },
        ),
    ]


def logged(place: Place) -> list[Step]:
    """Two mandates heard on the phone: one PCN confirms, the other disputes."""
    heard = {"channel": "phone", "scope": "item", **BOUND_FOR}
    persuaded, opposed = mandate_id(place.persuaded, HUB), mandate_id(place.opposed, FRAILTY)
    return [
        Step(
            "05-06 17:45",
            "representative-a",
            "log-mandate",
            {
                "mandate": persuaded,
                "organisation": place.persuaded.code,
                "seat": people.SEAT_A,
                **heard,
                "item": HUB,
                "heard_from": "The deputy clinical director, on the phone",
                "conditions": "If the hub pays for its own Saturday staff.",
                "occurred_at": "2026-05-06T17:10:00+01:00",
            },
        ),
        Step(
            "05-07 08:30",
            place.persuaded.code,
            "confirm-mandate",
            {"mandate": persuaded, "organisation": place.persuaded.code},
        ),
        Step(
            "05-07 18:30",
            "representative-b",
            "log-mandate",
            {
                "mandate": opposed,
                "organisation": place.opposed.code,
                "seat": people.SEAT_B,
                **heard,
                "item": FRAILTY,
                "heard_from": "The network manager, on the phone",
            },
        ),
        Step(
            "05-11 10:00",
            place.opposed.code,
            "dispute-mandate",
            {
                "mandate": opposed,
                "organisation": place.opposed.code,
                "reason": "Our manager said that we would look at it, not that we were for it.",
            },
        ),
    ]


def grant(when: str, pcn: Pcn, seat: str, item: str, instruction: Body) -> Step:
    """A mandate for one item, in the PCN's own word."""
    body: Body = {
        "mandate": mandate_id(pcn, item),
        "organisation": pcn.code,
        "seat": seat,
        **instruction,
        "scope": "item",
        "item": item,
    }
    return Step(when, pcn.code, "grant-mandate", body)


def mandate_id(pcn: Pcn, about: str) -> str:
    return f"{pcn.code.lower()}.{about}"
