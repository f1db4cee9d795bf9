from datetime import date

import pytest
from pydantic import ValidationError

from decisions.seats import ChangeConstituency, CreateSeat, RetireSeat
from schemas.entry import MAX_ENTRY_BYTES, canonical
from schemas.events.body import (
    BodyConstituted,
    SeatConstituencyChanged,
    SeatCreated,
    SeatRetired,
)
from schemas.events.partnership import MemberJoined, MemberLeft
from tests.support.slices import given
from tests.support.story import APRIL, BOARD, LMC, PARTNERSHIP, PCN_SEAT, PCNS

CONSTITUTED = BodyConstituted(body="board", name="Place Board", kind="place-board", on=APRIL)
JULY = date(2026, 7, 1)
CHANGE = ChangeConstituency(seat=PCN_SEAT, constituency=PCNS[:2], on=JULY)
CHANGED = SeatConstituencyChanged(body="board", seat=PCN_SEAT, constituency=PCNS[:2], on=JULY)


def create(**changes: object) -> CreateSeat:
    fields = {"body": "board", "seat": PCN_SEAT, "title": PCN_SEAT, "category": "pcn"}
    return CreateSeat.model_validate({**fields, "constituency": PCNS, **changes})


def test_a_seat_speaks_for_members_of_the_partnership() -> None:
    book = given(*PARTNERSHIP, CONSTITUTED)
    created = SeatCreated(
        body="board", seat=PCN_SEAT, title=PCN_SEAT, category="pcn", constituency=PCNS
    )
    assert book.when(create()) == [created]
    assert book.and_(created).when(create()) == []
    assert book.and_(created).refuses(create(weight=2)) == "seat-exists"
    assert book.refuses(create(constituency=["U99009"])) == "no-member"
    assert book.refuses(create(constituency=["Y99001"])) == "is-a-practice"
    left = MemberLeft(organisation=PCNS[2], on=date(2026, 4, 30), reason="left")
    assert book.and_(left).refuses(create()) == "not-a-member"
    assert given(*PARTNERSHIP).refuses(create()) == "no-body"


def test_an_lmc_is_consulted_and_has_no_vote() -> None:
    book = given(*PARTNERSHIP, CONSTITUTED)
    voting = create(category="lmc", constituency=[LMC])
    assert book.refuses(voting) == "lmc-is-consulted"
    assert len(book.when(voting.model_copy(update={"is_voting": False}))) == 1


def test_a_constituency_names_each_organisation_once_and_fits_into_an_entry() -> None:
    with pytest.raises(ValidationError, match="each organisation is named once"):
        create(constituency=[PCNS[0], PCNS[0]])
    codes = [f"{'C' * 60}{n:04}" for n in range(400)]
    members = [
        MemberJoined(organisation=code, kind="vcse", name="V", on=date(2026, 3, 2))
        for code in codes
    ]
    (created,) = given(*PARTNERSHIP, CONSTITUTED, *members).when(create(constituency=codes))
    assert len(canonical(created.facts())) < MAX_ENTRY_BYTES // 2


def test_a_seat_is_retired_once() -> None:
    retire = RetireSeat(seat=PCN_SEAT, on=JULY)
    (retired,) = given(*BOARD).when(retire)
    assert retired == SeatRetired(body="board", seat=PCN_SEAT, on=JULY)
    assert given(*BOARD, retired).when(retire) == []
    sooner = retire.model_copy(update={"on": APRIL})
    assert given(*BOARD, retired).refuses(sooner) == "seat-retired"
    assert given(*BOARD).refuses(RetireSeat(seat="no-seat", on=JULY)) == "no-seat"


def test_a_seat_speaks_for_others_from_a_day_on() -> None:
    book = given(*PARTNERSHIP, *BOARD)
    assert book.when(CHANGE) == [CHANGED]
    assert book.and_(CHANGED).when(CHANGE) == []
    back = CHANGE.model_copy(update={"constituency": PCNS})
    assert book.when(back) == []
    assert len(book.and_(CHANGED).when(back)) == 1


def test_of_two_changes_for_one_day_the_later_recorded_holds() -> None:
    back = SeatConstituencyChanged(body="board", seat=PCN_SEAT, constituency=PCNS, on=JULY)
    assert given(*PARTNERSHIP, *BOARD, CHANGED, back).when(CHANGE) == [CHANGED]


def test_a_changed_constituency_is_of_members_on_that_day_and_of_a_seat_that_is_there() -> None:
    book = given(*PARTNERSHIP, *BOARD)
    left = MemberLeft(organisation=PCNS[0], on=date(2026, 6, 30), reason="left")
    assert book.and_(left).refuses(CHANGE) == "not-a-member"
    assert book.refuses(CHANGE.model_copy(update={"constituency": (LMC,)})) == "lmc-is-consulted"
    assert book.refuses(CHANGE.model_copy(update={"seat": "no-seat"})) == "no-seat"
    retired = SeatRetired(body="board", seat=PCN_SEAT, on=date(2026, 6, 30))
    assert book.and_(retired).refuses(CHANGE) == "seat-retired"
