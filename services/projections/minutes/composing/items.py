"""Items of business: what was asked, said, voted and decided at each, with corrections in place."""

from collections.abc import Iterator

from msgspec import UNSET

from projections.minutes.business import Action, Correction, Decision, Item, Minute, Paper
from projections.minutes.composing.canvass import canvasses, mandates
from projections.minutes.composing.names import Names
from projections.minutes.composing.numbering import Label
from projections.minutes.composing.sources import Sources
from projections.minutes.composing.votes import departures, motion
from projections.views import decision_documents
from projections.views.meeting_documents import Correction as Corrected
from projections.views.meeting_documents import MeetingRecord
from projections.views.meeting_items import ItemRecord, Matter, in_order
from schemas.days import day_in_england

_DIGEST = 12
"""So much of a paper's digest tells it from its other versions."""


def items(sources: Sources, names: Names, labels: dict[str, Label]) -> Iterator[Item]:
    raised = in_order(sources.record.raised)
    for one in sources.items:
        actions = (a for a in raised if a.item == one.item)
        yield _item(sources, one, names, labels[one.item], actions)


def _item(
    sources: Sources, one: ItemRecord, names: Names, label: Label, raised: Iterator[Matter]
) -> Item:
    until = sources.record.closed_at or sources.as_of
    decided = [d for taken in one.decided if (d := sources.decisions.get(taken.decision))]
    return Item(
        number=label.number,
        title=one.title,
        purpose=one.purpose,
        tabled_by=names.organisation_if(one.originator),
        originator=one.originator_kind,
        summary=one.summary,
        papers=tuple(Paper(title=p.title, digest=p.sha256[:_DIGEST]) for p in one.papers),
        canvasses=canvasses(sources.consultations[one.item], names, until, sources.as_of),
        mandates=mandates(sources.mandates[one.item], names, one.taken_at or until),
        discussion=tuple(_discussion(sources.record, one, names, label)),
        motions=tuple(motion(m, names, sources.as_of) for m in sources.motions[one.item]),
        decisions=tuple(_decision(sources, one, decision, names) for decision in decided),
        actions=tuple(action(matter, sources, names) for matter in raised),
        disposal=one.disposal,
        disposal_reason=one.disposal_reason,
    )


def _decision(
    sources: Sources, item: ItemRecord, one: decision_documents.Decision, names: Names
) -> Decision:
    ended = one.ended if one.ended and one.ended.meeting == sources.record.meeting else None
    return Decision(
        number=one.number,
        outcome=one.outcome,
        text=one.text,
        authority=one.authority,
        basis=one.basis,
        amount_pence=one.amount_pence,
        departures=tuple(departures(sources.mandated[item.item], one.motion, names)),
        undone=ended.how if ended else UNSET,
        undone_by=(ended.by_number if ended else None) or UNSET,
    )


def _discussion(
    record: MeetingRecord, one: ItemRecord, names: Names, label: Label
) -> Iterator[Minute]:
    """The paragraphs; then what corrections say of the item itself, or of paragraphs not there."""
    written = {label.paragraph(said.paragraph): said.text for said in one.discussion}
    numbers = dict.fromkeys([*written, *_corrected(record, label)])
    for number in numbers:
        yield minute(record, number, written.get(number), names)


def _corrected(record: MeetingRecord, label: Label) -> list[str]:
    found = (one.paragraph for one in record.corrections)
    return [p for p in found if p == label.short or p.startswith(f"{label.short}.")]


def minute(record: MeetingRecord, number: str, text: str | None, names: Names) -> Minute:
    """A paragraph in the words in force, with each correction that led to them."""
    made: list[Correction] = []
    for one in record.corrections:
        if one.paragraph == number:
            made.append(_correction(one, text, names))
            text = one.text
    return Minute(number=number, text=text, corrections=tuple(made))


def _correction(one: Corrected, was: str | None, names: Names) -> Correction:
    return Correction(
        was=was,
        reason=one.reason,
        corrected_on=day_in_england(one.corrected_at),
        corrected_by=names.organisation_if(one.by),
    )


def other_business(sources: Sources, names: Names, labels: dict[str, Label]) -> Iterator[Minute]:
    """Corrections of paragraphs that belong to no item: they are shown, not lost."""
    shorts = {label.short for label in labels.values()}
    found = (one.paragraph for one in sources.record.corrections)
    for number in dict.fromkeys(p for p in found if p.split(".")[0] not in shorts):
        yield minute(sources.record, number, None, names)


def action(matter: Matter, sources: Sources, names: Names) -> Action:
    """An action as it stood when the meeting closed."""
    on = day_in_england(sources.began_at)
    is_late = matter.due_on is not None and matter.due_on < on
    return Action(
        number=matter.number,
        text=matter.text,
        owner=matter.owner
        or names.person(matter.person)
        or names.organisation_if(matter.organisation),
        due_on=matter.due_on,
        status="completed"
        if matter.completed_at
        else "overdue"
        if is_late
        else "in progress"
        if matter.progress
        else "open",
        update=matter.progress,
        raised_by=matter.raised_by or UNSET,
    )
