"""The partnership, its members and its place board."""

from datetime import date

from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated, TermsAdopted
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
    Quorum,
    QuorumCategory,
)
from tests.support.whole_story.words import (
    BODY,
    COUNCIL,
    HARBOUR,
    ICB,
    OTHERS,
    PATIENTS,
    PCN,
    PCNS,
    SIMPLE,
    SOURCE,
    TRUST,
    VCSE,
    YEARS,
    Dated,
    at,
)


def members() -> list[Dated]:
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


def board() -> list[Dated]:
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
