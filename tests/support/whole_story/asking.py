"""Before the meeting in May: items, a canvass, mandates, and a decision outside it."""

from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationOpened,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
)
from schemas.events.decision import (
    DecisionTakenOutsideMeeting,
)
from schemas.events.feedback import (
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
    MeetingCalled,
    PaperAttached,
)
from schemas.values import (
    ConsensusRule,
    Elector,
    Share,
)
from tests.support.whole_story.words import (
    BODY,
    FERN,
    HARBOUR,
    MAY,
    PATIENTS,
    PCN,
    PCNS,
    QUAYSIDE,
    VALE,
    YEARS,
    Dated,
    at,
    bst,
    tabled,
)

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


def before_may() -> list[Dated]:
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
        *mandates(),
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


def mandates() -> list[Dated]:
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
