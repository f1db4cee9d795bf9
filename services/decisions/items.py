"""What becomes of an item at a meeting: discussed, deferred, or withdrawn."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.items import Item
from schemas.event import Event
from schemas.events.meeting import ItemDeferred, ItemDiscussed, ItemWithdrawn


class DiscussItem(Command):
    """Minute a paragraph of discussion. Paragraphs of an item number themselves."""

    item: Id
    discussion: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        item.require_live()
        facts.meetings.get(item.meeting).require_in_session()
        yield ItemDiscussed(
            item=item.id,
            meeting=item.meeting,
            paragraph=item.paragraphs + 1,
            discussion=self.discussion,
        )


class DeferItem(Command):
    """Put an item off, perhaps to a named later meeting, where it can be tabled again."""

    item: Id
    to_meeting: Id | None = Field(None, description="A later meeting of the same body.")
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        yield facts.motions.of_item(self.item)
        if self.to_meeting:
            yield facts.meetings.of_meeting(self.to_meeting)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        if item.deferral and self.to_meeting in (None, item.deferral.to_meeting):
            return
        item.require_live()
        facts.motions.require_no_voting_open()
        if self.to_meeting:
            self._require_later(facts, item, self.to_meeting)
        yield ItemDeferred(
            item=item.id, meeting=item.meeting, to_meeting=self.to_meeting, reason=self.reason
        )

    @staticmethod
    def _require_later(facts: Facts, item: Item, to_meeting: str) -> None:
        meeting = facts.meetings.get(to_meeting)
        meeting.require_of_body(item.body, "to_meeting")
        meeting.require_not_closed()
        meeting.require_later_than(facts.meetings.get(item.meeting), "to_meeting")


class WithdrawItem(Command):
    """Take an item off the agenda for good."""

    item: Id
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        yield facts.motions.of_item(self.item)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        if item.is_withdrawn:
            return
        facts.motions.require_no_voting_open()
        yield ItemWithdrawn(item=item.id, meeting=item.meeting, reason=self.reason)
