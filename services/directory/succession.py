"""Where the practices of a closed PCN went, so that a succession can be recorded if it is clear."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from directory.database import Connection
from directory.sql import WENT_TO


@dataclass(frozen=True, slots=True)
class SuccessorCandidate:
    """So many practices of the closed PCN belong to this one next, from this day."""

    pcn: str
    started_on: date
    practices: int


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of the practices that stayed in a PCN to its last day, `closed_on`.

    `practices` counts them; `candidates` come with the most practices first. Those that moved
    nowhere (closed, merged, or in no PCN) are the rest. No `closed_on`: the PCN has not closed.
    """

    pcn: str
    closed_on: date | None
    practices: int
    candidates: tuple[SuccessorCandidate, ...]

    @property
    def successor(self) -> SuccessorCandidate | None:
        """The one PCN that all the practices had joined by the day after, if there is one."""
        if self.closed_on is None or len(self.candidates) != 1:
            return None
        only = self.candidates[0]
        is_clear = only.practices == self.practices
        is_prompt = only.started_on <= self.closed_on + timedelta(days=1)
        return only if is_clear and is_prompt else None


async def successor_candidates(connection: Connection, closed_pcn: str, on: date) -> Succession:
    """Where the practices of a closed PCN had gone by a day."""
    records = await connection.fetch(WENT_TO, closed_pcn, on)
    moves = Counter((r["pcn"], r["started_on"]) for r in records if r["pcn"])
    ranked = sorted(moves.items(), key=lambda move: (-move[1], move[0]))
    return Succession(
        pcn=closed_pcn,
        closed_on=records[0]["closed_on"] if records else None,
        practices=len(records),
        candidates=tuple(SuccessorCandidate(pcn, day, n) for (pcn, day), n in ranked),
    )
