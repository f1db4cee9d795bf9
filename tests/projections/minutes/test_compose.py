"""Minutes composed from a whole story of events: their life, the people, their interests."""

from datetime import date, datetime

import msgspec
import pytest

from projections.minutes import RENDERINGS, from_json, render, to_json
from projections.minutes.compose import NoSuchMeetingError, compose
from projections.minutes.document import (
    Confirmation,
    Declaration,
    QuorumCategory,
    QuorumException,
    Record,
)
from schemas.events.action import ActionCompleted
from schemas.events.partnership import MemberSucceeded
from tests.projections.minutes.composing import LATER, PILOT, in_time_order, minutes_of
from tests.support.folds import story
from tests.support.replaying import replayed
from tests.support.whole_story import UNTIL_DRAFTED, UNTIL_MAY_CLOSED, WHOLE
from tests.support.whole_story.words import (
    MAY,
    at,
    bst,
    said,
    tabled,
)


async def test_minutes_are_a_draft_until_a_later_meeting_has_approved_them() -> None:
    closed, drafted, approved = [
        await minutes_of(steps) for steps in (UNTIL_MAY_CLOSED, UNTIL_DRAFTED, WHOLE)
    ]
    assert (closed.status, closed.version, closed.confirmation) == ("DRAFT", None, None)
    assert (drafted.status, drafted.version) == ("DRAFT", 1)
    assert (approved.status, approved.version) == ("CONFIRMED", 1)
    assert approved.confirmation == Confirmation(held_on=date(2026, 6, 11))


async def test_the_head_says_who_met_when_where_and_under_whom() -> None:
    documents = await replayed(story(*WHOLE))
    minutes = await compose(
        documents, MAY, LATER, book="book", position=127, minuted_by="Daniel Whitlock"
    )
    assert minutes.title == "Minutes of the Harbourside and Vale Place Board"
    assert minutes.body == "Harbourside and Vale Place Board"
    assert minutes.partnership == "Harbourside and Vale Health and Care Partnership (fictional)"
    meeting = minutes.meeting
    assert (meeting.held_on, meeting.started_at, meeting.closed_at) == (
        date(2026, 5, 14),
        bst(14, 14),
        bst(14, 16, 10),
    )
    assert meeting.venue == "Committee Room 2, Fernbridge Town Hall, and by video"
    assert (meeting.chaired_by, meeting.minuted_by) == (
        "Councillor Miriam Adeyemi",
        "Daniel Whitlock",
    )
    assert minutes.record == Record(book="book", position=127, as_at=LATER, ods_data=True)


async def test_whoever_chaired_stands_first_and_then_the_seats_in_order() -> None:
    minutes = await minutes_of(WHOLE)
    assert [(one.name, one.role, one.seat) for one in minutes.present] == [
        ("Councillor Miriam Adeyemi", "Chair; Cabinet Member", "Local authority seat"),
        ("Dr Rosa Menendez", "PCN Clinical Director", "PCN seat"),
        ("Gareth Llewellyn", "Deputy Director of Strategy", "Acute trust seat"),
        ("Bishop Aldous Grant", "Chief Executive", "VCSE seat"),
    ]
    assert all(one.voting for one in minutes.present)
    _, rosa, gareth, aldous = minutes.present
    assert rosa.speaks_for == ("Harbour PCN", "Quayside PCN", "Vale PCN", "Upper Fern PCN")
    assert rosa.organisation == "Harbour PCN"
    assert (gareth.deputy_for, gareth.arrived_at) == ("Sunita Rao", bst(14, 14, 10))
    assert (aldous.arrived_at, aldous.left_at) == (None, bst(14, 15, 40))


async def test_a_seat_speaks_for_the_successor_of_a_pcn_that_had_closed() -> None:
    took = MemberSucceeded(
        organisation="U99004", successor="U99003", on=date(2026, 5, 1), basis="declared"
    )
    steps = in_time_order([*UNTIL_MAY_CLOSED, (took, at(4, 30, 9))])
    _, rosa, *_ = (await minutes_of(steps)).present
    assert rosa.speaks_for == ("Harbour PCN", "Quayside PCN", "Vale PCN")
    later = msgspec.structs.replace(took, on=date(2026, 5, 15))
    _, rosa, *_ = (await minutes_of([*UNTIL_MAY_CLOSED, (later, bst(14, 17))])).present
    assert rosa.speaks_for == ("Harbour PCN", "Quayside PCN", "Vale PCN", "Upper Fern PCN")


async def test_apologies_and_those_in_attendance_stand_apart() -> None:
    minutes = await minutes_of(WHOLE)
    (kate,) = minutes.in_attendance
    assert (kate.name, kate.role, kate.voting) == ("Kate Osei", "Manager, Healthwatch", False)
    assert [(one.name, one.seat, one.deputy) for one in minutes.apologies] == [
        ("Sunita Rao", "Acute trust seat", "Gareth Llewellyn"),
        ("Professor Lucy Brand", "ICB seat", None),
    ]
    assert minutes.apologies[1].organisation == "Fernshire Integrated Care Board"


