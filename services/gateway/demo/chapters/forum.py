"""June: the PCNs found a forum of their own, with a seat each."""

from gateway.demo import people
from gateway.demo.people import Person
from gateway.demo.place import Pcn, Place
from gateway.demo.step import Body, Chapter, Step

FORUM, WORKSHOP, COUNTING = "pcn-forum", "forum-2026-06-25", "ways-of-counting"
TERM = {"from_on": "2026-06-15", "until_on": "2027-06-14"}
TRAINING_WEIGHT = 3  # of a PCN with a training hub, where the others weigh one


def forum(place: Place) -> Chapter:
    return Chapter.of(
        "The PCNs found a forum of their own, with a seat each",
        founded(place),
        members(place),
        mandates(place),
        agenda(place),
    )


def founded(place: Place) -> list[Step]:
    return [
        Step(
            "06-15 09:00",
            "secretary",
            "constitute-body",
            {"body": FORUM, "name": "PCN Forum", "kind": "pcn-forum", "on": "2026-06-15"},
        ),
        *(
            Step(
                "06-15 09:05",
                "secretary",
                "create-seat",
                {
                    "body": FORUM,
                    "seat": forum_seat(pcn),
                    "title": pcn.name,
                    "category": "pcn",
                    "constituency": [pcn.code],
                    "weight": weight(pcn, place),
                },
            )
            for pcn in place.pcns
        ),
        terms("06-15 09:10", {"kind": "consent"}, "2026-06-15"),
        Step(
            "06-15 09:30",
            "secretary",
            "call-meeting",
            {
                "meeting": WORKSHOP,
                "body": FORUM,
                "starts_at": "2026-06-25T18:30:00+01:00",
                "venue": "By video link",
            },
        ),
    ]


def terms(when: str, rule: Body, effective_on: str) -> Step:
    """The forum's terms of reference: they differ in their rule, and in nothing else."""
    return Step(
        when,
        "secretary",
        "adopt-terms",
        {
            "body": FORUM,
            "effective_on": effective_on,
            "authority": "consensus-forum",
            "quorum": {"count": 5},
            "rule": rule,
            "numbering": "PF/{fy}/{n:03}",
            "notice_working_days": 5,
            "feedback_working_hours": 16,
            "retention": "other-group",
        },
    )


def members(place: Place) -> list[Step]:
    return [
        Step(
            "06-15 09:15",
            "secretary",
            "appoint-representative",
            {"seat": forum_seat(pcn), **person.fields(pcn.code), "term": TERM},
        )
        for pcn in place.pcns
        for person in seated(pcn, place)
    ]


def mandates(place: Place) -> list[Step]:
    """At the forum a PCN's own director uses their own judgement; one PCN has not said so."""
    return [
        Step(
            "06-15 09:40",
            pcn.code,
            "grant-mandate",
            {
                "mandate": f"{pcn.code.lower()}.forum",
                "organisation": pcn.code,
                "seat": forum_seat(pcn),
                "kind": "open",
                "scope": "standing",
                "term": TERM,
            },
        )
        for pcn in place.pcns
        if pcn != place.forgotten
    ]


def agenda(place: Place) -> list[Step]:
    return [
        Step(
            "06-15 09:50",
            place.persuaded.code,
            "table-item",
            {
                "item": COUNTING,
                "meeting": WORKSHOP,
                "purpose": "decision",
                "originator_kind": "pcn",
                "originator": place.persuaded.code,
                "topic": "governance",
                "title": "How the forum counts votes",
                "summary": "Seven small questions, each put under another rule, so that members "
                "see what the rules do before they choose one.",
            },
        ),
        Step(
            "06-15 09:55", "secretary", "publish-agenda", {"meeting": WORKSHOP, "items": [COUNTING]}
        ),
    ]


def forum_seat(pcn: Pcn) -> str:
    return f"forum-{pcn.code.lower()}"


def seated(pcn: Pcn, place: Place) -> tuple[Person, ...]:
    """Who holds a PCN's seat in the forum: one person, or two who share the job."""
    known = {
        place.proposer: (people.REPRESENTATIVE_A,),
        place.opposed: (people.REPRESENTATIVE_B,),
        place.late: (people.DEPUTY_B,),
        place.newcomer: people.SHARERS,
    }
    others = [one for one in place.pcns if one not in known]
    return known[pcn] if pcn in known else (people.DIRECTORS[others.index(pcn)],)


def weight(pcn: Pcn, place: Place) -> int:
    return TRAINING_WEIGHT if pcn in (place.silent, place.forgotten) else 1
