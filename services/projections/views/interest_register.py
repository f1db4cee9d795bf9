"""What interests have those who speak and decide, and how were they managed at meetings?"""

from eventlog.reading import ReadEntry
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.interest_documents import (
    Declaration,
    Interest,
    InterestedPerson,
    StoodAside,
    ToldAtMeeting,
)
from projections.views.interest_lines import InterestLine, lines
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    restatement,
)
from schemas.events.correction import DeclarationWithdrawn
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
    PaperAttached,
)
from schemas.events.representation import (
    AppointmentEnded,
    DeputyNominated,
    HoursLogged,
    InterestEnded,
    InterestRegistered,
    RepresentativeAppointed,
    RoleResourced,
)
from schemas.events.restatement import ReturnRestated, StandingAsideRestated

view = View(
    "interest-register",
    documents=(Interest, InterestedPerson, StoodAside, ToldAtMeeting),
    ignores=(
        *(poll, MeetingCancelled, restatement.RulingRestated, restatement.CastingVoteRestated),
        *(restatement.DissentRestated, restatement.RatificationRestated),
        *(restatement.AwardRestated, restatement.UndoingRestated),
        *(correction.AttendanceWithdrawn, correction.CanvassRedated, correction.CanvassWithdrawn),
        *(correction.ViewRestated, correction.DecisionRestated, correction.FeedbackWithdrawn),
        correction.MistakeNoted,
        *(RoleResourced, HoursLogged),
        *(contact, opportunity),
        *(MeetingCalled, ItemTabled, AgendaPublished, PaperAttached, MeetingOpened),
        *(ItemDiscussed, ItemDeferred, ItemWithdrawn, MeetingClosed),
        *(MeetingAdjourned, MeetingResumed),
        *(AppointmentEnded, action, body, consultation, decision, feedback, mandate),
        *(minutes, motion, partnership, record),
    ),
)


def named(
    rows: Rows,
    event: RepresentativeAppointed | DeputyNominated | AttendanceRecorded | ApologiesReceived,
    _entry: ReadEntry,
) -> None:
    if event.name:
        rows.put(InterestedPerson(person=event.person, name=event.name))


view.on(RepresentativeAppointed)(named)
view.on(DeputyNominated)(named)
view.on(AttendanceRecorded)(named)
view.on(ApologiesReceived)(named)


def _name(rows: Rows, person: str) -> str | None:
    known = rows.get(InterestedPerson, person)
    return known.name if known else None


@view.on(InterestRegistered)
def registered(rows: Rows, event: InterestRegistered, entry: ReadEntry) -> None:
    rows.put(
        Interest(
            interest=event.interest,
            person=event.person,
            kind=event.kind,
            nature=event.nature,
            name=event.name or _name(rows, event.person),
            organisation=event.organisation,
            description=event.description,
            from_on=event.from_on,
            evidence=[entry.position],
        )
    )


@view.on(InterestEnded)
def ended(rows: Rows, event: InterestEnded, entry: ReadEntry) -> None:
    interest = rows.require(Interest, event.interest)
    interest.until_on = event.on
    interest.evidence.append(entry.position)
    rows.put(interest)


@view.on(InterestDeclared)
def declared(rows: Rows, event: InterestDeclared, entry: ReadEntry) -> None:
    interest = rows.get(Interest, event.interest) if event.interest else None
    interest = interest or Interest(
        interest=f"declared/{entry.position}",
        person=event.person,
        kind=event.kind,
        nature=event.nature,
        name=_name(rows, event.person),
    )
    declaration = Declaration(
        meeting=event.meeting,
        declared_at=entry.entry.occurred_at,
        kind=event.kind,
        nature=event.nature,
        management=event.management,
        item=event.item,
        seat=event.seat,
        description=event.description,
        evidence=[entry.position],
    )
    told = _told(rows, event.meeting, event.person)
    told.interests.append(interest.interest)
    rows.put(told)
    if event.item:
        aside = _aside(rows, event.meeting, event.item, event.person)
        aside.interests.append(interest.interest)
        _managed(declaration, aside)
        rows.put(aside)
    interest.declarations.append(declaration)
    rows.put(interest)


@view.on(DeclarationWithdrawn)
def withdrawn(rows: Rows, event: DeclarationWithdrawn, entry: ReadEntry) -> None:
    for name in _told(rows, event.meeting, event.person).interests:
        interest = rows.require(Interest, name)
        is_it = event.interest == name if event.interest else interest.from_on is None
        for one in interest.declarations if is_it else []:
            if (one.meeting, one.item) == (event.meeting, event.item):
                one.is_withdrawn = True
                one.evidence = sorted({*one.evidence, entry.position})
        rows.put(interest)


def _told(rows: Rows, meeting: str, person: str) -> ToldAtMeeting:
    found = ToldAtMeeting(meeting=meeting, person=person)
    return rows.get(ToldAtMeeting, found.key()) or found


def stood_aside(rows: Rows, event: MemberRecused | MemberExcluded, entry: ReadEntry) -> None:
    aside = _aside(rows, event.meeting, event.item, event.person)
    aside.how = "recused" if isinstance(event, MemberRecused) else "excluded"
    aside.left_room = event.left_room
    aside.left_at = entry.entry.occurred_at if event.left_room else None
    aside.returned_at = None
    aside.positions.append(entry.position)
    aside.said_at = entry.position
    _tell_declarations(rows, aside)


view.on(MemberRecused)(stood_aside)
view.on(MemberExcluded)(stood_aside)


@view.on(MemberReturned)
def returned(rows: Rows, event: MemberReturned, entry: ReadEntry) -> None:
    aside = _aside(rows, event.meeting, event.item, event.person)
    aside.returned_at = entry.entry.occurred_at if aside.left_room else None
    aside.positions.append(entry.position)
    aside.came_back_at = entry.position
    _tell_declarations(rows, aside)


def restated(rows: Rows, event: StandingAsideRestated | ReturnRestated, entry: ReadEntry) -> None:
    aside = _aside(rows, event.meeting, event.item, event.person)
    if isinstance(event, StandingAsideRestated):
        aside.restate(event, entry)
    else:
        aside.restate_return(event, entry)
    _tell_declarations(rows, aside)


view.on(StandingAsideRestated)(restated)
view.on(ReturnRestated)(restated)


def _tell_declarations(rows: Rows, aside: StoodAside) -> None:
    """What became of somebody's part in an item stands in all that they declared for it."""
    rows.put(aside)
    for name in aside.interests:
        interest = rows.require(Interest, name)
        for one in interest.declarations:
            if (one.meeting, one.item) == (aside.meeting, aside.item):
                _managed(one, aside)
        rows.put(interest)


def _aside(rows: Rows, meeting: str, item: str, person: str) -> StoodAside:
    found = StoodAside(meeting=meeting, item=item, person=person)
    return rows.get(StoodAside, found.key()) or found


def _managed(declaration: Declaration, aside: StoodAside) -> None:
    declaration.stood_aside, declaration.left_room = aside.how, aside.left_room
    declaration.left_at, declaration.returned_at = aside.left_at, aside.returned_at
    declaration.replaced = list(aside.replaced)
    declaration.evidence = sorted({*declaration.evidence, *aside.positions})


register = Register(
    name="interests",
    title="Register of interests",
    view=view,
    kind=Interest,
    line=InterestLine,
    lines=lines,
    filters=("person", "meeting", "item"),
)
