"""What the votes of seats weigh: as they were created, or by registered patients on the day."""

from collections.abc import Iterable
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts import Facts
from decisions.facts.members import MemberFacts
from decisions.facts.seats import Seat
from decisions.refusal import Refused
from schemas.values import DecisionRule, EntitledSeat


def needed_for_weights(facts: Facts, body: str) -> Iterable[Selector]:
    """The members whose list sizes may weigh on a body, with those that have taken their place."""
    found = facts.bodies.find(body)
    if found is None or all(terms.rule.weights == "fixed" for terms in found.versions):
        return
    seats = facts.seats.on_body(body, date.min)
    for code in sorted({code for seat in seats for code in seat.ever_spoken_for}):
        for one in sorted(facts.members.places.heirs(code)):
            yield facts.members.of_organisation(one)
            yield facts.members.of_list_sizes(one)


def entitled(
    facts: Facts, rule: DecisionRule, seats: Iterable[Seat], day: date
) -> tuple[EntitledSeat, ...]:
    """The seats with what their votes weigh. Raises `Refused` where a list size is not known.

    A PCN that two seats speak for weighs in both. A seat that speaks for no PCN has no weight in a
    vote that is weighted by registered patients.
    """
    return tuple(
        EntitledSeat(
            seat=seat.id,
            weight=seat.weight if rule.weights == "fixed" else _patients(facts.members, seat, day),
            represents=seat.constituency_on(day),
        )
        for seat in seats
    )


def aside(
    facts: Facts, rule: DecisionRule, seats: Iterable[Seat], day: date
) -> tuple[EntitledSeat, ...]:
    """The seats that stand aside with what their votes would weigh by registered patients.

    None where weights are fixed, which the seats tell; nor a seat whose list sizes are not known,
    for want of which no vote is put off.
    """
    if rule.weights == "fixed":
        return ()
    found = ((seat, _published(facts.members, seat, day)) for seat in seats)
    return tuple(
        EntitledSeat(seat=seat.id, weight=total, represents=seat.constituency_on(day))
        for seat, total in found
        if isinstance(total, int)
    )


def _patients(members: MemberFacts, seat: Seat, day: date) -> int:
    total = _published(members, seat, day)
    if isinstance(total, str):
        raise Refused(
            "list-size-not-published",
            f"The vote is weighted by registered patients, and none are published for "
            f"{total} by {day:%-d %B %Y}. Record its list size first.",
        )
    return total


def _published(members: MemberFacts, seat: Seat, day: date) -> int | str:
    """The registered patients of a seat's PCNs; or the PCN of which none are published."""
    now = {members.places.standing_for(code, day) for code in seat.constituency_on(day)}
    pcns = [one for code in sorted(now) if (one := members.find(code)) and one.kind == "pcn"]
    total = 0
    for pcn in pcns:
        published = pcn.list_size_on(day)
        if published is None:
            return pcn.code
        total += published.patients
    return total
