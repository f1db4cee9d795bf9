"""Who is to do what by when, and is it done?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from schemas.days import day_in_england
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
    restatement,
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
    dissolved: str | None = None
    passed_to: str | None = None

    def key(self) -> str:
        return self.action

    def sort(self) -> str:
        return self.number

    def about(self) -> list[str]:
        subjects = ("item", "decision", "meeting", "organisation", "body")
        heir = [f"body:{self.passed_to}"] if self.passed_to else []
        return heir + [f"{name}:{value}" for name in subjects if (value := getattr(self, name))]


class ActionLine(Line):
    """One action, with its state at the moment of asking.

    One without a date is never overdue: `unknown` says so, and what else nobody wrote down. If the
    body that raised it was dissolved while it was open, `passed_to` is the one that took it over;
    `is_left_to_nobody` as long as it is open and there is none.
    """

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
    body: str
    passed_to: str | None
    is_left_to_nobody: bool
    unknown: str | None


view = View(
    "action-register",
    documents=(Action,),
    ignores=(
        restatement,
        *(correction, poll),
        contact,
        opportunity,
        *(body.BodyConstituted, body.TermsAdopted, body.SeatCreated),
        *(body.SeatConstituencyChanged, body.SeatRetired),
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


@view.on(body.BodyDissolved)
def body_dissolved(rows: Rows, event: body.BodyDissolved, entry: ReadEntry) -> None:
    for name in event.actions:
        action = rows.require(Action, name)
        action.dissolved, action.passed_to = event.body, event.to_body
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
        body=action.body,
        passed_to=action.passed_to,
        is_left_to_nobody=_is_left(action),
        unknown=" ".join(_unknown(action)) or None,
        evidence=action.evidence,
    )


def _is_left(action: Action) -> bool:
    was_open = action.dissolved is not None and action.completed_at is None
    return was_open and action.passed_to is None


def _unknown(action: Action) -> Iterator[str]:
    if _is_left(action):
        yield "Its body was dissolved, and which one is to see it done is not recorded."
    if action.text is None:
        yield "What is to be done was not recorded, or was erased."
    if action.owner is None and action.organisation is None:
        yield "Who is to do it is not said."
    if action.due_on is None and action.completed_at is None:
        yield "By when is not said, so it cannot be overdue."


register = Register(
    name="actions",
    title="Action register",
    view=view,
    kind=Action,
    line=ActionLine,
    lines=lines,
    filters=("item", "decision", "meeting", "organisation", "body"),
)
