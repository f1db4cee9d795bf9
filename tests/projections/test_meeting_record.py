"""What the minutes need of a meeting: its course, what it found waiting, what came of it."""

from datetime import date, timedelta

from projections.views.meeting_documents import MeetingBody, MeetingPartnership, MeetingRecord
from projections.views.meeting_items import Numbered
from projections.views.meeting_record import view
from schemas.event import Event
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from schemas.events.body import TermsAdopted
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import (
    AgendaPublished,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
    PaperAttached,
)
from schemas.events.minutes import (
    MinutesApproved,
    MinutesCorrected,
    MinutesDrafted,
    MinutesPublished,
)
from schemas.events.partnership import MemberJoined, PartnershipEstablished
from schemas.events.representation import AppointmentEnded
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import Step, entry, folded, story
from tests.support.story import (
    APRIL,
    CALLED,
    IN_SESSION,
    JUNE,
    MAY_CLOSED,
    MEETING_STARTS,
    MOVED,
    PCN_SEAT,
    PUT,
    TERMS,
    TRUST_SEAT,
)

MINUTE = timedelta(minutes=1)
OPENED = (MeetingOpened(meeting="may", body="board"), MEETING_STARTS)
CLOSES = MEETING_STARTS + timedelta(hours=2)
CLOSED = (MeetingClosed(meeting="may", body="board", next_meeting_at=JUNE.starts_at), CLOSES)
OPENED_JUNE = (MeetingOpened(meeting="june", body="board"), JUNE.starts_at)
CLOSED_JUNE = (MeetingClosed(meeting="june", body="board"), JUNE.starts_at + timedelta(hours=1))


def record_of(meeting: str, *steps: Step) -> MeetingRecord:
    return folded(view, story(*steps)).require(MeetingRecord, meeting)


def tabled(item: str, **more: object) -> ItemTabled:
    facts: dict[str, object] = {
        "meeting": "may",
        "body": "board",
        "purpose": "discussion",
        "originator_kind": "system",
        "title": item.title(),
        **more,
    }
    return ItemTabled(item=item, **facts)  # type: ignore[arg-type] - facts by field name


def test_the_head_is_what_was_called_opened_and_closed() -> None:
    record = record_of("may", *CALLED, OPENED, CLOSED)
    assert (record.starts_at, record.opened_at, record.closed_at) == (
        MEETING_STARTS,
        MEETING_STARTS,
        CLOSES,
    )
    assert (record.venue, record.next_meeting_at) == ("Town hall", JUNE.starts_at)
    start = len(CALLED)
    assert record.evidence == [start - 1, start, start + 1, start + 2]


def test_items_stand_as_on_the_agenda_then_those_tabled_after_it() -> None:
    agenda = AgendaPublished(meeting="may", body="board", items=("estates", "hub"))
    gone = ItemWithdrawn(item="gone", meeting="may")
    steps = (*CALLED, tabled("estates"), tabled("gone"), gone, agenda, tabled("late"))
    items = [one.item for one in record_of("may", *steps).in_order()]
    assert items == ["estates", "hub", "late"]
    unpublished = record_of("may", *CALLED, tabled("estates")).in_order()
    assert [one.item for one in unpublished] == ["hub", "estates"]


def test_an_item_that_leaves_the_agenda_once_published_stays_in_the_minutes() -> None:
    agenda = AgendaPublished(meeting="may", body="board", items=("hub",))
    deferred = ItemDeferred(item="hub", meeting="may", to_meeting="june", reason="No survey.")
    (item,) = record_of("may", *CALLED, agenda, deferred).in_order()
    assert (item.disposal, item.to_meeting, item.disposal_reason) == (
        "deferred",
        "june",
        "No survey.",
    )


