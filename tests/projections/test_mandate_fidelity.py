"""What was our representative told to do? Did they do it?"""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from projections.reckoning.mandated_motion import MandatedMotion
from projections.rows import Rows
from projections.views.fidelity_lines import FidelityLine, fidelity, lines
from projections.views.mandate_fidelity import register, view
from schemas.event import Event
from schemas.events.body import SeatCreated
from schemas.events.mandate import MandateLogged
from schemas.events.meeting import MemberExcluded, MemberRecused
from schemas.events.motion import VoteCast, VoteCorrected, VotingClosed
from schemas.events.partnership import MemberSucceeded
from schemas.values import Choice, EntitledSeat
from tests.projections.mandating import (
    CONFIRMED,
    DISPUTED,
    NORTH,
    REVOKED,
    SOUTH,
    WEST,
    granted,
    logged,
    on,
    term,
    varied,
    withheld,
)
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.clock import NOON
from tests.support.folds import entry
from tests.support.story import BOARD, ITEM, MOVED, PCN_SEAT, PCNS, PUT, TRUST_SEAT

LATER = on(12, 1)
TABLED_AT, PUT_AT, CAST_AT, CLOSED_AT = on(4, 20), on(5, 14, 13), on(5, 14, 14), on(5, 14, 15)
CLOSED = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
SEATS: list[Noted] = [(one, TABLED_AT) for one in BOARD if isinstance(one, SeatCreated)]
BEFORE: list[Noted] = [*SEATS, (ITEM, TABLED_AT)]


def cast(choice: Choice = "for", reason: str | None = None) -> VoteCast:
    return VoteCast(
        motion="m1", item="hub", seat=PCN_SEAT, choice=choice, person="pat", reason=reason
    )


def lines_of(rows: Rows, motion: str = "m1") -> dict[str, FidelityLine]:
    put = rows.require(MandatedMotion, motion)
    return {line.organisation: line for line in lines(put, LATER)}


def folded(*steps: Noted) -> Rows:
    rows = Rows()
    for one in noted(*steps):
        view.apply(rows, one)
    return rows


def voted(
    *mandates: Noted, vote: Event | None = None, later: tuple[Noted, ...] = ()
) -> dict[str, FidelityLine]:
    """The lines after these mandates, a vote at 14:00 on 14 May, and what came later."""
    put: list[Noted] = [(PUT, PUT_AT), (vote or cast(), CAST_AT), (CLOSED, CLOSED_AT)]
    return lines_of(folded(*BEFORE, *mandates, *put, *later))


GIVEN: Noted = (granted(), on(5, 1))
LOGGED: Noted = (logged(), on(5, 1))


@pytest.mark.parametrize(
    ("instruction", "vote", "verdict"),
    [
        ("for", cast("for"), "followed"),
        ("for", cast("for", "As told."), "followed"),
        ("abstain", cast("abstain"), "followed"),
        ("for", cast("against"), "departed-without-reason"),
        ("for", cast("abstain"), "departed-without-reason"),
        ("against", cast("for", "A new paper."), "departed-with-reason"),
    ],
)
def test_a_bound_mandate_is_followed_or_departed_from(
    instruction: Choice, vote: VoteCast, verdict: str
) -> None:
    line = voted((granted(instruction=instruction), on(5, 1)), vote=vote)[NORTH]
    assert (line.verdict, line.kind, line.instruction, line.choice) == (
        verdict,
        "bound",
        instruction,
        vote.choice,
    )


def test_a_departure_from_a_guided_mandate_is_marked_as_guided() -> None:
    guided: Noted = (granted(kind="guided"), on(5, 1))
    line = voted(guided, vote=cast("against"))[NORTH]
    assert (line.verdict, line.kind) == ("departed-without-reason", "guided")
    assert voted(guided)[NORTH].verdict == "followed"


def test_an_open_mandate_leaves_it_to_the_representative() -> None:
    mandate: Noted = (granted(instruction=None, kind="open"), on(5, 1))
    assert voted(mandate, vote=cast("against"))[NORTH].verdict == "open-mandate"


