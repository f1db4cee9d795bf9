"""The trail of a decision: every entry that led to it and followed from it, in the book's order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Documents
from projections.minutes.composing.numbering import labels
from projections.reckoning.mandated_motion import MandatedMotion, VoiceOf
from projections.views.correction_documents import corrections_about
from projections.views.decision_documents import Decision
from projections.views.meeting_documents import MeetingBody, MeetingPartnership, MeetingRecord
from projections.views.trail_sentences import TELLINGS, Stage, sentence
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.correction import AttendanceWithdrawn, DeclarationWithdrawn
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.minutes import (
    MinutesApproved,
    MinutesCorrected,
    MinutesDrafted,
    MinutesPublished,
)

OF_THE_MEETING = (
    MeetingCancelled,
    *(MeetingCalled, AgendaPublished, MeetingOpened, AttendanceRecorded),
    *(ApologiesReceived, AttendanceWithdrawn, MeetingClosed),
)
_OF_THE_MINUTES = (MinutesDrafted, MinutesCorrected, MinutesApproved, MinutesPublished)


class TrailLine(msgspec.Struct, kw_only=True, frozen=True):
    """One entry of the trail. `side` is where it stands from the entry of the decision itself.

    `replaces` is the position of the entry that a correction puts right; `replaced_by` that of the
    correction, or of what was said anew, that stands in the place of this entry.
    """

    position: int
    occurred_at: datetime
    recorded_at: datetime
    type: str
    actor: str
    acting_for: str | None
    stage: Stage
    side: Literal["before", "decision", "after"]
    sentence: str
    replaces: int | None = None
    replaced_by: int | None = None


class Entries(Protocol):
    """Reads the entries of a book."""

    async def at(self, book_no: int, positions: Sequence[int]) -> list[ReadEntry]:
        """The entries at these positions, in order."""

    async def tagged(self, book_no: int, tags: Iterable[str]) -> list[ReadEntry]:
        """All entries that carry any of these tags, in order."""


async def trail(
    entries: Entries, book_no: int, documents: Documents, decision: str, as_of: datetime
) -> list[TrailLine] | None:
    """The trail as recorded by a moment; None where there is no such decision.

    The documents and the entries are of the same book; documents may be of that moment too.
    """
    found = await documents.get(Decision, decision)
    if found is None:
        return None
    put = await documents.get(MandatedMotion, found.motion) if found.motion else None
    judgements = [j for seat in put.seats.values() for j in seat.judgements.values()] if put else []
    mandates = [one.mandate for one in judgements if one.mandate]
    heard = {position for one in judgements for position in one.evidence}
    heard |= await _spoken_for(documents, put) if put else set()
    tagged = await entries.tagged(book_no, trail_tags(found, mandates))
    seen = {one.position for one in tagged}
    rest = await entries.at(book_no, sorted(heard - seen)) if heard - seen else []
    known = [one for one in (*tagged, *rest) if one.entry.recorded_at <= as_of]
    body_ = await documents.get(MeetingBody, found.body)
    record = await documents.get(MeetingRecord, found.meeting) if found.meeting else None
    numbers = labels(record, body_) if record and body_ else {}
    lines = sentences(
        known,
        found,
        names=await _names(documents, found, body_),
        heard=heard,
        paragraphs=numbers[found.item].short if found.item in numbers else None,
    )
    return await _with_corrections(documents, lines, found)


async def _with_corrections(
    documents: Documents, lines: list[TrailLine], decision: Decision
) -> list[TrailLine]:
    """Each line with the entry that it puts right, and the one that stands in its place."""
    made = await corrections_about(documents, trail_tags(decision))
    replaces = {one.position: one.replaces for one in made}
    replaced_by = {one.replaces: one.position for one in made if one.replaces}
    replaced_by |= {one.position: one.replaced_by for one in made if one.replaced_by}
    return [
        msgspec.structs.replace(
            one,
            replaces=replaces.get(one.position),
            replaced_by=replaced_by.get(one.position),
        )
        for one in lines
    ]


def trail_tags(decision: Decision, mandates: Iterable[str] = ()) -> tuple[str, ...]:
    """The tags by which the entries of a trail are found; some of another item are among them.

    `mandates` are those that applied to votes on its motion: standing ones carry no item.
    """
    ratification = decision.ratification
    subjects = (
        ("decision", decision.decision),
        ("item", decision.item),
        ("motion", decision.motion),
        ("meeting", decision.meeting),
        ("motion", ratification.motion if ratification else None),
        ("meeting", ratification.meeting if ratification else None),
    )
    tags = [f"{subject}:{value}" for subject, value in subjects if value]
    return (*dict.fromkeys(tags), *sorted({f"mandate:{one}" for one in mandates}))


def sentences(
    entries: Iterable[ReadEntry],
    decision: Decision,
    *,
    names: Mapping[str, str] | None = None,
    heard: Iterable[int] = (),
    paragraphs: str | None = None,
) -> list[TrailLine]:
    """Those entries that concern the decision, each as a line, by position.

    `heard` are positions of mandates, and of what made seats speak for whom they did, which
    concern it without carrying any of its tags;
    `paragraphs` is the number of its item in the minutes, where that is known.
    """
    tags, mine = set(trail_tags(decision)), set(heard)
    start = decision.position
    return [
        _line(one, start, names or {})
        for one in sorted(entries, key=lambda one: one.position)
        if type(one.event) in TELLINGS
        and (one.position in mine or _concerns(one, decision, tags))
        and not _is_of_another_item(one.event, paragraphs)
    ]


def _concerns(one: ReadEntry, decision: Decision, tags: set[str]) -> bool:
    """Its own entries, and those of its meetings that concern all items alike."""
    event, carried = one.event, set(one.entry.tags)
    decisions = {tag for tag in carried if tag.startswith("decision:")}
    if decisions:
        return f"decision:{decision.decision}" in decisions
    if isinstance(event, _OF_THE_MINUTES):
        return event.meeting == decision.meeting
    if isinstance(event, OF_THE_MEETING) or _is_for_all_items(event):
        return True
    own = {tag for tag in tags if not tag.startswith("meeting:")}
    return bool(own & carried) or any(tag.startswith("mandate:") for tag in carried)


def _is_of_another_item(event: Event, paragraphs: str | None) -> bool:
    if paragraphs is None or not isinstance(event, MinutesCorrected):
        return False
    return event.paragraph.split(".")[0] != paragraphs


def _is_for_all_items(event: Event) -> bool:
    if not isinstance(event, InterestDeclared | DeclarationWithdrawn):
        return False
    return event.item is None


def _line(one: ReadEntry, start: int, names: Mapping[str, str]) -> TrailLine:
    stage, _ = TELLINGS[type(one.event)]
    position, entry = one.position, one.entry
    return TrailLine(
        position=position,
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        type=entry.type,
        actor=entry.actor,
        acting_for=entry.acting_for,
        stage=stage,
        side="before" if position < start else "after" if position > start else "decision",
        sentence=sentence(one.event, names),
    )


async def _spoken_for(documents: Documents, put: MandatedMotion) -> set[int]:
    """What had changed for whom the seats spoke, when the motion was put to their vote."""
    day, opened = day_in_england(put.opened_at), put.basis[0]
    inherited = [j.inherited_from for one in put.seats.values() for j in one.judgements.values()]
    represented = [code for one in put.seats.values() for code in one.represents]
    found: set[int] = set()
    for name in sorted({*put.seats, *represented, *(one for one in inherited if one)}):
        if voice := await documents.get(VoiceOf, name):
            told = (one for one in voice.changes if one.position < opened and one.on <= day)
            found |= {one.position for one in told}
    return found


async def _names(
    documents: Documents, decision: Decision, body_: MeetingBody | None
) -> dict[str, str]:
    """What the seats of the body and the members are called."""
    day = day_in_england(decision.decided_at)
    found = await documents.get(MeetingPartnership, MeetingPartnership.KEY)
    members = found.members if found else None
    named = {code: members.name_on(code, day) for code in members.by_code} if members else {}
    seats = {seat: one.title for seat, one in body_.seats.items()} if body_ else {}
    return {**{code: name for code, name in named.items() if name}, **seats}
