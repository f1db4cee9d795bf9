"""Votes and decisions in composed minutes."""

from projections.minutes.business import (
    Departure,
)
from projections.minutes.voting import Amendment, CastingVote, Dissent, Part, SeatVote, Tally
from schemas.events.mandate import MandateGranted
from schemas.events.motion import MotionMoved, VoteCast, VotingClosed, VotingOpened
from schemas.values import DecisionRule, EntitledSeat
from tests.projections.minutes.composing import HUB, PILOT, item_of
from tests.support.whole_story.words import (
    BODY,
    HARBOUR,
    MAY,
    PCN,
    TRUST,
    YEARS,
    at,
    bst,
)


async def test_a_motion_is_told_with_its_vote_by_seat_and_dissent() -> None:
    (motion,) = (await item_of(HUB)).motions
    assert motion.text == "That one hub open, with a review after six months."
    assert (motion.moved_by, motion.seconded_by) == ("Dr Rosa Menendez", "Gareth Llewellyn")
    assert motion.amendments == (
        Amendment(
            text="That one hub open, with a review after six months.",
            moved_by="Councillor Miriam Adeyemi",
        ),
    )
    assert motion.rule == "Simple majority of the seats voting for or against"
    assert (motion.method, motion.result, motion.result_by_rule) == (
        "roll-call",
        "carried",
        "carried",
    )
    assert motion.dissent == (
        Dissent(
            dissent_by="Bishop Aldous Grant", seat="VCSE seat", text="No plan for the villages."
        ),
    )
    vote = motion.vote
    assert vote is not None
    counts = (vote.in_favour, vote.against, vote.abstained, vote.recused, vote.absent)
    assert counts == tuple(Tally(seats=n) for n in (3, 1, 0, 0, 1))
    assert (vote.excluded, vote.weight_unit) == (None, None)
    assert vote.by_seat == (
        SeatVote(seat="PCN seat", cast_by="Dr Rosa Menendez", choice="for"),
        SeatVote(
            seat="Acute trust seat",
            cast_by="Gareth Llewellyn, deputy",
            choice="for",
            corrected_from="abstain",
        ),
        SeatVote(seat="Local authority seat", cast_by="Councillor Miriam Adeyemi", choice="for"),
        SeatVote(seat="VCSE seat", cast_by="Bishop Aldous Grant", choice="against"),
        SeatVote(seat="ICB seat", choice="absent"),
    )


async def test_seats_that_stood_aside_and_the_casting_vote_are_told() -> None:
    (motion,) = (await item_of(PILOT)).motions
    vote = motion.vote
    assert vote is not None
    assert (vote.recused, vote.excluded) == (Tally(seats=1), Tally(seats=1))
    assert [(one.seat, one.choice) for one in vote.by_seat] == [
        ("Acute trust seat", "against"),
        ("Local authority seat", "for"),
        ("ICB seat", "absent"),
        ("PCN seat", "recused"),
        ("VCSE seat", "excluded"),
    ]
    assert motion.casting_vote == CastingVote(
        cast_by="Councillor Miriam Adeyemi",
        choice="for",
        reason="To keep the money in the place.",
    )


async def test_weights_are_counted_where_votes_are_weighted() -> None:
    where = {"motion": "m3", "item": "carers"}
    rule = DecisionRule(kind="weighted")
    entitled = (EntitledSeat(seat=PCN, weight=160), EntitledSeat(seat=TRUST, weight=40))
    now = bst(14, 15, 46)
    events = (
        MotionMoved(**where, meeting=MAY, body=BODY, text="That carers be heard yearly."),
        VotingOpened(**where, meeting=MAY, body=BODY, rule=rule, entitled=entitled),
        VoteCast(**where, seat=PCN, choice="against"),
        VoteCast(**where, seat=TRUST, choice="for"),
        VotingClosed(**where, meeting=MAY, ruling="carried"),
    )
    (motion,) = (await item_of("6", *((event, now) for event in events))).motions
    vote = motion.vote
    assert vote is not None
    assert (vote.in_favour, vote.against) == (Tally(seats=1, weight=40), Tally(seats=1, weight=160))
    assert vote.weight_unit == "Weight of votes"
    assert [one.weight for one in vote.by_seat] == [160, 40]
    assert (motion.result, motion.result_by_rule) == ("carried", "not-carried")