def test_each_pcn_has_its_own_verdict_and_instructions_may_be_split() -> None:
    south = granted("m-south", "against", organisation=SOUTH)
    found = voted(GIVEN, (south, on(5, 2)), vote=cast("for", "The majority."))
    assert {one: line.verdict for one, line in found.items()} == {
        NORTH: "followed",
        SOUTH: "departed-with-reason",
        WEST: "no-instruction",
    }


@pytest.mark.parametrize(
    ("scopes", "applied"),
    [
        (("standing",), "standing"),
        (("standing", "topic"), "topic"),
        (("topic", "standing"), "topic"),
        (("item", "topic", "standing"), "item"),
        (("standing", "item"), "item"),
    ],
)
def test_the_most_specific_mandate_applies_whenever_it_was_given(
    scopes: tuple[str, ...], applied: str
) -> None:
    instructions: dict[str, Choice] = {"item": "for", "topic": "against", "standing": "abstain"}
    mandates: list[Noted] = [
        (granted(f"m-{scope}", instructions[scope], scope=scope), on(5, day))  # type: ignore[arg-type]
        for day, scope in enumerate(scopes, start=1)
    ]
    line = voted(*mandates)[NORTH]
    assert (line.mandate, line.scope, line.instruction) == (
        f"m-{applied}",
        applied,
        instructions[applied],
    )


def test_of_two_as_specific_the_later_applies() -> None:
    line = voted(GIVEN, (granted("m-later", "against"), on(5, 2)))[NORTH]
    assert (line.mandate, line.verdict) == ("m-later", "departed-without-reason")


def test_a_mandate_for_another_item_or_topic_does_not_apply() -> None:
    other_item = msgspec.structs.replace(granted("m-1"), item="car-park")
    other_topic = msgspec.structs.replace(granted("m-2", scope="topic"), topic="estates")
    found = voted((other_item, on(5, 1)), (other_topic, on(5, 1)))
    assert found[NORTH].verdict == "no-instruction"


@pytest.mark.parametrize(
    "invalid",
    [
        pytest.param([LOGGED, (DISPUTED, on(5, 2))], id="disputed"),
        pytest.param([GIVEN, (REVOKED, on(5, 2))], id="revoked"),
        pytest.param([(withheld(), on(5, 2))], id="withheld"),
        pytest.param([GIVEN, (withheld("m-north"), on(5, 2))], id="withheld later"),
        pytest.param(
            [(granted(term=term(date(2026, 4, 1), date(2026, 5, 13))), on(5, 1))], id="expired"
        ),
        pytest.param([(granted(term=term(date(2026, 5, 15))), on(5, 1))], id="not yet begun"),
    ],
)
def test_an_invalid_mandate_is_neither_followed_nor_departed_from(invalid: list[Noted]) -> None:
    line = voted(*invalid, vote=cast("against"))[NORTH]
    assert (line.verdict, line.mandate) == ("no-valid-mandate", None)


def test_a_term_includes_its_first_and_its_last_day() -> None:
    day = date(2026, 5, 14)
    assert voted((granted(term=term(day, day)), on(5, 1)))[NORTH].verdict == "followed"


def test_what_is_invalid_gives_way_to_a_less_specific_mandate_but_withholding_does_not() -> None:
    standing: Noted = (granted("m-standing", scope="standing"), on(5, 1))
    assert voted(standing, GIVEN, (REVOKED, on(5, 2)))[NORTH].mandate == "m-standing"
    assert voted(standing, (withheld(), on(5, 2)))[NORTH].verdict == "no-valid-mandate"
    assert voted((withheld(), on(5, 1)), (granted(), on(5, 2)))[NORTH].verdict == "followed"


def test_an_unconfirmed_mandate_counts_and_is_marked() -> None:
    line = voted(LOGGED)[NORTH]
    assert (line.verdict, line.is_unconfirmed) == ("followed", True)
    assert line.unknown == f"{NORTH} had not confirmed this mandate."
    confirmed = voted(LOGGED, (CONFIRMED, on(5, 2)))[NORTH]
    assert (confirmed.verdict, confirmed.is_unconfirmed, confirmed.unknown) == (
        "followed",
        False,
        None,
    )


