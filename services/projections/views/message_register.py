"""What did PCNs write to the partnership, and were they answered?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.working_time import working_minutes_between
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    representation,
    restatement,
)
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
    MessageAnswered,
    MessageSent,
)


class Answer(msgspec.Struct, kw_only=True):
    """One answer to a message; there may be several."""

    answered_at: datetime
    text: str | None


class Message(Document):
    """A message of a PCN with its answers."""

    KIND = "message"

    message: str
    organisation: str
    sent_at: datetime
    item: str | None = None
    subject: str | None = None
    text: str | None = None
    answers: list[Answer] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.message

    def sort(self) -> str:
        return f"{self.sent_at.isoformat()}/{self.message}"

    def about(self) -> list[str]:
        item = [f"item:{self.item}"] if self.item else []
        return [f"organisation:{self.organisation}", *item]


class MessageLine(Line):
    """One message and its first answer; working minutes run to that, or to the moment of asking.

    An answer that was given otherwise than here is not known: an open message is no reproach.
    """

    sent_at: datetime
    organisation: str
    item: str | None
    subject: str | None
    text: str | None
    state: Literal["answered", "open"]
    answered_at: datetime | None
    answer: str | None
    working_minutes: int
    message: str
    unknown: str | None


view = View(
    "message-register",
    documents=(Message,),
    ignores=(
        restatement,
        *(contact, correction, opportunity, poll),
        *(FeedbackIssued, FeedbackAcknowledged, FeedbackQueried, FeedbackAnswered),
        *(action, body, consultation, decision, mandate),
        *(meeting, minutes, motion, partnership, record, representation),
    ),
)


@view.on(MessageSent)
def sent(rows: Rows, event: MessageSent, entry: ReadEntry) -> None:
    rows.put(
        Message(
            message=event.message,
            organisation=event.organisation,
            sent_at=entry.entry.occurred_at,
            item=event.item,
            subject=event.subject,
            text=event.text,
            evidence=[entry.position],
        )
    )


@view.on(MessageAnswered)
def answered(rows: Rows, event: MessageAnswered, entry: ReadEntry) -> None:
    message = rows.require(Message, event.message)
    message.answers.append(Answer(answered_at=entry.entry.occurred_at, text=event.text))
    message.evidence.append(entry.position)
    rows.put(message)


def lines(message: Message, as_of: datetime) -> Iterable[MessageLine]:
    answer = message.answers[0] if message.answers else None
    until = answer.answered_at if answer else as_of
    yield MessageLine(
        sent_at=message.sent_at,
        organisation=message.organisation,
        item=message.item,
        subject=message.subject,
        text=message.text,
        state="answered" if answer else "open",
        answered_at=answer.answered_at if answer else None,
        answer=answer.text if answer else None,
        working_minutes=working_minutes_between(message.sent_at, until),
        message=message.message,
        unknown=" ".join(_unknown(message)) or None,
        evidence=message.evidence,
    )


def _unknown(message: Message) -> Iterator[str]:
    if message.text is None:
        yield "Its words were not recorded, or were erased."
    if not message.answers:
        yield "No answer is recorded; one that was given otherwise is not known here."
    elif message.answers[0].text is None:
        yield "The words of the answer were not recorded, or were erased."


register = Register(
    name="messages",
    title="Messages from PCNs",
    view=view,
    kind=Message,
    line=MessageLine,
    lines=lines,
    filters=("organisation", "item"),
)
