"""What an import did, and what it could not do, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gateway.popolo.commands import Assumed
from gateway.popolo.files import Unusable
from schemas.counting import counted


@dataclass(frozen=True)
class Difference:
    """A motion whose published counts are not those of its votes."""

    place: str
    options: list[str]

    def __str__(self) -> str:
        return f"{self.place}: {'; '.join(self.options)}"


@dataclass
class Report:
    """Motions and votes that were recorded now, and those that had been before."""

    motions: int = 0
    votes: int = 0
    motions_before: int = 0
    votes_before: int = 0
    rulings_derived: int = 0
    rules_assumed: int = 0
    differences: list[Difference] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)

    @property
    def motions_seen(self) -> int:
        return self.motions + self.motions_before

    @property
    def votes_seen(self) -> int:
        return self.votes + self.votes_before

    def note(self, votes: int, assumed: Assumed, *, is_repeated: bool) -> None:
        if is_repeated:
            self.motions_before += 1
            self.votes_before += votes
            return
        self.motions += 1
        self.votes += votes
        self.rulings_derived += assumed.ruling
        self.rules_assumed += assumed.rule

    def sentences(self) -> Iterator[str]:
        votes, was = counted(self.votes, "vote"), "was" if self.motions == 1 else "were"
        yield f"{counted(self.motions, 'motion')} with {votes} {was} recorded."
        if self.motions_before:
            yield f"{counted(self.motions_before, 'motion')} had been recorded before."
        if self.rules_assumed:
            yield (
                f"{counted(self.rules_assumed, 'states', 'state')} no requirement: the rule of the "
                "body's terms of reference stands instead, or a simple majority of those voting."
            )
        if self.rulings_derived:
            state = counted(self.rulings_derived, "states", "state")
            yield f"{state} no result: it is what the votes amount to."
        if self.differences:
            yield (
                f"Of {counted(len(self.differences), 'motion')} the published counts differ from "
                "the votes; what was voted was recorded:"
            )
            yield from (f"  {one}" for one in self.differences)
        if self.unusable:
            yield f"{len(self.unusable):,} could not be recorded:"
            yield from (f"  {one}" for one in self.unusable)
