"""Minutes of a meeting in two sittings that undid decisions, and of a body that took over."""

from msgspec import UNSET

from projections.minutes.as_markdown import to_markdown
from tests.projections.minutes.composing import minutes_of
from tests.support.whole_story import WITH_ENDINGS
from tests.support.whole_story.ending import NOVEMBER, OCTOBER_1
from tests.support.whole_story.putting_right import SEPTEMBER
from tests.support.whole_story.words import JUNE, at


async def test_each_sitting_has_its_own_attendance_and_quorum() -> None:
    minutes = await minutes_of(WITH_ENDINGS, SEPTEMBER)
    (one,) = minutes.adjournments or ()
    assert (one.adjourned_at, one.resumes_at, one.resumed_at) == (
        at(9, 24, 13, 40),
        OCTOBER_1,
        OCTOBER_1,
    )
    assert one.reason == "The fire alarm rang."
    chair, pcn, *others = minutes.present
    assert (chair.sitting, pcn.sitting) == (UNSET, UNSET)  # there alike at both
    assert [(who.seat, who.sitting) for who in others] == [
        ("Acute trust seat", 1),
        ("VCSE seat", 1),
        ("ICB seat", 2),
    ]
    assert minutes.quoracy
    assert (minutes.quoracy.present, one.present) == (4, 3)


async def test_what_it_undid_is_told_with_what_stands_instead() -> None:
    minutes = await minutes_of(WITH_ENDINGS, SEPTEMBER)
    rescinded, replaced = minutes.undone_decisions or ()
    assert (rescinded.number, rescinded.by, rescinded.reason) == (
        "PB/2627/018",
        UNSET,
        "It was never paid.",
    )
    assert (replaced.number, replaced.by) == ("PB/2627/014", "PB/2627/019")
    grant = next(one for one in minutes.outside_decisions if one.number == "PB/2627/018")
    assert grant.ratification == "rescinded"


async def test_other_minutes_say_nothing_of_such_things() -> None:
    minutes = await minutes_of(WITH_ENDINGS, JUNE)
    assert minutes.adjournments is UNSET
    assert minutes.undone_decisions is UNSET


async def test_readers_see_the_sittings_and_the_undone_decisions() -> None:
    text = to_markdown(await minutes_of(WITH_ENDINGS, SEPTEMBER))
    assert "The meeting was adjourned on Thursday 24 September 2026 at 2:40pm" in text
    assert "It was resumed on Thursday 1 October 2026 at 2pm." in text
    assert "Replaced by decision PB/2627/019" in text
    assert "at sitting 2" in text


async def test_the_successor_finds_the_open_actions_among_its_matters_arising() -> None:
    minutes = await minutes_of(WITH_ENDINGS, NOVEMBER)
    assert [(one.number, one.status) for one in minutes.matters_arising] == [
        ("A3", "completed"),
        ("A4", "overdue"),
    ]
