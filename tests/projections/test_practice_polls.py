"""Does a PCN's position follow from what its own practices said, by its own rule?"""

import msgspec
import pytest

from projections.reckoning.polling import derived
from projections.views.poll_documents import Poll
from projections.views.practice_polls import PollLine, lines, view
from schemas.event import Event
from schemas.events.correction import ViewRestated
from schemas.events.partnership import MemberJoined
from schemas.events.poll import PollClosed, PollOpened, PracticeAnswered
from schemas.values import PollRule, PollRuleKind, PracticeListSize, Share, ViewPosition
from tests.projections.consulting import (
    LATER,
    NORTH,
    answered,
    closed_into,
    on,
    revised,
    taken_back,
)
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded

HALF = Share(numerator=1, denominator=2)
SIZES = {"Y1": 10_000, "Y2": 3_000, "Y3": 2_000, "Y4": 1_000}
PRACTICES = tuple(PracticeListSize(practice=one, patients=size) for one, size in SIZES.items())
YES, IF, NO, NONE = "support", "support-with-conditions", "oppose", "no-view"


def rule(kind: PollRuleKind, support: Share = HALF) -> PollRule:
    return PollRule(kind=kind, voices_at_least=HALF, support_at_least=support)


@pytest.mark.parametrize(
    ("kind", "said", "position", "why_none"),
    [
        ("one-practice-one-vote", {"Y1": NO, "Y2": YES, "Y3": YES, "Y4": YES}, YES, None),
        ("list-weighted", {"Y1": NO, "Y2": YES, "Y3": YES, "Y4": YES}, NO, None),
        ("unanimous", {"Y1": NO, "Y2": YES, "Y3": YES, "Y4": YES}, None, "no-side-has-it"),
        ("unanimous", {"Y1": YES, "Y2": YES, "Y3": YES, "Y4": YES}, YES, None),
        ("unanimous", {"Y1": YES, "Y2": YES, "Y3": IF, "Y4": YES}, IF, None),
        ("unanimous", {"Y1": YES, "Y2": YES, "Y3": YES}, None, "too-few-voices"),
        ("one-practice-one-vote", {"Y1": YES}, None, "too-few-voices"),
        ("one-practice-one-vote", {"Y1": YES, "Y2": NO}, None, "no-side-has-it"),
        ("one-practice-one-vote", {"Y1": YES, "Y2": NO, "Y3": IF}, IF, None),
        ("one-practice-one-vote", {"Y1": NO, "Y2": NO, "Y3": NONE}, NO, None),
        ("list-weighted", {"Y1": YES}, YES, None),
        ("list-weighted", {"Y2": YES, "Y3": YES, "Y4": YES}, None, "too-few-voices"),
    ],
)
def test_the_position_is_what_the_pcns_own_rule_makes_of_the_answers(
    kind: PollRuleKind, said: dict[str, ViewPosition], position: str | None, why_none: str | None
) -> None:
    found = derived(rule(kind), PRACTICES, said)
    assert (found.position, found.why_none) == (position, why_none)


def test_exactly_the_share_asked_for_is_enough_and_one_patient_less_is_not() -> None:
    two_thirds = rule("list-weighted", Share(numerator=2, denominator=3))
    three = [
        PracticeListSize(practice="Y1", patients=2),
        PracticeListSize(practice="Y2", patients=1),
    ]
    assert derived(two_thirds, three, {"Y1": "support", "Y2": "oppose"}).position == "support"
    more = [*three, PracticeListSize(practice="Y3", patients=1)]
    said: dict[str, ViewPosition] = {"Y1": "support", "Y2": "oppose", "Y3": "oppose"}
    assert derived(two_thirds, more, said).position is None


def test_a_list_size_that_is_not_known_leaves_a_weighted_position_open() -> None:
    unsized = [*PRACTICES, PracticeListSize(practice="Y5")]
    found = derived(rule("list-weighted"), unsized, {"Y1": "support"})
    assert (found.position, found.why_none) == (None, "list-size-unknown")


OPENED = PollOpened(
    poll="p1",
    consultation="c1",
    item="hub",
    organisation=NORTH,
    rule=rule("one-practice-one-vote"),
    practices=PRACTICES,
    closes_at=on(5, 6),
)
CLOSED: Noted = (
    PollClosed(poll="p1", consultation="c1", item="hub", organisation=NORTH),
    on(5, 5),
)


def practice(code: str, position: ViewPosition) -> Event:
    return PracticeAnswered(
        poll="p1",
        consultation="c1",
        item="hub",
        organisation=NORTH,
        practice=code,
        position=position,
    )


ANSWERED: tuple[Noted, ...] = (
    (OPENED, on(4, 23)),
    (practice("Y1", "oppose"), on(4, 24)),
    (practice("Y2", "support"), on(4, 24)),
    (practice("Y3", "support"), on(4, 27)),
)


