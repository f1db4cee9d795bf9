"""Meetings: call, open and close them."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool, model_validator

from decisions.command import Command, FreeText, Id, Time, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.repetition import is_repeated
from schemas.event import Event
from schemas.events.meeting import (
    ItemDeferred,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
)


class CallMeeting(Command):
    """Have a body meet at a time."""

    meeting: Id | None = Field(None, description="Its id; made if absent.")
    body: Id
    starts_at: Time
    ends_at: Time | None = Field(None, description="When it is to end.")
    is_extraordinary: StrictBool = Field(
        default=False, description="Called outside the usual round of meetings."
    )
    venue: Title | None = Field(None, description="Where, or how to join.")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError("ends_at: a meeting ends after it starts (starts_at)")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_body(self.body)
        if self.meeting:
            yield facts.meetings.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        called = MeetingCalled(
            meeting=context.created_id("meeting", self.meeting),
            body=body.id,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            is_extraordinary=self.is_extraordinary,
            venue=self.venue,
        )
        found = facts.meetings.find(called.meeting)
        if not is_repeated(found.called if found else None, called, "meeting"):
            body.require_not_dissolved(self.starts_at)
            body.require_not_dissolved(context.occurred_at)
            yield called


class CancelMeeting(Command):
    """Record that a meeting is not held. Its items are deferred, to another meeting if named."""

    meeting: Id
    to_meeting: Id | None = Field(None, description="Where its items go, if that is known.")
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.items.of_meeting(self.meeting)
        if self.to_meeting:
            yield facts.meetings.of_meeting(self.to_meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        if meeting.is_cancelled:
            return
        if meeting.is_opened:
            sentence = f"The meeting {meeting.id} was opened, so it was held. Close it."
            raise Refused("meeting-held", sentence, "meeting")
        if self.to_meeting:
            following = facts.meetings.get(self.to_meeting)
            following.require_not_closed()
            following.require_of_body(meeting.body, "to_meeting")
        for item in facts.items.at_meeting(meeting.id):
            if item.is_live:
                yield ItemDeferred(
                    item=item.id,
                    meeting=meeting.id,
                    to_meeting=self.to_meeting,
                    reason=self.reason,
                )
        yield MeetingCancelled(meeting=meeting.id, body=meeting.body, reason=self.reason)


class OpenMeeting(Command):
    """Record that the chair opened a meeting."""

    meeting: Id

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        meeting.require_not_closed()
        if not meeting.is_opened:
            yield MeetingOpened(meeting=meeting.id, body=meeting.body)


class CloseMeeting(Command):
    """Record that the chair closed a meeting, and when the body meets next."""

    meeting: Id
    next_meeting_at: Time | None = Field(None, description="When the body meets next.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.motions.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        if meeting.closing and self.next_meeting_at in (None, meeting.closing.next_meeting_at):
            return
        meeting.require_under_way()
        facts.motions.require_no_voting_open()
        if self.next_meeting_at and self.next_meeting_at <= meeting.starts_at:
            raise Refused(
                "next-meeting-not-later",
                "The next meeting is later than this one.",
                "next_meeting_at",
            )
        yield MeetingClosed(
            meeting=meeting.id, body=meeting.body, next_meeting_at=self.next_meeting_at
        )
