"""How much notice a meeting had: of its agenda, else of its call; and what the terms ask for."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from eventlog.reading import ReadEntry
from projections.reckoning.working_time import working_days_between

GivenBy: TypeAlias = Literal["agenda", "call"]
NoticeState: TypeAlias = Literal["as-required", "short", "not-proven", "none-required", "unknown"]


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """The call of a meeting, or its agenda, went out."""

    at: datetime
    recorded_at: datetime
    position: int


class Notice(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The first time that a meeting's agenda went out, else its call; and what was required.

    `required` are the clear working days that the terms in force on the day of the meeting ask
    for, by what was recorded when it opened; `None` where no terms were in force.
    """

    called: Sent
    agenda: Sent | None = None
    required: int | None = None

    def publish(self, entry: ReadEntry) -> None:
        """The agenda went out; one that is sent again gives no notice anew."""
        if self.agenda is None:
            self.agenda = sent(entry)

    def found(self, starts_at: datetime) -> "NoticeFound":
        """What notice a meeting of this time had.

        An agenda that went out only once the meeting was to start gave no notice: the call did.
        What was written down only then does not show that notice was given in time.
        """
        given_by: GivenBy = "agenda" if self.agenda and self.agenda.at < starts_at else "call"
        first = self.agenda if self.agenda and given_by == "agenda" else self.called
        days = working_days_between(first.at, starts_at)
        return NoticeFound(
            state=_state(first, starts_at, days, self.required),
            given_by=given_by,
            given_at=first.at,
            working_days=days,
            required=self.required,
        )


class NoticeFound(msgspec.Struct, frozen=True, kw_only=True):
    """The notice of a meeting, in clear working days of England."""

    state: NoticeState
    given_by: GivenBy
    given_at: datetime
    working_days: int
    required: int | None


def sent(entry: ReadEntry) -> Sent:
    one = entry.entry
    return Sent(at=one.occurred_at, recorded_at=one.recorded_at, position=entry.position)


def _state(first: Sent, starts_at: datetime, days: int, required: int | None) -> NoticeState:
    if required is None:
        return "unknown"
    if required == 0:
        return "none-required"
    if days < required:
        return "short"
    return "as-required" if first.recorded_at <= starts_at else "not-proven"
