"""A dissolved body does nothing more; what is open there is named and passes to a body, or none."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from decisions.actions import RaiseAction
from decisions.agenda import TableItem
from decisions.bodies import AdoptTerms
from decisions.consultations import OpenConsultation
from decisions.dissolving import DissolveBody
from decisions.meetings import CallMeeting
from decisions.minutes import ApproveMinutes
from decisions.outside_decisions import (
    RatifyDecision,
    RefuseRatification,
    TakeDecisionOutsideMeeting,
)
from decisions.seats import CreateSeat
from schemas.event import Event
from schemas.events.action import ActionCompleted, ActionRaised
from schemas.events.body import BodyConstituted, BodyDissolved, SeatRetired
from schemas.events.consultation import ConsultationClosed, ConsultationOpened
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionTakenOutsideMeeting,
)
from schemas.events.meeting import (
    AttendanceRecorded,
    ItemDeferred,
    ItemTabled,
    MeetingAdjourned,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.minutes import MinutesDrafted
from schemas.values import ConsensusRule, Share
from tests.support.slices import Given, given
from tests.support.story import (
    APRIL,
    CALLED,
    COUNCIL_SEAT,
    IN_JUNE,
    IN_SESSION,
    PCN_SEAT,
    PCNS,
    TERMS,
    TRUST_SEAT,
    happened,
    seat,
)

ON = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 16, 0, tzinfo=UTC)
JULY = datetime(2026, 7, 9, 13, 0, tzinfo=UTC)
WHY = "The partnership merged its boards."
HALF = Share(numerator=1, denominator=2)
JUNE_CLOSED = MeetingClosed(meeting="june", body="board")
DISSOLVE = DissolveBody(body="board", on=ON, to_body="heir", reason=WHY)


def action(name: str) -> ActionRaised:
    return ActionRaised(action=name, number=name.upper(), body="board", text="Do it.", owner="All")


def outside(name: str, number: int) -> DecisionTakenOutsideMeeting:
    return DecisionTakenOutsideMeeting(
        decision=name,
        number=f"PB/2627/{number:03}",
        body="board",
        route="chairs-action",
        outcome="agreed",
        authority="delegated-committee",
        person="terry",
    )


def asked(name: str) -> ConsultationOpened:
    return ConsultationOpened(
        consultation=name,
        item="hub",
        body="board",
        rule=ConsensusRule(voices_at_least=HALF, support_at_least=HALF),
        electorate=(),
        closes_at=JULY,
        lead_working_days=5,
        window_working_days=5,
    )


HEIR: tuple[Event, ...] = (
    BodyConstituted(body="heir", name="Neighbourhood Board", kind="place-board", on=APRIL),
    replace(TERMS, body="heir", numbering="NB/{n}"),
    replace(seat("heir-pcn", "pcn", PCNS), body="heir"),
    replace(seat("heir-trust", "trust"), body="heir"),
)
OVER: tuple[Event, ...] = (
    *IN_JUNE,
    action("a1"),
    action("a2"),
    ActionCompleted(action="a2"),
    outside("d1", 1),
    outside("d2", 2),
    DecisionRatified(decision="d2", body="board", meeting="june"),
    outside("d3", 3),
    DecisionRescinded(decision="d3", body="board", meeting="june"),
    asked("c1"),
    asked("c2"),
    ConsultationClosed(consultation="c2", item="hub", non_responders=()),
    ItemDeferred(item="hub", meeting="may"),
    JUNE_CLOSED,
    *HEIR,
)
DISSOLVED = BodyDissolved(
    body="board",
    on=ON,
    to_body="heir",
    actions=("a1",),
    ratifications=("d1",),
    consultations=("c1",),
    items=("hub",),
    reason=WHY,
)
RETIRED = [
    SeatRetired(body="board", seat=name, on=ON) for name in (PCN_SEAT, TRUST_SEAT, COUNCIL_SEAT)
]


def over(*more: Event) -> Given:
    return given(*OVER, *more).at(AT)


def gone(*more: Event, dissolved: BodyDissolved = DISSOLVED) -> Given:
    return given(*OVER, *RETIRED, happened(dissolved, AT), *more).at(JULY)


def without_heir() -> Given:
    return gone(dissolved=replace(DISSOLVED, to_body=None))


def test_what_is_open_is_named_and_the_seats_end() -> None:
    assert over().when(DISSOLVE) == [*RETIRED, DISSOLVED]


def test_without_a_successor_it_is_named_all_the_same() -> None:
    alone = DISSOLVE.model_copy(update={"to_body": None})
    assert over().when(alone) == [*RETIRED, replace(DISSOLVED, to_body=None)]


def test_a_body_is_dissolved_once() -> None:
    assert gone().when(DISSOLVE) == []
    assert gone().refuses(DISSOLVE.model_copy(update={"to_body": None})) == "body-dissolved"
    assert given().refuses(DISSOLVE) == "no-body"


def test_its_meetings_are_over_first() -> None:
    assert given(*CALLED, *HEIR).at(AT).refuses(DISSOLVE) == "meeting-not-over"
    assert given(*IN_SESSION, *HEIR).at(AT).refuses(DISSOLVE) == "meeting-not-over"
    adjourned = MeetingAdjourned(meeting="may", body="board")
    assert given(*IN_SESSION, adjourned, *HEIR).at(AT).refuses(DISSOLVE) == "meeting-not-over"


def test_its_last_day_has_come_and_lies_between_its_first_and_its_last_meeting() -> None:
    def on(year: int, month: int, day: int) -> DissolveBody:
        return DISSOLVE.model_copy(update={"on": date(year, month, day)})

    assert over().refuses(on(2026, 7, 1)) == "dissolution-to-come"
    assert over().refuses(on(2026, 3, 31)) == "before-body"
    assert over().refuses(on(2026, 6, 10)) == "body-met-later"


def test_another_body_that_still_is_takes_over() -> None:
    def to(body: str) -> DissolveBody:
        return DISSOLVE.model_copy(update={"to_body": body})

    assert over().refuses(to("board")) == "successor-is-itself"
    assert over().refuses(to("nobody")) == "no-body"
    ended = happened(BodyDissolved(body="heir", on=date(2026, 6, 1)), AT)
    assert over(ended).refuses(DISSOLVE) == "body-dissolved"


def test_nothing_is_called_raised_asked_or_decided_there_any_more() -> None:
    late = {
        CallMeeting(body="board", starts_at=JULY): "body-dissolved",
        RaiseAction(body="board", owner="All", text="More."): "body-dissolved",
        CreateSeat(body="board", title="One more", category="pcn"): "body-dissolved",
        TakeDecisionOutsideMeeting(
            body="board",
            route="informal",
            outcome="agreed",
            text="On the way home.",
            reason="It was late.",
        ): "body-dissolved",
        OpenConsultation(item="hub", question="Well?", closes_at=AT): "body-dissolved",
        TableItem(
            meeting="june", purpose="decision", originator_kind="system", title="More"
        ): "meeting-closed",
    }
    for command, code in late.items():
        assert gone().refuses(command) == code, command
    adopt = AdoptTerms.model_validate(
        {
            "body": "board",
            "effective_on": "2026-07-01",
            "authority": "advisory",
            "quorum": {"count": 1},
            "rule": {"kind": "consent"},
            "numbering": "PB/{n}",
        }
    )
    assert gone().refuses(adopt) == "body-dissolved"


def test_what_happened_before_it_was_dissolved_may_be_recorded_late() -> None:
    chairs_action = TakeDecisionOutsideMeeting(
        body="board", route="informal", outcome="agreed", text="Before.", reason="Forgotten."
    )
    assert gone().at(datetime(2026, 6, 20, tzinfo=UTC)).when(chairs_action)
    assert gone().at(AT).refuses(chairs_action) == "body-dissolved"


MEETS: tuple[Event, ...] = (
    MeetingCalled(meeting="heir-july", body="heir", starts_at=JULY),
    MeetingOpened(meeting="heir-july", body="heir"),
    AttendanceRecorded(meeting="heir-july", person="pat", capacity="member", seat="heir-pcn"),
    AttendanceRecorded(meeting="heir-july", person="terry", capacity="member", seat="heir-trust"),
)


def test_the_successor_ratifies_or_refuses_what_was_due() -> None:
    ratify = RatifyDecision(decision="d1", meeting="heir-july")
    assert gone(*MEETS).when(ratify) == [
        DecisionRatified(decision="d1", body="heir", meeting="heir-july")
    ]
    assert gone(*MEETS).when(RefuseRatification(decision="d1", meeting="heir-july"))
    orphaned = without_heir().and_(*MEETS)
    assert orphaned.refuses(ratify) == "meeting-of-other-body"


def test_the_quorum_is_that_of_the_successor() -> None:
    half = gone(*MEETS[:-1])
    assert half.refuses(RatifyDecision(decision="d1", meeting="heir-july")) == "not-quorate"


def test_the_successor_tables_a_deferred_item_again() -> None:
    table = TableItem(
        item="hub",
        meeting="heir-july",
        purpose="decision",
        originator_kind="system",
        title="Same-day hub",
    )
    (tabled,) = gone(*MEETS).when(table)
    assert isinstance(tabled, ItemTabled)
    assert (tabled.item, tabled.body) == ("hub", "heir")
    assert without_heir().and_(*MEETS).refuses(table) == "item-of-other-body"


def test_the_successor_approves_the_minutes_of_the_last_meeting() -> None:
    drafted = MinutesDrafted(meeting="june", body="board", version=1, as_at_position=1)
    approve = ApproveMinutes(meeting="june", approved_at="heir-july")
    assert gone(*MEETS, drafted).when(approve)
    assert without_heir().and_(*MEETS, drafted).refuses(approve) == "meeting-of-other-body"


def test_what_a_body_took_over_passes_on_with_its_own() -> None:
    """The board's business passed to its heir, which is dissolved into a third body."""
    third = BodyConstituted(body="third", name="Third", kind="place-board", on=APRIL)
    book = gone(
        third,
        ActionRaised(action="a3", number="A1", body="heir"),
        ActionCompleted(action="a1"),
    )
    dissolve = DissolveBody(body="heir", on=JULY.date(), to_body="third", reason=WHY)
    *_, dissolved = book.when(dissolve)
    assert dissolved == BodyDissolved(
        body="heir",
        on=JULY.date(),
        to_body="third",
        actions=("a3",),
        ratifications=("d1",),
        consultations=("c1",),
        items=("hub",),
        reason=WHY,
    )
