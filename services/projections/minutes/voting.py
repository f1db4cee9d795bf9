"""Motions as the minutes tell them: who moved what, how the seats voted, and what was ruled."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from projections.minutes.fields import Count, Text
from schemas.values import Choice, Ruling, VotingMethod

SeatChoice = Choice | Literal["recused", "excluded", "absent"]


class Amendment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Text = None
    moved_by: Text = None
    seconded_by: Text = None


class Tally(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many seats made a choice, and their voting weight where votes are weighted."""

    seats: Count | None = None
    weight: Count | None = None


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An organisation's part of a seat's weight: a whole number, or a fraction such as 20/3."""

    organisation: Text = None
    weight: str | None = None


class SeatVote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The current vote of one seat. `corrected_from` names an earlier vote that it replaced.

    `parts` add up to its weight, where it speaks for several organisations.
    """

    seat: Text = None
    cast_by: Text = None
    choice: SeatChoice | None = None
    weight: Count | None = None
    parts: tuple[Part, ...] = ()
    corrected_from: Choice | None = None


class Vote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The vote on a motion. `weight_unit` says what a weight counts; `None`: one seat, one vote."""

    in_favour: Tally = Tally()
    against: Tally = Tally()
    abstained: Tally = Tally()
    recused: Tally = Tally()
    absent: Tally = Tally()
    excluded: Tally | None = None
    weight_unit: str | None = None
    by_seat: tuple[SeatVote, ...] = ()


class CastingVote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    cast_by: Text = None
    choice: Choice | None = None
    reason: Text = None


class Dissent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wish to have disagreement minuted, by a person for a seat or organisation."""

    dissent_by: Text = None
    seat: Text = None
    text: Text = None


class Motion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A motion and its vote.

    `result` is the ruling of the chair; `result_by_rule` is what the rule makes of the votes.
    """

    text: Text = None
    moved_by: Text = None
    seconded_by: Text = None
    amendments: tuple[Amendment, ...] = ()
    rule: Text = None
    method: VotingMethod | None = None
    vote: Vote | None = None
    result: Ruling | None = None
    result_by_rule: Ruling | None = None
    casting_vote: CastingVote | None = None
    dissent: tuple[Dissent, ...] = ()


def without_seats(motion: Motion) -> Motion:
    """The motion with its counts, but without how each seat voted."""
    if motion.vote is None:
        return motion
    return replace(motion, vote=replace(motion.vote, by_seat=()))