def test_a_confirmation_after_the_vote_leaves_the_mark_and_says_so() -> None:
    line = voted(LOGGED, later=((CONFIRMED, on(5, 20)),))[NORTH]
    assert (line.verdict, line.is_unconfirmed) == ("followed", True)
    assert line.unknown == (
        f"{NORTH} had not confirmed this mandate before the vote, but has since."
    )


def test_a_dispute_after_the_vote_undoes_what_had_only_been_logged() -> None:
    disputed: Noted = (DISPUTED, on(5, 20))
    assert voted(LOGGED, later=(disputed,))[NORTH].verdict == "no-valid-mandate"
    taken_back: Noted = (CONFIRMED, on(5, 21))
    assert voted(LOGGED, later=(disputed, taken_back))[NORTH].verdict == "followed"
    put_right: Noted = (varied("against"), on(5, 21))
    assert voted(LOGGED, later=(disputed, put_right))[NORTH].verdict == "no-valid-mandate"


def test_a_dispute_after_the_vote_does_not_undo_what_had_been_confirmed() -> None:
    found = voted(LOGGED, (CONFIRMED, on(5, 2)), later=((DISPUTED, on(5, 20)),))
    assert found[NORTH].verdict == "followed"


def test_a_mandate_recorded_after_the_vote_never_counts_as_followed() -> None:
    backdated: Noted = (granted(), on(5, 1), on(5, 20))
    line = voted(later=(backdated,))[NORTH]
    assert (line.verdict, line.mandate, line.choice) == ("retrofitted", "m-north", "for")
    assert line.unknown is not None


@pytest.mark.parametrize(
    ("recorded_at", "verdict"),
    [
        (CAST_AT - timedelta(seconds=1), "followed"),
        (CAST_AT, "retrofitted"),
        (CAST_AT + timedelta(minutes=30), "retrofitted"),
    ],
)
def test_the_moment_of_the_vote_counts_and_not_that_of_writing_it_down(
    recorded_at: datetime, verdict: str
) -> None:
    mandate: Noted = (granted(), on(5, 1), recorded_at)
    written_up: list[Noted] = [(PUT, PUT_AT), (cast(), CAST_AT, CLOSED_AT)]
    assert lines_of(folded(*BEFORE, mandate, *written_up))[NORTH].verdict == verdict


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(
            (granted("m-item", "against"), on(5, 1), on(5, 20)), id="a more specific mandate"
        ),
        pytest.param((varied("against"), on(5, 1), on(5, 20)), id="a variation"),
        pytest.param((REVOKED, on(5, 20)), id="a revocation"),
    ],
)
def test_what_is_recorded_later_does_not_change_what_had_been_said_before(late: Noted) -> None:
    line = voted(GIVEN, later=(late,))[NORTH]
    assert (line.verdict, line.mandate, line.instruction) == ("followed", "m-north", "for")


def test_a_revocation_dated_before_the_vote_but_recorded_after_it_is_pointed_out() -> None:
    line = voted(GIVEN, later=((REVOKED, on(5, 13), on(5, 20)),))[NORTH]
    assert line.verdict == "followed"
    assert line.unknown == "A revocation dated before the vote was recorded only after it."


def test_a_later_mandate_for_days_after_the_vote_is_not_retrofitted() -> None:
    from_june = granted(scope="standing", term=term(date(2026, 6, 1)))
    assert voted(later=((from_june, on(5, 20)),))[NORTH].verdict == "no-instruction"


def test_a_log_after_the_vote_that_the_pcn_disputes_is_no_mandate_at_all() -> None:
    late: Noted = (logged(), on(5, 1), on(5, 20))
    assert voted(later=(late,))[NORTH].verdict == "retrofitted"
    assert voted(later=(late, (DISPUTED, on(5, 21))))[NORTH].verdict == "no-instruction"


