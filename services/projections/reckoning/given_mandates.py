"""Mandates kept by what they are about, so that a vote finds those that may apply to it."""

from collections.abc import Iterator

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.mandates import Beginning, Mandate, MandateEvent, begun
from projections.rows import Rows
from schemas.values import MandateScope


class GivenMandate(Document):
    """A mandate with its history."""

    KIND = "fidelity-mandate"

    mandate: Mandate

    def key(self) -> str:
        return self.mandate.mandate


class GivenMandates(Document):
    """The mandates that a seat was given for one item, for one topic, or standing, by PCN."""

    KIND = "fidelity-mandates"

    place: str
    mandates: dict[str, list[str]] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.place


def keep(rows: Rows, event: MandateEvent, entry: ReadEntry) -> Mandate:
    """Changes the mandate that an event is about, or makes it and files it."""
    if isinstance(event, Beginning) and rows.get(GivenMandate, event.mandate) is None:
        found = GivenMandate(mandate=begun(event, entry))
        _file(rows, found.mandate)
    else:
        found = rows.require(GivenMandate, event.mandate)
        found.mandate.change(event, entry)
    found.evidence.append(entry.position)
    rows.put(found)
    return found.mandate


def given(
    rows: Rows, seat: str, organisation: str, item: str, topic: str | None
) -> Iterator[Mandate]:
    """All mandates that the PCN ever gave the seat for the item, for its topic, or standing."""
    places: list[tuple[MandateScope, str | None]] = [("item", item), ("standing", None)]
    if topic is not None:
        places.append(("topic", topic))
    for scope, subject in places:
        kept = rows.get(GivenMandates, _place(seat, scope, subject))
        for name in kept.mandates.get(organisation, ()) if kept else ():
            yield rows.require(GivenMandate, name).mandate


def _file(rows: Rows, mandate: Mandate) -> None:
    subject = {"item": mandate.item, "topic": mandate.topic, "standing": None}[mandate.scope]
    place = _place(mandate.seat, mandate.scope, subject)
    kept = rows.get(GivenMandates, place) or GivenMandates(place=place)
    kept.mandates.setdefault(mandate.organisation, []).append(mandate.mandate)
    rows.put(kept)


def _place(seat: str, scope: MandateScope, subject: str | None) -> str:
    return " ".join((seat, scope, subject or ""))
