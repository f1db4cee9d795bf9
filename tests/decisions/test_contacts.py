import pytest
from pydantic import ValidationError

from decisions.contacts import LogContact
from schemas.events.contact import ContactLogged
from schemas.events.decision import DecisionTakenOutsideMeeting
from tests.support.slices import given
from tests.support.story import CALLED, PARTNERSHIP

BOOK = (*PARTNERSHIP, *CALLED)
LOGGED = ContactLogged(
    contact="c",
    channel="phone",
    named_outcome=True,
    item="hub",
    person="pat",
    with_organisation="RX9",
    outcome="approved",
    summary="That it would pass.",
)
INFORMAL = DecisionTakenOutsideMeeting(
    decision="d",
    number="PB/1",
    body="board",
    route="informal",
    outcome="agreed",
    authority="delegated-committee",
)


def log(**changes: object) -> LogContact:
    fields = {
        "contact": "c",
        "channel": "phone",
        "named_outcome": True,
        "item": "hub",
        "person": "pat",
        "with_organisation": "RX9",
        "outcome": "approved",
        "summary": "That it would pass.",
    }
    return LogContact.model_validate({**fields, **changes})


def test_a_contact_is_logged_once() -> None:
    assert given(*BOOK).when(log()) == [LOGGED]
    assert given(*BOOK, LOGGED).when(log()) == []
    assert given(*BOOK, LOGGED).refuses(log(named_outcome=False, outcome=None)) == "contact-exists"


def test_it_is_about_an_item_or_a_decision_that_there_is_or_about_neither() -> None:
    assert given(*BOOK).refuses(log(item="other")) == "no-item"
    assert given(*BOOK).refuses(log(item=None, decision="d")) == "no-decision"
    assert given(*BOOK, INFORMAL).when(log(item=None, decision="d"))
    assert given(*BOOK).when(log(item=None))
    assert given().refuses(log()) == "partnership-not-established"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"person": None}, "who spoke"),
        ({"with_organisation": None}, "with whom"),
        ({"item": None, "summary": None}, "what it was about"),
        ({"named_outcome": False}, "not named"),
    ],
)
def test_it_says_who_with_whom_and_about_what(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        log(**changes)


def test_a_representative_logs_their_own_conversations() -> None:
    book = given(*BOOK).by(role="representative", person="pat")
    assert book.when(log())
    assert book.refuses(log(person="terry")) == "not-yourself"
