"""A place board through spring and summer, as events: what views, trails and minutes are made of.

Everything in it is invented. The board meets in March, in May (the meeting that minutes are tested
on) and in June, which approves them.
"""

from datetime import UTC, date, datetime

from schemas.event import Event
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from schemas.events.body import BodyConstituted, SeatCreated, TermsAdopted
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationOpened,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
)
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
)
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
    MessageAnswered,
    MessageSent,
)
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateWithheld,
)
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
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
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    PartnershipEstablished,
)
from schemas.events.representation import (
    DeputyNominated,
    InterestRegistered,
    RepresentativeAppointed,
)
from schemas.values import (
    ConsensusRule,
    DecisionRule,
    Elector,
    EntitledSeat,
    Quorum,
    QuorumCategory,
    Share,
    Term,
)

Dated = tuple[Event, datetime]

BODY, MARCH, MAY, JUNE = "board", "board-2026-03", "board-2026-05", "board-2026-06"
PCN, TRUST, COUNCIL, VCSE, ICB = "pcn-seat", "trust-seat", "council-seat", "vcse-seat", "icb-seat"
HARBOUR, QUAYSIDE, VALE, FERN = "U99001", "U99002", "U99003", "U99004"
PCNS = {HARBOUR: "Harbour PCN", QUAYSIDE: "Quayside PCN", VALE: "Vale PCN", FERN: "Upper Fern PCN"}
PATIENTS = {HARBOUR: 41_230, QUAYSIDE: 38_015, VALE: 52_640, FERN: 29_977}
OTHERS = {
    "T99": ("trust", "Harbourside Hospitals NHS Trust"),
    "C99": ("council", "Harbourside and Vale Council"),
    "V99": ("vcse", "Vale Voluntary Alliance"),
    "I99": ("icb", "Fernshire Integrated Care Board"),
}
SOURCE = "5f" * 32
YEARS = Term(from_on=date(2025, 4, 1), until_on=date(2028, 3, 31))
SIMPLE = DecisionRule(kind="simple-majority")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A time in 2026 as UTC has it."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def bst(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in May 2026 as clocks in England show it."""
    return at(5, day, hour - 1, minute)


def _members() -> list[Dated]:
    start = at(3, 2, 9)
    pcns = [
        MemberJoined(organisation=c, kind="pcn", on=YEARS.from_on, name=n, source=SOURCE)
        for c, n in PCNS.items()
    ]
    others = [
        MemberJoined(organisation=c, kind=kind, on=YEARS.from_on, name=n)  # type: ignore[arg-type]
        for c, (kind, n) in OTHERS.items()
    ]
    sizes = [
        ListSizePublished(organisation=c, as_at=date(2026, 3, 1), patients=n, practices=())
        for c, n in PATIENTS.items()
    ]
    established = PartnershipEstablished(
        name="Harbourside and Vale Health and Care Partnership (fictional)",
        established_on=YEARS.from_on,
    )
    return [(event, start) for event in (established, *pcns, *others, *sizes)]


def _seat(name: str, title: str, category: str, **more: object) -> SeatCreated:
    return SeatCreated(body=BODY, seat=name, title=title, category=category, **more)  # type: ignore[arg-type]


def _holder(
    seat: str, person: str, name: str, role: str, organisation: str
) -> RepresentativeAppointed:
    return RepresentativeAppointed(
        seat=seat,
        body=BODY,
        person=person,
        term=YEARS,
        role=role,
        organisation=organisation,
        name=name,
    )


