"""Items in composed minutes: numbers, canvass, mandates, discussion and its corrections."""

from datetime import date

import pytest

from projections.minutes.business import (
    Correction,
    Minute,
    Paper,
)
from schemas.event import Event
from schemas.events.meeting import (
    ItemTabled,
    MeetingCalled,
    MeetingOpened,
    PaperAttached,
)
from schemas.events.minutes import MinutesCorrected
from tests.projections.minutes.composing import BEDS, HUB, PILOT, REPORT, item_of, minutes_of
from tests.support.whole_story import WHOLE
from tests.support.whole_story.words import (
    MAY,
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
