"""What was our representative told to do, by whom, and does it stand?"""

from datetime import date, datetime

import pytest

from projections.views.mandate_documents import (
    A_HUNDRED,
    HundredMandatesOfPcn,
    MandatesOfPcn,
    RegisteredMandate,
    mandates_of,
)
from projections.views.mandate_register import MandateLine, lines, register, view
from schemas.events.partnership import MemberSucceeded
from tests.projections.mandating import (
    CONFIRMED,
    DISPUTED,
    NORTH,
    REVOKED,
    granted,
    logged,
    on,
    term,
    varied,
    withheld,
)
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded
from tests.support.story import PCN_SEAT, PCNS

NOW = on(5, 20)


def found(*steps: Noted, mandate: str = "m-north", as_of: datetime = NOW) -> list[MandateLine]:
    return list(lines(folded(view, noted(*steps)).require(RegisteredMandate, mandate), as_of))


LOGGED: Noted = (logged(), on(5, 1))


@pytest.mark.parametrize(
    ("steps", "status", "is_in_force"),
    [
        ([(granted(), on(5, 1))], "active", True),
        ([LOGGED], "unconfirmed", True),
        ([LOGGED, (CONFIRMED, on(5, 2))], "confirmed", True),
        ([LOGGED, (DISPUTED, on(5, 2))], "disputed", False),
        ([LOGGED, (DISPUTED, on(5, 2)), (CONFIRMED, on(5, 3))], "confirmed", True),
        ([(granted(), on(5, 1)), (REVOKED, on(5, 2))], "revoked", False),
        ([(granted(), on(5, 1)), (withheld("m-north"), on(5, 2))], "withheld", False),
    ],
)
def test_the_last_word_says_how_a_mandate_stands(
    steps: list[Noted], status: str, is_in_force: bool
) -> None:
    line = found(*steps)[-1]
    assert (line.status, line.is_in_force) == (status, is_in_force)


def test_authority_that_is_withheld_is_on_the_record() -> None:
    (line,) = found((withheld(), on(5, 1)), mandate="m-none")
    assert (line.status, line.kind, line.instruction, line.reason) == (
        "withheld",
        None,
        None,
        "Not asked.",
    )
    assert not line.is_in_force


@pytest.mark.parametrize(
    ("as_of", "status", "is_in_force"),
    [
        (on(4, 30), "active", False),
        (on(5, 1), "active", True),
        (on(5, 31, 22), "active", True),
        (on(5, 31, 23), "expired", False),
    ],
)
def test_a_mandate_expires_after_the_last_day_of_its_term(
    as_of: datetime, status: str, is_in_force: bool
) -> None:
    may = granted(term=term(date(2026, 5, 1), date(2026, 5, 31)))
    (line,) = found((may, on(4, 20)), as_of=as_of)
    assert (line.status, line.is_in_force) == (status, is_in_force)


def test_what_was_disputed_or_revoked_stays_so_after_its_term() -> None:
    may = granted(term=term(date(2026, 5, 1), date(2026, 5, 31)))
    assert found((may, on(4, 20)), (REVOKED, on(5, 2)), as_of=on(7, 1))[0].status == "revoked"


def test_a_variation_leaves_the_earlier_terms_on_the_record() -> None:
    first, second = found(LOGGED, (varied("against"), on(5, 5)))
    assert (first.version, first.status, first.instruction) == (1, "varied", "for")
    assert (second.version, second.status, second.instruction) == (2, "confirmed", "against")
    assert (first.is_in_force, second.is_in_force) == (False, True)
    assert (second.since, second.status_since) == (on(5, 5), on(5, 5))


def test_a_variation_of_a_granted_mandate_leaves_it_active() -> None:
    assert found((granted(), on(5, 1)), (varied(), on(5, 5)))[1].status == "active"


def test_a_variation_for_later_days_leaves_the_earlier_terms_in_force_until_then() -> None:
    from_june = varied(term=term(date(2026, 6, 1)))
    steps: tuple[Noted, ...] = ((granted(), on(5, 1)), (from_june, on(5, 5)))
    assert [line.is_in_force for line in found(*steps)] == [True, False]
    assert [line.is_in_force for line in found(*steps, as_of=on(6, 1))] == [False, True]


def test_a_line_tells_who_logged_it_from_whom_and_what_is_unknown() -> None:
    (line,) = found(LOGGED)
    assert (line.is_logged, line.channel, line.heard_from) == (True, "phone", "Dr N")
    assert (line.organisation, line.seat, line.scope, line.item) == (
        PCNS[0],
        PCN_SEAT,
        "item",
        "hub",
    )
    assert line.unknown == f"{PCNS[0]} has not said whether this is right."
    assert line.evidence == [1]


def test_the_register_is_filtered_by_organisation_seat_and_item() -> None:
    document = folded(view, noted((granted(), on(5, 1)))).require(RegisteredMandate, "m-north")
    assert document.about() == [f"organisation:{PCNS[0]}", f"seat:{PCN_SEAT}", "item:hub"]
    assert set(register.filters) == {"organisation", "seat", "item"}


def test_folding_in_batches_is_folding_at_once() -> None:
    entries = noted(
        LOGGED,
        (withheld(), on(5, 1)),
        (DISPUTED, on(5, 2)),
        (CONFIRMED, on(5, 3)),
        (varied(), on(5, 4)),
        (REVOKED, on(5, 5)),
    )
    assert_batches_do_not_matter(view, entries)
    assert_stored_alike(view, entries)


def test_a_mandate_of_a_closed_pcn_is_shown_with_its_successor_from_the_day_on() -> None:
    def took(closed: str, successor: str, day: date) -> MemberSucceeded:
        return MemberSucceeded(organisation=closed, successor=successor, on=day, basis="declared")

    steps: list[Noted] = [
        (granted(), on(4, 20)),
        (took(NORTH, "U99009", date(2026, 5, 1)), on(4, 28)),
        (took("U99009", "U99010", date(2026, 5, 18)), on(5, 17)),
    ]
    days = ((4, 30), (5, 1), (5, 17), (5, 18))
    held = [found(*steps, as_of=on(*day))[0].successor for day in days]
    assert held == [None, "U99009", "U99009", "U99010"]
    line = found(*steps)[0]
    assert (line.organisation, line.evidence) == (NORTH, [1, 2, 3])
    about = folded(view, noted(*steps)).require(RegisteredMandate, "m-north").about()
    assert {f"organisation:{one}" for one in (NORTH, "U99009", "U99010")} <= set(about)
    assert_batches_do_not_matter(view, noted(*steps))
    assert_stored_alike(view, noted(*steps))


def test_hundreds_of_mandates_pass_on_in_the_order_of_recording() -> None:
    names = [f"m-{number:03}" for number in range(250)]
    steps: list[Noted] = [(granted(mandate=name), on(4, 20)) for name in names]
    closed = MemberSucceeded(
        organisation=NORTH, successor="U99009", on=date(2026, 5, 1), basis="declared"
    )
    rows = folded(view, noted(*steps, (closed, on(4, 28))))
    assert mandates_of(rows, NORTH) == mandates_of(rows, "U99009") == names
    assert all("U99009" in rows.require(RegisteredMandate, name).passed_to for name in names)
    kept = [*rows.of_kind(MandatesOfPcn), *rows.of_kind(HundredMandatesOfPcn)]
    assert max(len(one.mandates) for one in kept) == A_HUNDRED
    assert_batches_do_not_matter(view, noted(*steps[:120], (closed, on(4, 28))))
