"""How a decision came about: what was said, amended and opposed, and which contacts came before."""

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.rows import Rows
from projections.views.decision_documents import Course, Decision, Spoken
from schemas.event import Event
from schemas.events.contact import ContactLogged
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.meeting import ItemDiscussed
from schemas.events.motion import AmendmentMoved, DissentRecorded
from schemas.events.restatement import DissentRestated


class ItemCourse(Document):
    """What happened to an item: paragraphs by meeting, amendments and dissents by motion."""

    KIND = "decision-course"

    item: str
    paragraphs: dict[str, list[int]] = msgspec.field(default_factory=dict)
    amendments: dict[str, list[int]] = msgspec.field(default_factory=dict)
    dissents: dict[str, list[int]] = msgspec.field(default_factory=dict)
    dissenting: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    """Which of the dissents stands of each seat, by motion."""
    contacts: list[Spoken] = msgspec.field(default_factory=list)
    decisions: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.item

    def restate_dissent(self, event: DissentRestated, position: int) -> None:
        """One that was no dissent counts no more; in the place of one stands its correction."""
        standing = self.dissenting.setdefault(event.motion, {})
        wrong = standing.pop(event.seat, None)
        dissents = [one for one in self.dissents.get(event.motion, []) if one != wrong]
        if event.has_dissented:
            standing[event.seat] = position
            dissents.append(position)
        self.dissents[event.motion] = dissents

    def of(self, meeting: str | None, motion: str | None) -> Course:
        """As it concerns one decision: its meeting's paragraphs; its motion, else all of them."""
        return Course(
            paragraphs=list(self.paragraphs.get(meeting or "", [])),
            amendments=_of_motion(self.amendments, motion),
            dissents=_of_motion(self.dissents, motion),
            contacts=list(self.contacts),
        )


def _of_motion(positions: dict[str, list[int]], motion: str | None) -> list[int]:
    if motion is not None:
        return list(positions.get(motion, []))
    return sorted(one for every in positions.values() for one in every)


COURSE = (ItemDiscussed, DissentRecorded, DissentRestated, ContactLogged)
_Changing = ItemDiscussed | AmendmentMoved | DissentRecorded | DissentRestated | ContactLogged


def course_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    """Keeps it with the item, and with the decisions on it that were taken already."""
    if not isinstance(event, _Changing):
        return
    if isinstance(event, ContactLogged) and event.decision:
        _add_contact(rows.require(Decision, event.decision), rows, event, entry)
    if event.item is None:
        return
    item = rows.get(ItemCourse, event.item) or ItemCourse(item=event.item)
    match event:
        case ItemDiscussed():
            item.paragraphs.setdefault(event.meeting, []).append(entry.position)
        case AmendmentMoved():
            item.amendments.setdefault(event.motion, []).append(entry.position)
        case DissentRecorded():
            item.dissents.setdefault(event.motion, []).append(entry.position)
            item.dissenting.setdefault(event.motion, {})[event.seat] = entry.position
        case DissentRestated():
            item.restate_dissent(event, entry.position)
        case ContactLogged():
            item.contacts.append(_spoken(event, entry))
    rows.put(item)
    for name in item.decisions:
        decision = rows.require(Decision, name)
        decision.course = _with_own_contacts(decision, item)
        rows.put(decision)


def course_of(rows: Rows, event: DecisionTaken | DecisionTakenOutsideMeeting) -> Course:
    """The course of the item up to a decision on it; later entries about the item are added."""
    if event.item is None:
        return Course()
    item = rows.get(ItemCourse, event.item) or ItemCourse(item=event.item)
    item.decisions.append(event.decision)
    rows.put(item)
    if isinstance(event, DecisionTaken):
        return item.of(event.meeting, event.motion)
    return item.of(None, None)


def _with_own_contacts(decision: Decision, item: ItemCourse) -> Course:
    """Contacts that name the decision itself stay beside those that name its item."""
    course = item.of(decision.meeting, decision.motion)
    known = {one.contact for one in course.contacts}
    own = [one for one in decision.course.contacts if one.contact not in known]
    return msgspec.structs.replace(course, contacts=[*course.contacts, *own])


def _add_contact(decision: Decision, rows: Rows, event: ContactLogged, entry: ReadEntry) -> None:
    decision.course.contacts.append(_spoken(event, entry))
    rows.put(decision)


def _spoken(event: ContactLogged, entry: ReadEntry) -> Spoken:
    return Spoken(
        contact=event.contact,
        at=entry.entry.occurred_at,
        recorded_at=entry.entry.recorded_at,
        position=entry.position,
        named_outcome=event.named_outcome,
        outcome=event.outcome,
    )