def test_a_variation_before_the_vote_holds_from_its_first_day() -> None:
    now: Noted = (varied("against"), on(5, 5))
    assert voted(GIVEN, now)[NORTH].instruction == "against"
    from_june: Noted = (varied("against", term=term(date(2026, 6, 1))), on(5, 5))
    assert voted(GIVEN, from_june)[NORTH].instruction == "for"
    cut_short: Noted = (
        varied("for", term=term(date(2026, 4, 1), date(2026, 5, 6))),
        on(5, 5),
    )
    assert voted(GIVEN, cut_short)[NORTH].verdict == "no-valid-mandate"


def test_conditions_are_pointed_out_because_a_vote_does_not_show_them() -> None:
    line = voted((granted(conditions="If funded."), on(5, 1)))[NORTH]
    assert (
        line.unknown == "The mandate has conditions; whether they were met, a vote does not show."
    )


def test_the_current_vote_is_judged_and_a_correction_gives_no_reason_to_depart() -> None:
    correction = VoteCorrected(
        motion="m1", item="hub", seat=PCN_SEAT, choice="against", reason="Misheard."
    )
    line = voted(GIVEN, later=((correction, on(5, 15)),))[NORTH]
    assert (line.choice, line.verdict) == ("against", "departed-reason-not-recorded")
    assert (line.correction_basis, line.correction_reason) == (None, "Misheard.")
    assert line.unknown == (
        "The vote had been recorded as another one: a reason given for this one at the time is not "
        "recorded."
    )


def corrected(choice: Choice, **basis: Any) -> VoteCorrected:
    facts = {"motion": "m1", "item": "hub", "seat": PCN_SEAT, "choice": choice}
    return VoteCorrected(**facts, reason="Misheard.", **basis)


def test_a_vote_that_was_left_out_is_not_said_to_have_departed_without_a_reason() -> None:
    steps: tuple[Noted, ...] = (
        (PUT, PUT_AT),
        (CLOSED, CLOSED_AT),
        (corrected("against", basis="document-shows-otherwise"), on(5, 20)),
    )
    line = lines_of(folded(*BEFORE, GIVEN, *steps))[NORTH]
    assert (line.verdict, line.voted_at) == ("departed-reason-not-recorded", CLOSED_AT)
    assert (line.correction_basis, line.reason) == ("document-shows-otherwise", None)
    assert line.unknown == (
        "The vote had been left out of the record and was put in later: a reason given at the time "
        "is not recorded."
    )
    entries = noted(*BEFORE, GIVEN, *steps)
    assert_batches_do_not_matter(view, entries)
    assert_stored_alike(view, entries)


def test_a_vote_corrected_back_to_what_was_recorded_when_it_was_cast_departed_as_it_had() -> None:
    there: Noted = (corrected("for", basis="mistake-in-recording"), on(5, 15))
    back: Noted = (corrected("against", basis="organisation-says-otherwise"), on(5, 16))
    for reason, verdict in ((None, "departed-without-reason"), ("New.", "departed-with-reason")):
        rows = folded(*BEFORE, GIVEN, (PUT, PUT_AT), (cast("against", reason), CAST_AT), there)
        assert lines_of(rows)[NORTH].verdict == "followed"
        again = (PUT, PUT_AT), (cast("against", reason), CAST_AT), there, back
        line = lines_of(folded(*BEFORE, GIVEN, *again))[NORTH]
        assert (line.verdict, line.correction_basis) == (verdict, "organisation-says-otherwise")
        assert line.unknown is None


def test_a_reason_that_was_recorded_with_another_vote_is_shown_and_said_to_be_so() -> None:
    rows = folded(
        *BEFORE,
        GIVEN,
        (PUT, PUT_AT),
        (cast("abstain", "New."), CAST_AT),
        (corrected("against"), LATER),
    )
    line = lines_of(rows)[NORTH]
    assert (line.verdict, line.reason) == ("departed-with-reason", "New.")
    assert line.unknown == "The vote had been recorded as another one, with this reason."


