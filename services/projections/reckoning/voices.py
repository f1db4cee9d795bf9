"""A place in the electorate of a consultation: what reached it, and what it answered."""

from datetime import datetime
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.reckoning.sittings import Discussion
from schemas.events.consultation import (
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.correction import CanvassRedated, CanvassWithdrawn, ViewRestated
from schemas.values import Channel, ViewPosition

Answering: TypeAlias = ViewSubmitted | ViewRevised | ViewWithdrawn
Correcting: TypeAlias = CanvassRedated | CanvassWithdrawn | ViewRestated
Exchange: TypeAlias = OrganisationCanvassed | ReminderSent | Answering | Correcting


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """The question reached an organisation: when it did, and when that was written down."""

    to: str
    channel: Channel
    delivered_at: datetime
    recorded_at: datetime


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer of an organisation; no `view` where it took its answer back.

    `is_mistaken`: it was recorded wrongly, and a correction follows.
    """

    by: str
    answered_at: datetime
    recorded_at: datetime
    view: ViewPosition | None = None
    conditions: str | None = None
    reasons: str | None = None
    is_mistaken: bool = False

    def is_ahead_of(self, moment: datetime) -> bool:
        """Written down before then: what was recorded later proves no earlier answer."""
        return self.recorded_at < moment


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation had answered in an earlier round, on the papers as they were then."""

    answer: Answer
    round: int
    evidence: list[int]


class Voice(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A place in the frozen electorate: what was sent to, and heard from, whoever held it then."""

    organisation: str
    name: str | None = None
    patients: int | None = None
    is_exempt: bool = False
    split_into: list[str] = []
    deliveries: list[Delivery] = []
    reminded_at: list[datetime] = []
    answers: list[Answer] = []
    carried: Carried | None = None
    evidence: list[int] = []

    @property
    def answer(self) -> Answer | None:
        """The last answer."""
        return self.answers[-1] if self.answers else None

    def answer_at(self, start: Discussion | None) -> Answer | None:
        """The answer current when the discussion starts; the last one where that is not known.

        None where that one was recorded wrongly, and was corrected only afterwards.
        """
        known = [a for a in self.answers if start is None or a.is_ahead_of(start.at)]
        return known[-1] if known and not known[-1].is_mistaken else None

    @property
    def mistaken(self) -> list[Answer]:
        """The answers that were recorded wrongly, the oldest first."""
        return [one for one in self.answers if one.is_mistaken]

    def see(self, event: Exchange, entry: ReadEntry) -> None:
        """Changes with what was sent to its holder, or heard from it."""
        self.evidence.append(entry.position)
        match event:
            case OrganisationCanvassed():
                self.deliveries.append(
                    Delivery(
                        to=event.organisation,
                        channel=event.channel,
                        delivered_at=entry.entry.occurred_at,
                        recorded_at=entry.entry.recorded_at,
                    )
                )
            case ReminderSent():
                self.reminded_at.append(entry.entry.occurred_at)
            case CanvassRedated() | CanvassWithdrawn():
                self._correct(event, entry)
            case ViewRestated():
                self._restate(event, entry)
            case _:
                self._hear(event, entry)

    def _correct(self, event: CanvassRedated | CanvassWithdrawn, entry: ReadEntry) -> None:
        """A later time was known when the earlier one was written down; an earlier one was not."""
        found = enumerate(self.deliveries)
        number = next((n for n, one in found if one.delivered_at == event.recorded_as), None)
        if number is None:
            return
        wrong = self.deliveries.pop(number)
        if isinstance(event, CanvassRedated):
            is_later = event.delivered_at >= wrong.delivered_at
            known_at = wrong.recorded_at if is_later else entry.entry.recorded_at
            right = replace(wrong, delivered_at=event.delivered_at, recorded_at=known_at)
            self.deliveries.insert(number, right)

    def _restate(self, event: ViewRestated, entry: ReadEntry) -> None:
        if not self.answers:
            return
        wrong = self.answers[-1]
        self.answers[-1] = replace(wrong, is_mistaken=True)
        view, conditions, reasons = event.position, event.conditions, event.reasons
        self._answered(wrong.by, entry, view, conditions, reasons, wrong.answered_at)

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
        answered_at: datetime | None = None,
    ) -> None:
        self.answers.append(
            Answer(
                by=by,
                answered_at=answered_at or entry.entry.occurred_at,
                recorded_at=entry.entry.recorded_at,
                view=view,
                conditions=conditions,
                reasons=reasons,
            )
        )
