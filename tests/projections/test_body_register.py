"""Bodies, the terms they act by, and what becomes of the business of one that is dissolved."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from projections.views.action_register import Action
from projections.views.action_register import lines as action_lines
from projections.views.action_register import view as action_view
from projections.views.body_documents import Body
from projections.views.body_lines import BodyLine, lines
from projections.views.body_register import view
from schemas.events.action import ActionCompleted, ActionRaised
from schemas.events.body import BodyConstituted, BodyDissolved, SeatRetired
from schemas.events.consultation import ConsultationClosed
from schemas.events.decision import DecisionRatified
from schemas.events.meeting import ItemTabled
from schemas.values import DecisionRule, Share
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import Step, folded, story
from tests.support.story import APRIL, BOARD, PCN_SEAT, TERMS

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
HEIR = BodyConstituted(body="heir", name="Neighbourhood Board", kind="place-board", on=APRIL)
GONE = BodyDissolved(
    body="board",
    on=date(2026, 6, 30),
    to_body="heir",
    actions=("a1", "a2"),
    ratifications=("d1",),
    consultations=("c1",),
    items=("hub",),
    reason="Merged.",
)
ALONE = replace(GONE, to_body=None)
RAISED = tuple(
    ActionRaised(action=f"a{n}", number=f"A{n}", body="board", owner="All", text="Do it.")
    for n in (1, 2)
)
SETTLED: tuple[Step, ...] = (
    ActionCompleted(action="a2"),
    DecisionRatified(decision="d1", body="heir", meeting="heir-july"),
    ConsultationClosed(consultation="c1", item="hub", non_responders=()),
    ItemTabled(
        item="hub",
        meeting="heir-july",
        body="heir",
        purpose="decision",
        originator_kind="system",
    ),
)


def line(*steps: Step, body: str = "board", as_of: datetime = LATER) -> BodyLine:
    (found,) = lines(folded(view, story(*BOARD, HEIR, *steps)).require(Body, body), as_of)
    return found


def test_a_body_is_told_with_the_terms_in_force() -> None:
    later = replace(
        TERMS, version=2, effective_on=date(2026, 9, 1), authority="advisory", accountable_to="heir"
    )
    before = line(later, as_of=datetime(2026, 8, 31, 22, 59, tzinfo=UTC))
    after = line(later, as_of=datetime(2026, 8, 31, 23, 0, tzinfo=UTC))
    assert (before.terms_version, before.authority, before.accountable_to) == (
        1,
        "delegated-committee",
        None,
    )
    assert (after.terms_version, after.authority, after.accountable_to) == (2, "advisory", "heir")
    assert (before.name, before.seats, before.dissolved_on) == ("Place Board", 3, None)
    assert line(SeatRetired(body="board", seat=PCN_SEAT, on=APRIL)).seats == 2
    assert "No terms" in str(line(body="heir").unknown)


def test_every_term_of_reference_can_be_read() -> None:
    two_thirds = DecisionRule(
        kind="qualified-majority", counted_of="present", at_least=Share(numerator=2, denominator=3)
    )
    told = line(replace(TERMS, version=2, rule=two_thirds, has_casting_vote=True))
    assert (told.rule, told.counted_of, told.at_least) == ("qualified-majority", "present", "2/3")
    assert (told.weight_at_least, told.weights, told.has_casting_vote) == (None, "fixed", True)
    assert told.quorum == TERMS.quorum.count
    wanted = [f"{one.category}:{one.count}" for one in TERMS.quorum.categories]
    assert wanted == told.quorum_categories != []
    for name in (
        *("notice_working_days", "canvass_lead_working_days", "canvass_window_working_days"),
        *("reminder_working_days", "feedback_working_hours", "numbering", "retention"),
    ):
        assert getattr(told, name) == getattr(TERMS, name), name
    assert line(body="heir").quorum is None


def test_what_a_dissolved_body_left_open_is_named_until_it_is_settled() -> None:
    gone = line(GONE)
    assert (gone.dissolved_on, gone.passed_to, gone.reason) == (
        date(2026, 6, 30),
        "heir",
        "Merged.",
    )
    assert (gone.actions, gone.ratifications) == (["a1", "a2"], ["d1"])
    assert (gone.consultations, gone.items) == (["c1"], ["hub"])
    assert gone.still_open == [
        "action:a1",
        "action:a2",
        "decision:d1",
        "consultation:c1",
        "item:hub",
    ]
    assert line(GONE, *SETTLED).still_open == ["action:a1"]
    assert line(GONE, *SETTLED, *SETTLED).evidence == line(GONE, *SETTLED).evidence
    assert not gone.is_left_to_nobody
    assert line(GONE, body="heir").took_over_from == ["board"]


def test_without_a_successor_it_stays_visible_that_nobody_took_over() -> None:
    alone = line(ALONE)
    assert alone.is_left_to_nobody
    assert "Which body is to settle" in str(alone.unknown)
    done = line(ALONE, *SETTLED, ActionCompleted(action="a1"))
    assert (done.is_left_to_nobody, done.still_open) == (False, [])


def test_the_register_of_actions_says_who_took_them_over() -> None:
    def action(*steps: Step, name: str = "a1") -> tuple[str | None, bool]:
        rows = folded(action_view, story(*BOARD, HEIR, *RAISED, *steps))
        (found,) = action_lines(rows.require(Action, name), LATER)
        return found.passed_to, found.is_left_to_nobody

    assert action() == (None, False)
    assert action(GONE) == ("heir", False)
    assert action(ALONE) == (None, True)
    assert action(ALONE, ActionCompleted(action="a1")) == (None, False)


def test_batches_do_not_matter() -> None:
    assert_batches_do_not_matter(view, story(*BOARD, HEIR, GONE, *SETTLED))
    assert_batches_do_not_matter(action_view, story(*BOARD, HEIR, *RAISED, GONE, *SETTLED[:1]))