def test_a_reason_that_was_erased_was_still_given() -> None:
    rows = folded(*BEFORE, GIVEN, (PUT, PUT_AT))
    erased = entry(cast("against", None), 9, CAST_AT)
    sealed = msgspec.structs.replace(
        erased, entry=msgspec.structs.replace(erased.entry, sd=("digest-of-the-reason",))
    )
    view.apply(rows, sealed)
    line = lines_of(rows)[NORTH]
    assert (line.verdict, line.reason) == ("departed-with-reason", None)
    assert line.unknown == "A reason was given; its words were erased."


@pytest.mark.parametrize("event", [MemberRecused, MemberExcluded])
@pytest.mark.parametrize("is_put", [False, True])
def test_a_seat_that_stood_aside_is_recused_for_each_of_its_pcns(
    event: type[MemberRecused | MemberExcluded], is_put: bool
) -> None:
    aside: Noted = (event(item="hub", meeting="may", seat=PCN_SEAT, person="pat"), PUT_AT)
    without = tuple(one for one in PUT.entitled if one.seat != PCN_SEAT)
    put = (PUT, PUT_AT) if is_put else (msgspec.structs.replace(PUT, entitled=without), PUT_AT)
    steps = [put, aside] if is_put else [aside, put]
    found = lines_of(folded(*BEFORE, GIVEN, *steps, (CLOSED, CLOSED_AT)))
    assert {one: line.verdict for one, line in found.items()} == dict.fromkeys(PCNS, "recused")


def test_a_seat_without_a_vote_is_absent_once_voting_has_closed() -> None:
    rows = folded(*BEFORE, GIVEN, (PUT, PUT_AT))
    assert lines_of(rows) == {}
    view.apply(rows, entry(CLOSED, 9, CLOSED_AT))
    assert {line.verdict for line in lines_of(rows).values()} == {"absent"}
    assert lines_of(rows)[NORTH].evidence == [len(BEFORE) + 2, 9]


def test_a_seat_that_speaks_for_nobody_has_no_lines() -> None:
    terry = VoteCast(motion="m1", item="hub", seat=TRUST_SEAT, choice="against")
    found = voted(GIVEN, later=((terry, CLOSED_AT),))
    assert {line.seat for line in found.values()} == {PCN_SEAT}


def test_a_successor_stands_in_the_place_of_a_pcn_that_had_closed() -> None:
    def into(successor: str, day: date) -> Noted:
        event = MemberSucceeded(organisation=NORTH, successor=successor, on=day, basis="declared")
        return (event, on(5, 1))

    new = granted("m-new", organisation="U99009")
    found = voted(into("U99009", date(2026, 5, 1)), (new, on(5, 2)))
    assert (set(found), found["U99009"].verdict) == ({"U99009", SOUTH, WEST}, "followed")
    assert set(voted(into(SOUTH, date(2026, 5, 1)))) == {SOUTH, WEST}
    assert set(voted(into("U99009", date(2026, 6, 1)))) == {NORTH, SOUTH, WEST}


NEW, NEXT = "U99009", "U99010"


MERGED: Noted = (
    MemberSucceeded(organisation=NORTH, successor=NEW, on=date(2026, 5, 1), basis="declared"),
    on(5, 1),
)
STANDING = granted(scope="standing")
OWN_AGAINST = granted("m-own", "against", scope="standing", organisation=NEW)


