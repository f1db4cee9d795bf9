"""The minutes say what was recorded by mistake: the entry, what it said, and what stands."""

from datetime import UTC, datetime

from msgspec import UNSET
from msgspec.structs import replace

from projections.minutes.corrected import RecordCorrection
from projections.minutes.document import Minutes
from projections.minutes.layout import lay_out
from projections.views import trail as trails
from tests.projections.minutes.composing import LATER, minutes_of
from tests.projections.minutes.test_layout import section
from tests.support.folds import story
from tests.support.replaying import replayed
from tests.support.whole_story import UNTIL_MAY_CLOSED, WITH_CORRECTIONS

STEPS = list(WITH_CORRECTIONS)
ENTRIES = story(*STEPS)


def position_of(type_name: str, number: int = 0) -> int:
    return [one.position for one in ENTRIES if one.entry.type == type_name][number]


async def corrections() -> tuple[RecordCorrection, ...]:
    found = (await minutes_of(STEPS)).record_corrections
    assert found is not UNSET
    return found  # type: ignore[return-value] # UNSET was ruled out


async def test_each_names_the_entry_it_replaced_and_which_one_stands() -> None:
    told = await corrections()
    ruling, again = (one for one in told if one.subject == "ruling")
    wrong = position_of("correction-ruling-restated.v1")
    assert ruling.entry == position_of("motion-voting-closed.v1", 1)
    assert (ruling.was, ruling.now, ruling.is_current) == ("carried", "not-carried", False)
    assert (again.entry, again.corrected_by, again.is_current) == (wrong, wrong + 1, True)
    assert again.basis == "document-shows-otherwise"
    assert {one.subject for one in told} == {
        *("vote", "standing-aside", "return", "casting-vote", "ruling", "dissent", "ratification"),
    }


async def test_seats_are_called_by_their_titles_and_times_are_read_by_people() -> None:
    (back,) = [one for one in await corrections() if one.subject == "return"]
    assert back.about != "pcn-seat"
    assert back.now == "Thursday 14 May 2026 at 3:05pm"


async def test_motions_and_decisions_are_called_as_readers_know_them() -> None:
    told = await corrections()
    assert all("“" in str(one.about) for one in told if one.subject == "ruling")
    taken_back, _ = (one for one in told if one.subject == "ratification")
    assert (taken_back.about, taken_back.was) == ("PB/2627/013", "ratified at this meeting")


async def test_codes_are_put_in_words_and_what_only_changed_its_words_is_not_said_twice() -> None:
    shown = section(await minutes_of(STEPS), "Corrections of the record")
    assert "Not carried" in shown
    assert "not-carried" not in shown
    told = RecordCorrection(subject="casting-vote", was="for", now="for", entry=1, corrected_by=2)
    again = section(Minutes(record_corrections=(told,)), "Corrections of the record")
    assert "otherwise in its details" in again


async def test_a_time_and_words_that_were_put_otherwise_stand_beside_what_they_were() -> None:
    told = RecordCorrection(
        subject="dissent",
        was="dissented",
        now="dissented",
        was_text="No plan.",
        now_text="No plan for the villages.",
        entry=1,
        corrected_by=2,
    )
    shown = section(Minutes(record_corrections=(told,)), "Corrections of the record")
    assert "“No plan.”" in shown
    assert "“No plan for the villages.”" in shown
    assert "details" not in shown
    at, later = (datetime(2026, 5, 14, 13, one, tzinfo=UTC) for one in (32, 35))
    aside = RecordCorrection(subject="standing-aside", was="recused", now="recused", was_at=at)
    aside = replace(aside, now_at=later, entry=1, corrected_by=2)
    shown = section(Minutes(record_corrections=(aside,)), "Corrections of the record")
    assert "Thursday 14 May 2026 at 2:32pm" in shown
    assert "Thursday 14 May 2026 at 2:35pm" in shown


async def test_the_story_tells_the_words_of_a_casting_vote_before_and_after() -> None:
    first, second = (one for one in await corrections() if one.subject == "casting-vote")
    assert first.was_text == "To keep the money in the place."
    told = {(one.was_text, one.now_text) for one in (first, second)}
    assert all(was != now for was, now in told), told


async def test_minutes_without_corrections_are_as_they_were() -> None:
    steps = [one for one in UNTIL_MAY_CLOSED if "corrected" not in one[0].TOPIC]
    assert (await minutes_of(steps)).record_corrections is UNSET
    assert "Corrections of the record" not in str(lay_out(Minutes()))


async def test_how_a_seat_voted_is_told_only_where_votes_are() -> None:
    minutes = await minutes_of(STEPS)
    assert "Vote" not in {
        line[0].text
        for block in lay_out(minutes).blocks
        for row in getattr(block, "rows", ())
        if getattr(block, "caption", "") == "Corrections of the record"
        for line in row[1:2]
    }
    shown = section(minutes, "Corrections of the record")
    assert "Ruling" in shown
    assert f"corrected by {position_of('correction-ruling-restated.v1')}" in shown
    assert "The recording of the meeting says otherwise." in shown


class Recorded:
    """The entries of the story, as the trail asks for them."""

    async def at(self, _book_no: int, positions: object) -> list:  # type: ignore[type-arg]
        return [one for one in ENTRIES if one.position in set(positions)]  # type: ignore[call-overload]

    async def tagged(self, _book_no: int, tags: object) -> list:  # type: ignore[type-arg]
        return [one for one in ENTRIES if set(one.entry.tags) & set(tags)]  # type: ignore[call-overload]


async def test_the_trail_says_of_each_entry_what_it_replaces_and_what_stands_instead() -> None:
    lines = await trails.trail(Recorded(), 1, await replayed(ENTRIES), "d-pilot", LATER)
    assert lines
    by_position = {one.position: one for one in lines}
    first = position_of("correction-ruling-restated.v1")
    closed = by_position[position_of("motion-voting-closed.v1", 1)]
    assert (closed.replaces, closed.replaced_by) == (None, first)
    assert (by_position[first].replaces, by_position[first].replaced_by) == (
        closed.position,
        first + 1,
    )
    assert (by_position[first + 1].replaces, by_position[first + 1].replaced_by) == (first, None)
    assert "ruling was corrected: not carried" in by_position[first].sentence
    assert "{" not in "".join(one.sentence for one in lines)
