"""The trail of a decision: what led to it and what followed, and nothing of other business."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from eventlog.reading import ReadEntry
from projections.views.decision_documents import Decision
from projections.views.trail import TrailLine, trail, trail_tags
from projections.views.trail_sentences import TELLINGS, sentence
from schemas.event import Event
from schemas.events import EVENT_BY_TYPE, EVENTS
from schemas.events.action import ActionRaised
from schemas.events.body import SeatConstituencyChanged
from schemas.events.decision import DecisionTaken
from schemas.events.mandate import MandateGranted
from schemas.events.meeting import ItemTabled
from schemas.events.minutes import MinutesCorrected
from schemas.events.motion import VoteCast, VotingOpened
from schemas.events.partnership import MemberJoined, MemberSplit, MemberSucceeded
from schemas.sample import sample
from schemas.values import SplitPart
from tests.support.folds import story
from tests.support.replaying import HeldEntries, replayed
from tests.support.whole_story import WHOLE
from tests.support.whole_story.words import HARBOUR, MAY, PCN, VALE, YEARS, bst, taken

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


async def trail_of(
    decision: str, entries: list[ReadEntry] | None = None, as_of: datetime = LATER
) -> list[TrailLine]:
    entries = story(*WHOLE) if entries is None else entries
    known = [one for one in entries if one.entry.recorded_at <= as_of]
    found = await trail(HeldEntries(entries), 1, await replayed(known), decision, as_of)
    assert found is not None
    return found


def test_every_event_has_a_sentence() -> None:
    assert set(TELLINGS) == set(EVENTS)


@pytest.mark.parametrize("event", TELLINGS, ids=lambda event: event.TOPIC)
def test_a_sentence_is_plain_english_with_and_without_what_may_be_missing(
    event: type[Event],
) -> None:
    full = sample(event)
    texts = dict.fromkeys(full.texts())
    erased = type(full)(**{**full.as_dict(), **texts})
    names = {"pcn-seat-1": "PCN representative", "trust-seat": "Acute trust seat"}
    for one in (sentence(full, names), sentence(erased, names)):
        assert one[0].isupper()
        assert one.endswith(".")
        assert not set(one) & set("{}[]")
        assert "None" not in one


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            VoteCast(motion="m1", item="hub", seat=PCN, choice="abstain"),
            "PCN representative abstained.",
        ),
        (
            MandateGranted(
                mandate="m",
                organisation=HARBOUR,
                seat=PCN,
                kind="bound",
                scope="standing",
                term=YEARS,
                instruction="against",
            ),
            "Harbour PCN gave a mandate to PCN representative: bound, to vote against.",
        ),
        (
            MandateGranted(
                mandate="m",
                organisation=HARBOUR,
                seat="other-seat",
                kind="open",
                scope="standing",
                term=YEARS,
            ),
            "Harbour PCN gave a mandate to other-seat: open.",
        ),
        (
            DecisionTaken(
                decision="d",
                number="PB-2/014",
                body="board",
                meeting=MAY,
                item="hub",
                outcome="not-approved",
                authority="advisory",
                amount_pence=150,
            ),
            "Decision PB-2/014 was taken: not approved, £1.50.",
        ),
        (
            ActionRaised(action="a", number="A1", body="board", due_on=date(2026, 6, 12)),
            "Action A1 was raised, due on 12 June 2026.",
        ),
        (
            ItemTabled(
                item="i", meeting=MAY, body="board", purpose="decision", originator_kind="system"
            ),
            "The item was tabled for decision.",
        ),
    ],
)
def test_sentences_name_organisations_and_seats_and_leave_out_what_is_not_there(
    event: Event, expected: str
) -> None:
    assert sentence(event, {PCN: "PCN representative", HARBOUR: "Harbour PCN"}) == expected


async def test_a_trail_has_all_that_led_to_the_decision_and_followed_from_it() -> None:
    lines = await trail_of("d-hub")
    stages = Counter((line.side, line.stage) for line in lines)
    assert stages == {
        ("before", "asked"): 11,
        ("before", "mandated"): 7,
        ("before", "told"): 2,
        ("before", "met"): 13,
        ("before", "voted"): 11,
        ("decision", "decided"): 1,
        ("after", "met"): 1,
        ("after", "told"): 6,
        ("after", "followed-up"): 5,
    }
    positions = [line.position for line in lines]
    assert positions == sorted(set(positions))


async def test_a_trail_has_nothing_of_other_items_of_the_same_meeting() -> None:
    entries = {one.position: one for one in story(*WHOLE)}
    others = {f"item:{item}" for item in ("pilot", "report", "beds", "estates", "carers")}
    for line in await trail_of("d-hub"):
        assert not set(entries[line.position].entry.tags) & others, line.sentence


async def test_a_standing_mandate_is_found_by_the_vote_that_it_applied_to() -> None:
    lines = await trail_of("d-hub")
    (standing,) = [
        x for x in lines if x.sentence == "Harbour PCN gave a mandate to PCN seat: open."
    ]
    assert (standing.stage, standing.side) == ("mandated", "before")


async def test_another_decision_on_the_same_item_has_a_trail_of_its_own() -> None:
    second = taken("d-second", "hub", 18, "noted", text="The travel times.")
    about_it = ActionRaised(
        action="a9", number="A9", body="board", item="hub", decision="d-second", text="Count."
    )
    entries = story(*WHOLE, (second, bst(14, 15, 55)), (about_it, bst(14, 15, 56)))
    first, other = await trail_of("d-hub", entries), await trail_of("d-second", entries)
    numbers = {"Decision PB/2627/014 was taken: approved, £125,000.", "Action A9 was raised."}
    assert {x.sentence for x in first} & numbers == {
        "Decision PB/2627/014 was taken: approved, £125,000."
    }
    assert {x.sentence for x in other} & numbers == {"Action A9 was raised."}


async def test_corrections_of_other_items_paragraphs_are_left_out() -> None:
    for paragraph, is_told in (("014", True), ("014.1", True), ("015.1", False), ("14.1", False)):
        made = MinutesCorrected(meeting=MAY, paragraph=paragraph, text="Otherwise.")
        lines = await trail_of("d-hub", story(*WHOLE, made))
        said = f"Paragraph {paragraph} of the minutes was corrected."
        assert (said in {line.sentence for line in lines}) is is_told


async def test_a_decision_outside_a_meeting_leads_to_the_meeting_that_ratified_it() -> None:
    lines = await trail_of("d-bid")
    said = [(line.side, line.sentence) for line in lines]
    assert (
        "decision",
        "Decision PB/2627/013 was taken outside a meeting (chair’s action): approved, £75,000.",
    ) in said
    assert ("after", "A later meeting ratified the decision.") in said
    assert ("after", "The meeting was opened.") in said


async def test_a_trail_as_of_an_earlier_moment_ends_there() -> None:
    lines = await trail_of("d-hub", as_of=bst(15, 12))
    assert max(line.recorded_at for line in lines) == bst(15, 9)
    assert await trail_of("d-hub", as_of=bst(14, 14, 41))


class TestForWhomTheSeatsSpoke:
    """Before the vote of 14 May, and in the sentences of the trail; what came after it is not."""

    taken = MemberSucceeded(
        organisation="U77001", successor=HARBOUR, on=date(2026, 4, 1), basis="declared"
    )
    split = MemberSplit(
        organisation="U77002",
        parts=(SplitPart(organisation=HARBOUR), SplitPart(organisation="U77003")),
        on=date(2026, 4, 2),
    )
    seat = SeatConstituencyChanged(
        body="board", seat=PCN, constituency=(HARBOUR, VALE), on=date(2026, 4, 3)
    )
    elsewhere = MemberSucceeded(
        organisation="U77004", successor="U77005", on=date(2026, 4, 1), basis="declared"
    )
    joined = tuple(
        MemberJoined(organisation=f"U7700{n}", kind="pcn", on=date(2026, 3, 1)) for n in range(1, 6)
    )
    to_come = SeatConstituencyChanged(
        body="board", seat=PCN, constituency=(HARBOUR,), on=date(2026, 6, 1)
    )
    changes = (*joined, taken, split, seat, elsewhere, to_come)

    async def told(self, entries: list[ReadEntry]) -> list[tuple[str, str]]:
        lines = await trail_of("d-hub", entries)
        return [(line.side, line.sentence) for line in lines if line.stage == "represented"]

    async def test_successions_splits_and_changes_of_the_seat_are_told(self) -> None:
        vote = next(n for n, (event, _) in enumerate(WHOLE) if isinstance(event, VotingOpened))
        before, after = WHOLE[:vote], WHOLE[vote:]
        entries = story(*before, *((one, before[-1][1]) for one in self.changes), *after)
        assert await self.told(entries) == [
            ("before", "Harbour PCN took the place of U77001 on 1 April 2026."),
            ("before", "U77002 was split on 2 April 2026 into Harbour PCN, U77003."),
            ("before", "PCN seat speaks for Harbour PCN, Vale PCN from 3 April 2026."),
        ]

    async def test_what_came_after_the_vote_did_not_lead_to_it(self) -> None:
        assert await self.told(story(*WHOLE, *self.changes)) == []


async def test_there_is_no_trail_of_a_decision_that_was_never_taken() -> None:
    entries = story(*WHOLE)
    assert await trail(HeldEntries(entries), 1, await replayed(entries), "d-none", LATER) is None


async def test_tags_are_narrow() -> None:
    decision = await (await replayed(story(*WHOLE))).get(Decision, "d-hub")
    assert decision is not None
    assert trail_tags(decision, ["m-b", "m-a", "m-a"]) == (
        "decision:d-hub",
        "item:hub",
        "motion:m1",
        f"meeting:{MAY}",
        "mandate:m-a",
        "mandate:m-b",
    )


def test_types_are_those_of_the_published_language() -> None:
    assert all(event.TOPIC in EVENT_BY_TYPE for event in TELLINGS)
