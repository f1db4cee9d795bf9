"""After the meeting: some PCNs are told at once, one late, one never; questions and answers."""

from gateway.demo import people
from gateway.demo.chapters.asking import HUB
from gateway.demo.chapters.founding import MAY
from gateway.demo.chapters.instructing import BOUND_FOR, grant
from gateway.demo.chapters.may_hub import HUB_DECISION, TOLD
from gateway.demo.chapters.may_money import ESTATES_DECISION, FRAILTY_DECISION
from gateway.demo.place import Place
from gateway.demo.sitting import feedback_id, telling
from gateway.demo.step import Chapter, Head, Step


def aftermath(place: Place) -> Chapter:
    return Chapter.of(
        "Who is told, when, and what they answer",
        feedback(place),
        reactions(place),
        messages(place),
        drafted(),
    )


def feedback(place: Place) -> list[Step]:
    next_morning = [
        pcn for pcn in place.pcns if pcn not in (place.proposer, place.late, place.forgotten)
    ]
    money = "£125,000 was approved for the frailty pathway."
    rooms = "The council is to let empty rooms for all partners; decided by the casting vote."
    return [
        *telling("05-15 09:30", "secretary", HUB_DECISION, next_morning, "email", TOLD),
        *telling("05-15 09:45", "secretary", FRAILTY_DECISION, place.pcns, "email", money),
        *telling("05-15 10:00", "secretary", ESTATES_DECISION, place.pcns, "email", rooms),
        *telling("05-20 11:00", "representative-b", HUB_DECISION, [place.late], "phone", TOLD),
    ]


def reactions(place: Place) -> list[Step]:
    asked = feedback_id(HUB_DECISION, place.opposed)
    return [
        *(
            Step(
                "05-15 12:00",
                pcn.code,
                "acknowledge-feedback",
                {"feedback": feedback_id(HUB_DECISION, pcn), "organisation": pcn.code},
            )
            for pcn in (place.proposer, place.newcomer)
        ),
        Step(
            "05-15 14:10",
            place.opposed.code,
            "query-feedback",
            {
                "feedback": asked,
                "organisation": place.opposed.code,
                "question": "We had bound our seat to vote against. Why did it vote for?",
            },
        ),
        Step(
            "05-18 10:20",
            "representative-b",
            "answer-feedback",
            {
                "feedback": asked,
                "answer": "The deputy gave his reason when he voted; it is in the record. The "
                "staffing plan comes to the board before the hub opens.",
            },
        ),
        grant("05-18 16:00", place.late, people.SEAT_B, HUB, BOUND_FOR),
    ]


def messages(place: Place) -> list[Step]:
    return [
        Step(
            "05-22 09:15",
            place.forgotten.code,
            "send-message",
            {
                "message": "never-asked",
                "organisation": place.forgotten.code,
                "item": HUB,
                "subject": "The same-day access hub",
                "text": "We read of the hub in the local paper. We were neither asked nor told.",
            },
        ),
        Step(
            "05-22 15:40",
            "secretary",
            "answer-message",
            {
                "message": "never-asked",
                "text": "I am sorry. Your address on our list was that of a manager who has left. "
                "It has been put right, and the staffing plan will come to you first.",
            },
        ),
    ]


def drafted() -> list[Step]:
    """Drafted once the questions that came at once were answered."""
    draft = {"meeting": MAY, "as_at_position": Head()}
    return [Step("05-19 10:00", "secretary", "draft-minutes", draft)]
