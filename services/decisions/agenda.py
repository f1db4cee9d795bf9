"""The agenda of a meeting: its items, their papers, and the order in which it was sent out."""

from collections.abc import Iterable
from typing import Annotated, Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, FreeText, Id, OrganisationCode, Sha256, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.items import Item
from decisions.facts.meetings import Meeting
from decisions.facts.reading import says_the_same
from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.meeting import AgendaPublished, ItemTabled, PaperAttached
from schemas.values import ItemPurpose, OriginatorKind

MOST_ITEMS = 200


class TableItem(Command):
    """Put an item to a meeting, before or during it. A deferred item may be tabled again."""

    MEMBER = "originator"

    item: Id | None = Field(
        None, description="Its id; made if absent. That of a deferred item tables it again."
    )
    meeting: Id
    purpose: ItemPurpose
    originator_kind: OriginatorKind = Field(description="Who raised it: a PCN, or the system.")
    originator: OrganisationCode | None = Field(
        None, description="The organisation that raised it; of a PCN's item always."
    )
    topic: Id | None = Field(None, description="A word for its subject, that mandates refer to.")
    title: Title
    summary: FreeText | None = Field(None, description="What it is about, in plain words.")

    @model_validator(mode="after")
    def _pcn_is_named(self) -> Self:
        if self.originator_kind == "pcn" and self.originator is None:
            raise ValueError("originator: name the PCN that raised the item (originator_kind pcn)")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        if self.originator_kind == "pcn" and self.originator:
            yield facts.members.of_organisation(self.originator)
        if self.item:
            yield facts.items.of_item(self.item)
            if before := facts.items.find(self.item):
                yield facts.meetings.of_meeting(before.meeting)
                yield from facts.bodies.of_line(before.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        tabled = ItemTabled(
            item=context.created_id("item", self.item),
            meeting=meeting.id,
            body=meeting.body,
            purpose=self.purpose,
            originator_kind=self.originator_kind,
            originator=self.originator,
            topic=self.topic,
            title=self.title,
            summary=self.summary,
        )
        before = facts.items.find(tabled.item)
        if before and before.is_live and says_the_same(before.tabled, tabled):
            return
        meeting.require_not_closed()
        self._require_originator(facts, context)
        if before:
            self._require_may_return(before, meeting, facts)
        yield tabled

    def _require_originator(self, facts: Facts, context: Context) -> None:
        if context.role == "pcn" and self.originator_kind != "pcn":
            raise Refused(
                "not-from-the-system", "A PCN tables items of its own.", "originator_kind"
            )
        if self.originator_kind == "pcn" and self.originator:
            originator = facts.members.get(self.originator)
            if originator.kind != "pcn":
                raise Refused("not-a-pcn", f"{originator.code} is not a PCN.", "originator")

    @staticmethod
    def _require_may_return(before: Item, meeting: Meeting, facts: Facts) -> None:
        if before.is_withdrawn:
            before.require_live()
        if not before.is_deferred:
            raise Refused(
                "item-exists",
                f"{before.id} is on the agenda of {before.meeting} already. Defer it there before "
                "it is tabled again.",
                "item",
            )
        if meeting.body not in facts.bodies.line(before.body):
            before.require_of_body(meeting.body)
        meeting.require_later_than(facts.meetings.get(before.meeting), "meeting")


class PublishAgenda(Command):
    """Record that the order of items was sent out."""

    meeting: Id
    items: Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_ITEMS)] | None = Field(
        None, description="In order; if absent, all live items in the order they were tabled."
    )

    @model_validator(mode="after")
    def _items_are_named_once(self) -> Self:
        if self.items and len(set(self.items)) < len(self.items):
            raise ValueError("items: name each item once")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.meetings.of_agenda(self.meeting)
        yield facts.items.of_meeting(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        meeting.require_not_closed()
        tabled = {item.id: item for item in facts.items.at_meeting(meeting.id)}
        items = self._in_order(tabled)
        if items == meeting.agenda:
            return
        yield AgendaPublished(meeting=meeting.id, body=meeting.body, items=items)

    def _in_order(self, tabled: dict[str, Item]) -> tuple[str, ...]:
        for item in self.items or ():
            if item not in tabled:
                raise NotFound("item", item)
            tabled[item].require_live()
        live = tuple(one.id for one in tabled.values() if one.is_live)
        if not live:
            raise Refused("agenda-empty", "No item is tabled at this meeting.", "meeting")
        return self.items or live


class AttachPaper(Command):
    """Attach a paper to an item, by its digest. The latest version of a paper holds."""

    item: Id
    paper: Id
    sha256: Sha256
    title: Title | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        yield facts.items.of_papers(self.item)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        if item.papers.get(self.paper) == self.sha256:
            return
        item.require_live()
        facts.meetings.get(item.meeting).require_not_closed()
        yield PaperAttached(
            item=item.id,
            meeting=item.meeting,
            paper=self.paper,
            sha256=self.sha256,
            title=self.title,
        )
