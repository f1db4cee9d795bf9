"""What the record of a vote, a recusal or a ratification had wrong, put right soon after."""

from gateway.demo import people
from gateway.demo.chapters.putting_right import right
from gateway.demo.place import Pcn
from gateway.demo.step import Body, Step


def casting_vote(motion: str) -> list[Step]:
    """The chair gave another reason than was written down."""
    body: Body = {
        "motion": motion,
        "choice": "for",
        "reasons": "Empty rooms cost more with every month, and a year is not for ever.",
    }
    return [right("05-14 15:32", "restate-casting-vote", body, "The half of it was missed.")]


def at_the_forum(misruled: str, objected: str, seat: str) -> list[Step]:
    """A motion that was not carried by its rule had been ruled carried; an objection, in full."""
    whole = "Our smallest practice has one doctor. We sustain this objection until it has two."
    return [
        right(
            "06-26 09:20",
            "restate-ruling",
            {"motion": misruled, "ruling": "not-carried"},
            "The chair had not seen the one hand against it.",
        ),
        right(
            "06-26 09:30",
            "restate-dissent",
            {"motion": objected, "seat": seat, "has_dissented": True, "reasons": whole},
            "Its end was cut off.",
            "organisation-says-otherwise",
        ),
    ]


def of_july(resolution: str, item: str, motion: str) -> list[Step]:
    aside: Body = {"item": item, "seat": people.SEAT_A}
    return [
        right(
            "07-15 11:30",
            "restate-ratification",
            {
                "decision": resolution,
                "outcome": "ratified",
                "settled_at": "2026-07-09T14:08:00+01:00",
            },
            "The secretary's watch was slow.",
        ),
        right(
            "07-15 11:35",
            "restate-standing-aside",
            {**aside, "how": "recused", "left_room": True, "since": "2026-07-09T14:32:00+01:00"},
            "The secretary's watch was slow.",
        ),
        right(
            "07-15 11:40",
            "restate-return",
            {**aside, "returned_at": "2026-07-09T14:37:00+01:00"},
            "That she came back was not written down.",
        ),
        right(
            "07-15 11:45",
            "correct-vote",
            {
                "motion": motion,
                "seat": people.COUNCIL_SEAT,
                "person": people.CHAIR.person,
                "choice": "for",
            },
            "The chair's own vote was not written down; two notes of the meeting have it.",
            "document-shows-otherwise",
        ),
    ]


def award(opportunity: str, pcn: Pcn, decision: str) -> list[Step]:
    body: Body = {
        "opportunity": opportunity,
        "organisation": pcn.code,
        "is_awarded": True,
        "decision": decision,
        "amount_pence": 2_400_000,
        "reasons": "The only applicant whose practices share a care plan already.",
    }
    return [right("05-28 10:00", "restate-award", body, "The sum was £24,000.")]
