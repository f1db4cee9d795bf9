"""The vote record's lines: one for each seat and motion, and the answer for a whole motion."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from projections.reckoning.ballot import CastingVote
from projections.reckoning.motion_record import Amendment, Dissent, Replaced, VotedMotion
from projections.reckoning.replacement import Replacement, current, positions
from projections.reckoning.tally import Tally
from projections.register import Line
from schemas.values import (
    Capacity,
    Choice,
    CorrectionBasis,
    DecisionRule,
    EntitledSeat,
    Ruling,
)

VoteState: TypeAlias = Literal["voted", "recused", "excluded", "absent", "no-vote", "awaited"]


class VoteLine(Line):
    """What one seat did about one motion, beside the chair's ruling and the result by the rule.

    `choice` is its current vote; `replaced_choices` are those that were recorded wrongly before,
    the oldest first. *Absent* seats were not there while the vote was open; *no-vote* were there,
    or attendance is not recorded, and cast none, which is not an abstention. *Awaited*: the vote
    is still open. `result_by_rule` is derived once it is closed; `is_ruling_by_rule` says whether
    the chair ruled what the votes add up to. `replaced_states` are a part that it was recorded as
    not taking by mistake (None: nothing was recorded), `replaced_positions` all entries about this
    seat that no longer stand; `replaced_rulings` rulings recorded wrongly, the oldest first.
    """

    motion: str
    item: str
    meeting: str
    seat: str
    title: str | None
    state: VoteState
    choice: Choice | None
    weight: int | None
    represents: list[str]
    person: str | None
    capacity: Capacity | None
    cast_at: datetime | None
    reason: str | None
    replaced_choices: list[Choice]
    replaced_states: list[str | None]
    replaced_positions: list[int]
    correction_basis: CorrectionBasis | None
    correction_reason: str | None
    has_dissented: bool
    ruling: Ruling | None
    ruling_position: int | None
    replaced_rulings: list[str | None]
    replaced_ruling_positions: list[int]
    result_by_rule: Ruling | None
    is_ruling_by_rule: bool | None
    unknown: str | None


class VoteRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one motion: wording, rule, votes by seat, tally, ruling, dissent.

    `text` is the wording as last amended, which is what was put to the vote. `tally` is None
    before the motion is put. `is_ruling_by_rule` is None before the chair has ruled, and where
    the rule gives no result.
    """

    motion: str
    item: str
    meeting: str
    body: str
    text: str | None
    text_as_moved: str | None
    mover: str | None
    seconder: str | None
    amendments: list[Amendment]
    rule: DecisionRule | None
    opened_at: datetime | None
    closed_at: datetime | None
    seats: list[VoteLine]
    replaced: dict[str, list[Replaced]]
    replaced_asides: dict[str, list[Replacement]]
    casting_vote: CastingVote | None
    replaced_casting_votes: list[Replacement]
    dissents: list[Dissent]
    replaced_dissents: dict[str, list[Replacement]]
    tally: Tally | None
    ruling: Ruling | None
    ruling_position: int | None
    replaced_rulings: list[Replacement]
    is_ruling_by_rule: bool | None
    unknown: list[str]
    evidence: list[int]

    def in_state(self, *states: VoteState) -> list[str]:
        """The seats in any of these states, for example `recused` and `excluded`."""
        return [line.seat for line in self.seats if line.state in states]


def vote_record(motion: VotedMotion, as_of: datetime) -> VoteRecord:
    """Everything that is on the record of one motion."""
    ballot, counted = motion.ballot, motion.tally()
    return VoteRecord(
        motion=motion.motion,
        item=motion.item,
        meeting=motion.meeting,
        body=motion.body,
        text=motion.wording,
        text_as_moved=motion.text,
        mover=motion.mover,
        seconder=motion.seconder,
        amendments=motion.amendments,
        rule=ballot.rule,
        opened_at=ballot.opened_at,
        closed_at=ballot.closed_at,
        seats=list(lines(motion, as_of)),
        replaced=motion.replaced,
        replaced_asides=motion.replaced_aside,
        casting_vote=ballot.casting_vote,
        replaced_casting_votes=ballot.replaced_casting_votes,
        dissents=motion.dissents,
        replaced_dissents=motion.replaced_dissents,
        tally=counted,
        ruling=ballot.ruling,
        ruling_position=current(ballot.ruling_position, ballot.replaced_rulings),
        replaced_rulings=ballot.replaced_rulings,
        is_ruling_by_rule=_agrees(ballot.ruling, counted),
        unknown=list(_unknown(motion, counted)),
        evidence=sorted(set(motion.evidence)),
    )


