"""Who is to do what by when, and is it done?"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from projections.working_time import day_in_england
from schemas.events import (
    body,
    consultation,
    contact,
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
)
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated


class Action(Document):
    """An action as it stands."""

    KIND = "action"

    action: str
    number: str
    body: str
    raised_at: datetime
    meeting: str | None = None
    item: str | None = None
    decision: str | None = None
    organisation: str | None = None
    owner: str | None = None
    text: str | None = None
    due_on: date | None = None
    progress: str | None = None
    completed_at: datetime | None = None

    def key(self) -> str:
        return self.action

    def sort(self) -> str:
        return self.number

    def about(self) -> list[str]:
        subjects = ("item", "decision", "meeting", "organisation")
        return [f"{name}:{value}" for name in subjects if (value := getattr(self, name))]


class ActionLine(Line):
    """One action, with its state at the moment of asking."""

    number: str
    text: str | None
    owner: str | None
    organisation: str | None
    due_on: date | None
    state: Literal["open", "overdue", "completed"]
    progress: str | None
    completed_at: datetime | None
    action: str
    item: str | None
    decision: str | None
    meeting: str | None


view = View(
    "action-register",
    documents=(Action,),
    ignores=(
        *(correction, poll),
        contact,
        opportunity,
        body,
        consultation,
        decision,
        feedback,
        mandate,
        meeting,
        minutes,
        motion,
        partnership,
        record,
        representation,
    ),
)


@view.on(ActionRaised)
def raised(rows: Rows, event: ActionRaised, entry: ReadEntry) -> None:
    rows.put(
        Action(
            action=event.action,
            number=event.number,
            body=event.body,
            raised_at=entry.entry.occurred_at,
            meeting=event.meeting,
            item=event.item,
            decision=event.decision,
            organisation=event.organisation,
            owner=event.owner or event.person,
            text=event.text,
            due_on=event.due_on,
            evidence=[entry.position],
        )
    )


@view.on(ActionUpdated)
def updated(rows: Rows, event: ActionUpdated, entry: ReadEntry) -> None:
    action = rows.require(Action, event.action)
    action.progress = event.progress or action.progress
    action.due_on = event.due_on or action.due_on
    action.evidence.append(entry.position)
    rows.put(action)


@view.on(ActionCompleted)
def completed(rows: Rows, event: ActionCompleted, entry: ReadEntry) -> None:
    action = rows.require(Action, event.action)
    action.completed_at = entry.entry.occurred_at
    action.progress = event.note or action.progress
    action.evidence.append(entry.position)
    rows.put(action)


def lines(action: Action, as_of: datetime) -> Iterable[ActionLine]:
    overdue = action.due_on is not None and action.due_on < day_in_england(as_of)
    yield ActionLine(
        number=action.number,
        text=action.text,
        owner=action.owner,
        organisation=action.organisation,
        due_on=action.due_on,
        state="completed" if action.completed_at else "overdue" if overdue else "open",
        progress=action.progress,
        completed_at=action.completed_at,
        action=action.action,
        item=action.item,
        decision=action.decision,
        meeting=action.meeting,
        evidence=action.evidence,
    )


register = Register(
    name="actions",
    title="Action register",
    view=view,
    kind=Action,
    line=ActionLine,
    lines=lines,
    filters=("item", "decision", "meeting", "organisation"),
)
