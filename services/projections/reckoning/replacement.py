"""What had been recorded wrongly, in which entry, and which entry stands in its place."""

from datetime import datetime

import msgspec

from eventlog.reading import ReadEntry
from schemas.event import Event
from schemas.values import CorrectionBasis


class Replacement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`was` is what the entry at `position` said; None where it, or a correction, said nothing.

    `replaced_by` is the position of the correction. `position` is None where nothing had been
    recorded before.
    """

    was: str | None
    position: int | None
    replaced_by: int
    corrected_at: datetime
    basis: CorrectionBasis | None = None
    reason: str | None = None


def replacement(
    was: str | None,
    first: int | None,
    before: list[Replacement],
    event: Event,
    entry: ReadEntry,
) -> Replacement:
    """What a correction replaced: its words, and the entry that said so until now."""
    return Replacement(
        was=was,
        position=current(first, before),
        replaced_by=entry.position,
        corrected_at=entry.entry.occurred_at,
        basis=getattr(event, "basis", None),
        reason=getattr(event, "reason", None),
    )


def current(first: int | None, replaced: list[Replacement]) -> int | None:
    """The position of what stands: the last correction, else the entry that said it first."""
    return replaced[-1].replaced_by if replaced else first


def positions(replaced: list[Replacement]) -> list[int]:
    """Those of the entries that were replaced, the oldest first."""
    return [one.position for one in replaced if one.position is not None]