async def test_quoracy_is_told_of_the_meeting_and_of_items_where_it_was_otherwise() -> None:
    quoracy = (await minutes_of(WHOLE)).quoracy
    assert quoracy is not None
    assert (quoracy.met, quoracy.required, quoracy.present) == (True, 3, 4)
    assert quoracy.categories == (QuorumCategory(name="PCN seats", required=1, present=1),)
    assert quoracy.exceptions == (
        QuorumException(
            item=PILOT,
            met=False,
            present=2,
            reason="1 member was recused; 1 member was excluded",
        ),
        QuorumException(item="6", met=True, present=3, reason="1 member had left"),
    )


async def test_enough_seats_are_no_quorum_without_those_of_a_named_category() -> None:
    steps = [one for one in UNTIL_MAY_CLOSED if one[0].TOPIC != "meeting-member-excluded.v1"]
    quoracy = (await minutes_of(steps)).quoracy
    assert quoracy is not None
    assert quoracy.exceptions[0] == QuorumException(
        item=PILOT, met=False, present=3, reason="1 member was recused"
    )


@pytest.mark.parametrize(
    ("spoken_at", "reason"),
    [
        (bst(14, 14, 9), "1 member had not arrived"),
        (bst(14, 14, 10), None),
        (bst(14, 15, 39), None),
        (bst(14, 15, 40), "1 member had left"),
    ],
)
async def test_somebody_counts_from_arriving_until_leaving(
    spoken_at: datetime, reason: str | None
) -> None:
    others = [one for one in UNTIL_MAY_CLOSED if getattr(one[0], "item", None) != "carers"]
    carers = (tabled("carers", MAY, "assurance", "Unpaid carers", None), at(4, 2, 9))
    spoken = (said("carers", MAY, 1, "Carers were heard."), spoken_at)
    quoracy = (await minutes_of(in_time_order([*others, carers, spoken]))).quoracy
    assert quoracy is not None
    told = [(one.present, one.reason) for one in quoracy.exceptions if one.item == "6"]
    assert told == ([] if reason is None else [(3, reason)])


async def test_without_any_attendance_nothing_is_said_of_quoracy() -> None:
    steps = [one for one in UNTIL_MAY_CLOSED if one[0].TOPIC != "meeting-attendance-recorded.v1"]
    assert (await minutes_of(steps)).quoracy is None


async def test_declarations_tell_how_they_were_managed_and_undeclared_ones_are_told_too() -> None:
    minutes = await minutes_of(WHOLE)
    assert minutes.declarations == (
        Declaration(
            person="Dr Rosa Menendez",
            item=PILOT,
            kind="financial",
            nature="actual",
            interest="Partner at a practice that would be paid under a pilot of blood tests.",
            management="leaves",
            part_taken="recused",
            reason="Her practice would be paid.",
            left_at=bst(14, 14, 45),
            returned_at=bst(14, 15),
        ),
        Declaration(
            person="Bishop Aldous Grant",
            kind="non-financial-personal",
            nature="perceived",
            interest="Trustee of the Vale Hospice.",
            management="noted",
        ),
        Declaration(
            person="Bishop Aldous Grant",
            item=PILOT,
            part_taken="excluded",
            reason="His sister works there.",
        ),
    )


async def test_what_happens_after_the_meeting_does_not_change_its_minutes() -> None:
    done = (ActionCompleted(action="a3", note="Done."), at(7, 1, 9))
    assert await minutes_of([*WHOLE, done]) == await minutes_of(WHOLE)


async def test_what_is_recorded_of_a_moment_is_what_was_known_then() -> None:
    entries = story(*WHOLE)
    known = [one for one in entries if one.entry.recorded_at <= bst(14, 16, 10)]
    then = await compose(await replayed(known), MAY, bst(14, 16, 10))
    assert then == await compose(await replayed(story(*UNTIL_MAY_CLOSED)), MAY, bst(14, 16, 10))
    assert then.status == "DRAFT"


async def test_there_are_no_minutes_of_a_meeting_that_was_never_called() -> None:
    with pytest.raises(NoSuchMeetingError):
        await minutes_of(WHOLE, "board-1999-01")


@pytest.mark.parametrize("extension", RENDERINGS)
async def test_composed_minutes_render_in_every_format(extension: str) -> None:
    assert len(render(await minutes_of(WHOLE), extension, by_seat=True)) > 1_000


async def test_composed_minutes_read_back_from_their_json() -> None:
    minutes = await minutes_of(WHOLE)
    assert from_json(to_json(minutes)) == minutes
