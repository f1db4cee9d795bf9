"""Whether decisions still stand: rescinded, replaced by later ones, or left by a dissolved body."""

from eventlog.reading import ReadEntry
from projections.reckoning.ended import Ended
from projections.reckoning.replacement import replacement
from projections.rows import Rows
from projections.views.decision_documents import DecidingBody, Decision
from projections.views.ratification_line import await_anew
from schemas.event import Event
from schemas.events.body import BodyDissolved
from schemas.events.decision import DecisionRescinded, DecisionSuperseded
from schemas.events.restatement import UndoingRestated

STANDING = (DecisionRescinded, DecisionSuperseded, UndoingRestated, BodyDissolved)


def standing_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case DecisionRescinded():
            _end(rows, _rescinded(event, entry), event.decision)
        case DecisionSuperseded():
            _superseded(rows, event, entry)
        case UndoingRestated():
            _stands_after_all(rows, event, entry)
        case BodyDissolved():
            _passed_on(rows, event, entry)
        case _:
            pass


def _rescinded(event: DecisionRescinded, entry: ReadEntry) -> Ended:
    return Ended(
        how="rescinded",
        at=entry.entry.occurred_at,
        meeting=event.meeting,
        item=event.item,
        motion=event.motion,
        reason=event.reason,
        position=entry.position,
    )


def _superseded(rows: Rows, event: DecisionSuperseded, entry: ReadEntry) -> None:
    later = rows.require(Decision, event.superseded_by)
    later.supersedes.append(event.decision)
    later.evidence.append(entry.position)
    rows.put(later)
    ended = Ended(
        how="superseded",
        at=later.decided_at,
        meeting=event.meeting,
        item=event.item,
        by=event.superseded_by,
        by_number=later.number,
        position=entry.position,
    )
    _end(rows, ended, event.decision)


def _end(rows: Rows, ended: Ended, name: str) -> None:
    """It stays in the register; whether it was ratified in time is asked no more."""
    decision = rows.require(Decision, name)
    decision.ended = ended
    decision.evidence.append(ended.position)
    if decision.ratification:
        decision.ratification.fall_away("not-needed")
    rows.put(decision)
    body = rows.require(DecidingBody, decision.passed_to or decision.body)
    body.pending = [one for one in body.pending if one != name]
    rows.put(body)


def _stands_after_all(rows: Rows, event: UndoingRestated, entry: ReadEntry) -> None:
    """What had been recorded stays beside it; whether it was ratified in time is asked again."""
    decision = rows.require(Decision, event.decision)
    if (ended := decision.ended) is None:
        return
    if ended.by:
        later = rows.require(Decision, ended.by)
        later.supersedes = [one for one in later.supersedes if one != event.decision]
        later.evidence.append(entry.position)
        rows.put(later)
    was = replacement(ended.words, ended.position, [], event, entry)
    decision.ended, decision.replaced_endings = None, [*decision.replaced_endings, was]
    decision.evidence.append(entry.position)
    await_anew(rows, decision)
    rows.put(decision)


def _passed_on(rows: Rows, event: BodyDissolved, entry: ReadEntry) -> None:
    """What awaited ratification awaits it of the body that takes over, or visibly of none."""
    body = rows.require(DecidingBody, event.body)
    body.dissolved_at, body.passed_to = entry.entry.occurred_at, event.to_body
    heir = rows.require(DecidingBody, event.to_body) if event.to_body else None
    for name in body.pending:
        decision = rows.require(Decision, name)
        decision.evidence.append(entry.position)
        decision.passed_to = event.to_body
        if heir is None and decision.ratification:
            decision.ratification.fall_away("without-body")
        elif heir and decision.ratification:
            decision.ratification.pass_on(entry.entry.occurred_at)
            heir.pending.append(name)
            decision.schedule(heir.meetings)
        rows.put(decision)
    body.pending = []
    rows.put(body)
    if heir:
        rows.put(heir)