def test_a_deferred_item_has_a_record_at_each_of_its_meetings() -> None:
    deferred = ItemDeferred(item="hub", meeting="may", to_meeting="june")
    steps = (*CALLED, deferred, JUNE, tabled("hub", meeting="june", title="Hub, again"))
    rows = folded(view, story(*steps))
    assert rows.require(MeetingRecord, "may").items["hub"].disposal == "deferred"
    again = rows.require(MeetingRecord, "june").items["hub"]
    assert (again.title, again.disposal) == ("Hub, again", None)


def test_papers_count_in_their_latest_version() -> None:
    def paper(name: str, digest: str) -> PaperAttached:
        return PaperAttached(item="hub", meeting="may", paper=name, sha256=digest, title=name)

    steps = (*CALLED, paper("p1", "aa"), paper("p2", "bb"), paper("p1", "cc"))
    papers = record_of("may", *steps).items["hub"].papers
    assert [(one.paper, one.sha256) for one in papers] == [("p2", "bb"), ("p1", "cc")]


def test_an_item_was_dealt_with_when_it_was_put_to_the_vote_else_first_discussed() -> None:
    said = ItemDiscussed(item="hub", meeting="may", paragraph=1, discussion="Travel was raised.")
    more = ItemDiscussed(item="hub", meeting="may", paragraph=2)
    steps = (*MOVED, (said, MEETING_STARTS + MINUTE), (more, MEETING_STARTS + 2 * MINUTE))
    item = record_of("may", *steps).items["hub"]
    assert [(one.paragraph, one.text) for one in item.discussion] == [
        (1, "Travel was raised."),
        (2, None),
    ]
    assert item.taken_at == MEETING_STARTS + MINUTE
    put = record_of("may", *steps, (PUT, MEETING_STARTS + 9 * MINUTE)).items["hub"]
    assert (put.taken_at, put.motions) == (MEETING_STARTS + 9 * MINUTE, ["m1"])
    assert record_of("may", *CALLED).items["hub"].taken_at is None


def test_who_stood_aside_came_back_when_that_was_recorded() -> None:
    where = {"item": "hub", "meeting": "may"}
    out = MemberRecused(**where, seat=PCN_SEAT, person="pat", left_room=True, reason="Partner.")
    barred = MemberExcluded(**where, seat=TRUST_SEAT, person="terry")
    back = MemberReturned(**where, seat=PCN_SEAT, person="pat")
    at = MEETING_STARTS
    record = record_of(
        "may", *IN_SESSION, (out, at), (barred, at + MINUTE), (back, at + 9 * MINUTE)
    )
    one, other = record.aside
    assert (one.how, one.at, one.returned_at, one.left_room) == (
        "recused",
        at,
        at + 9 * MINUTE,
        True,
    )
    assert (other.how, other.returned_at) == ("excluded", None)


def action(name: str, **more: str) -> ActionRaised:
    return ActionRaised(action=name, number=name.upper(), body="board", text="Write.", **more)  # type: ignore[arg-type]


def test_actions_of_earlier_meetings_are_matters_arising_until_completed() -> None:
    done = ActionCompleted(action="a1", note="Sent.")
    steps = (
        *CALLED,
        OPENED,
        action("a1", meeting="may"),
        action("a2", meeting="may"),
        CLOSED,
        JUNE,
        action("a3"),
        done,
        OPENED_JUNE,
        CLOSED_JUNE,
    )
    rows = folded(view, story(*steps))
    may, june = rows.require(MeetingRecord, "may"), rows.require(MeetingRecord, "june")
    assert (list(may.raised), list(may.matters)) == (["a1", "a2"], [])
    assert (list(june.matters), list(june.raised)) == (["a1", "a2", "a3"], [])
    assert june.matters["a1"].progress == "Sent."
    assert may.raised["a1"].completed_at is None, "as it stood when the meeting closed"
    assert list(rows.require(MeetingBody, "board").open) == ["a2", "a3"]


