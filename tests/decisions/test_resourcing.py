from datetime import date

import pytest
from pydantic import ValidationError

from decisions.resourcing import LogHours, ResourceRole
from schemas.events.representation import HoursLogged, RoleResourced
from tests.support.slices import given
from tests.support.story import BOARD, PCN_SEAT, TRUST_SEAT, YEAR

RESOURCED = RoleResourced(
    resourcing="r",
    seat=PCN_SEAT,
    body="board",
    organisation="I99",
    minutes_funded=480,
    period="week",
    term=YEAR,
)
LOGGED = HoursLogged(
    log="h", seat=PCN_SEAT, body="board", person="pat", on=date(2026, 5, 12), minutes_worked=90
)


def resource(**changes: object) -> ResourceRole:
    fields = {
        "resourcing": "r",
        "seat": PCN_SEAT,
        "organisation": "I99",
        "minutes_funded": 480,
        "period": "week",
        "term": {"from_on": YEAR.from_on, "until_on": YEAR.until_on},
    }
    return ResourceRole.model_validate({**fields, **changes})


def log(**changes: object) -> LogHours:
    fields = {"log": "h", "seat": PCN_SEAT, "person": "pat", "on": date(2026, 5, 12)}
    return LogHours.model_validate({**fields, "minutes_worked": 90, **changes})


def test_who_pays_for_a_role_is_recorded_and_replaced_under_the_same_id() -> None:
    assert given(*BOARD).when(resource()) == [RESOURCED]
    assert given(*BOARD, RESOURCED).when(resource()) == []
    (less,) = given(*BOARD, RESOURCED).when(resource(minutes_funded=240))
    assert less.minutes_funded == 240
    other = resource(seat=TRUST_SEAT)
    assert given(*BOARD, RESOURCED).refuses(other) == "resourcing-of-other-seat"
    assert given().refuses(resource()) == "no-seat"


def test_hours_are_logged_and_replaced_under_the_same_id() -> None:
    assert given(*BOARD).when(log()) == [LOGGED]
    assert given(*BOARD, LOGGED).when(log()) == []
    (more,) = given(*BOARD, LOGGED).when(log(minutes_worked=120))
    assert more.minutes_worked == 120
    assert given(*BOARD, LOGGED).refuses(log(person="dee")) == "log-of-another"


def test_hours_are_those_of_a_holder_or_deputy_on_a_day_that_has_come() -> None:
    assert given(*BOARD).when(log(person="dee"))
    assert given(*BOARD).refuses(log(person="terry")) == "not-appointed"
    assert given(*BOARD).refuses(log(on=date(2026, 3, 31))) == "not-appointed"
    assert given(*BOARD).refuses(log(on=date(2026, 5, 15))) == "hours-in-the-future"


def test_a_representative_logs_their_own_hours() -> None:
    book = given(*BOARD).by(role="representative", person="pat")
    assert book.when(log())
    assert book.refuses(log(person="dee")) == "not-yourself"


def test_nobody_works_more_than_a_day_in_a_day() -> None:
    with pytest.raises(ValidationError, match="minutes_worked"):
        log(minutes_worked=24 * 60 + 1)
