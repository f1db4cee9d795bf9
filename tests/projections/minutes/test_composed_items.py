"""Items in composed minutes: numbers, canvass, mandates, discussion and its corrections."""

from datetime import date

import pytest

from projections.minutes.business import (
    Canvass,
    Correction,
    Mandate,
    Minute,
    Objection,
    Paper,
    Response,
)
from schemas.event import Event
from schemas.events.mandate import MandateGranted, MandateRevoked
from schemas.events.meeting import (
    ItemDeferred,
    ItemTabled,
    MeetingCalled,
    MeetingOpened,
    PaperAttached,
)
from schemas.events.minutes import MinutesCorrected
from tests.projections.minutes.composing import BEDS, HUB, PILOT, REPORT, item_of, minutes_of
from tests.support.whole_story import UNTIL_MAY_CLOSED, WHOLE
from tests.support.whole_story.words import (
    FERN,
    HARBOUR,
    MAY,
    PCN,
    YEARS,
    at,
    bst,
    taken,
)


async def test_items_go_by_the_number_of_their_decision_else_by_their_place() -> None:
    minutes = await minutes_of(WHOLE)
    assert [(one.number, one.title, one.purpose) for one in minutes.items] == [
        (HUB, "Same-day access hub", "decision"),
        (PILOT, "Pilot of blood tests at home", "decision"),
        (REPORT, "Urgent response: first quarter", "information"),
        (BEDS, "Care-home beds bid", "decision"),
        ("5", "Estates strategy", "discussion"),
        ("6", "Unpaid carers", "assurance"),
    ]
    paragraphs = [paragraph.number for one in minutes.items for paragraph in one.discussion]
    assert paragraphs == ["014.1", "014.2", "015.1", "016.1", "017.1", "6.1"]


async def test_the_place_of_an_item_is_told_apart_from_the_number_of_a_decision() -> None:
    """A body that numbers its decisions 1, 2, 3 … for ever."""
    called = MeetingCalled(meeting="m", body="plain", starts_at=bst(14, 14))
    plain = [
        (_renamed(event), when)
        for event, when in WHOLE
        if event.TOPIC in ("body-constituted.v1", "body-terms-adopted.v1")
    ]
    items = [
        ItemTabled(
            item=name,
            meeting="m",
            body="plain",
            purpose="discussion",
            originator_kind="system",
        )
        for name in ("a", "b", "c")
    ]
    decided = taken("d", "c", 0, "noted", meeting="m")
    numbered = type(decided)(**{**decided.as_dict(), "number": "No. 2", "body": "plain"})
    opened = MeetingOpened(meeting="m", body="plain")
    steps = [*plain, *((one, bst(14, 14)) for one in (called, *items, opened, numbered))]
    minutes = await minutes_of(steps, "m")
    assert [one.number for one in minutes.items] == ["1", "02", "No. 2"]


def _renamed(event: Event) -> Event:
    facts = {**event.as_dict(), "body": "plain"}
    if "numbering" in facts:
        facts["numbering"] = "No. {n}"
    return type(event)(**facts)


async def test_an_item_tells_who_raised_it_and_what_papers_there_were() -> None:
    hub = await item_of(HUB)
    assert (hub.tabled_by, hub.originator) == ("Vale PCN", "pcn")
    assert hub.summary == "What same-day access hub would mean for patients and practices."
    assert hub.papers == (Paper(title="Options and costs", digest="9f" * 6),)
    newer = PaperAttached(item="hub", meeting=MAY, paper="p1", sha256="aa" * 32)
    changed = await item_of(HUB, (newer, at(4, 4, 9)))
    assert changed.papers == (Paper(title=None, digest="aa" * 6),)


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


async def test_an_item_that_left_the_agenda_says_why() -> None:
    item = await item_of("5")
    assert (item.disposal, item.disposal_reason) == ("deferred", "The survey is not here.")
    assert (item.discussion, item.decisions) == ((), ())


def corrected(paragraph: str, text: str, reason: str = "A slip.") -> MinutesCorrected:
    return MinutesCorrected(meeting=MAY, paragraph=paragraph, text=text, reason=reason)


async def test_a_corrected_paragraph_has_the_words_in_force_and_what_they_replaced() -> None:
    again = (corrected("014.2", "Two of four had asked."), bst(23, 9))
    hub = await item_of(HUB, again, steps=WHOLE)
    asked = "All PCNs had asked for one booking line."
    three = "Three of the four PCNs had asked for one booking line."
    assert hub.discussion[1] == Minute(
        number="014.2",
        text="Two of four had asked.",
        corrections=(
            Correction(
                was=asked,
                reason="Vale PCN had given no view on booking.",
                corrected_on=date(2026, 5, 22),
            ),
            Correction(was=three, reason="A slip.", corrected_on=date(2026, 5, 23)),
        ),
    )


@pytest.mark.parametrize("paragraph", ["014", "014.9"])
async def test_a_correction_of_the_item_or_of_a_paragraph_not_there_stands_after_it(
    paragraph: str,
) -> None:
    hub = await item_of(HUB, (corrected(paragraph, "The hub has two sites."), bst(23, 9)))
    assert [one.number for one in hub.discussion] == ["014.1", "014.2", paragraph]
    last = hub.discussion[-1]
    assert (last.text, last.corrections[0].was) == ("The hub has two sites.", None)


async def test_a_correction_that_belongs_to_no_item_is_shown_all_the_same() -> None:
    steps = [*WHOLE, (corrected("099.1", "The kettle was broken."), at(6, 12, 10))]
    minutes = await minutes_of(steps)
    assert [(one.number, one.text) for one in minutes.other_business] == [
        ("099.1", "The kettle was broken.")
    ]
    numbers = [paragraph.number for item in minutes.items for paragraph in item.discussion]
    assert "099.1" not in numbers