def _board() -> list[Dated]:
    terms = TermsAdopted(
        body=BODY,
        version=1,
        effective_on=YEARS.from_on,
        authority="delegated-committee",
        quorum=Quorum(count=3, categories=(QuorumCategory(category="pcn", count=1),)),
        rule=SIMPLE,
        numbering="PB/{fy}/{n:03}",
        notice_working_days=5,
        canvass_lead_working_days=5,
        canvass_window_working_days=5,
        feedback_working_hours=16,
        has_casting_vote=True,
    )
    events: tuple[Event, ...] = (
        BodyConstituted(
            body=BODY,
            name="Harbourside and Vale Place Board",
            kind="place-board",
            on=YEARS.from_on,
        ),
        terms,
        _seat(PCN, "PCN seat", "pcn", constituency=tuple(PCNS)),
        _seat(TRUST, "Acute trust seat", "trust"),
        _seat(COUNCIL, "Local authority seat", "council"),
        _seat(VCSE, "VCSE seat", "vcse"),
        _seat(ICB, "ICB seat", "icb"),
        _holder(PCN, "rosa", "Dr Rosa Menendez", "PCN Clinical Director", HARBOUR),
        _holder(TRUST, "sunita", "Sunita Rao", "Director of Strategy", "T99"),
        _holder(COUNCIL, "miriam", "Councillor Miriam Adeyemi", "Cabinet Member", "C99"),
        _holder(VCSE, "aldous", "Bishop Aldous Grant", "Chief Executive", "V99"),
        _holder(ICB, "lucy", "Professor Lucy Brand", "Place Director", "I99"),
        DeputyNominated(
            seat=TRUST,
            body=BODY,
            person="gareth",
            term=YEARS,
            role="Deputy Director of Strategy",
            organisation="T99",
            name="Gareth Llewellyn",
        ),
        InterestRegistered(
            interest="i3",
            person="rosa",
            kind="financial",
            nature="potential",
            from_on=YEARS.from_on,
            organisation=HARBOUR,
            description="Partner at a practice that would be paid under a pilot of blood tests.",
        ),
    )
    return [(event, at(3, 2, 10)) for event in events]


def tabled(item: str, meeting: str, purpose: str, title: str, by: str | None) -> ItemTabled:
    return ItemTabled(
        item=item,
        meeting=meeting,
        body=BODY,
        purpose=purpose,  # type: ignore[arg-type]
        originator_kind="pcn" if by in PCNS else "system",
        originator=by,
        topic="access" if item == "hub" else None,
        title=title,
        summary=f"What {title.lower()} would mean for patients and practices.",
    )


def said(item: str, meeting: str, paragraph: int, text: str) -> ItemDiscussed:
    return ItemDiscussed(item=item, meeting=meeting, paragraph=paragraph, discussion=text)


def taken(decision: str, item: str, number: int, outcome: str, **more: object) -> DecisionTaken:
    facts: dict[str, object] = {
        "meeting": MAY,
        "authority": "delegated-committee",
        "basis": "Scheme of delegation, paragraph 4.2",
        **more,
    }
    return DecisionTaken(
        decision=decision,
        number=f"PB/2627/{number:03}",
        body=BODY,
        item=item,
        outcome=outcome,  # type: ignore[arg-type]
        **facts,  # type: ignore[arg-type]
    )


