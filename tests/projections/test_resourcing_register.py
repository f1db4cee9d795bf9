"""Hours logged against hours funded, by seat and calendar month; tables worked by hand."""

from datetime import UTC, date, datetime

import pytest

from projections.views.resourcing_documents import ResourcedSeat
from projections.views.resourcing_lines import ResourcingLine, lines
from projections.views.resourcing_register import view
from schemas.event import Event
from schemas.events.representation import HoursLogged, RoleResourced
from schemas.values import Term
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded, story
from tests.support.story import PCN_SEAT

JUNE_30 = datetime(2026, 6, 30, 12, tzinfo=UTC)


def paid(
    minutes: int,
    period: str,
    from_on: date = date(2026, 4, 1),
    until_on: date | None = date(2026, 6, 30),
    **more: object,
) -> RoleResourced:
    facts = {"resourcing": "r", "organisation": "I99", **more}
    term = Term(from_on=from_on, until_on=until_on)
    return RoleResourced(
        seat=PCN_SEAT,
        body="board",
        minutes_funded=minutes,
        period=period,  # type: ignore[arg-type] - periods are words
        term=term,
        **facts,  # type: ignore[arg-type] - facts by field name
    )


def worked(on: date, minutes: int, log: str | None = None, person: str = "pat") -> HoursLogged:
    name = log or f"{person}-{on}"
    return HoursLogged(
        log=name, seat=PCN_SEAT, body="board", person=person, on=on, minutes_worked=minutes
    )


def by_month(*events: Event, as_of: datetime = JUNE_30) -> dict[str, ResourcingLine]:
    seat = folded(view, story(*events)).require(ResourcedSeat, PCN_SEAT)
    return {one.month: one for one in lines(seat, as_of)}


@pytest.mark.parametrize(
    ("minutes", "period", "april", "may"),
    [
        # A day of 480 minutes a week: 480 · 30/7 = 2057 1/7, and 480 · 31/7 = 2125 5/7.
        (480, "week", 2057, 2125),
        (2400, "month", 2400, 2400),
        # 365 days: 30 and 31 of them.
        (36_500, "year", 3000, 3100),
        (0, "week", None, None),
    ],
)
def test_terms_of_every_period_are_shared_out_by_days(
    minutes: int, period: str, april: int | None, may: int | None
) -> None:
    found = by_month(paid(minutes, period))
    funded = [found[m].minutes_funded if m in found else None for m in ("2026-04", "2026-05")]
    assert funded == [april, may]


def test_a_term_that_begins_or_ends_within_a_month_is_paid_for_by_its_days() -> None:
    part = paid(3000, "month", date(2026, 4, 16), date(2026, 5, 10))
    found = by_month(part)
    assert found["2026-04"].minutes_funded == 3000 * 15 // 30
    assert found["2026-05"].minutes_funded == 3000 * 10 // 31
    assert "2026-06" not in found


@pytest.mark.parametrize(
    ("logged", "fit"),
    [
        (2057, "within"),
        (2058, "more-than-funded"),  # 2057 1/7 are paid for: the exact figure decides
        (0, "nothing-logged"),
    ],
)
def test_hours_fit_what_is_paid_for_or_not(logged: int, fit: str) -> None:
    hours = [worked(date(2026, 4, 9), logged)] if logged else []
    found = by_month(paid(480, "week"), *hours)["2026-04"]
    assert (found.fit, found.minutes_logged) == (fit, logged)
    assert found.difference_minutes == logged - 2057


def test_time_that_nobody_pays_for_is_not_funded() -> None:
    found = by_month(worked(date(2026, 5, 12), 180))["2026-05"]
    assert (found.fit, found.minutes_funded, found.paid_by) == ("not-funded", 0, [])
    assert found.unknown == "Who pays for the role is not recorded."


def test_a_month_that_is_not_over_is_paid_for_up_to_today() -> None:
    ten_days = datetime(2026, 4, 10, 12, tzinfo=UTC)
    found = by_month(paid(3000, "month"), worked(date(2026, 4, 9), 900), as_of=ten_days)
    assert list(found) == ["2026-04"]
    assert (found["2026-04"].minutes_funded, found["2026-04"].fit) == (1000, "running")
    more = by_month(paid(3000, "month"), worked(date(2026, 4, 9), 1001), as_of=ten_days)
    assert more["2026-04"].fit == "more-than-funded"


def test_several_payers_add_up_and_job_sharers_too() -> None:
    events = (
        paid(1000, "month"),
        paid(500, "month", resourcing="r2", organisation="T99", person="pat"),
        worked(date(2026, 4, 9), 700),
        worked(date(2026, 4, 9), 800, person="quinn"),
    )
    found = by_month(*events)["2026-04"]
    assert (found.minutes_funded, found.minutes_logged, found.fit) == (1500, 1500, "within")
    assert (found.paid_by, found.people) == (["I99", "T99"], ["pat", "quinn"])


def test_the_latest_record_under_an_id_holds_and_shows_what_it_replaced() -> None:
    on = date(2026, 4, 9)
    events = (
        paid(1000, "month"),
        paid(600, "month"),
        worked(on, 60, log="h"),
        worked(on, 90, log="h"),
    )
    found = by_month(*events)["2026-04"]
    assert (found.minutes_funded, found.minutes_logged) == (600, 90)
    assert found.evidence == [1, 2, 3, 4]


def test_where_only_one_job_sharer_is_paid_for_that_is_said() -> None:
    events = (paid(1000, "month", person="pat"), worked(date(2026, 4, 9), 60, person="quinn"))
    assert by_month(*events)["2026-04"].unknown == "Nothing is paid for quinn, who gave time too."


def test_batches_do_not_matter() -> None:
    assert_batches_do_not_matter(
        view, story(paid(480, "week"), worked(date(2026, 4, 9), 60), paid(240, "week"))
    )
