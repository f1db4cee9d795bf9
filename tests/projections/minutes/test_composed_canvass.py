"""The canvass and the mandates of an item in composed minutes."""

from datetime import date

from projections.minutes.blocks import Table
from projections.minutes.business import (
    Canvass,
    Mandate,
    Objection,
    Response,
)
from projections.minutes.canvassing import mandates
from schemas.events.consultation import ConsultationOpened, ConsultationWithdrawn
from schemas.events.mandate import MandateGranted, MandateRevoked
from schemas.events.meeting import (
    ItemDeferred,
    MeetingCalled,
)
from schemas.events.partnership import MemberSucceeded
from tests.projections.minutes.composing import HUB, item_of, minutes_of
from tests.support.whole_story import UNTIL_MAY_CLOSED, WHOLE
from tests.support.whole_story.asking import CONSULTATION
from tests.support.whole_story.words import (
    BODY,
    FERN,
    HARBOUR,
    MAY,
    PCN,
    VALE,
    YEARS,
    at,
    bst,
    tabled,
)


async def test_the_canvass_names_every_pcn_of_the_electorate() -> None:
    assert (await item_of(HUB)).canvasses == (
        Canvass(
            question="Should one same-day hub serve the whole place from October?",
            opened_on=date(2026, 4, 13),
            closed_on=date(2026, 5, 1),
            rule="At least half of the PCNs answer, and at least two thirds of those that take a "
            "position are in support, with at most 1 objection",
            pcns_reached=3,
            pcns_total=4,
            patients_reached=131_885,
            patients_total=161_862,
            responded=(
                Response(organisation="Harbour PCN", position="support"),
                Response(organisation="Vale PCN", position="oppose"),
            ),
            silent=("Quayside PCN",),
            not_reached=("Upper Fern PCN",),
            outcome="No consensus reached: 1 in support, 0 with conditions, 1 opposed, of 4 asked",
            objections=(
                Objection(
                    organisation="Vale PCN",
                    text="Patients in the northern villages would travel 14 miles.",
                ),
            ),
        ),
    )


async def test_those_who_owe_no_answer_are_named_and_not_called_silent() -> None:
    """The item is deferred before the window closes: nobody was silent."""
    before = [one for one in UNTIL_MAY_CLOSED if one[1] < at(4, 30, 0)]
    deferred = (ItemDeferred(item="hub", meeting=MAY), at(4, 30, 8))
    item = await item_of("1", deferred, steps=before)
    (canvass,) = item.canvasses
    assert canvass.silent == ()
    assert isinstance(canvass.outcome, str)
    assert canvass.outcome.endswith("No answer owed yet, or any more: Quayside PCN")


async def test_a_round_opened_for_a_later_meeting_is_in_the_minutes_of_that_one() -> None:
    second = ConsultationOpened(
        **{**CONSULTATION.as_dict(), "consultation": "c2", "item": "estates"}
    )
    july = MeetingCalled(meeting="july", body=BODY, starts_at=at(7, 9, 13))
    again = tabled("estates", "july", "discussion", "Estates strategy", "C99")
    steps = [*WHOLE, *((one, at(6, 20, 9)) for one in (second, july, again))]
    for meeting, rounds in ((MAY, 0), ("july", 1)):
        (item,) = [
            one
            for one in (await minutes_of(steps, meeting)).items
            if one.title == "Estates strategy"
        ]
        assert len(item.canvasses) == rounds


async def test_a_round_that_was_withdrawn_is_not_told() -> None:
    withdrawn = ConsultationWithdrawn(consultation="c1", item="hub")
    assert (await item_of(HUB, (withdrawn, bst(13, 9)))).canvasses == ()


CONDITIONS = "If Saturday transport is part of the plan."


async def test_mandates_are_those_recorded_before_the_vote() -> None:
    late = MandateGranted(
        mandate="m-late",
        organisation=HARBOUR,
        seat=PCN,
        kind="bound",
        scope="item",
        term=YEARS,
        item="hub",
        instruction="against",
    )
    item = await item_of(HUB, (late, bst(14, 14, 50)))
    assert item.mandates == (
        Mandate(organisation="Harbour PCN", seat="PCN seat", kind="open", standing="confirmed"),
        Mandate(
            organisation="Quayside PCN",
            seat="PCN seat",
            kind="guided",
            instruction="for",
            conditions=CONDITIONS,
            standing="confirmed",
        ),
        Mandate(
            organisation="Vale PCN",
            seat="PCN seat",
            kind="bound",
            instruction="against",
            standing="confirmed",
        ),
        Mandate(
            organisation="Upper Fern PCN",
            seat="PCN seat",
            kind="guided",
            instruction="for",
            conditions=CONDITIONS,
            standing="disputed",
        ),
        Mandate(
            organisation="Upper Fern PCN", seat="PCN seat", kind="withheld", standing="confirmed"
        ),
    )


async def test_a_mandate_revoked_before_the_vote_is_behind_no_vote() -> None:
    revoked = MandateRevoked(mandate="m-fern", organisation=FERN, seat=PCN, item="hub")
    item = await item_of(HUB, (revoked, bst(13, 9)))
    assert [one.kind for one in item.mandates if one.organisation == "Upper Fern PCN"] == [
        "withheld"
    ]


async def test_a_mandate_of_a_closed_pcn_says_to_whom_it_was_passed_on() -> None:
    took = MemberSucceeded(
        organisation=FERN, successor=VALE, on=date(2026, 5, 13), basis="declared"
    )
    item = await item_of(HUB, (took, bst(13, 9)))
    passed = {(one.organisation, one.successor or None) for one in item.mandates}
    assert passed == {
        ("Harbour PCN", None),
        ("Quayside PCN", None),
        ("Vale PCN", None),
        ("Upper Fern PCN", "Vale PCN"),
    }
    (table,) = [one for one in mandates(item) if isinstance(one, Table)]
    shown = ["".join(run.text for run in row[0]) for row in table.rows]
    assert sum("passed on to Vale PCN" in one for one in shown) == 2