def line(*steps: Noted) -> PollLine:
    poll = folded(view, noted(*ANSWERED, *steps)).require(Poll, "p1")
    (one,) = lines(poll, LATER)
    return one


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ((), "not-submitted"),
        (((answered(NORTH, "support"), on(5, 6)),), "evidenced"),
        (((answered(NORTH, "support-with-conditions"), on(5, 6)),), "other-conditions"),
        (((answered(NORTH, "oppose"), on(5, 6)),), "differs"),
        (
            ((answered(NORTH, "oppose"), on(5, 6)), (revised(NORTH, "support"), on(5, 7))),
            "evidenced",
        ),
        (((answered(NORTH, "support"), on(5, 6)), (taken_back(NORTH), on(5, 7))), "not-submitted"),
    ],
)
def test_what_the_pcn_submitted_is_held_against_what_its_practices_came_to(
    said: tuple[Noted, ...], verdict: str
) -> None:
    one = line(CLOSED, *said)
    assert (one.verdict, one.derived) == (verdict, "support")
    assert one.evidence == list(range(1, 6 + len(said)))


def test_the_latest_answer_of_a_practice_holds() -> None:
    one = line((practice("Y3", "oppose"), on(4, 28)), CLOSED)
    assert (one.derived, one.oppose, one.answered) == ("oppose", 2, 3)


def test_a_correction_of_what_the_pcn_submitted_is_what_counts() -> None:
    wrong = ViewRestated(
        consultation="c1",
        item="hub",
        organisation=NORTH,
        position="support",
        basis="organisation-says-otherwise",
    )
    one = line(CLOSED, (answered(NORTH, "oppose"), on(5, 6)), (wrong, on(5, 20)))
    assert one.verdict == "evidenced"


@pytest.mark.parametrize(
    ("steps", "verdict"),
    [
        (
            ((answered(NORTH, "oppose"), on(4, 27)), (practice("Y3", "oppose"), on(4, 28))),
            "answered-afterwards",
        ),
        (
            ((practice("Y3", "oppose"), on(4, 27)), (answered(NORTH, "oppose"), on(4, 28))),
            "evidenced",
        ),
        (
            (
                (answered(NORTH, "oppose"), on(4, 27)),
                (practice("Y3", "oppose"), on(4, 28)),
                (revised(NORTH, "oppose"), on(4, 29)),
            ),
            "evidenced",
        ),
    ],
    ids=["practices answer afterwards", "practices answered before", "said again with evidence"],
)
def test_what_practices_say_afterwards_proves_nothing_about_before(
    steps: tuple[Noted, ...], verdict: str
) -> None:
    one = line(*steps, CLOSED)
    assert one.derived == one.submitted == "oppose"
    assert one.verdict == verdict


def test_practices_without_an_answer_are_named() -> None:
    assert line(CLOSED).unknown == "No answer of Y4 is recorded."


def test_it_is_stored_alike_however_it_is_read() -> None:
    assert_stored_alike(view, noted((answered(NORTH), on(4, 22)), *ANSWERED, CLOSED))


NEW, NEXT = "U99009", "U99010"
INTO_NEW: Noted = (closed_into(NORTH, NEW), on(5, 1))
YES_OF_NORTH: Noted = (answered(NORTH), on(5, 6))
BACK = MemberJoined(organisation=NORTH, kind="pcn", on=on(5, 5).date())


@pytest.mark.parametrize(
    ("steps", "verdict", "successor"),
    [
        # The successor's answer is held against the poll, also after it was closed.
        (((closed_into(NORTH, NEW), on(5, 1)), CLOSED, (answered(NEW, "support"), on(5, 6))),
         "evidenced", NEW),
        ((CLOSED, (closed_into(NORTH, NEW), on(5, 5)), (answered(NEW, "oppose"), on(5, 6))),
         "differs", NEW),
        # So is that of the successor's successor.
        (
            (
                (closed_into(NORTH, NEW), on(5, 1)),
                (closed_into(NEW, NEXT), on(5, 2)),
                CLOSED,
                (answered(NEXT, "support"), on(5, 6)),
            ),
            "evidenced",
            NEXT,
        ),
        # What it answers once the PCN is back is its own alone; what it had answered stays.
        ((INTO_NEW, CLOSED, (BACK, on(5, 5)), (answered(NEW), on(5, 6))),
         "not-submitted", None),
        ((INTO_NEW, CLOSED, (answered(NEW), on(5, 4)), (BACK, on(5, 6))),
         "evidenced", None),
        ((INTO_NEW, CLOSED, (BACK, on(5, 5)), YES_OF_NORTH),
         "evidenced", None),
        (
            (
                (closed_into(NORTH, NEW), on(5, 1)),
                (closed_into(NEW, NEXT), on(5, 2)),
                CLOSED,
                (msgspec.structs.replace(BACK, organisation=NEW), on(5, 5)),
                (answered(NEXT, "oppose"), on(5, 6)),
            ),
            "not-submitted",
            NEW,
        ),
        # A poll that was over and had led to an answer stays where it was.
        ((CLOSED, (answered(NORTH), on(5, 6)), (closed_into(NORTH, NEW), on(5, 7))),
         "evidenced", None),
        # The answer of a PCN that took no place changes nothing.
        ((CLOSED, (answered(NEW), on(5, 6))), "not-submitted", None),
    ],
)  # fmt: skip
def test_an_open_poll_of_a_closed_pcn_passes_to_its_successor(
    steps: tuple[Noted, ...], verdict: str, successor: str | None
) -> None:
    one = line(*steps)
    assert (one.organisation, one.verdict, one.successor) == (NORTH, verdict, successor)
    assert_batches_do_not_matter(view, noted(*ANSWERED, *steps))
    assert_stored_alike(view, noted(*ANSWERED, *steps))
