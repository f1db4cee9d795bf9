from datetime import date

from decisions.logged_mandates import ConfirmMandate, DisputeMandate, LogMandate
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
)
from schemas.values import Term
from tests.support.slices import Given, given
from tests.support.story import CALLED, LMC, PARTNERSHIP, PCN_SEAT, PCNS, TRUST_SEAT

HARBOUR, QUAY, _ = PCNS
BOOK = given(*PARTNERSHIP, *CALLED)
TERM = Term(from_on=date(2026, 5, 1))
WHOSE = {"mandate": "m-1", "organisation": HARBOUR, "seat": PCN_SEAT, "item": "hub"}
TERMS = {"kind": "guided", "instruction": "against", "scope": "item"}
LOGGED = MandateLogged(
    **WHOSE,
    **TERMS,
    term=TERM,
    channel="phone",
    conditions="Unless buses run.",
    heard_from="Dr Example",
)
GRANTED = MandateGranted(**WHOSE, **TERMS, term=TERM)
CONFIRM = ConfirmMandate(mandate="m-1", organisation=HARBOUR)
DISPUTE = DisputeMandate(mandate="m-1", organisation=HARBOUR, reason="We never rang.")
CONFIRMED = MandateConfirmed(**WHOSE)
DISPUTED = MandateDisputed(**WHOSE, reason="We never rang.")
REVOKED = MandateRevoked(**WHOSE)


def log(**changes: object) -> LogMandate:
    fields = {
        **WHOSE,
        **TERMS,
        "term": {"from_on": "2026-05-01"},
        "channel": "phone",
        "conditions": "Unless buses run.",
        "heard_from": "Dr Example",
    }
    return LogMandate.model_validate({**fields, **changes})


def as_(person: str | None, book: Given) -> Given:
    return book.by(role="representative", person=person)


def test_the_representative_notes_what_a_pcn_said() -> None:
    assert as_("pat", BOOK).when(log()) == BOOK.when(log()) == [LOGGED]
    assert BOOK.and_(LOGGED).when(log()) == []
    assert BOOK.and_(LOGGED).refuses(log(instruction="for")) == "mandate-exists"
    assert log().acting_for() is None


def test_only_who_sits_in_the_seat_notes_what_it_was_told() -> None:
    assert len(as_("dee", BOOK).when(log())) == 1
    assert as_("terry", BOOK).refuses(log()) == "not-seat-holder"
    assert as_(None, BOOK).refuses(log()) == "not-seat-holder"
    assert as_("pat", BOOK).refuses(log(seat="no-seat")) == "no-seat"


def test_only_what_pcns_of_the_constituency_say_is_a_mandate() -> None:
    assert BOOK.refuses(log(organisation=LMC)) == "not-a-pcn"
    assert BOOK.refuses(log(seat=TRUST_SEAT)) == "not-in-constituency"
    assert BOOK.refuses(log(item="no-item")) == "no-item"


def test_what_was_heard_is_noted_whatever_the_pcn_has_granted() -> None:
    assert len(BOOK.and_(GRANTED).when(log(mandate="m-2", instruction="for"))) == 1


def test_the_pcn_confirms_once_what_was_noted_in_its_name() -> None:
    assert BOOK.and_(LOGGED).when(CONFIRM) == [CONFIRMED]
    assert BOOK.and_(LOGGED, CONFIRMED).when(CONFIRM) == []
    assert CONFIRM.acting_for() == HARBOUR


def test_the_pcn_disputes_once_what_was_noted_in_its_name() -> None:
    assert BOOK.and_(LOGGED).when(DISPUTE) == [DISPUTED]
    assert BOOK.and_(LOGGED, DISPUTED).when(DISPUTE) == []


def test_an_answer_is_not_turned_round() -> None:
    assert BOOK.and_(LOGGED, CONFIRMED).refuses(DISPUTE) == "mandate-confirmed"
    assert BOOK.and_(LOGGED, DISPUTED).refuses(CONFIRM) == "mandate-disputed"
    assert BOOK.and_(LOGGED, REVOKED).refuses(CONFIRM) == "mandate-revoked"
    assert BOOK.and_(LOGGED, REVOKED).refuses(DISPUTE) == "mandate-revoked"


def test_a_pcn_answers_only_what_was_noted_in_its_own_name() -> None:
    for answer in (CONFIRM, DISPUTE):
        other = answer.model_copy(update={"organisation": QUAY})
        assert BOOK.and_(LOGGED).refuses(other) == "mandate-of-another-pcn"
        assert BOOK.and_(GRANTED).refuses(answer) == "mandate-not-logged"
        assert BOOK.refuses(answer) == "no-mandate"
