"""The meeting in March, and what it left to the next."""

from datetime import date

from schemas.events.action import ActionCompleted, ActionRaised
from schemas.events.meeting import (
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.minutes import (
    MinutesCorrected,
    MinutesDrafted,
)
from tests.support.whole_story.words import BODY, MARCH, PCN, Dated, at, bst, said, tabled, there


def march() -> list[Dated]:
    opened, closed = at(3, 12, 14), at(3, 12, 16)
    return [
        (MeetingCalled(meeting=MARCH, body=BODY, starts_at=opened, venue="Town Hall"), at(3, 3, 9)),
        (tabled("winter", MARCH, "discussion", "Winter access", "I99"), at(3, 3, 9)),
        (MeetingOpened(meeting=MARCH, body=BODY), opened),
        (there(MARCH, PCN, "rosa", is_chair=True), opened),
        (said("winter", MARCH, 1, "Pressure fell in February."), at(3, 12, 14, 10)),
        (
            ActionRaised(
                action="a1",
                number="A1",
                body=BODY,
                meeting=MARCH,
                item="winter",
                person="lucy",
                due_on=date(2026, 4, 1),
                text="Circulate the winter access review to all PCNs at the same time.",
            ),
            at(3, 12, 14, 30),
        ),
        (
            ActionRaised(
                action="a2",
                number="A2",
                body=BODY,
                meeting=MARCH,
                organisation="T99",
                due_on=date(2026, 5, 1),
                text="Bring a costed option for Saturday diagnostics.",
            ),
            at(3, 12, 14, 40),
        ),
        (MeetingClosed(meeting=MARCH, body=BODY, next_meeting_at=bst(14, 14)), closed),
        (
            MinutesDrafted(meeting=MARCH, body=BODY, version=1, as_at_position=40),
            at(3, 16, 9),
        ),
        (
            MinutesCorrected(
                meeting=MARCH,
                paragraph="1.1",
                text="Pressure fell in late February.",
                reason="The fall began on the 20th.",
            ),
            at(3, 20, 9),
        ),
        (ActionCompleted(action="a1", note="Sent to all PCNs on 30 March 2026."), at(3, 30, 9)),
    ]
