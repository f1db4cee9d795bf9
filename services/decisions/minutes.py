"""Minutes of a meeting: drafted, corrected, approved at a later meeting, published."""

from collections.abc import Iterable, Sequence
from typing import Annotated, TypeAlias

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StringConstraints

from decisions.command import Command, FreeText, Id, Sha256
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.minutes import Minutes
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.minutes import (
    MinutesApproved,
    MinutesCorrected,
    MinutesDrafted,
    MinutesPublished,
)
from schemas.values import CorrectionBasis

Version: TypeAlias = Annotated[int, Field(strict=True, ge=1, lt=2**31)]
Paragraph: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4})?$"),
    Field(description="The number of an item or paragraph, for example 014.2."),
]


class DraftMinutes(Command):
    """Make minutes of a closed meeting from the book as it stands at a position."""

    meeting: Id
    as_at_position: int = Field(
        strict=True, ge=1, lt=2**53, description="The book's position that the draft is made from."
    )

    def texts_at(self) -> Sequence[int]:
        return (self.as_at_position,)

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.minutes.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        if not meeting.is_closed:
            raise Refused(
                "meeting-not-closed",
                f"The meeting {meeting.id} has not been closed. Close it, then draft its minutes.",
                "meeting",
            )
        minutes = facts.minutes.get(meeting.id)
        minutes.require_not_approved()
        if self._is_no_news(minutes):
            return
        if self.as_at_position not in facts.texts.entries:
            raise Refused(
                "position-to-come",
                f"The book has no entry {self.as_at_position} yet. Minutes are drafted from "
                "entries that are there.",
                "as_at_position",
            )
        yield MinutesDrafted(
            meeting=meeting.id,
            body=meeting.body,
            version=minutes.version + 1,
            as_at_position=self.as_at_position,
        )

    def _is_no_news(self, minutes: Minutes) -> bool:
        last = minutes.drafts[-1].as_at_position if minutes.drafts else 0
        if self.as_at_position < last:
            raise Refused(
                "draft-goes-back",
                f"Version {minutes.version} was drafted from a later position, {last}.",
                "as_at_position",
            )
        return self.as_at_position == last


class CorrectMinutes(Command):
    """Have a paragraph of draft minutes read otherwise, and say why."""

    meeting: Id
    paragraph: Paragraph
    text: FreeText = Field(description="What the paragraph is to say.")
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.minutes.of_meeting(self.meeting)
        yield facts.meetings.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        minutes = facts.minutes.get(meeting.id)
        minutes.require_drafted(meeting.id)
        minutes.require_not_approved()
        yield MinutesCorrected(
            meeting=meeting.id,
            paragraph=self.paragraph,
            basis=self.basis,
            text=self.text,
            reason=self.reason,
        )


class ApproveMinutes(Command):
    """Record that a later meeting of the body approved the minutes, with their corrections."""

    meeting: Id = Field(description="The meeting that the minutes are of.")
    approved_at: Id = Field(description="The later meeting, in session, that approves them.")
    version: Version | None = Field(None, description="The latest draft's; that one if absent.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.minutes.of_meeting(self.meeting)
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.meetings.of_meeting(self.approved_at)
        if meeting := facts.meetings.find(self.meeting):
            yield from facts.bodies.of_line(meeting.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        minutes = facts.minutes.get(meeting.id)
        minutes.require_drafted(meeting.id)
        version = self.version or minutes.version
        if minutes.approval and (minutes.approval.approved_at, minutes.approval.version) == (
            self.approved_at,
            version,
        ):
            return
        minutes.require_not_approved()
        if version != minutes.version:
            sentence = f"The latest draft is version {minutes.version}; approve that one."
            raise Refused("not-the-latest-version", sentence, "version")
        approving = facts.meetings.get(self.approved_at)
        heirs = facts.bodies.line(meeting.body)
        approving.require_of_body(meeting.body, "approved_at", heirs)
        approving.require_later_than(meeting, "approved_at")
        approving.require_in_session()
        yield MinutesApproved(
            meeting=meeting.id, body=meeting.body, approved_at=approving.id, version=version
        )


class PublishMinutes(Command):
    """Record that minutes were published, as a draft or approved."""

    meeting: Id
    version: Version | None = Field(None, description="The latest draft's if absent.")
    sha256: Sha256 = Field(description="SHA-256 of their JSON rendering, 64 hexadecimal digits.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.minutes.of_meeting(self.meeting)
        yield facts.meetings.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        minutes = facts.minutes.get(meeting.id)
        minutes.require_drafted(meeting.id)
        version = self.version or minutes.version
        if version > minutes.version:
            sentence = f"The latest draft is version {minutes.version}."
            raise Refused("no-such-version", sentence, "version")
        last = minutes.published
        if last and (last.version, last.sha256) == (version, self.sha256):
            return
        yield MinutesPublished(
            meeting=meeting.id, body=meeting.body, version=version, sha256=self.sha256
        )
