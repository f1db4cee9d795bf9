"""What every meeting of the story has: people who come, and PCNs that are told afterwards."""

from collections.abc import Iterable, Mapping
from typing import Any

from gateway.demo.people import (
    CHAIR,
    DEPUTY_B,
    LMC_SECRETARY,
    REPRESENTATIVE_A,
    REPRESENTATIVE_B,
    SECRETARY,
    Person,
)
from gateway.demo.place import Pcn, Place
from gateway.demo.step import Body, Step


def home(person: Person, place: Place) -> str:
    """The PCN that somebody at the board comes from."""
    own = {
        REPRESENTATIVE_A.person: place.proposer,
        REPRESENTATIVE_B.person: place.opposed,
        DEPUTY_B.person: place.late,
    }
    return own[person.person].code if person.person in own else ""


def attending(when: str, meeting: str, sitting: Mapping[str, Person], place: Place) -> list[Step]:
    """Everybody in their seats, and in attendance."""
    seated = [attends(when, meeting, seat, person, place) for seat, person in sitting.items()]
    return seated + [in_attendance(when, meeting, one) for one in (SECRETARY, LMC_SECRETARY)]


def attends(when: str, meeting: str, seat: str, person: Person, place: Place, **times: str) -> Step:
    body: Body = {
        "meeting": meeting,
        "seat": seat,
        **person.fields(home(person, place)),
        "is_chair": person is CHAIR,
        **times,
    }
    return Step(when, "secretary", "record-attendance", body)


def in_attendance(when: str, meeting: str, person: Person) -> Step:
    body: dict[str, Any] = {"meeting": meeting, **person.fields("")}
    return Step(when, "secretary", "record-attendance", body)


def telling(
    when: str, by: str, decision: str, pcns: Iterable[Pcn], channel: str, message: str
) -> list[Step]:
    """Feedback on a decision to each of these PCNs."""
    return [
        Step(
            when,
            by,
            "issue-feedback",
            {
                "feedback": feedback_id(decision, pcn),
                "decision": decision,
                "organisation": pcn.code,
                "channel": channel,
                "message": message,
            },
        )
        for pcn in pcns
    ]


def feedback_id(decision: str, pcn: Pcn) -> str:
    return f"{decision}.{pcn.code.lower()}"
