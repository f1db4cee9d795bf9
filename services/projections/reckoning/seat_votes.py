"""What a seat did in a vote, as far as mandates go: as it was cast, or as it was put right."""

from datetime import datetime

import msgspec

from eventlog.reading import ReadEntry
from schemas.events.motion import VoteCast, VoteCorrected
from schemas.values import Choice, CorrectionBasis


class PutRight(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last correction of a vote: on what basis, and why the record was wrong.

    `cast_as` is the choice that was recorded when the vote was cast; None where it was left out.
    """

    cast_as: Choice | None = None
    basis: CorrectionBasis | None = None
    reason: str | None = None


class SeatVote(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a seat did. `has_reason` stays true when the reason's words are erased."""

    choice: Choice
    cast_at: datetime
    has_reason: bool = False
    reason: str | None = None
    person: str | None = None
    put_right: PutRight | None = None

    @property
    def is_known_from_correction(self) -> bool:
        """Nobody had recorded this choice when the vote was cast, so nor a reason for it."""
        return self.put_right is not None and self.put_right.cast_as != self.choice

    def put(self, event: VoteCorrected) -> None:
        """Puts it as it really was. Its own reason stays: it was recorded with it."""
        cast_as = self.put_right.cast_as if self.put_right else self.choice
        self.choice = event.choice
        self.put_right = PutRight(cast_as=cast_as, basis=event.basis, reason=event.reason)


def seat_vote(
    event: VoteCast | VoteCorrected, closed_at: datetime | None, entry: ReadEntry
) -> SeatVote:
    """A vote as it was cast; or one that had been left out, cast by the time voting closed.

    Its reason is the only text of a vote, so a digest in the entry says that one was given.
    The reason of a correction is why the record was wrong, not why the seat voted so.
    """
    at = entry.entry.occurred_at
    if isinstance(event, VoteCorrected):
        right = PutRight(basis=event.basis, reason=event.reason)
        by = closed_at or at
        return SeatVote(choice=event.choice, cast_at=by, person=event.person, put_right=right)
    return SeatVote(
        choice=event.choice,
        cast_at=at,
        has_reason=event.reason is not None or bool(entry.entry.sd),
        reason=event.reason,
        person=event.person,
    )
