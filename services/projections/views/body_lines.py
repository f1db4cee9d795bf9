"""The lines of the register of bodies: terms in force, and what a dissolved body left open."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from projections.register import Line
from projections.views.body_documents import Body, Terms
from schemas.days import day_in_england
from schemas.values import (
    Authority,
    BodyKind,
    CountedOf,
    RetentionClass,
    RuleKind,
    Share,
    Weights,
)


class BodyLine(Line):
    """One body, with its terms as of the moment of asking; none of them where none are in force.

    `quorum` counts voting seats, and `quorum_categories` those of a category, for example `pcn:1`.
    `rule` is that of motions which name no other: `counted_of` is its denominator, the shares are
    exact (`2/3`), and `weights` say what a seat weighs where weight counts.

    Of a dissolved one, `actions`, `ratifications` (decisions still to be ratified),
    `consultations` and `items` are what it left open, and `passed_to` is the body that took them
    over. `still_open` are those that nothing has settled since. Where nobody took over,
    `is_left_to_nobody` is true as long as any is open.
    """

    body: str
    name: str
    kind: BodyKind
    constituted_on: date
    terms_version: int | None
    authority: Authority | None
    accountable_to: str | None
    quorum: int | None
    quorum_categories: list[str]
    rule: RuleKind | None
    counted_of: CountedOf | None
    at_least: str | None
    weight_at_least: str | None
    weights: Weights | None
    has_casting_vote: bool | None
    notice_working_days: int | None
    canvass_lead_working_days: int | None
    canvass_window_working_days: int | None
    reminder_working_days: int | None
    feedback_working_hours: int | None
    numbering: str | None
    retention: RetentionClass | None
    seats: int
    dissolved_on: date | None
    passed_to: str | None
    reason: str | None
    actions: list[str]
    ratifications: list[str]
    consultations: list[str]
    items: list[str]
    still_open: list[str]
    is_left_to_nobody: bool
    took_over_from: list[str]
    unknown: str | None


def lines(body: Body, as_of: datetime) -> Iterable[BodyLine]:
    day = day_in_england(as_of)
    terms, left = body.terms_on(day), body.left_open
    yield BodyLine(
        body=body.body,
        name=body.name,
        kind=body.kind,
        constituted_on=body.constituted_on,
        terms_version=terms.version if terms else None,
        **_in_force(terms),
        seats=sum(last is None or last >= day for last in body.seats.values()),
        dissolved_on=body.dissolved_on,
        passed_to=body.passed_to,
        reason=body.reason,
        actions=left.actions,
        ratifications=left.ratifications,
        consultations=left.consultations,
        items=left.items,
        still_open=left.still_open,
        is_left_to_nobody=_is_left(body),
        took_over_from=body.took_over_from,
        unknown=" ".join(_unknown(body, terms)) or None,
        evidence=body.evidence,
    )


_AS_ADOPTED = (
    *("authority", "accountable_to", "has_casting_vote", "numbering", "retention"),
    *("notice_working_days", "canvass_lead_working_days", "canvass_window_working_days"),
    *("reminder_working_days", "feedback_working_hours"),
)


def _in_force(terms: Terms | None) -> dict[str, Any]:
    """The fields of a line that the terms say; each None where there are no terms."""
    rule, quorum = (terms.rule, terms.quorum) if terms else (None, None)
    return {
        **{name: getattr(terms, name, None) for name in _AS_ADOPTED},
        "quorum": quorum.count if quorum else None,
        "quorum_categories": [
            f"{one.category}:{one.count}" for one in (quorum.categories if quorum else ())
        ],
        "rule": rule.kind if rule else None,
        "counted_of": rule.counted_of if rule else None,
        "at_least": _share(rule.at_least) if rule else None,
        "weight_at_least": _share(rule.weight_at_least) if rule else None,
        "weights": rule.weights if rule else None,
    }


def _share(share: Share | None) -> str | None:
    return f"{share.numerator}/{share.denominator}" if share else None


def _is_left(body: Body) -> bool:
    is_without_heir = body.dissolved_on is not None and body.passed_to is None
    return is_without_heir and bool(body.left_open.still_open)


def _unknown(body: Body, terms: Terms | None) -> Iterator[str]:
    if terms is None:
        yield "No terms of reference are in force: by what authority it acts is not known."
    if _is_left(body):
        yield "Which body is to settle what it left open is not recorded."
