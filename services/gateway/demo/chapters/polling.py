"""PCNs ask their own practices before they answer, each by a rule of its own."""

from gateway.demo.place import Pcn, Place
from gateway.demo.step import Practice, Step

FIRST, SECOND = 0, 1


def polls(place: Place, consultation: str) -> list[Step]:
    """The one that opposes is borne out by its practices; the other has not heard enough."""
    asks = {"consultation": consultation, "closes_at": "2026-04-27T12:00:00+01:00"}
    rule = {"kind": "list-weighted", "voices_at_least": {"numerator": 1, "denominator": 10}}
    return [
        poll("04-22 10:00", place.opposed, "open-poll", rule=rule, **asks),
        answer("04-23 09:15", place.opposed, FIRST, "oppose"),
        poll("04-27 11:00", place.opposed, "close-poll"),
        poll("04-22 11:00", place.newcomer, "open-poll", **asks),
        answer(
            "04-23 13:00",
            place.newcomer,
            SECOND,
            "support-with-conditions",
            conditions="A booking line that opens at seven.",
        ),
    ]


def carried_on(place: Place, consultation: str) -> list[Step]:
    """A PCN asks its practices and closes; its successor hears the rest, and ends the poll."""
    newcomer = place.newcomer
    before = Pcn(newcomer.founding, newcomer.name, newcomer.founding)
    asks = {"consultation": consultation, "closes_at": "2026-04-07T17:00:00+01:00"}
    named = {"poll": poll_of(before, "winter")}
    return [
        poll("03-24 09:00", before, "open-poll", "winter", **asks),
        answer("03-25 10:00", before, FIRST, "support", "winter"),
        answer("04-02 11:00", newcomer, SECOND, "support", "winter", **named),
        poll("04-02 12:00", newcomer, "close-poll", "winter", **named),
    ]


def poll(when: str, pcn: Pcn, command: str, about: str = "hub", **more: object) -> Step:
    body = {"poll": poll_of(pcn, about), "organisation": pcn.code, **more}
    return Step(when, pcn.code, command, body)


def answer(
    when: str, pcn: Pcn, number: int, position: str, about: str = "hub", **words: str
) -> Step:
    practice = Practice(pcn.code, number)
    return poll(when, pcn, "answer-poll", about, practice=practice, position=position, **words)


def poll_of(pcn: Pcn, about: str = "hub") -> str:
    return f"{about}-{pcn.code.lower()}"
