from datetime import timedelta

from decisions.canvassing import CanvassOrganisation, RemindOrganisation
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    OrganisationCanvassed,
    ReminderSent,
    ViewSubmitted,
    ViewWithdrawn,
)
from tests.support.clock import NOON
from tests.support.consulting import CLOSES, CONSULTED, NEW_PCN, OPENS, SUCCEEDED
from tests.support.slices import given
from tests.support.story import LMC, PARTNERSHIP, PCNS, happened

CLOSED = ConsultationClosed(consultation="c1", item="hub")
CANVASS = CanvassOrganisation(
    consultation="c1", organisation=PCNS[0], channel="email", addressed_to="Practice manager"
)
CANVASSED = OrganisationCanvassed(
    consultation="c1",
    item="hub",
    organisation=PCNS[0],
    channel="email",
    addressed_to="Practice manager",
)
REMIND = RemindOrganisation(consultation="c1", organisation=PCNS[0], channel="phone")
REMINDED = ReminderSent(consultation="c1", item="hub", organisation=PCNS[0], channel="phone")
VIEW = ViewSubmitted(consultation="c1", item="hub", organisation=PCNS[0], position="oppose")


def test_a_canvass_is_recorded_when_it_was_delivered() -> None:
    assert given(*CONSULTED).when(CANVASS) == [CANVASSED]


def test_the_same_delivery_again_is_nothing_to_do() -> None:
    assert given(*CONSULTED, happened(CANVASSED, NOON)).when(CANVASS) == []


def test_another_channel_or_another_time_is_another_delivery() -> None:
    book = given(*CONSULTED, happened(CANVASSED, NOON))
    assert book.when(CANVASS.model_copy(update={"channel": "phone"}))
    assert book.at(NOON + timedelta(minutes=1)).when(CANVASS) == [CANVASSED]


def test_only_members_asked_are_canvassed_and_reminded() -> None:
    for command in (CANVASS, REMIND):
        other = command.model_copy(update={"organisation": LMC})
        assert given(*CONSULTED).refuses(other) == "not-in-electorate"


def test_a_successor_is_canvassed_in_place_of_the_pcn_that_closed() -> None:
    successor = {"organisation": "U99009"}
    book = given(*CONSULTED, NEW_PCN, SUCCEEDED)
    assert book.when(CANVASS.model_copy(update=successor))
    assert book.refuses(REMIND.model_copy(update=successor)) == "not-canvassed"
    assert book.and_(CANVASSED).when(REMIND.model_copy(update=successor))


def test_nobody_is_canvassed_before_the_opening_or_after_the_end() -> None:
    assert given(*CONSULTED).at(OPENS - timedelta(days=1)).refuses(CANVASS) == "before-opening"
    assert given(*CONSULTED).at(OPENS).when(CANVASS)
    assert given(*CONSULTED).at(CLOSES).refuses(CANVASS) == "after-closing"
    assert given(*CONSULTED, CLOSED).refuses(CANVASS) == "consultation-closed"
    assert given(*PARTNERSHIP).refuses(CANVASS) == "no-consultation"


def test_an_extension_lets_canvassing_go_on() -> None:
    longer = ConsultationExtended(
        consultation="c1", item="hub", closes_at=CLOSES + timedelta(days=1)
    )
    assert given(*CONSULTED, longer).at(CLOSES).when(CANVASS)


def test_an_organisation_that_has_not_answered_is_reminded() -> None:
    assert given(*CONSULTED, CANVASSED).when(REMIND) == [REMINDED]
    assert given(*CONSULTED, CANVASSED, happened(REMINDED, NOON)).when(REMIND) == []
    at_two = given(*CONSULTED, CANVASSED, happened(REMINDED, NOON)).at(NOON + timedelta(hours=2))
    assert at_two.when(REMIND) == [REMINDED]


def test_nobody_is_reminded_of_a_question_that_never_reached_them() -> None:
    assert given(*CONSULTED).refuses(REMIND) == "not-canvassed"
    neighbour = type(CANVASSED)(
        consultation="c1", item="hub", organisation=PCNS[1], channel="email"
    )
    assert given(*CONSULTED, neighbour).refuses(REMIND) == "not-canvassed"


def test_who_has_answered_is_not_reminded() -> None:
    withdrawn = ViewWithdrawn(consultation="c1", item="hub", organisation=PCNS[0])
    assert given(*CONSULTED, CANVASSED, VIEW).refuses(REMIND) == "already-answered"
    assert given(*CONSULTED, CANVASSED, VIEW, withdrawn).when(REMIND) == [REMINDED]


def test_nobody_is_reminded_after_the_end() -> None:
    assert given(*CONSULTED, CANVASSED, CLOSED).refuses(REMIND) == "consultation-closed"
    assert given(*CONSULTED, CANVASSED).at(CLOSES).refuses(REMIND) == "after-closing"


def test_recording_a_canvass_is_not_acting_for_the_organisation() -> None:
    assert (CANVASS.acting_for(), REMIND.acting_for()) == (None, None)
