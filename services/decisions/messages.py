"""Messages from a PCN to the partnership, and the answers to them."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id, OrganisationCode, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.repetition import is_repeated
from schemas.event import Event
from schemas.events.feedback import MessageAnswered, MessageSent


class SendMessage(Command):
    """Write to the partnership, perhaps about an item."""

    message: Id | None = Field(None, description="Its id; made if absent.")
    organisation: OrganisationCode
    item: Id | None = Field(None, description="The item that it is about, if any.")
    subject: Title | None = None
    text: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_organisation(self.organisation)
        if self.message:
            yield facts.messages.of_message(self.message)
        if self.item:
            yield facts.items.of_item(self.item)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        sent = MessageSent(
            message=context.created_id("message", self.message),
            organisation=self.organisation,
            item=self.item,
            subject=self.subject,
            text=self.text,
        )
        if is_repeated(facts.messages.find(sent.message), sent, "message"):
            return
        facts.members.get(self.organisation)
        if self.item:
            facts.items.get(self.item)
        yield sent


class AnswerMessage(Command):
    """Answer a message; a further answer may follow."""

    message: Id
    text: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.messages.of_message(self.message)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        message = facts.messages.get(self.message)
        yield MessageAnswered(
            message=message.message,
            organisation=message.organisation,
            item=message.item,
            text=self.text,
        )
