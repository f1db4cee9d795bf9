"""The decision register's lines: how a decision was come to, and whether it was ratified."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, TypeAlias

from projections.reckoning.replacement import current, positions
from projections.reckoning.working_time import working_minutes_between
from projections.register import Line
from projections.views.decision_documents import Decision, Route, Vote
from projections.views.ratification import Ratification
from schemas.days import day_in_england
from schemas.values import Authority, Choice, CorrectionBasis, OutcomeVerb, Ruling

Where: TypeAlias = Literal[
    "in-meeting", "chairs-action", "written-resolution", "ratified-elsewhere-decided", "untraced"
]
"""Where a decision was taken. `untraced`: informally or elsewhere, and not ratified since."""
RatificationState: TypeAlias = Literal[
    "ratified", "ratified-late", "refused", "due", "overdue", "not-needed", "without-body"
]
"""*Not needed*: the decision was rescinded or replaced first. *Without a body*: the one that was to
ratify it was dissolved, and none took it over."""
Standing: TypeAlias = Literal["stands", "rescinded", "superseded", "not-ratified"]


class DecisionLine(Line):
    """One decision.

    Votes count seats, weights their voting weight (only where votes are weighted). A ratification
    is asked only of decisions taken outside a meeting: `ratification_meeting` is where it was
    ratified or refused, or the next meeting, where it is due. `disclosure_lag_minutes` are the
    working minutes that such a decision went unrecorded. `replaced_outcomes` and `replaced_texts`
    are what had been recorded wrongly before, the oldest first, and `replaced_positions` the
    entries that said so; `position` is that of the entry that stands. The same is said of the
    chair's ruling and of the ratification (None: none was recorded).

    No decision leaves the register: `standing` says whether it stands, `ended_at` since when not,
    and at which meeting that was decided. `superseded_by` is the decision in its place (its id, and
    its number), `supersedes` are those in whose place this one stands. `passed_to` took it over to
    ratify from the body that was dissolved. `replaced_standings` had been recorded by mistake:
    rescinded, or superseded, at which meeting; in which entries, and on what basis it was taken
    back.
    """

    number: str
    decided_on: date
    body: str
    body_name: str | None
    meeting: str | None
    item: str | None
    title: str | None
    outcome: OutcomeVerb
    text: str | None
    authority: Authority
    is_recommendation: bool
    amount_pence: int | None
    where: Where
    route: Route
    motion: str | None
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    seats_recused: int | None
    seats_excluded: int | None
    seats_absent: int | None
    weight_for: int | None
    weight_against: int | None
    casting_vote: Choice | None
    ruling: Ruling | None
    ratification: RatificationState | None
    ratification_meeting: str | None
    disclosure_lag_minutes: int | None
    decided_at: datetime
    recorded_at: datetime
    decision: str
    replaced_outcomes: list[OutcomeVerb]
    replaced_texts: list[str | None]
    position: int
    replaced_positions: list[int]
    correction_basis: CorrectionBasis | None
    correction_reason: str | None
    replaced_rulings: list[str | None]
    replaced_ruling_positions: list[int]
    ratification_position: int | None
    replaced_ratifications: list[str | None]
    replaced_ratification_positions: list[int]
    standing: Standing
    ended_at: datetime | None
    ended_at_meeting: str | None
    rescission_reason: str | None
    superseded_by: str | None
    superseded_by_number: str | None
    supersedes: list[str]
    passed_to: str | None
    replaced_standings: list[str | None]
    replaced_standing_positions: list[int]
    standing_correction_basis: CorrectionBasis | None
    standing_correction_reason: str | None
    unknown: str | None


def ratification_state(one: Ratification) -> RatificationState:
    """Overdue once a later meeting of the body has closed without ratifying or refusing it."""
    if one.outcome == "refused":
        return "refused"
    if one.moot == "not-needed" and one.outcome is None:
        return "not-needed"
    if one.outcome == "ratified":
        was_missed = any(meeting != one.meeting for meeting in one.missed)
        return "ratified-late" if was_missed else "ratified"
    return "overdue" if one.missed else one.moot or "due"


def standing(decision: Decision) -> Standing:
    """Whether a decision still stands, or what became of it."""
    if decision.ended:
        return decision.ended.how
    settled = decision.ratification
    return "not-ratified" if settled and settled.outcome == "refused" else "stands"


def where_decided(decision: Decision) -> Where:
    """In the meeting, or by which way outside it."""
    match decision.route:
        case "in-meeting" | "chairs-action" | "written-resolution":
            return decision.route
        case "informal" | "elsewhere":
            ratification = decision.ratification
            is_ratified = ratification is not None and ratification.outcome == "ratified"
            return "ratified-elsewhere-decided" if is_ratified else "untraced"


def lines(decision: Decision, _as_of: datetime) -> Iterable[DecisionLine]:
    vote, ratification, ended = decision.vote, decision.ratification, decision.ended
    counts = vote.counts if vote else None
    weighted = counts if vote and vote.is_weighted else None
    rulings = vote.replaced_rulings if vote else []
    settlings = ratification.replaced if ratification else []
    endings = decision.replaced_endings
    yield DecisionLine(
        number=decision.number,
        decided_on=day_in_england(decision.decided_at),
        body=decision.body,
        body_name=decision.body_name,
        meeting=decision.meeting,
        item=decision.item,
        title=decision.title,
        outcome=decision.outcome,
        text=decision.text,
        authority=decision.authority,
        is_recommendation=decision.is_recommendation,
        amount_pence=decision.amount_pence,
        where=where_decided(decision),
        route=decision.route,
        motion=decision.motion,
        votes_for=counts.in_favour.seats if counts else None,
        votes_against=counts.against.seats if counts else None,
        votes_abstained=counts.abstained.seats if counts else None,
        seats_recused=counts.recused.seats if counts else None,
        seats_excluded=counts.excluded.seats if counts else None,
        seats_absent=counts.absent.seats if counts else None,
        weight_for=weighted.in_favour.weight if weighted else None,
        weight_against=weighted.against.weight if weighted else None,
        casting_vote=vote.casting_vote.choice if vote and vote.casting_vote else None,
        ruling=vote.ruling if vote else None,
        ratification=ratification_state(ratification) if ratification else None,
        ratification_meeting=ratification_meeting(ratification) if ratification else None,
        disclosure_lag_minutes=disclosure_lag_minutes(decision),
        decided_at=decision.decided_at,
        recorded_at=decision.recorded_at,
        decision=decision.decision,
        replaced_outcomes=[one.outcome for one in decision.replaced],
        replaced_texts=[one.text for one in decision.replaced],
        position=decision.current_position,
        replaced_positions=[one.position for one in decision.replaced],
        correction_basis=decision.replaced[-1].basis if decision.replaced else None,
        correction_reason=decision.replaced[-1].reason if decision.replaced else None,
        replaced_rulings=[one.was for one in rulings],
        replaced_ruling_positions=positions(rulings),
        ratification_position=current(ratification.position, settlings) if ratification else None,
        replaced_ratifications=[one.was for one in settlings],
        replaced_ratification_positions=positions(settlings),
        standing=standing(decision),
        ended_at=ended.at if ended else None,
        ended_at_meeting=ended.meeting if ended else None,
        rescission_reason=ended.reason if ended else None,
        superseded_by=ended.by if ended else None,
        superseded_by_number=ended.by_number if ended else None,
        supersedes=decision.supersedes,
        passed_to=decision.passed_to,
        replaced_standings=[one.was for one in endings],
        replaced_standing_positions=positions(endings),
        standing_correction_basis=endings[-1].basis if endings else None,
        standing_correction_reason=endings[-1].reason if endings else None,
        unknown=" ".join(_unknown(decision)) or None,
        evidence=decision.evidence,
    )


def ratification_meeting(one: Ratification) -> str | None:
    return one.meeting if one.outcome else one.next_meeting


def disclosure_lag_minutes(decision: Decision) -> int | None:
    """The working minutes that a decision outside a meeting went unrecorded."""
    if decision.ratification is None:
        return None
    return working_minutes_between(decision.decided_at, decision.recorded_at)


def _unknown(decision: Decision) -> Iterator[str]:
    if decision.route == "in-meeting" and decision.vote is None:
        yield "No motion is recorded for it, so there is no vote to show."
    if decision.vote:
        yield from _unknown_vote(decision.vote)
    if decision.text is None:
        yield "Its text was not recorded, or was erased."
    one = decision.ratification
    if one and ratification_state(one) == "without-body":
        yield "The body that was to ratify it was dissolved, and none has taken over."
    if one and ratification_state(one) in ("due", "overdue") and one.next_meeting is None:
        yield "No later meeting at which it could be ratified has been called."


def _unknown_vote(vote: Vote) -> Iterator[str]:
    if vote.ruling is None:
        yield "The chair's ruling on the vote is not recorded."
