"""What do the minutes of a meeting need to tell, besides votes, decisions and who was there?"""

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.view import View
from projections.views.meeting_documents import (
    Approval,
    BodyOfAction,
    Called,
    Correction,
    Draft,
    MeetingBody,
    MeetingOfItem,
    MeetingPartnership,
    MeetingRecord,
    Publication,
    StandingAside,
)
from projections.views.meeting_items import ItemRecord, Matter, Paper, Said
from projections.views.meeting_setting import SETTING, setting_changed
from schemas.event import Event
from schemas.events import consultation, feedback, mandate
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from schemas.events.body import SeatRetired
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
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
from schemas.events.partnership import ListSizePublished, ReferenceDataImported
from schemas.events.representation import InterestEnded, InterestRegistered

view = View(
    "meeting-record",
    documents=(MeetingRecord, MeetingBody, MeetingPartnership, MeetingOfItem, BodyOfAction),
    ignores=(
        *(ListSizePublished, ReferenceDataImported, SeatRetired),
        *(AttendanceRecorded, ApologiesReceived, InterestDeclared),
        *(InterestRegistered, InterestEnded, MotionSeconded, AmendmentMoved, VoteCast),
        *(VoteCorrected, CastingVoteUsed, DissentRecorded, VotingClosed),
        *(consultation, feedback, mandate),
    ),
)
view.on(*SETTING)(setting_changed)
