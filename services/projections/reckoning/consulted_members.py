"""Members that close, are split or join again, while consultations take their answers."""

from collections.abc import Iterator

from eventlog.reading import ReadEntry
from projections.reckoning.consultation import Consultation, OpenConsultations
from projections.rows import Rows
from schemas.days import day_in_england
from schemas.events.partnership import MemberJoined, MemberSplit, MemberSucceeded


def succeeded(rows: Rows, event: MemberSucceeded, entry: ReadEntry) -> None:
    """Whoever takes a place of those asked goes on with what is open."""
    taking = rows.get(OpenConsultations, OpenConsultations.KEY) or OpenConsultations()
    taking.places.take(event.organisation, event.successor, event.on)
    rows.put(taking)
    for consultation in _concerned(rows, event.organisation, entry):
        consultation.places.take(event.organisation, event.successor, event.on)
        taken_before = taking.places.concerning([event.successor]).by_code
        consultation.places.by_code = {**taken_before, **consultation.places.by_code}


def joined(rows: Rows, event: MemberJoined, entry: ReadEntry) -> None:
    """One that had closed stands in its own place again, and is whole again if it was split."""
    taking = rows.get(OpenConsultations, OpenConsultations.KEY)
    if taking is None or event.within is not None:
        return
    for consultation in _concerned(rows, event.organisation, entry):
        consultation.places.give_back(event.organisation, event.on)
        for voice in consultation.voices:
            if voice.organisation == event.organisation:
                voice.split_into = []
    taking.places.give_back(event.organisation, event.on)
    rows.put(taking)


def split(rows: Rows, event: MemberSplit, entry: ReadEntry) -> None:
    day = day_in_england(entry.entry.occurred_at)
    for consultation in _concerned(rows, event.organisation, entry):
        for voice in consultation.voices_of(event.organisation, day):
            voice.split_into = [one.organisation for one in event.parts]


def _concerned(rows: Rows, organisation: str, entry: ReadEntry) -> Iterator[Consultation]:
    """The open consultations that an entry on a member concerns, each to be changed; it is put."""
    taking = rows.get(OpenConsultations, OpenConsultations.KEY) or OpenConsultations()
    for name in taking.consultations:
        consultation = rows.require(Consultation, name)
        if consultation.rests_for(organisation, entry.position):
            yield consultation
            rows.put(consultation)
