"""Who spoke with whom about an item, outside any meeting?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.working_time import working_minutes_between
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from schemas.days import day_in_england
from schemas.events import (
    action,
    body,
    consultation,
    correction,
    decision,
    feedback,
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
from schemas.events.contact import ContactLogged
from schemas.values import Channel, OutcomeVerb


class Contact(Document):
    """An informal conversation as it was logged."""

    KIND = "contact"

    contact: str
    channel: Channel
    named_outcome: bool
    spoke_at: datetime
    recorded_at: datetime
    item: str | None = None
    decision: str | None = None
    person: str | None = None
    organisation: str | None = None
    with_person: str | None = None
    with_organisation: str | None = None
    spoke_with: str | None = None
    outcome: OutcomeVerb | None = None
    summary: str | None = None

    def key(self) -> str:
        return self.contact

    def sort(self) -> str:
        return f"{self.spoke_at:%Y-%m-%dT%H:%M:%S} {self.contact}"

    def about(self) -> list[str]:
        organisations = {self.organisation, self.with_organisation} - {None}
        return [
            *([f"item:{self.item}"] if self.item else []),
            *([f"decision:{self.decision}"] if self.decision else []),
            *(f"organisation:{one}" for one in sorted(str(code) for code in organisations)),
        ]


class ContactLine(Line):
    """One informal conversation.

    `disclosure_lag_minutes` are the working minutes until it was logged. That it took place, and
    what was said, is as the one who logged it says.
    """

    contact: str
    spoke_on: date
    spoke_at: datetime
    channel: Channel
    person: str | None
    organisation: str | None
    with_person: str | None
    with_organisation: str | None
    spoke_with: str | None
    item: str | None
    decision: str | None
    named_outcome: bool
    outcome: OutcomeVerb | None
    summary: str | None
    recorded_at: datetime
    disclosure_lag_minutes: int
    unknown: str | None


view = View(
    "contact-register",
    documents=(Contact,),
    ignores=(
        restatement,
        *(action, body, consultation, correction, decision, feedback, mandate, meeting, minutes),
        *(motion, opportunity, partnership, poll, record, representation),
    ),
)


@view.on(ContactLogged)
def logged(rows: Rows, event: ContactLogged, entry: ReadEntry) -> None:
    rows.put(
        Contact(
            contact=event.contact,
            channel=event.channel,
            named_outcome=event.named_outcome,
            spoke_at=entry.entry.occurred_at,
            recorded_at=entry.entry.recorded_at,
            item=event.item,
            decision=event.decision,
            person=event.person,
            organisation=event.organisation,
            with_person=event.with_person,
            with_organisation=event.with_organisation,
            spoke_with=event.spoke_with,
            outcome=event.outcome,
            summary=event.summary,
            evidence=[entry.position],
        )
    )


def lines(contact: Contact, _as_of: datetime) -> Iterable[ContactLine]:
    yield ContactLine(
        contact=contact.contact,
        spoke_on=day_in_england(contact.spoke_at),
        spoke_at=contact.spoke_at,
        channel=contact.channel,
        person=contact.person,
        organisation=contact.organisation,
        with_person=contact.with_person,
        with_organisation=contact.with_organisation,
        spoke_with=contact.spoke_with,
        item=contact.item,
        decision=contact.decision,
        named_outcome=contact.named_outcome,
        outcome=contact.outcome,
        summary=contact.summary,
        recorded_at=contact.recorded_at,
        disclosure_lag_minutes=working_minutes_between(contact.spoke_at, contact.recorded_at),
        unknown=" ".join(_unknown(contact)) or None,
        evidence=contact.evidence,
    )


def _unknown(contact: Contact) -> Iterator[str]:
    if contact.person is None and contact.organisation is None:
        yield "Who spoke is not recorded."
    if not (contact.with_person or contact.with_organisation or contact.spoke_with):
        yield "With whom is not recorded, or was erased."
    if contact.item is None and contact.decision is None:
        yield "Which item it was about is not recorded."
    if contact.named_outcome and contact.outcome is None:
        yield "An outcome was named; which one is not recorded."
    if contact.summary is None:
        yield "What was said was not recorded, or was erased."


register = Register(
    name="contacts",
    title="Register of informal contacts",
    view=view,
    kind=Contact,
    line=ContactLine,
    lines=lines,
    filters=("item", "organisation", "decision"),
)