def test_an_action_stands_as_it_stood_when_the_meeting_closed_whenever_that_was_recorded() -> None:
    def progress(text: str) -> ActionUpdated:
        return ActionUpdated(action="a1", progress=text, due_on=date(2026, 7, 1))

    steps = (*CALLED, OPENED, action("a1", meeting="may"), CLOSED)
    during = record_of("may", *steps, (progress("Begun."), CLOSES - MINUTE))
    after = record_of("may", *steps, (progress("Begun."), CLOSES + MINUTE))
    assert (during.raised["a1"].progress, after.raised["a1"].progress) == ("Begun.", None)


def test_an_update_changes_what_it_names_and_leaves_the_rest() -> None:
    def after(*updates: Event) -> tuple[date | None, str | None]:
        steps = (*CALLED, OPENED, action("a1", meeting="may"), *updates)
        matter = record_of("may", *steps).raised["a1"]
        return matter.due_on, matter.progress

    july, august = date(2026, 7, 1), date(2026, 8, 1)
    first = ActionUpdated(action="a1", progress="Begun.", due_on=july)
    assert after(first, ActionUpdated(action="a1", due_on=august)) == (august, "Begun.")
    assert after(first, ActionUpdated(action="a1", progress="Late.")) == (july, "Late.")


def test_an_action_of_an_item_belongs_to_the_meeting_that_it_was_raised_in() -> None:
    inside = record_of("may", *CALLED, OPENED, action("a1", item="hub"), CLOSED)
    outside = record_of("may", *CALLED, OPENED, CLOSED, action("a1", item="hub"))
    before = record_of("may", *CALLED, action("a1", item="hub"), OPENED)
    assert (list(inside.raised), list(outside.raised), list(before.raised)) == (["a1"], [], [])
    assert list(before.matters) == ["a1"]


def taken_outside(name: str) -> DecisionTakenOutsideMeeting:
    return DecisionTakenOutsideMeeting(
        decision=name,
        number=name.upper(),
        body="board",
        route="chairs-action",
        outcome="approved",
        authority="delegated-individual",
    )


def test_decisions_outside_meetings_come_before_meetings_until_they_are_settled() -> None:
    steps = (
        *CALLED,
        taken_outside("ca1"),
        taken_outside("ca2"),
        taken_outside("ca3"),
        OPENED,
        DecisionRatified(decision="ca1", body="board", meeting="may"),
        RatificationRefused(decision="ca2", body="board", meeting="may"),
        taken_outside("wr1"),
        CLOSED,
        taken_outside("ca4"),
        JUNE,
        OPENED_JUNE,
    )
    rows = folded(view, story(*steps))
    assert rows.require(MeetingRecord, "may").outside == ["ca1", "ca2", "ca3", "wr1"]
    assert rows.require(MeetingRecord, "june").outside == ["ca3", "wr1", "ca4"]


def test_a_decision_gives_its_item_a_number() -> None:
    decided = DecisionTaken(
        decision="d1",
        number="PB/2627/014",
        body="board",
        meeting="may",
        item="hub",
        outcome="noted",
        authority="delegated-committee",
    )
    assert record_of("may", *IN_SESSION, decided).items["hub"].decided == [
        Numbered(decision="d1", number="PB/2627/014")
    ]