def _there(meeting: str, seat: str | None, person: str, **more: object) -> AttendanceRecorded:
    capacity = more.pop("capacity", "member")
    return AttendanceRecorded(
        meeting=meeting,
        person=person,
        seat=seat,
        capacity=capacity,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def _march() -> list[Dated]:
    opened, closed = at(3, 12, 14), at(3, 12, 16)
    return [
        (MeetingCalled(meeting=MARCH, body=BODY, starts_at=opened, venue="Town Hall"), at(3, 3, 9)),
        (tabled("winter", MARCH, "discussion", "Winter access", "I99"), at(3, 3, 9)),
        (MeetingOpened(meeting=MARCH, body=BODY), opened),
        (_there(MARCH, PCN, "rosa", is_chair=True), opened),
        (said("winter", MARCH, 1, "Pressure fell in February."), at(3, 12, 14, 10)),
        (
            ActionRaised(
                action="a1",
                number="A1",
                body=BODY,
                meeting=MARCH,
                item="winter",
                person="lucy",
                due_on=date(2026, 4, 1),
                text="Circulate the winter access review to all PCNs at the same time.",
            ),
            at(3, 12, 14, 30),
        ),
        (
            ActionRaised(
                action="a2",
                number="A2",
                body=BODY,
                meeting=MARCH,
                organisation="T99",
                due_on=date(2026, 5, 1),
                text="Bring a costed option for Saturday diagnostics.",
            ),
            at(3, 12, 14, 40),
        ),
        (MeetingClosed(meeting=MARCH, body=BODY, next_meeting_at=bst(14, 14)), closed),
        (
            MinutesDrafted(meeting=MARCH, body=BODY, version=1, as_at_position=40),
            at(3, 16, 9),
        ),
        (
            MinutesCorrected(
                meeting=MARCH,
                paragraph="1.1",
                text="Pressure fell in late February.",
                reason="The fall began on the 20th.",
            ),
            at(3, 20, 9),
        ),
        (ActionCompleted(action="a1", note="Sent to all PCNs on 30 March 2026."), at(3, 30, 9)),
    ]


CONSULTATION = ConsultationOpened(
    consultation="c1",
    item="hub",
    body=BODY,
    rule=ConsensusRule(
        voices_at_least=Share(numerator=1, denominator=2),
        support_at_least=Share(numerator=2, denominator=3),
        objections_at_most=1,
    ),
    electorate=tuple(
        Elector(organisation=c, name=n, patients=PATIENTS[c]) for c, n in PCNS.items()
    ),
    closes_at=bst(1, 17),
    lead_working_days=5,
    window_working_days=5,
    question="Should one same-day hub serve the whole place from October?",
)


def _asked(code: str) -> OrganisationCanvassed:
    return OrganisationCanvassed(consultation="c1", item="hub", organisation=code, channel="email")


def _view(code: str, position: str, **more: str) -> ViewSubmitted:
    return ViewSubmitted(
        consultation="c1",
        item="hub",
        organisation=code,
        position=position,  # type: ignore[arg-type]
        **more,
    )


def _before_may() -> list[Dated]:
    return [
        (
            MeetingCalled(
                meeting=MAY,
                body=BODY,
                starts_at=bst(14, 14),
                venue="Committee Room 2, Fernbridge Town Hall, and by video",
            ),
            at(4, 1, 9),
        ),
        (tabled("hub", MAY, "decision", "Same-day access hub", VALE), at(4, 2, 9)),
        (tabled("pilot", MAY, "decision", "Pilot of blood tests at home", "I99"), at(4, 2, 9)),
        (
            tabled("report", MAY, "information", "Urgent response: first quarter", "T99"),
            at(4, 2, 9),
        ),
        (tabled("beds", MAY, "decision", "Care-home beds bid", "C99"), at(4, 2, 9)),
        (tabled("estates", MAY, "discussion", "Estates strategy", "C99"), at(4, 2, 9)),
        (tabled("carers", MAY, "assurance", "Unpaid carers", None), at(4, 2, 9)),
        (
            PaperAttached(
                item="hub", meeting=MAY, paper="p1", sha256="9f" * 32, title="Options and costs"
            ),
            at(4, 3, 9),
        ),
        (CONSULTATION, at(4, 13, 8)),
        *((_asked(code), at(4, 13, 9)) for code in (HARBOUR, QUAYSIDE, VALE)),
        (
            ReminderSent(consultation="c1", item="hub", organisation=QUAYSIDE, channel="phone"),
            at(4, 24, 9),
        ),
        (_view(HARBOUR, "support"), at(4, 20, 9)),
        (_view(VALE, "support"), at(4, 21, 9)),
        (
            ViewRevised(
                consultation="c1",
                item="hub",
                organisation=VALE,
                position="oppose",
                reasons="Patients in the northern villages would travel 14 miles.",
            ),
            at(4, 28, 9),
        ),
        (
            ConsultationClosed(consultation="c1", item="hub", non_responders=(QUAYSIDE, FERN)),
            bst(1, 17),
        ),
        *_mandates(),
        (
            DecisionTakenOutsideMeeting(
                decision="d-bid",
                number="PB/2627/013",
                body=BODY,
                route="chairs-action",
                outcome="approved",
                authority="delegated-committee",
                person="miriam",
                amount_pence=7_500_000,
                text="A bid for care-home beds is sent to the regional fund.",
                reason="The bid closed before the board could meet.",
            ),
            at(4, 21, 10),
        ),
        (
            MessageSent(
                message="q1",
                organisation=QUAYSIDE,
                item="hub",
                subject="Transport",
                text="Is there a bus?",
            ),
            at(4, 30, 9),
        ),
        (MessageAnswered(message="q1", organisation=QUAYSIDE, item="hub", text="Yes."), bst(5, 9)),
        (
            AgendaPublished(
                meeting=MAY,
                body=BODY,
                items=("hub", "pilot", "report", "beds", "estates", "carers"),
            ),
            bst(6, 9),
        ),
    ]


def _mandates() -> list[Dated]:
    def facts(name: str, code: str, scope: str = "item") -> dict[str, object]:
        found: dict[str, object] = {
            "mandate": name,
            "organisation": code,
            "seat": PCN,
            "scope": scope,
            "term": YEARS,
        }
        return {**found, "item": "hub"} if scope == "item" else found

    def logged(name: str, code: str) -> MandateLogged:
        return MandateLogged(
            **facts(name, code),  # type: ignore[arg-type]
            kind="guided",
            instruction="for",
            channel="phone",
            heard_from="The clinical director",
            conditions="If Saturday transport is part of the plan.",
        )

    granted, other = facts("m-harbour", HARBOUR, "standing"), facts("m-vale", VALE)
    return [
        (MandateGranted(**granted, kind="open"), at(4, 1, 9)),  # type: ignore[arg-type]
        (MandateGranted(**other, kind="bound", instruction="against"), at(4, 29, 9)),  # type: ignore[arg-type]
        (logged("m-quayside", QUAYSIDE), at(4, 29, 10)),
        (
            MandateConfirmed(mandate="m-quayside", organisation=QUAYSIDE, seat=PCN, item="hub"),
            at(4, 30, 10),
        ),
        (logged("m-fern", FERN), at(4, 29, 11)),
        (
            MandateDisputed(mandate="m-fern", organisation=FERN, seat=PCN, item="hub"),
            at(4, 30, 11),
        ),
        (MandateWithheld(**facts("m-fern-2", FERN)), at(4, 30, 12)),  # type: ignore[arg-type]
    ]


def _may_gathering() -> list[Dated]:
    opened = bst(14, 14)
    return [
        (MeetingOpened(meeting=MAY, body=BODY), opened),
        (_there(MAY, COUNCIL, "miriam", is_chair=True), opened),
        (_there(MAY, PCN, "rosa"), opened),
        (
            ApologiesReceived(meeting=MAY, person="sunita", seat=TRUST, deputy="gareth"),
            opened,
        ),
        (
            _there(MAY, TRUST, "gareth", capacity="deputy", arrived_at=bst(14, 14, 10)),
            opened,
        ),
        (_there(MAY, VCSE, "aldous", left_at=bst(14, 15, 40)), opened),
        (ApologiesReceived(meeting=MAY, person="lucy", seat=ICB), opened),
        (
            _there(
                MAY,
                None,
                "kate",
                capacity="in-attendance",
                role="Manager, Healthwatch",
                name="Kate Osei",
            ),
            opened,
        ),
        (
            InterestDeclared(
                meeting=MAY,
                item="pilot",
                person="rosa",
                seat=PCN,
                interest="i3",
                kind="financial",
                nature="actual",
                management="leaves",
            ),
            bst(14, 14, 2),
        ),
        (
            InterestDeclared(
                meeting=MAY,
                person="aldous",
                kind="non-financial-personal",
                nature="perceived",
                management="noted",
                description="Trustee of the Vale Hospice.",
            ),
            bst(14, 14, 3),
        ),
        (MinutesApproved(meeting=MARCH, body=BODY, approved_at=MAY, version=1), bst(14, 14, 4)),
    ]


def _vote(motion: str, item: str, seat: str, choice: str, **more: str) -> VoteCast:
    return VoteCast(motion=motion, item=item, seat=seat, choice=choice, **more)  # type: ignore[arg-type]


def _entitled(*seats: str) -> tuple[EntitledSeat, ...]:
    pcns = tuple(PCNS)
    return tuple(EntitledSeat(seat=s, represents=pcns if s == PCN else ()) for s in seats)


def _put(motion: str, item: str, *seats: str) -> VotingOpened:
    return VotingOpened(
        motion=motion,
        item=item,
        meeting=MAY,
        body=BODY,
        rule=SIMPLE,
        entitled=_entitled(*seats),
        method="roll-call",
        has_casting_vote=True,
    )


def _hub() -> list[Dated]:
    where = {"motion": "m1", "item": "hub"}
    return [
        (said("hub", MAY, 1, "Dr Menendez introduced the paper."), bst(14, 14, 15)),
        (said("hub", MAY, 2, "All PCNs had asked for one booking line."), bst(14, 14, 20)),
        (
            MotionMoved(**where, meeting=MAY, body=BODY, mover=PCN, text="That one hub open."),
            bst(14, 14, 30),
        ),
        (MotionSeconded(**where, seconder=TRUST), bst(14, 14, 31)),
        (
            AmendmentMoved(
                **where, mover=COUNCIL, text="That one hub open, with a review after six months."
            ),
            bst(14, 14, 33),
        ),
        (_put("m1", "hub", PCN, TRUST, COUNCIL, VCSE, ICB), bst(14, 14, 35)),
        (
            _vote(
                "m1",
                "hub",
                PCN,
                "for",
                person="rosa",
                reason="The review was conceded in exchange.",
            ),
            bst(14, 14, 36),
        ),
        (
            _vote("m1", "hub", TRUST, "abstain", person="gareth", capacity="deputy"),
            bst(14, 14, 36),
        ),
        (_vote("m1", "hub", COUNCIL, "for", person="miriam"), bst(14, 14, 37)),
        (_vote("m1", "hub", VCSE, "against", person="aldous"), bst(14, 14, 37)),
        (
            VoteCorrected(**where, seat=TRUST, choice="for", reason="Misheard on the call."),
            bst(14, 14, 38),
        ),
        (
            DissentRecorded(
                **where, seat=VCSE, person="aldous", reason="No plan for the villages."
            ),
            bst(14, 14, 39),
        ),
        (VotingClosed(**where, meeting=MAY, ruling="carried"), bst(14, 14, 40)),
        (
            taken(
                "d-hub",
                "hub",
                14,
                "approved",
                motion="m1",
                amount_pence=12_500_000,
                text="One hub opens on 1 October 2026, with a review after six months.",
            ),
            bst(14, 14, 41),
        ),
        (
            ActionRaised(
                action="a3",
                number="A3",
                body=BODY,
                meeting=MAY,
                item="hub",
                decision="d-hub",
                owner="Joanna Clarke",
                due_on=date(2026, 6, 12),
                text="Publish travel times to the hub",
            ),
            bst(14, 14, 42),
        ),
    ]


def _pilot() -> list[Dated]:
    where = {"item": "pilot", "meeting": MAY}
    return [
        (
            MemberRecused(
                **where,
                seat=PCN,
                person="rosa",
                left_room=True,
                reason="Her practice would be paid.",
            ),
            bst(14, 14, 45),
        ),
        (
            MemberExcluded(**where, seat=VCSE, person="aldous", reason="His sister works there."),
            bst(14, 14, 46),
        ),
        (said("pilot", MAY, 1, "Members asked why one PCN had heard first."), bst(14, 14, 47)),
        (
            MotionMoved(
                motion="m2", **where, body=BODY, mover=TRUST, text="That the pilot be supported."
            ),
            bst(14, 14, 50),
        ),
        (_put("m2", "pilot", TRUST, COUNCIL, ICB), bst(14, 14, 51)),
        (
            _vote("m2", "pilot", TRUST, "against", person="gareth", capacity="deputy"),
            bst(14, 14, 52),
        ),
        (_vote("m2", "pilot", COUNCIL, "for", person="miriam"), bst(14, 14, 52)),
        (
            CastingVoteUsed(
                motion="m2",
                item="pilot",
                seat=COUNCIL,
                person="miriam",
                choice="for",
                reason="To keep the money in the place.",
            ),
            bst(14, 14, 53),
        ),
        (VotingClosed(motion="m2", **where, ruling="carried"), bst(14, 14, 54)),
        (
            taken(
                "d-pilot",
                "pilot",
                15,
                "supported",
                motion="m2",
                text="The pilot is supported, provided that every PCN is offered it.",
            ),
            bst(14, 14, 55),
        ),
        (MemberReturned(**where, seat=PCN, person="rosa"), bst(14, 15, 0)),
    ]


def _rest_of_may() -> list[Dated]:
    return [
        (said("report", MAY, 1, "The standard was met for 82% of referrals."), bst(14, 15, 5)),
        (taken("d-report", "report", 16, "noted", text="The report."), bst(14, 15, 8)),
        (said("beds", MAY, 1, "The chair explained why it could not wait."), bst(14, 15, 10)),
        (
            DecisionRatified(decision="d-bid", body=BODY, meeting=MAY, item="beds"),
            bst(14, 15, 15),
        ),
        (
            taken("d-beds", "beds", 17, "ratified", text="Chair’s action PB/2627/013."),
            bst(14, 15, 16),
        ),
        (
            ItemDeferred(
                item="estates", meeting=MAY, to_meeting=None, reason="The survey is not here."
            ),
            bst(14, 15, 20),
        ),
        (said("carers", MAY, 1, "The board heard from three carers."), bst(14, 15, 45)),
        (
            ActionRaised(
                action="a4",
                number="A4",
                body=BODY,
                meeting=MAY,
                person="miriam",
                due_on=date(2026, 5, 29),
                text="Write to the practices at Saltmarsh about the flood plan",
            ),
            bst(14, 15, 50),
        ),
        (ActionUpdated(action="a2", progress="A draft is with partners."), bst(14, 15, 52)),
        (
            MeetingClosed(meeting=MAY, body=BODY, next_meeting_at=at(6, 11, 13)),
            bst(14, 16, 10),
        ),
    ]


def _told(code: str) -> FeedbackIssued:
    return FeedbackIssued(
        feedback=f"f-{code}",
        decision="d-hub",
        organisation=code,
        channel="email",
        item="hub",
        message="The board approved one hub, with a review after six months.",
    )


def _after_may() -> list[Dated]:
    reply = {
        "feedback": f"f-{VALE}",
        "decision": "d-hub",
        "organisation": VALE,
        "item": "hub",
    }
    return [
        (_told(HARBOUR), bst(14, 16, 30)),
        (_told(QUAYSIDE), bst(15, 9, 0)),
        (_told(VALE), bst(19, 10, 0)),
        (FeedbackAcknowledged(**reply), bst(19, 11)),
        (FeedbackQueried(**reply, question="When is the review?"), bst(19, 12)),
        (FeedbackAnswered(**reply, answer="In April 2027."), bst(20, 9)),
        (MinutesDrafted(meeting=MAY, body=BODY, version=1, as_at_position=150), bst(18, 9)),
    ]


def _june() -> list[Dated]:
    opened = at(6, 11, 13)
    return [
        (
            MeetingCalled(
                meeting=JUNE, body=BODY, starts_at=opened, venue="The Vale Centre, Upper Fern"
            ),
            bst(20, 9),
        ),
        (
            MinutesCorrected(
                meeting=MAY,
                paragraph="014.2",
                text="Three of the four PCNs had asked for one booking line.",
                reason="Vale PCN had given no view on booking.",
            ),
            bst(22, 9),
        ),
        (ActionCompleted(action="a2", note="Costed."), bst(29, 9)),
        (MeetingOpened(meeting=JUNE, body=BODY), opened),
        (
            MinutesApproved(meeting=MAY, body=BODY, approved_at=JUNE, version=1),
            at(6, 11, 13, 5),
        ),
        (MeetingClosed(meeting=JUNE, body=BODY), at(6, 11, 15)),
        (
            MinutesPublished(meeting=MAY, body=BODY, version=1, sha256="ab" * 32),
            at(6, 12, 9),
        ),
    ]


UNTIL_MAY_CLOSED: tuple[Dated, ...] = (
    *_members(),
    *_board(),
    *_march(),
    *_before_may(),
    *_may_gathering(),
    *_hub(),
    *_pilot(),
    *_rest_of_may(),
)
UNTIL_DRAFTED: tuple[Dated, ...] = (*UNTIL_MAY_CLOSED, *_after_may())
WHOLE: tuple[Dated, ...] = (*UNTIL_DRAFTED, *_june())
