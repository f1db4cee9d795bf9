"""What a check can say: a fault, a difference or a remark, with its rule and its place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["fault", "difference", "remark"]
"""A fault: the record, or its proof, is broken. A difference: two facts in it disagree, which
someone should explain. A remark changes no verdict."""

SHOWN_PER_RULE = 100
"""Beyond so many findings of one rule, only their number is kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say, about the entry at a position where there is one."""

    rule: str
    sentence: str
    position: int | None = None
    severity: Severity = "fault"


def difference(rule: str, sentence: str, position: int | None = None) -> Finding:
    return Finding(rule, sentence, position, "difference")


def remark(rule: str, sentence: str, position: int | None = None) -> Finding:
    return Finding(rule, sentence, position, "remark")


class VerificationError(Exception):
    """Something does not verify. `rule` is stable; the sentence is for people."""

    def __init__(self, rule: str, sentence: str, position: int | None = None) -> None:
        super().__init__(sentence)
        self.rule = rule
        self.sentence = sentence
        self.position = position

    @property
    def finding(self) -> Finding:
        return Finding(self.rule, self.sentence, self.position)


@dataclass
class Findings:
    """Collects findings; of a rule that is broken a million times it keeps the first hundred."""

    kept: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    severities: set[Severity] = field(default_factory=set)

    def add(self, *found: Finding) -> None:
        self.extend(found)

    def extend(self, found: Iterable[Finding]) -> None:
        for one in found:
            self.counts[one.rule] += 1
            self.severities.add(one.severity)
            if self.counts[one.rule] <= SHOWN_PER_RULE:
                self.kept.append(one)

    @property
    def not_shown(self) -> dict[str, int]:
        """How many findings were left out, by rule."""
        return {
            rule: count - SHOWN_PER_RULE
            for rule, count in self.counts.items()
            if count > SHOWN_PER_RULE
        }

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.kept)
