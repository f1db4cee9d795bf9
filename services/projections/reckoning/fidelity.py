"""Whether a vote did what a PCN had told its seat to do: which mandate applied, was it followed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from projections.reckoning.mandates import VALID, Mandate, Version
from projections.reckoning.seat_votes import SeatVote
from schemas.days import day_in_england
from schemas.values import Choice, MandateKind, MandateScope

Verdict: TypeAlias = Literal[
    "followed",
    "departed-with-reason",
    "departed-without-reason",
    "departed-reason-not-recorded",
    "open-mandate",
    "no-instruction",
    "no-valid-mandate",
    "retrofitted",
    "recused",
    "absent",
]
MOST_SPECIFIC_FIRST: tuple[MandateScope, ...] = ("item", "topic", "standing")


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One vote held against what one PCN had said, with the mandate that applied, if one did."""

    verdict: Verdict
    mandate: str | None = None
    scope: MandateScope | None = None
    kind: MandateKind | None = None
    instruction: Choice | None = None
    is_unconfirmed: bool = False
    inherited_from: str | None = None
    unknown: list[str] = []
    evidence: list[int] = []


def judged(
    vote: SeatVote, mandates: Sequence[Mandate], passed_on: Sequence[Mandate] = ()
) -> Judgement:
    """`mandates` are all that the PCN ever gave the seat for the item, its topic, or standing.

    The most specific valid one applies, as recorded before the vote: for its item, else for its
    topic, else standing; the latest where there are several. Where the PCN has said nothing that
    counts, those `passed_on` to it by PCNs whose place it took apply in the same way.
    """
    own = _applying(vote.cast_at, mandates)
    applied = own or _applying(vote.cast_at, passed_on)
    if applied is None or applied[1].kind is None:
        return _without(vote.cast_at, [*mandates, *passed_on])
    mandate, version = applied
    standing = mandate.standing_before(vote.cast_at)
    return Judgement(
        verdict=_verdict(vote, version),
        mandate=mandate.mandate,
        scope=mandate.scope,
        kind=version.kind,
        instruction=version.instruction,
        is_unconfirmed=standing == "unconfirmed",
        inherited_from=None if own else mandate.organisation,
        unknown=[
            *_unknown(vote.cast_at, mandate, version),
            *(() if own else _other_word(vote.cast_at, mandate, version, passed_on)),
        ],
        evidence=_positions([mandate]),
    )


def _applying(cast_at: datetime, mandates: Sequence[Mandate]) -> tuple[Mandate, Version] | None:
    """What the PCN said last; where it withheld authority, nothing less specific gives it."""
    day = day_in_england(cast_at)
    for scope in MOST_SPECIFIC_FIRST:
        found = [
            (version.position, mandate, version)
            for mandate in mandates
            if mandate.scope == scope
            and _counts(mandate, cast_at)
            and (version := mandate.version_on(day, cast_at))
        ]
        if found:
            _, mandate, version = max(found, key=lambda one: one[0])
            return mandate, version
    return None


def _counts(mandate: Mandate, cast_at: datetime) -> bool:
    """Valid or withheld when the vote was cast; what was unconfirmed must not be disputed since."""
    standing = mandate.standing_before(cast_at)
    if standing == "unconfirmed":
        return not mandate.is_denied_since(cast_at)
    return standing in {*VALID, "withheld"}


def _verdict(vote: SeatVote, version: Version) -> Verdict:
    if version.kind == "open":
        return "open-mandate"
    if version.instruction is None:
        return "no-instruction"
    if vote.choice == version.instruction:
        return "followed"
    if vote.has_reason:
        return "departed-with-reason"
    is_later = vote.is_known_from_correction
    return "departed-reason-not-recorded" if is_later else "departed-without-reason"


def _without(cast_at: datetime, mandates: Sequence[Mandate]) -> Judgement:
    """No mandate applied: it came too late, none was valid, or none was given."""
    late = [mandate for mandate in mandates if _is_retrofitted(mandate, cast_at)]
    if late:
        return Judgement(
            verdict="retrofitted",
            mandate=late[0].mandate,
            scope=late[0].scope,
            kind=late[0].current.kind,
            instruction=late[0].current.instruction,
            unknown=["A mandate recorded after the vote does not show what was told before it."],
            evidence=_positions(late),
        )
    known = [mandate for mandate in mandates if mandate.standing_before(cast_at)]
    verdict: Verdict = "no-valid-mandate" if known else "no-instruction"
    return Judgement(verdict=verdict, evidence=_positions(known))


def _is_retrofitted(mandate: Mandate, cast_at: datetime) -> bool:
    version = mandate.version_on(day_in_england(cast_at))
    is_late = mandate.standing_before(cast_at) is None
    return is_late and mandate.standing != "disputed" and bool(version and version.kind)


def _unknown(cast_at: datetime, mandate: Mandate, version: Version) -> Iterator[str]:
    if mandate.standing_before(cast_at) == "unconfirmed":
        since = " before the vote, but has since" if mandate.standing == "confirmed" else ""
        yield f"{mandate.organisation} had not confirmed this mandate{since}."
    if version.conditions is not None:
        yield "The mandate has conditions; whether they were met, a vote does not show."
    if any(s.standing == "revoked" and s.at < cast_at <= s.recorded_at for s in mandate.steps):
        yield "A revocation dated before the vote was recorded only after it."


def _other_word(
    cast_at: datetime, mandate: Mandate, version: Version, passed_on: Sequence[Mandate]
) -> Iterator[str]:
    """Who else's mandate passed on, and instructs something else."""
    for code in sorted({one.organisation for one in passed_on} - {mandate.organisation}):
        said = _applying(cast_at, [one for one in passed_on if one.organisation == code])
        if said and said[1].instruction != version.instruction:
            yield f"{code}, whose place was taken too, had told the seat otherwise."


def _positions(mandates: Sequence[Mandate]) -> list[int]:
    return sorted({step.position for mandate in mandates for step in mandate.steps})
