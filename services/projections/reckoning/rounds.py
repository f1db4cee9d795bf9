"""A round of asking as it opens: its frozen electorate, and what it answered in earlier rounds."""

from collections.abc import Sequence
from datetime import date

from eventlog.reading import ReadEntry
from projections.reckoning.consultation import Closing, Consultation, ConsultedItem
from projections.reckoning.places import Places
from projections.reckoning.voices import Carried, Voice
from schemas.days import day_in_england
from schemas.events.consultation import ConsultationOpened


def asked(
    event: ConsultationOpened,
    item: ConsultedItem,
    entry: ReadEntry,
    before: Sequence[Consultation],
    places: Places,
) -> Consultation:
    """A consultation as it opens, the latest round on its item; `before` are the earlier ones."""
    day = day_in_england(entry.entry.occurred_at)
    positions = [entry.position, *item.evidence]
    return Consultation(
        consultation=event.consultation,
        item=event.item,
        body=event.body,
        round=len(item.consultations),
        rule=event.rule,
        opened_at=entry.entry.occurred_at,
        lead_working_days=event.lead_working_days,
        window_working_days=event.window_working_days,
        closings=[Closing(closes_at=event.closes_at, recorded_at=entry.entry.recorded_at)],
        voices=[
            Voice(
                organisation=one.organisation,
                name=one.name,
                patients=one.patients,
                is_exempt=one.exempt,
                carried=_carried(one.organisation, before, day),
            )
            for one in event.electorate
        ],
        papers=list(event.papers),
        question=event.question,
        reminder_working_days=event.reminder_working_days,
        places=places.concerning(one.organisation for one in event.electorate),
        first_sitting=item.next_sitting,
        sittings=list(item.sittings),
        attached=list(item.attached),
        basis=positions,
        evidence=list(positions),
    )


def _carried(organisation: str, before: Sequence[Consultation], day: date) -> Carried | None:
    """The last answer of the latest earlier round that was not withdrawn, if it holds a view."""
    for one in sorted((b for b in before if not b.withdrawn_at), key=lambda b: -b.round):
        for voice in one.voices_of(organisation, day):
            if voice.answer and voice.answer.view:
                return Carried(answer=voice.answer, round=one.round, evidence=list(voice.evidence))
    return None