async def test_a_seat_that_speaks_for_several_has_each_ones_part_of_its_weight() -> None:
    """80 among three is 26 2/3 each: an exact fraction, in the words of the page too."""
    where = {"motion": "m3", "item": "carers"}
    pcn = EntitledSeat(seat=PCN, weight=80, represents=(HARBOUR, "U99998", "U99999"))
    entitled = (pcn, EntitledSeat(seat=TRUST, weight=40, represents=("RX9",)))
    rule, now = DecisionRule(kind="weighted"), bst(14, 15, 46)
    events = (
        MotionMoved(**where, meeting=MAY, body=BODY, text="That carers be heard yearly."),
        VotingOpened(**where, meeting=MAY, body=BODY, rule=rule, entitled=entitled),
        VoteCast(**where, seat=PCN, choice="for"),
    )
    (motion,) = (await item_of("6", *((event, now) for event in events))).motions
    assert motion.vote is not None
    first, second = motion.vote.by_seat
    assert first.parts == tuple(
        Part(organisation=name, weight="80/3") for name in ("Harbour PCN", "U99998", "U99999")
    )
    assert second.parts == (), "it speaks for one, whose weight is the seat's"


async def test_a_decision_has_its_number_authority_money_and_departures() -> None:
    (decision,) = (await item_of(HUB)).decisions
    assert (decision.number, decision.outcome) == (HUB, "approved")
    assert decision.text == "One hub opens on 1 October 2026, with a review after six months."
    assert (decision.authority, decision.basis) == (
        "delegated-committee",
        "Scheme of delegation, paragraph 4.2",
    )
    assert decision.amount_pence == 12_500_000
    assert decision.departures == (
        Departure(
            organisation="Vale PCN",
            seat="PCN seat",
            instruction="against",
            vote="for",
            reason="The review was conceded in exchange.",
        ),
    )


async def test_departing_from_a_guided_mandate_is_no_departure() -> None:
    guided = MandateGranted(
        mandate="m-harbour-2",
        organisation=HARBOUR,
        seat=PCN,
        kind="guided",
        scope="item",
        term=YEARS,
        item="hub",
        instruction="against",
    )
    (decision,) = (await item_of(HUB, (guided, at(5, 1, 9)))).decisions
    assert [one.organisation for one in decision.departures] == ["Vale PCN"]


async def test_before_the_chair_has_ruled_no_result_is_told() -> None:
    where = {"motion": "m3", "item": "carers"}
    now = bst(14, 15, 46)
    events = (
        MotionMoved(**where, meeting=MAY, body=BODY, text="That carers be heard yearly."),
        VotingOpened(
            **where,
            meeting=MAY,
            body=BODY,
            rule=DecisionRule(kind="simple-majority"),
            entitled=(EntitledSeat(seat=PCN), EntitledSeat(seat=TRUST)),
        ),
        VoteCast(**where, seat=PCN, choice="for"),
    )
    (motion,) = (await item_of("6", *((event, now) for event in events))).motions
    assert (motion.result, motion.result_by_rule) == (None, None)
    assert motion.vote is not None


async def test_a_motion_that_was_never_put_has_no_vote() -> None:
    moved = MotionMoved(motion="m3", item="carers", meeting=MAY, body=BODY, text="That they rest.")
    (motion,) = (await item_of("6", (moved, bst(14, 15, 46)))).motions
    assert (motion.text, motion.moved_by, motion.vote) == ("That they rest.", None, None)
