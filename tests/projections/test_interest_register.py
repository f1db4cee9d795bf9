"""Interests as registered, and as declared and managed at meetings."""

from datetime import UTC, date, datetime

import pytest

from projections.views.interest_documents import Interest
from projections.views.interest_lines import InterestLine
from projections.views.interest_register import lines, view
from schemas.event import Event
from schemas.events.meeting import (
    InterestDeclared,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
)
from schemas.events.representation import InterestEnded, InterestRegistered
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded, story
from tests.support.story import APRIL, IN_SESSION, PCN_SEAT

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
REGISTERED = InterestRegistered(
    interest="i3",
    person="pat",
    kind="financial",
    nature="potential",
    from_on=APRIL,
    organisation="U99001",
    description="Partner in a practice that would bid.",
)
ENDED = InterestEnded(interest="i3", person="pat", on=date(2026, 6, 30))


def declared(item: str | None = "hub", interest: str | None = "i3") -> InterestDeclared:
    return InterestDeclared(
        meeting="may",
        item=item,
        person="pat",
        seat=PCN_SEAT,
        kind="financial",
        nature="actual",
        management="leaves",
        interest=interest,
    )


RECUSED = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat", left_room=True)
EXCLUDED = MemberExcluded(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
RETURNED = MemberReturned(item="hub", meeting="may", seat=PCN_SEAT, person="pat")


def lines_of(*events: Event, as_of: datetime = LATER) -> list[InterestLine]:
    interests = folded(view, story(*events)).of_kind(Interest)
    return [line for interest in interests for line in lines(interest, as_of)]


@pytest.mark.parametrize(
    ("asked_on", "is_current"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_an_interest_is_current_from_its_first_day_to_its_last(
    asked_on: date, is_current: bool
) -> None:
    noon = datetime(asked_on.year, asked_on.month, asked_on.day, 12, tzinfo=UTC)
    (line,) = lines_of(REGISTERED, ENDED, as_of=noon)
    assert line.is_current is is_current
    assert line.evidence == [1, 2]


def test_a_declaration_of_a_registered_interest_stands_beside_it() -> None:
    registered, one = lines_of(*IN_SESSION, REGISTERED, declared())
    assert (registered.entry, one.entry) == ("registered", "declared")
    assert (one.interest, one.nature, one.management) == ("i3", "actual", "leaves")
    assert one.description == "Partner in a practice that would bid."
    assert (one.stood_aside, one.left_room) == (None, None)
    assert one.name == "Pat"
    assert one.evidence == [len(IN_SESSION) + 1, len(IN_SESSION) + 2]


@pytest.mark.parametrize("interest", [None, "unregistered"])
def test_an_interest_that_was_only_declared_is_in_the_register_too(interest: str | None) -> None:
    (one,) = lines_of(*IN_SESSION, declared(interest=interest))
    assert (one.entry, one.person, one.name, one.from_on) == ("declared", "pat", "Pat", None)


@pytest.mark.parametrize("events", [(declared(), RECUSED), (RECUSED, declared())])
def test_how_it_was_managed_is_told_whichever_was_recorded_first(events: tuple[Event, ...]) -> None:
    _, one = lines_of(*IN_SESSION, REGISTERED, *events)
    assert (one.stood_aside, one.left_room) == ("recused", True)
    start = len(IN_SESSION)
    assert one.evidence == [start + 1, start + 2, start + 3]


@pytest.mark.parametrize(
    "events", [(declared(), RECUSED, RETURNED), (RECUSED, RETURNED, declared())]
)
def test_when_somebody_left_and_came_back_stands_in_the_register(
    events: tuple[Event, ...],
) -> None:
    told = (*IN_SESSION, REGISTERED, *events)
    steps = story(*told)
    _, one = lines_of(*told)
    left, back = (steps[told.index(step)].entry.occurred_at for step in (RECUSED, RETURNED))
    assert (one.left_at, one.returned_at) == (left, back)
    assert one.evidence == [len(IN_SESSION) + place for place in (1, 2, 3, 4)]


def test_who_stood_aside_without_leaving_has_no_time_of_leaving() -> None:
    _, one = lines_of(*IN_SESSION, REGISTERED, declared(), EXCLUDED, RETURNED)
    assert (one.left_room, one.left_at, one.returned_at) == (False, None, None)


def test_an_exclusion_after_a_recusal_is_what_stands() -> None:
    _, one = lines_of(*IN_SESSION, REGISTERED, declared(), RECUSED, EXCLUDED)
    assert (one.stood_aside, one.left_room) == ("excluded", False)


def test_standing_aside_from_an_item_manages_no_declaration_for_another() -> None:
    _, general, other = lines_of(
        *IN_SESSION, REGISTERED, declared(item=None), declared(item="estates"), RECUSED
    )
    assert (general.stood_aside, other.stood_aside) == (None, None)


def test_folding_in_two_batches_is_folding_at_once() -> None:
    events = (
        *IN_SESSION,
        REGISTERED,
        declared(),
        declared(interest=None),
        RECUSED,
        RETURNED,
        ENDED,
    )
    assert_batches_do_not_matter(view, story(*events))
