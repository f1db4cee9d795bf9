from datetime import date

import pytest
from pydantic import ValidationError

from decisions.facts import Facts
from decisions.representation import AppointRepresentative, EndAppointment, NominateDeputy
from decisions.term import TermFields
from schemas.events.body import SeatRetired
from schemas.events.representation import (
    AppointmentEnded,
    DeputyNominated,
    RepresentativeAppointed,
)
from schemas.values import Term
from tests.support.slices import Given, given
from tests.support.story import APRIL, BOARD, PCN_SEAT, TRUST_SEAT, YEAR

THIS_YEAR = TermFields(from_on=APRIL, until_on=date(2027, 3, 31))
NEXT_YEAR = TermFields(from_on=date(2027, 4, 1), until_on=date(2028, 3, 31))
LAST_DAY = date(2026, 6, 30)
APPOINT = AppointRepresentative(
    seat=PCN_SEAT, person="sam", term=THIS_YEAR, name="S M", role="Clinical Director"
)
NOMINATE = NominateDeputy(seat=PCN_SEAT, person="eve", term=THIS_YEAR, name="E V")
END = EndAppointment(seat=PCN_SEAT, person="pat", on=LAST_DAY, reason="Retired.")
BOOK = given(*BOARD)


def as_pat(book: Given) -> Given:
    return book.by(role="representative", person="pat")


def test_job_sharers_hold_a_seat_together() -> None:
    (appointed,) = BOOK.when(APPOINT)
    assert appointed == RepresentativeAppointed(
        seat=PCN_SEAT, body="board", person="sam", term=YEAR, role="Clinical Director", name="S M"
    )
    facts = Facts()
    facts.learn(enumerate((*BOARD, appointed), 1))
    holders = facts.seats.get(PCN_SEAT).people("representative", LAST_DAY)
    assert holders == {"pat", "sam"}


def test_a_person_without_an_id_gets_one() -> None:
    (appointed,) = BOOK.when(APPOINT.model_copy(update={"person": None}))
    assert appointed.person.startswith("id-")


def test_the_same_appointment_again_changes_nothing_and_another_is_in_its_way() -> None:
    again = APPOINT.model_copy(update={"person": "pat"})
    assert BOOK.when(again) == []
    open_ended = again.model_copy(update={"term": TermFields(from_on=LAST_DAY)})
    assert BOOK.refuses(open_ended) == "already-appointed"
    assert len(BOOK.when(again.model_copy(update={"term": NEXT_YEAR}))) == 1
    touching = TermFields(from_on=date(2027, 3, 31))
    assert BOOK.refuses(again.model_copy(update={"term": touching})) == "already-appointed"


def test_nobody_is_holder_and_deputy_of_a_seat_at_once() -> None:
    assert BOOK.refuses(NOMINATE.model_copy(update={"person": "pat"})) == "already-appointed"
    assert BOOK.refuses(APPOINT.model_copy(update={"person": "dee"})) == "already-appointed"
    ended = BOOK.when(
        EndAppointment(seat=PCN_SEAT, person="dee", capacity="deputy", on=date(2026, 3, 31))
    )
    assert len(BOOK.and_(*ended).when(APPOINT.model_copy(update={"person": "dee"}))) == 1


def test_a_seat_that_is_retired_is_not_filled_beyond_its_last_day() -> None:
    retired = BOOK.and_(SeatRetired(body="board", seat=PCN_SEAT, on=LAST_DAY))
    assert retired.refuses(APPOINT) == "seat-retired"
    assert retired.refuses(NOMINATE) == "seat-retired"
    open_ended = APPOINT.model_copy(update={"term": TermFields(from_on=APRIL)})
    assert retired.refuses(open_ended) == "seat-retired"
    until_then = TermFields(from_on=APRIL, until_on=LAST_DAY)
    assert len(retired.when(APPOINT.model_copy(update={"term": until_then}))) == 1
    assert BOOK.refuses(APPOINT.model_copy(update={"seat": "no-seat"})) == "no-seat"


