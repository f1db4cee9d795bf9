"""Facts are the same whichever question brought an event, and whenever."""

from datetime import date
from itertools import permutations

from decisions.facts import Facts
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, SeatCreated
from schemas.events.representation import RepresentativeAppointed
from schemas.values import Term
from tests.support.voting import START

DAY = date(2026, 6, 1)


def changed(to: str) -> Event:
    return SeatConstituencyChanged(seat="s", body="board", constituency=(to,), on=DAY)


SEAT = (
    SeatCreated(body="board", seat="s", title="Seat", category="pcn", constituency=("U99001",)),
    RepresentativeAppointed(seat="s", body="board", person="pat", term=Term(from_on=START)),
    changed("U99002"),
    changed("U99003"),
)


def test_an_event_that_two_questions_bring_counts_once() -> None:
    facts = Facts()
    facts.learn(enumerate(SEAT, 1))
    assert facts.seats.get("s").people("representative", DAY) == {"pat"}
    facts.learn(enumerate(SEAT, 1))
    assert len(facts.seats.get("s").appointments) == 1


def test_what_is_learned_late_is_folded_in_its_place() -> None:
    located = list(enumerate(SEAT, 1))
    for first, *later in permutations(located):
        facts = Facts()
        facts.learn([located[0], first])
        for one in later:
            assert facts.seats.find("s")  # folded so far, before more is learned
            facts.learn([one])
        seat = facts.seats.get("s")
        assert seat.constituency_on(DAY) == ("U99003",)
        assert [one.person for one in seat.appointments] == ["pat"]
