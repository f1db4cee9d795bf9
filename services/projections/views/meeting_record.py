"""What do the minutes of a meeting need to tell, besides votes, decisions and who was there?"""

from projections.view import View
from projections.views.meeting_changes import CHANGES, changes_seen
from projections.views.meeting_course import COURSE, course_changed
from projections.views.meeting_documents import (
    BodyOfAction,
    MeetingBody,
    MeetingOfItem,
    MeetingPartnership,
    MeetingRecord,
)
from projections.views.meeting_outcomes import OUTCOMES, outcomes_changed
from projections.views.meeting_parts import PARTS, parts_changed
from projections.views.meeting_setting import SETTING, setting_changed
from schemas.events import (
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    motion,
    opportunity,
    poll,
    record,
    restatement,
)
from schemas.events.body import SeatRetired
from schemas.events.meeting import ApologiesReceived, AttendanceRecorded, InterestDeclared
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    DissentRecorded,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
)
from schemas.events.partnership import (
    ListSizePublished,
    MemberSplit,
    MemberTransferred,
    ReferenceDataImported,
)
from schemas.events.representation import (
    HoursLogged,
    InterestEnded,
    InterestRegistered,
    RoleResourced,
)

view = View(
    "meeting-record",
    documents=(MeetingRecord, MeetingBody, MeetingPartnership, MeetingOfItem, BodyOfAction),
    without_texts_of=(decision, motion),
    ignores=(
        *(correction, poll, restatement.RulingRestated, restatement.CastingVoteRestated),
        *(restatement.DissentRestated, restatement.AwardRestated),
        *(RoleResourced, HoursLogged),
        *(contact, opportunity),
        *(MemberTransferred, MemberSplit, ListSizePublished, ReferenceDataImported, SeatRetired),
        *(AttendanceRecorded, ApologiesReceived, InterestDeclared),
        *(InterestRegistered, InterestEnded, MotionSeconded, AmendmentMoved, VoteCast),
        *(VoteCorrected, CastingVoteUsed, DissentRecorded, VotingClosed),
        *(consultation, feedback, mandate, record),
    ),
)
view.on(*SETTING)(setting_changed)
view.on(*COURSE)(course_changed)
view.on(*PARTS)(parts_changed)
view.on(*CHANGES)(changes_seen)
view.on(*OUTCOMES)(outcomes_changed)