def test_a_deputy_is_nominated_by_the_secretary_or_the_holder() -> None:
    nominated = DeputyNominated(seat=PCN_SEAT, body="board", person="eve", term=YEAR, name="E V")
    assert BOOK.when(NOMINATE) == as_pat(BOOK).when(NOMINATE) == [nominated]
    assert BOOK.and_(nominated).when(NOMINATE) == []
    other_seat = NOMINATE.model_copy(update={"seat": TRUST_SEAT})
    assert as_pat(BOOK).refuses(other_seat) == "not-seat-holder"


def test_an_appointment_ends_with_its_last_day() -> None:
    (ended,) = BOOK.when(END)
    assert ended == AppointmentEnded(
        seat=PCN_SEAT,
        body="board",
        person="pat",
        capacity="representative",
        on=LAST_DAY,
        reason="Retired.",
    )
    over = BOOK.and_(ended)
    assert over.when(END) == []
    later = END.model_copy(update={"on": date(2026, 7, 1)})
    assert over.refuses(later) == "appointment-ended"
    assert len(over.when(END.model_copy(update={"on": date(2026, 5, 31)}))) == 1


def test_a_person_may_be_appointed_again_once_the_earlier_appointment_has_ended() -> None:
    over = BOOK.and_(*BOOK.when(END))
    again = APPOINT.model_copy(update={"person": "pat"})
    assert over.refuses(again) == "already-appointed"
    from_july = TermFields(from_on=date(2026, 7, 1), until_on=date(2027, 3, 31))
    assert len(over.when(again.model_copy(update={"term": from_july}))) == 1


def test_an_appointment_that_is_over_by_its_term_is_not_ended_again() -> None:
    after_term = END.model_copy(update={"on": date(2027, 3, 31)})
    assert BOOK.refuses(after_term) == "appointment-ended"
    assert BOOK.refuses(END.model_copy(update={"person": "sam"})) == "not-appointed"
    as_deputy = END.model_copy(update={"capacity": "deputy"})
    assert BOOK.refuses(as_deputy) == "not-appointed"


def test_ending_the_second_appointment_does_not_lengthen_the_first() -> None:
    autumn = Term(from_on=date(2026, 9, 1), until_on=date(2027, 3, 31))
    facts = Facts()
    events = (
        *BOARD,
        *BOOK.when(END),
        RepresentativeAppointed(seat=PCN_SEAT, body="board", person="pat", term=autumn),
        AppointmentEnded(
            seat=PCN_SEAT,
            body="board",
            person="pat",
            capacity="representative",
            on=date(2026, 12, 31),
        ),
    )
    facts.learn(enumerate(events, 1))
    pats = facts.seats.get(PCN_SEAT)
    days = [LAST_DAY, date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [pats.capacity_of("pat", day) is not None for day in days] == [True, False, True, False]


def test_representatives_end_their_own_appointments_and_those_of_their_deputies() -> None:
    assert len(as_pat(BOOK).when(END)) == 1
    deputy = EndAppointment(seat=PCN_SEAT, person="dee", capacity="deputy", on=LAST_DAY)
    assert len(as_pat(BOOK).when(deputy)) == 1
    assert len(BOOK.by(role="representative", person="dee").when(deputy)) == 1
    others = EndAppointment(seat=TRUST_SEAT, person="terry", on=LAST_DAY)
    assert as_pat(BOOK).refuses(others) == "not-yourself"
    terry = BOOK.by(role="representative", person="terry")
    assert terry.refuses(deputy) == "not-seat-holder"


def test_a_term_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="until_on: "):
        TermFields(from_on=APRIL, until_on=date(2026, 3, 31))
    assert TermFields(from_on=APRIL, until_on=APRIL).as_term().covers(APRIL)
