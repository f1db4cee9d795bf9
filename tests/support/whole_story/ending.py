"""Autumn: a meeting in two sittings undoes decisions, and the board passes its business on."""

from datetime import date
from typing import Any

from schemas.events.action import ActionCompleted
from schemas.events.body import (
    BodyConstituted,
    BodyDissolved,
    SeatCreated,
    SeatRetired,
    TermsAdopted,
)
from schemas.events.decision import DecisionRescinded, DecisionSuperseded
from schemas.events.meeting import (
    ApologiesReceived,
    MeetingAdjourned,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
)
from schemas.events.restatement import UndoingRestated
from schemas.values import Quorum
from tests.support.whole_story.putting_right import SEPTEMBER
from tests.support.whole_story.words import (
    BODY,
    COUNCIL,
    ICB,
    PCN,
    SIMPLE,
    TRUST,
    VALE,
    VCSE,
    Dated,
    at,
    said,
    tabled,
    taken,
    there,
)

HEIR, NOVEMBER = "neighbourhood", "neighbourhood-2026-11"
OCTOBER_1 = at(10, 1, 13)
ENDS_ON = date(2026, 10, 30)


def first_sitting() -> list[Dated]:
    """Four voting seats are there; the fire alarm rings before scans are reached."""
    return [
        (tabled("undoing", SEPTEMBER, "decision", "The hub and the pilot", None), at(9, 10, 9)),
        (MeetingOpened(meeting=SEPTEMBER, body=BODY), at(9, 24, 13)),
        (there(SEPTEMBER, COUNCIL, "miriam", is_chair=True), at(9, 24, 13)),
        (there(SEPTEMBER, PCN, "rosa"), at(9, 24, 13)),
        (there(SEPTEMBER, TRUST, "sunita"), at(9, 24, 13)),
        (there(SEPTEMBER, VCSE, "aldous"), at(9, 24, 13)),
        (said("undoing", SEPTEMBER, 1, "The hub is to move."), at(9, 24, 13, 10)),
        (
            MeetingAdjourned(
                meeting=SEPTEMBER,
                body=BODY,
                resumes_at=OCTOBER_1,
                reason="The fire alarm rang.",
            ),
            at(9, 24, 13, 40),
        ),
        (ApologiesReceived(meeting=SEPTEMBER, person="aldous", seat=VCSE), at(9, 28, 9)),
    ]


def second_sitting() -> list[Dated]:
    """One seat fewer, another one instead; the pilot is rescinded, the hub's decision replaced."""
    undone = {"body": BODY, "meeting": SEPTEMBER, "item": "undoing"}
    return [
        (MeetingResumed(meeting=SEPTEMBER, body=BODY), OCTOBER_1),
        (there(SEPTEMBER, COUNCIL, "miriam", is_chair=True), OCTOBER_1),
        (there(SEPTEMBER, PCN, "rosa"), OCTOBER_1),
        (there(SEPTEMBER, ICB, "lucy", arrived_at=at(10, 1, 13, 20)), OCTOBER_1),
        (
            DecisionRescinded(decision="d-grant", reason="It was never paid.", **undone),
            at(10, 1, 13, 30),
        ),
        (
            taken("d-hub-2", "undoing", 19, "approved", text="Two hubs.", meeting=SEPTEMBER),
            at(10, 1, 13, 40),
        ),
        (
            DecisionSuperseded(decision="d-hub", superseded_by="d-hub-2", **undone),
            at(10, 1, 13, 40),
        ),
        *by_mistake(undone),
        (said("scans", SEPTEMBER, 1, "Scans were discussed."), at(10, 1, 13, 50)),
        (MeetingClosed(meeting=SEPTEMBER, body=BODY), at(10, 1, 14)),
    ]


def by_mistake(undone: dict[str, Any]) -> list[Dated]:
    """The grant is said not to be rescinded, nor the hub replaced; both are undone again."""
    right: dict[str, Any] = {**undone, "basis": "mistake-in-recording", "reason": "Another one."}
    both = {"decision": "d-hub", "superseded_by": "d-hub-2"}
    return [
        (UndoingRestated(decision="d-grant", undone="rescinded", **right), at(10, 1, 13, 41)),
        (
            DecisionRescinded(decision="d-grant", reason="It was never paid.", **undone),
            at(10, 1, 13, 42),
        ),
        (UndoingRestated(**both, undone="superseded", **right), at(10, 1, 13, 43)),
        (DecisionSuperseded(**both, **undone), at(10, 1, 13, 44)),
    ]


def dissolution() -> list[Dated]:
    """What was open passes to another board, which settles a part of it."""
    heir = {"body": HEIR}
    return [
        (
            BodyConstituted(
                **heir, name="Neighbourhood Board", kind="place-board", on=date(2026, 10, 1)
            ),
            at(10, 1, 15),
        ),
        (
            TermsAdopted(
                **heir,
                version=1,
                effective_on=date(2026, 10, 1),
                authority="delegated-committee",
                quorum=Quorum(count=1),
                rule=SIMPLE,
                numbering="NB/{n}",
                notice_working_days=5,
                canvass_lead_working_days=5,
                canvass_window_working_days=5,
                feedback_working_hours=16,
            ),
            at(10, 1, 15),
        ),
        (
            SeatCreated(
                **heir, seat="heir-pcn", title="PCN seat", category="pcn", constituency=(VALE,)
            ),
            at(10, 1, 15),
        ),
        *(
            (SeatRetired(body=BODY, seat=one, on=ENDS_ON), at(10, 30, 16))
            for one in (PCN, TRUST, COUNCIL, VCSE, ICB)
        ),
        (
            BodyDissolved(
                body=BODY,
                on=ENDS_ON,
                to_body=HEIR,
                actions=("a3", "a4"),
                consultations=("c3",),
                items=("estates",),
                reason="The boards were merged.",
            ),
            at(10, 30, 16),
        ),
        (ActionCompleted(action="a3"), at(11, 2, 9)),
        (
            MeetingCalled(meeting=NOVEMBER, body=HEIR, starts_at=at(11, 12, 13)),
            at(11, 2, 10),
        ),
        (MeetingOpened(meeting=NOVEMBER, body=HEIR), at(11, 12, 13)),
        (MeetingClosed(meeting=NOVEMBER, body=HEIR), at(11, 12, 14)),
    ]


def ended() -> list[Dated]:
    return [*first_sitting(), *second_sitting(), *dissolution()]
