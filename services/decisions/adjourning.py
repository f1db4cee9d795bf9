"""Meetings that are broken off, and go on later or on another day as another sitting."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id, Time
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.meeting import MeetingAdjourned, MeetingResumed


class AdjournMeeting(Command):
    """Record that the chair broke a meeting off. Nothing is decided there until it resumes."""

    meeting: Id
    resumes_at: Time | None = Field(None, description="When it goes on, if that is known.")
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.motions.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        if meeting.adjournment and not meeting.is_closed:
            if self.resumes_at in (None, meeting.adjournment.resumes_at):
                return
        else:
            meeting.require_in_session()
        facts.motions.require_no_voting_open()
        if self.resumes_at and self.resumes_at <= context.occurred_at:
            sentence = "A meeting resumes later than it is adjourned."
            raise Refused("resumption-not-later", sentence, "resumes_at")
        yield MeetingAdjourned(
            meeting=meeting.id, body=meeting.body, resumes_at=self.resumes_at, reason=self.reason
        )


class ResumeMeeting(Command):
    """Record that an adjourned meeting went on. Record then who is there: nobody is until then."""

    meeting: Id

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        meeting.require_under_way()
        if meeting.adjournment is None:
            if meeting.resumed_at:
                return
            sentence = f"The meeting {meeting.id} was not adjourned."
            raise Refused("meeting-not-adjourned", sentence, "meeting")
        broken_off = meeting.adjournment.happened_at
        if broken_off and context.occurred_at <= broken_off:
            sentence = "A meeting resumes later than it is adjourned."
            raise Refused("resumption-not-later", sentence, "occurred_at")
        yield MeetingResumed(meeting=meeting.id, body=meeting.body)
