"""25 June: the forum tries every way of counting votes, a question for each, and chooses one."""

from collections.abc import Iterator
from dataclasses import dataclass

from gateway.demo import people
from gateway.demo.chapters.forum import COUNTING, WORKSHOP, forum_seat, seated, terms
from gateway.demo.chapters.recounting import at_the_forum
from gateway.demo.people import Person
from gateway.demo.place import Pcn, Place
from gateway.demo.sitting import telling
from gateway.demo.step import Body, Chapter, Head, Step, note

DECISION = "forum-counts-by-list-size"
TWO_THIRDS: Body = {"numerator": 2, "denominator": 3}
HALF: Body = {"numerator": 1, "denominator": 2}
HANDOVER = "18:55"  # when one job-sharer leaves and the other comes


@dataclass(frozen=True)
class Way:
    """A question, the rule by which it is decided, and who does not vote for it."""

    motion: str
    starts: str
    rule: Body
    text: str
    ruling: str
    against: tuple[Pcn, ...] = ()
    abstaining: tuple[Pcn, ...] = ()
    objection: str | None = None


def counting(place: Place) -> Chapter:
    return Chapter.of(
        "The forum tries every way of counting votes",
        opening(place),
        *(asked(way, place) for way in ways(place)),
        chosen(place),
        handover(place),
        at_the_forum("unanimity", "consent-with-objection", forum_seat(place.opposed)),
    )


def ways(place: Place) -> tuple[Way, ...]:
    """What each shows: consent with and without an objection, then numbers, then weights."""
    few = (place.newcomer, place.persuaded, place.opposed, place.late)
    heavy = (place.silent, place.forgotten)
    return (
        Way(
            "consent-without-objection",
            "18:40",
            {"kind": "consent"},
            "That the PCNs keep one recruitment page.",
            "carried",
            abstaining=(place.late,),
        ),
        Way(
            "consent-with-objection",
            "18:44",
            {"kind": "consent", "counted_of": "present"},
            "That practices take turns on Sundays.",
            "not-carried",
            against=(place.opposed,),
            objection="Our smallest practice has one doctor. We sustain this objection.",
        ),
        Way(
            "unanimity",
            "18:48",
            {"kind": "unanimity"},
            "That every practice closes for training on the same afternoon.",
            "carried",  # which it was not: the ruling is corrected the next day
            against=(place.forgotten,),
        ),
        Way(
            "two-thirds-of-all-seats",
            "18:52",
            {"kind": "qualified-majority", "at_least": TWO_THIRDS, "counted_of": "entitled"},
            "That PCNs lend each other their pharmacists.",
            "carried",
            against=(place.opposed,),
            abstaining=(place.silent,),
        ),
        Way(
            "fixed-weights",
            "18:58",
            {"kind": "weighted"},
            "That the training hubs choose the dates for training.",
            "carried",
            against=few,
            abstaining=place.others,
        ),
        Way(
            "double-majority",
            "19:02",
            {"kind": "double-majority", "at_least": HALF, "weight_at_least": HALF},
            "That the training hubs pay for locums on those dates.",
            "not-carried",
            against=heavy + place.others,
        ),
        Way(
            "weight-by-list-size",
            "19:06",
            {"kind": "weighted", "weights": "list-size"},
            "That the forum counts votes by registered patients from now on.",
            "carried",
            against=(place.opposed,),
        ),
    )


def opening(place: Place) -> list[Step]:
    first = [(pcn, seated(pcn, place)[0]) for pcn in place.pcns]
    return [
        Step("06-25 18:30", "secretary", "open-meeting", {"meeting": WORKSHOP}),
        *(present("18:31", pcn, person, place) for pcn, person in first),
        *note(
            "06-25 18:35",
            COUNTING,
            "Members agreed to put seven questions, each under another rule. What is carried "
            "tonight is the forum's view, and binds no PCN.",
        ),
    ]


def present(when: str, pcn: Pcn, person: Person, place: Place, **times: str) -> Step:
    body: Body = {
        "meeting": WORKSHOP,
        "seat": forum_seat(pcn),
        **person.fields(pcn.code),
        "is_chair": pcn == place.persuaded,
        **times,
    }
    return Step(f"06-25 {when}", "secretary", "record-attendance", body)


def handover(place: Place) -> list[Step]:
    """Two people share one seat: one goes as the other comes."""
    one, other = people.SHARERS
    at = f"2026-06-25T{HANDOVER}:00+01:00"
    return [
        present(HANDOVER, place.newcomer, one, place, left_at=at),
        present(HANDOVER, place.newcomer, other, place, arrived_at=at),
    ]


def asked(way: Way, place: Place) -> Iterator[Step]:
    """The terms with the rule, unless they have it; the motion, the votes, the chair's ruling."""
    when = f"06-25 {way.starts}"
    if way.motion != "consent-without-objection":  # the rule that the forum was founded with
        yield terms(when, way.rule, "2026-06-25")
    mover = forum_seat(place.proposer)
    motion: Body = {"motion": way.motion, "item": COUNTING, "mover": mover, "text": way.text}
    yield Step(when, "secretary", "move-motion", motion)
    yield Step(when, "secretary", "open-voting", {"motion": way.motion, "method": "roll-call"})
    for pcn in place.pcns:
        yield cast(way, pcn, place)
    if way.objection:
        yield dissent(when, way, place)
    closed: Body = {"motion": way.motion, "ruling": way.ruling}
    yield Step(when, "secretary", "close-voting", closed)


def dissent(when: str, way: Way, place: Place) -> Step:
    (objecting,) = way.against
    (person,) = seated(objecting, place)
    body: Body = {
        "motion": way.motion,
        "seat": forum_seat(objecting),
        "person": person.person,
        "reason": way.objection,
    }
    return Step(when, "secretary", "record-dissent", body)


def cast(way: Way, pcn: Pcn, place: Place) -> Step:
    choice = "against" if pcn in way.against else "abstain" if pcn in way.abstaining else "for"
    people_ = seated(pcn, place)
    person = people_[0] if way.starts < HANDOVER else people_[-1]
    body: Body = {
        "motion": way.motion,
        "seat": forum_seat(pcn),
        "choice": choice,
        "person": person.person,
    }
    return Step(f"06-25 {way.starts}", "secretary", "cast-vote", body)


def chosen(place: Place) -> list[Step]:
    told = "The forum counts votes by registered patients from now on."
    return [
        Step(
            "06-25 19:10",
            "secretary",
            "take-decision",
            {
                "decision": DECISION,
                "item": COUNTING,
                "motion": "weight-by-list-size",
                "outcome": "agreed",
                "text": told,
            },
        ),
        Step("06-25 19:20", "secretary", "close-meeting", {"meeting": WORKSHOP}),
        *telling("06-26 09:00", "secretary", DECISION, place.pcns, "email", told),
        Step(
            "06-26 10:00",
            "secretary",
            "draft-minutes",
            {"meeting": WORKSHOP, "as_at_position": Head()},
        ),
    ]