class TestMandatesOfAClosedPcn:
    """It gave a standing mandate in April and closed; the vote, for, is on 14 May."""

    @pytest.mark.parametrize(
        ("steps", "verdict", "inherited_from"),
        [
            # Before any word of its own, the successor is spoken for as the closed PCN had said.
            (((STANDING, on(4, 20)), MERGED), "followed", NORTH),
            (
                ((granted(instruction="against"), on(4, 20)), MERGED),
                "departed-without-reason",
                NORTH,
            ),
            # To the end of its term, which was over on the day of the vote.
            (
                ((granted(term=term(date(2026, 4, 1), date(2026, 5, 13))), on(4, 20)), MERGED),
                "no-valid-mandate",
                None,
            ),
            # Its own word comes first, also where the closed PCN's was about this very item.
            (
                ((STANDING, on(4, 20)), MERGED, (OWN_AGAINST, on(5, 2))),
                "departed-without-reason",
                None,
            ),
            (
                ((granted(), on(4, 20)), MERGED, (OWN_AGAINST, on(5, 2))),
                "departed-without-reason",
                None,
            ),
            # Also where it was there before, and said it earlier than the closed PCN did.
            (
                ((OWN_AGAINST, on(4, 1)), (granted(), on(4, 20)), MERGED),
                "departed-without-reason",
                None,
            ),
            # Withholding is a word too.
            (
                (
                    (STANDING, on(4, 20)),
                    MERGED,
                    (msgspec.structs.replace(withheld(), organisation=NEW), on(5, 2)),
                ),
                "no-valid-mandate",
                None,
            ),
            # Its own word for another item says nothing of this one.
            (
                (
                    (STANDING, on(4, 20)),
                    MERGED,
                    (msgspec.structs.replace(OWN_AGAINST, scope="item", item="x"), on(5, 2)),
                ),
                "followed",
                NORTH,
            ),
            # What the closed PCN withheld is passed on as withheld.
            (((withheld(), on(4, 20)), MERGED), "no-valid-mandate", None),
            # The successor revokes what it took over: before the vote, and after it.
            (((granted(), on(4, 20)), MERGED, (REVOKED, on(5, 2))), "no-valid-mandate", None),
            (((granted(), on(4, 20)), MERGED, (REVOKED, on(5, 20))), "followed", NORTH),
        ],
    )
    def test_it_passes_on_until_the_successor_speaks_or_it_ends(
        self, steps: tuple[Noted, ...], verdict: str, inherited_from: str | None
    ) -> None:
        line = voted(*steps)[NEW]
        assert (line.verdict, line.inherited_from) == (verdict, inherited_from)

    def test_it_passes_on_from_successor_to_successor(self) -> None:
        further = MemberSucceeded(
            organisation=NEW, successor=NEXT, on=date(2026, 5, 10), basis="declared"
        )
        line = voted((STANDING, on(4, 20)), MERGED, (further, on(5, 10)))[NEXT]
        assert (line.verdict, line.inherited_from) == ("followed", NORTH)

    def test_of_two_that_merged_the_word_recorded_last_applies(self) -> None:
        south = MemberSucceeded(
            organisation=SOUTH, successor=NEW, on=date(2026, 5, 1), basis="declared"
        )
        against = granted("m-south", "against", scope="standing", organisation=SOUTH)
        steps: tuple[Noted, ...] = (MERGED, (south, on(5, 1)))
        last = voted((STANDING, on(4, 20)), (against, on(4, 21)), *steps)[NEW]
        assert (last.verdict, last.inherited_from) == ("departed-without-reason", SOUTH)
        first = voted((against, on(4, 20)), (STANDING, on(4, 21)), *steps)[NEW]
        assert (first.verdict, first.inherited_from) == ("followed", NORTH)
        assert first.unknown
        assert "told the seat otherwise" in first.unknown

    def test_one_recorded_after_the_vote_is_retrofitted_for_the_successor_too(self) -> None:
        assert voted(MERGED, later=((STANDING, on(5, 20)),))[NEW].verdict == "retrofitted"

    def test_a_succession_recorded_after_the_vote_leaves_the_line_of_the_closed_pcn(self) -> None:
        found = voted((STANDING, on(4, 20)), later=((MERGED[0], on(5, 20)),))
        assert (found[NORTH].verdict, found[NORTH].inherited_from) == ("followed", None)
        assert NEW not in found

    def test_it_folds_alike_in_one_batch_and_in_many(self) -> None:
        steps: list[Noted] = [*BEFORE, (STANDING, on(4, 20)), MERGED, (PUT, PUT_AT)]
        entries = noted(*steps, (cast(), CAST_AT), (REVOKED, on(5, 20)), (CLOSED, CLOSED_AT))
        assert_batches_do_not_matter(view, entries)
        assert_stored_alike(view, entries)


def test_a_mandate_for_another_seat_does_not_apply() -> None:
    other = msgspec.structs.replace(granted(), seat="other-seat")
    assert voted((other, on(5, 1)))[NORTH].verdict == "no-instruction"