def test_minutes_live_from_draft_to_approval_at_a_later_meeting() -> None:
    steps: tuple[Event, ...] = (
        *IN_SESSION,
        MAY_CLOSED,
        MinutesDrafted(meeting="may", body="board", version=1, as_at_position=40),
        MinutesDrafted(meeting="may", body="board", version=2, as_at_position=41),
        JUNE,
        MeetingOpened(meeting="june", body="board"),
    )
    entries = story(*steps)
    corrected = MinutesCorrected(meeting="may", paragraph="014.1", text="All.", reason="Slip.")
    approved = MinutesApproved(meeting="may", body="board", approved_at="june", version=2)
    published = MinutesPublished(meeting="may", body="board", version=2, sha256="ab" * 32)
    position = len(entries)
    entries.append(entry(corrected, position + 1, acting_for="U99001"))
    entries += [entry(approved, position + 2), entry(published, position + 3)]
    rows = folded(view, entries)
    may, june = rows.require(MeetingRecord, "may"), rows.require(MeetingRecord, "june")
    assert [one.version for one in may.drafts] == [1, 2]
    assert [(one.paragraph, one.text, one.by) for one in may.corrections] == [
        ("014.1", "All.", "U99001")
    ]
    assert may.approval is not None
    assert (may.approval.meeting, may.approval.version) == ("june", 2)
    assert [one.version for one in may.publications] == [2]
    assert (june.approved, june.previous, may.previous) == (["may"], "may", None)


def test_the_body_knows_its_terms_seats_and_meetings_to_come() -> None:
    sooner = TermsAdopted(
        **{name: getattr(TERMS, name) for name in TERMS.__struct_fields__}
        | {"version": 2, "effective_on": date(2026, 5, 1), "authority": "advisory"}
    )
    ended = AppointmentEnded(
        seat=PCN_SEAT,
        body="board",
        person="pat",
        capacity="representative",
        on=date(2026, 5, 1),
    )
    body = folded(view, story(*CALLED, sooner, ended, JUNE)).require(MeetingBody, "board")
    old, new = body.terms_on(date(2026, 4, 30)), body.terms_on(date(2026, 5, 1))
    assert old
    assert new
    assert (old.authority, new.authority) == ("delegated-committee", "advisory")
    assert body.terms_on(date(2026, 3, 31)) is None
    coming = body.next_after(MEETING_STARTS)
    assert coming is not None
    assert coming.meeting == "june"
    seat = body.seats[PCN_SEAT]
    assert seat.tenure_of("pat", date(2026, 5, 1)) is not None
    assert seat.tenure_of("pat", date(2026, 5, 2)) is None
    deputy = seat.tenure_of("dee", date(2026, 5, 2))
    assert deputy is not None
    assert deputy.capacity == "deputy"


def test_the_partnership_says_whether_ods_data_is_behind_its_members() -> None:
    def partnership(source: str | None) -> MeetingPartnership:
        joined = MemberJoined(
            organisation="U99001", kind="pcn", on=APRIL, name="Harbour", source=source
        )
        established = PartnershipEstablished(name="Harbourside", established_on=APRIL)
        rows = folded(view, story(established, joined))
        return rows.require(MeetingPartnership, MeetingPartnership.KEY)

    assert partnership("ab" * 32).has_ods_data
    assert not partnership(None).has_ods_data
    assert partnership(None).name == "Harbourside"
    assert partnership(None).members.name_on("U99001", APRIL) == "Harbour"


def test_folding_in_two_batches_is_folding_at_once() -> None:
    where = {"item": "hub", "meeting": "may"}
    steps: tuple[Step, ...] = (
        *MOVED,
        action("a1", meeting="may"),
        action("a2", item="hub"),
        MemberRecused(**where, seat=PCN_SEAT, person="pat"),
        MemberReturned(**where, seat=PCN_SEAT, person="pat"),
        ItemDiscussed(**where, paragraph=1, discussion="Travel."),
        PUT,
        taken_outside("ca1"),
        ActionUpdated(action="a1", progress="Begun."),
        MAY_CLOSED,
        MinutesDrafted(meeting="may", body="board", version=1, as_at_position=9),
        JUNE,
        OPENED_JUNE,
        ActionCompleted(action="a1"),
        DecisionRatified(decision="ca1", body="board", meeting="june"),
        MinutesApproved(meeting="may", body="board", approved_at="june", version=1),
        CLOSED_JUNE,
        MeetingCalled(meeting="july", body="board", starts_at=JUNE.starts_at + timedelta(weeks=4)),
    )
    assert_batches_do_not_matter(view, story(*steps))
