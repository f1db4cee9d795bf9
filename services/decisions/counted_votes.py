"""What votes weigh, for a chair whose casting vote decides an equal vote only."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector

from decisions.facts import Facts
from decisions.facts.motions import Motion
from decisions.refusal import Refused
from schemas.values import Choice


def needs_of_counting(facts: Facts, motion: Motion) -> Iterable[Selector]:
    """The seats that took part after all, and of which voting opened without a weight."""
    for seat in sorted(motion.votes.keys() - motion.weights.keys()):
        yield facts.seats.of_seat(seat)


def require_equal(facts: Facts, motion: Motion) -> None:
    """Raises `Refused` unless as many are for as against, as the rule counts them."""
    for_, against = (_counted(facts, motion, choice) for choice in ("for", "against"))
    if for_ != against:
        raise Refused("vote-not-equal", f"The vote stands at {for_} to {against}: not equal.")


def _counted(facts: Facts, motion: Motion, choice: Choice) -> int:
    """By weight under a weighted rule, else one a seat."""
    seats = [seat for seat, cast in motion.votes.items() if cast == choice]
    if not motion.is_weighted:
        return len(seats)
    known = motion.weights
    return sum(known[one] if one in known else facts.seats.get(one).weight for one in seats)
