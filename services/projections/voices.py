"""A place in the electorate of a consultation: what reached it, and what it answered."""

from datetime import date, datetime
from typing import TypeAlias

import msgspec

from eventlog.reading import ReadEntry
from projections.sittings import Discussion
from schemas.events.consultation import (
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.values import Channel, ViewPosition

Answering: TypeAlias = ViewSubmitted | ViewRevised | ViewWithdrawn
Exchange: TypeAlias = OrganisationCanvassed | ReminderSent | Answering


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """The question reached an organisation: when it did, and when that was written down."""

    channel: Channel
    delivered_at: datetime
    recorded_at: datetime


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer of an organisation; no `view` where it took its answer back."""

    by: str
    answered_at: datetime
    recorded_at: datetime
    view: ViewPosition | None = None
    conditions: str | None = None
    reasons: str | None = None

    def is_ahead_of(self, moment: datetime) -> bool:
        """Written down before then: what was recorded later proves no earlier answer."""
        return self.recorded_at < moment


class Voice(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A place in the frozen electorate, held by its organisation or, once closed, a successor."""

    organisation: str
    name: str | None = None
    patients: int | None = None
    is_exempt: bool = False
    successor: str | None = None
    succeeded_on: date | None = None
    deliveries: list[Delivery] = []
    reminded_at: list[datetime] = []
    answers: list[Answer] = []
    evidence: list[int] = []

    @property
    def holder(self) -> str:
        return self.successor or self.organisation

    @property
    def answer(self) -> Answer | None:
        """The last answer."""
        return self.answers[-1] if self.answers else None

    def answer_at(self, start: Discussion | None) -> Answer | None:
        """The answer current when the discussion starts; the last one where that is not known."""
        known = [a for a in self.answers if start is None or a.is_ahead_of(start.at)]
        return known[-1] if known else None

    def see(self, event: Exchange, entry: ReadEntry) -> None:
        """Changes with what was sent to its holder, or heard from it."""
        self.evidence.append(entry.position)
        match event:
            case OrganisationCanvassed():
                self.deliveries.append(
                    Delivery(
                        channel=event.channel,
                        delivered_at=entry.entry.occurred_at,
                        recorded_at=entry.entry.recorded_at,
                    )
                )
            case ReminderSent():
                self.reminded_at.append(entry.entry.occurred_at)
            case _:
                self._hear(event, entry)

    def _hear(self, event: Answering, entry: ReadEntry) -> None:
        """A successor's own first answer leaves standing what the closed member had answered."""
        has_view = self.answer is not None and self.answer.view is not None
        match event:
            case ViewSubmitted() if has_view and event.organisation != self.organisation:
                return
            case ViewSubmitted() | ViewRevised():
                view, conditions, reasons = event.position, event.conditions, event.reasons
                self._answered(event.organisation, entry, view, conditions, reasons)
            case ViewWithdrawn() if has_view:
                self._answered(event.organisation, entry, None, None, event.reason)
            case _:
                pass

    def _answered(
        self,
        by: str,
        entry: ReadEntry,
        view: ViewPosition | None,
        conditions: str | None,
        reasons: str | None,
    ) -> None:
        self.answers.append(
            Answer(
                by=by,
                answered_at=entry.entry.occurred_at,
                recorded_at=entry.entry.recorded_at,
                view=view,
                conditions=conditions,
                reasons=reasons,
            )
        )
