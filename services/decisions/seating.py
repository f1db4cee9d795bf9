"""Who may sit where: seats of a body, and the people who hold them or deputise, on a day."""

from datetime import date

from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.items import Item
from decisions.facts.seats import Seat
from decisions.refusal import Refused
from schemas.values import Capacity


def seat_of_body(facts: Facts, seat: str, body: str, day: date) -> Seat:
    """A seat of that body that is not retired. Raises `NotFound` or `Refused`."""
    found = facts.seats.get(seat)
    if found.body != body:
        raise Refused(
            "seat-on-other-body", f"{seat} is a seat of {found.body}, not {body}.", "seat"
        )
    if found.is_retired(day):
        sentence = f"{seat} was retired on {found.retired_on:%-d %B %Y}."
        raise Refused("seat-retired", sentence, "seat")
    return found


def capacity_in(seat: Seat, person: str, day: date, field: str = "person") -> Capacity:
    """As what a person sits in a seat on a day. Raises `Refused` for a stranger to it."""
    capacity = seat.capacity_of(person, day)
    if capacity is None:
        raise Refused(
            "not-seat-holder",
            f"{person} neither holds {seat.id} nor deputises in it on {day:%-d %B %Y}. Record the "
            "appointment or nomination first.",
            field,
        )
    return capacity


def require_part(item: Item, seat: Seat, context: Context, field: str) -> None:
    """A seat may propose something on an item, and whoever says so sits in it. Else `Refused`."""
    if seat.body != item.body:
        raise Refused("seat-on-other-body", f"{seat.id} is no seat of this body.", field)
    if how := item.stood_aside.get(seat.id):
        sentence = f"{seat.id} is {how} from this item and takes no part in it."
        raise Refused(f"seat-{how}", sentence, field)
    person, day = context.person, context.day
    is_own = person is not None and seat.capacity_of(person, day) is not None
    if context.role == "representative" and not is_own:
        sentence = f"A representative acts in their own seat; {seat.id} is not yours."
        raise Refused("not-seat-holder", sentence, field)
