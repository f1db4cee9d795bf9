"""A consultation on an item of a meeting on Thursday 14 May 2026, for views to be tried on.

Working days before it: 13, 12, 11, 8, 7, 6, 5 May; the 4th is a bank holiday; 1 May, 30 April.
"""

from datetime import UTC, datetime

from projections.reckoning.consultation import Consultation
from projections.views.consultations import view
from schemas.event import Event
from schemas.events.consultation import (
    ConsultationOpened,
    OrganisationCanvassed,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.meeting import ItemDeferred, ItemDiscussed, ItemTabled, MeetingCalled
from schemas.events.partnership import MemberSucceeded
from schemas.values import ConsensusRule, Elector, Share, ViewPosition
from tests.projections.recording import Noted, noted
from tests.support.folds import folded
from tests.support.story import ITEM, MEETING_STARTS, PCNS

NORTH, SOUTH, WEST = PCNS
SIZES = {NORTH: 40_000, SOUTH: 35_000, WEST: 25_000}


def on(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


APRIL_20, OPENED_AT, CLOSES_AT = on(4, 20), on(4, 22), on(5, 12, 17)
LATER = on(7, 1)
RULE = ConsensusRule(
    voices_at_least=Share(numerator=2, denominator=3),
    support_at_least=Share(numerator=3, denominator=4),
)
OPENED = ConsultationOpened(
    consultation="c1",
    item="hub",
    body="board",
    rule=RULE,
    electorate=tuple(
        Elector(organisation=one, name=f"{one} PCN", patients=SIZES[one]) for one in PCNS
    ),
    closes_at=CLOSES_AT,
    lead_working_days=5,
    window_working_days=3,
    question="Shall there be one hub?",
)
CALLED: tuple[Noted, ...] = (
    (MeetingCalled(meeting="may", body="board", starts_at=MEETING_STARTS), APRIL_20),
    (ITEM, APRIL_20),
)
ASKED: tuple[Noted, ...] = (*CALLED, (OPENED, OPENED_AT))


def canvassed(organisation: str, consultation: str = "c1") -> Event:
    return OrganisationCanvassed(
        consultation=consultation, item="hub", organisation=organisation, channel="email"
    )


def answered(organisation: str, position: ViewPosition = "support", **texts: str) -> Event:
    return ViewSubmitted(
        consultation="c1", item="hub", organisation=organisation, position=position, **texts
    )


def revised(organisation: str, position: ViewPosition) -> Event:
    return ViewRevised(consultation="c1", item="hub", organisation=organisation, position=position)


def taken_back(organisation: str) -> Event:
    return ViewWithdrawn(consultation="c1", item="hub", organisation=organisation)


def discussed(meeting: str = "may", paragraph: int = 1) -> Event:
    return ItemDiscussed(item="hub", meeting=meeting, paragraph=paragraph, discussion="Talk.")


def deferred(to_meeting: str | None = None) -> Event:
    return ItemDeferred(item="hub", meeting="may", to_meeting=to_meeting)


def closed_into(organisation: str, successor: str) -> Event:
    return MemberSucceeded(
        organisation=organisation, successor=successor, on=on(5, 1).date(), basis="declared"
    )


JUNE = MeetingCalled(meeting="june", body="board", starts_at=on(6, 11, 13))
TABLED_IN_JUNE = ItemTabled(
    item="hub",
    meeting="june",
    body="board",
    purpose="decision",
    originator_kind="pcn",
    originator=NORTH,
    title="Same-day hub",
)


def consultation(*steps: Noted, id_: str = "c1") -> Consultation:
    """The consultation after these steps; positions count from the first step on."""
    return folded(view, noted(*steps)).require(Consultation, id_)