def test_a_standing_mandate_given_later_is_held_against_every_vote_in_its_term() -> None:
    rows = folded(*BEFORE)
    for number, month in ((1, 4), (2, 5), (3, 6)):
        put = msgspec.structs.replace(PUT, motion=f"m{number}", item=f"item-{number}")
        vote = msgspec.structs.replace(cast(), motion=f"m{number}", item=f"item-{number}")
        view.apply(rows, entry(put, 2 * number + 10, on(month, 28)))
        view.apply(rows, entry(vote, 2 * number + 11, on(month, 28, 10)))
    standing = granted(scope="standing", term=term(date(2026, 5, 1), date(2026, 5, 31)))
    view.apply(rows, entry(standing, 20, on(7, 1)))
    verdicts = [lines_of(rows, f"m{number}")[NORTH].verdict for number in (1, 2, 3)]
    assert verdicts == ["no-instruction", "retrofitted", "no-instruction"]


def test_fidelity_is_followed_of_instructed_with_all_its_counts() -> None:
    south = granted("m-south", "against", kind="guided", organisation=SOUTH)
    found = fidelity(voted(LOGGED, (south, on(5, 2))).values())
    assert (found.followed, found.departed, found.instructed) == (1, 1, 2)
    assert (found.guided, found.unconfirmed) == (1, 1)
    assert found.verdicts == {"followed": 1, "departed-without-reason": 1, "no-instruction": 1}
    assert len(found.unknown) == 2
    later: Noted = (corrected("against"), on(5, 15))
    assert fidelity(voted(GIVEN, later=(later,)).values()).departed == 1
    nothing = fidelity([])
    assert (nothing.followed, nothing.instructed, nothing.evidence) == (0, 0, [])


def test_a_line_names_its_own_evidence_and_the_register_its_filters() -> None:
    rows = folded(*BEFORE, LOGGED, (CONFIRMED, on(5, 2)), (PUT, PUT_AT), (cast(), CAST_AT))
    start = len(BEFORE)
    assert lines_of(rows)[NORTH].evidence == [start + 1, start + 2, start + 3, start + 4]
    assert lines_of(rows)[WEST].evidence == [start + 3, start + 4]
    tags = {one.split(":")[0] for one in rows.require(MandatedMotion, "m1").about()}
    assert set(register.filters) <= tags


def test_a_motion_that_no_seat_of_pcns_may_vote_on_is_left_out() -> None:
    nobody = msgspec.structs.replace(PUT, entitled=(EntitledSeat(seat=TRUST_SEAT),))
    rows = folded(*BEFORE, (nobody, PUT_AT), (cast(), CAST_AT), (CLOSED, CLOSED_AT))
    assert rows.get(MandatedMotion, "m1") is None


def test_folding_in_batches_is_folding_at_once() -> None:
    south: MandateLogged = msgspec.structs.replace(logged("m-south"), organisation=SOUTH)
    entries = noted(
        *((one, TABLED_AT) for one in MOVED),
        *(GIVEN, (south, on(5, 2)), (PUT, PUT_AT), (cast("against"), CAST_AT)),
        (granted("m-late", scope="topic", organisation=WEST), on(5, 1), CLOSED_AT),
        *((varied(), CLOSED_AT), (REVOKED, CLOSED_AT), (CLOSED, CLOSED_AT)),
        (VoteCorrected(motion="m1", item="hub", seat=PCN_SEAT, choice="for"), on(5, 15)),
    )
    assert_batches_do_not_matter(view, entries)
    assert_stored_alike(view, entries)


def test_only_pcns_have_lines_although_a_seat_speaks_for_others_too() -> None:
    put = msgspec.structs.replace(
        PUT, entitled=(EntitledSeat(seat=PCN_SEAT, represents=("U99001", "RVX", "LOCAL-COUNCIL")),)
    )
    steps: list[Noted] = [(event, NOON) for event in (*MOVED, put)]
    (motion,) = folded(*steps).of_kind(MandatedMotion)
    assert motion.seats[PCN_SEAT].represents == ["U99001"]