def lines(motion: VotedMotion, _as_of: datetime) -> Iterable[VoteLine]:
    """None before the motion is put: there is nothing that a seat could have done."""
    if motion.ballot.opened_at is not None:
        counted = motion.tally() if motion.ballot.closed_at else None
        entitled = {one.seat: one for one in motion.ballot.entitled}
        for seat in motion.seats():
            yield _line(motion, seat, entitled.get(seat), counted)


def _line(
    motion: VotedMotion, seat: str, entitled: EntitledSeat | None, counted: Tally | None
) -> VoteLine:
    ballot = motion.ballot
    vote, aside = ballot.votes.get(seat), ballot.aside.get(seat)
    replaced, aside_before = motion.replaced.get(seat, []), motion.replaced_aside.get(seat, [])
    corrections = corrections_of(motion, seat)
    return VoteLine(
        motion=motion.motion,
        item=motion.item,
        meeting=motion.meeting,
        seat=seat,
        title=motion.titles.get(seat),
        state=_state(motion, seat),
        choice=vote.choice if vote else None,
        weight=entitled.weight if entitled else aside.weight if aside else None,
        represents=list(entitled.represents) if entitled else [],
        person=vote.person if vote else None,
        capacity=vote.capacity if vote else None,
        cast_at=vote.cast_at if vote else None,
        reason=vote.reason if vote else None,
        replaced_choices=[one.choice for one in replaced],
        replaced_states=[one.was for one in aside_before],
        replaced_positions=[one.position for one in corrections if one.position is not None],
        correction_basis=corrections[-1].basis if corrections else None,
        correction_reason=corrections[-1].reason if corrections else None,
        has_dissented=motion.dissent_of(seat) is not None,
        ruling=ballot.ruling,
        ruling_position=current(ballot.ruling_position, ballot.replaced_rulings),
        replaced_rulings=[one.was for one in ballot.replaced_rulings],
        replaced_ruling_positions=positions(ballot.replaced_rulings),
        result_by_rule=counted.result if counted else None,
        is_ruling_by_rule=_agrees(ballot.ruling, counted),
        unknown=" ".join(_unknown_of_seat(motion, seat)) or None,
        evidence=sorted({*motion.basis, *motion.seat_evidence.get(seat, ())}),
    )


def corrections_of(motion: VotedMotion, seat: str) -> list[Replaced | Replacement]:
    """What was corrected about one seat: its vote, its part or its dissent, the oldest first."""
    found: list[Replaced | Replacement] = [
        *motion.replaced.get(seat, []),
        *motion.replaced_aside.get(seat, []),
        *motion.replaced_dissents.get(seat, []),
    ]
    return sorted(found, key=lambda one: one.replaced_by)


def _state(motion: VotedMotion, seat: str) -> VoteState:
    if seat in motion.ballot.votes:
        return "voted"
    if aside := motion.stood_aside(seat):
        return aside.how
    if motion.ballot.closed_at is None:
        return "awaited"
    return "no-vote" if motion.present is None or motion.is_present(seat) else "absent"


def _agrees(ruling: Ruling | None, counted: Tally | None) -> bool | None:
    result = counted.result if counted else None
    return None if ruling is None or result is None else ruling == result


def _unknown(motion: VotedMotion, counted: Tally | None) -> Iterator[str]:
    ballot = motion.ballot
    if motion.wording is None:
        yield "Its text was not recorded, or was erased."
    if counted and counted.result is None:
        yield "The rule lacks the share that it asks for: no result can be derived."
    if ballot.opened_at and motion.present is None:
        yield "No attendance is recorded: who did not vote may have been there."
    if ballot.closed_at is None:
        yield "The chair has not ruled on it."
    for seat in motion.seats():
        yield from _unknown_of_seat(motion, seat)


def _unknown_of_seat(motion: VotedMotion, seat: str) -> Iterator[str]:
    if seat in motion.ballot.votes and (aside := motion.ballot.aside.get(seat)):
        yield f"{seat} is recorded both as {aside.how} and as having voted; its vote is counted."
