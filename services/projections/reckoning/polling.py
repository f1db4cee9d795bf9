"""What a PCN's practices come to by the PCN's own rule: exact arithmetic, no fold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from projections.reckoning.consensus import VOICES, is_share
from schemas.values import PollRule, PracticeListSize, ViewPosition

WhyNone: TypeAlias = Literal["too-few-voices", "no-side-has-it", "list-size-unknown"]
Evidenced: TypeAlias = Literal[
    "evidenced",
    "answered-afterwards",
    "other-conditions",
    "differs",
    "no-position-derived",
    "not-submitted",
    "open",
]
"""*Evidenced*: the PCN submitted what its practices had come to. *Answered-afterwards*: they came
to it only after the PCN had submitted it, which proves nothing about before. *Other-conditions*:
both support it, only one of them with conditions. *Open*: practices can still answer."""


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """The position that practices come to, or why they come to none.

    Counts are of practices, or of registered patients where the rule weighs by list size.
    """

    position: ViewPosition | None
    why_none: WhyNone | None
    entitled: int
    support: int
    support_with_conditions: int
    oppose: int


def derived(
    rule: PollRule, practices: Sequence[PracticeListSize], answers: Mapping[str, ViewPosition]
) -> Derived:
    """What the latest answers come to. Weighed by list size, every practice's must be known."""
    is_weighted = rule.kind == "list-weighted"
    weights = {one.practice: (one.patients or 0) if is_weighted else 1 for one in practices}
    count: Counter[ViewPosition] = Counter()
    for practice, answer in answers.items():
        count[answer] += weights[practice]
    entitled = sum(weights.values())
    is_sized = not is_weighted or all(one.patients is not None for one in practices)
    position = _position(rule, entitled, count) if is_sized else None
    why_not: WhyNone = _why_none(rule, entitled, count) if is_sized else "list-size-unknown"
    return Derived(
        position=position,
        why_none=why_not if position is None else None,
        entitled=entitled,
        support=count["support"],
        support_with_conditions=count["support-with-conditions"],
        oppose=count["oppose"],
    )


def evidenced(
    found: Derived, said: ViewPosition | None, derived_then: ViewPosition | None
) -> Evidenced:
    """What was submitted, held against what practices came to, now and when it was submitted."""
    if said is None:
        return "not-submitted"
    if found.position is None:
        return "no-position-derived"
    if found.position == said:
        return "evidenced" if derived_then == said else "answered-afterwards"
    sides = {"support", "support-with-conditions"}
    return "other-conditions" if {found.position, said} == sides else "differs"


def _voices(count: Counter[ViewPosition]) -> int:
    return sum(count[one] for one in VOICES)


def _is_heard(rule: PollRule, entitled: int, count: Counter[ViewPosition]) -> bool:
    voices = _voices(count)
    if rule.kind == "unanimous":
        return 0 < voices == entitled
    return voices > 0 and is_share(voices, entitled, rule.voices_at_least)


def _has_it(rule: PollRule, side: int, voices: int) -> bool:
    """More than half, and the share that the rule asks for; all of them where unanimous."""
    if rule.kind == "unanimous":
        return side == voices
    return 2 * side > voices and is_share(side, voices, rule.support_at_least)


def _position(rule: PollRule, entitled: int, count: Counter[ViewPosition]) -> ViewPosition | None:
    """Support carries the conditions of some where support without them would not have it."""
    voices = _voices(count)
    if not _is_heard(rule, entitled, count):
        return None
    if _has_it(rule, count["support"], voices):
        return "support"
    if _has_it(rule, voices - count["oppose"], voices):
        return "support-with-conditions"
    return "oppose" if _has_it(rule, count["oppose"], voices) else None


def _why_none(rule: PollRule, entitled: int, count: Counter[ViewPosition]) -> WhyNone:
    return "no-side-has-it" if _is_heard(rule, entitled, count) else "too-few-voices"
