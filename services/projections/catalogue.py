"""Every view and every register of Minutebook, in two literal lists."""

from projections.documents import Document
from projections.register import Register
from projections.view import View
from projections.views import (
    action_register,
    attendance_register,
    canvass_register,
    consultation_outcome,
    consultations,
    contact_register,
    correction_register,
    decision_register,
    feedback_register,
    influence,
    interest_register,
    mandate_fidelity,
    mandate_gaps,
    mandate_register,
    meeting_notices,
    meeting_record,
    membership,
    message_register,
    opportunity_register,
    practice_polls,
    reminders,
    resourcing_register,
    vote_record,
    where_decided,
)

VIEWS: tuple[View, ...] = (
    action_register.view,
    decision_register.view,
    feedback_register.view,
    message_register.view,
    interest_register.view,
    attendance_register.view,
    meeting_record.view,
    membership.view,
    consultations.view,
    mandate_register.view,
    vote_record.view,
    mandate_fidelity.view,
    practice_polls.view,
    correction_register.view,
    mandate_gaps.view,
    opportunity_register.view,
    contact_register.view,
    resourcing_register.view,
)

REGISTERS: tuple[Register, ...] = (
    action_register.register,
    decision_register.register,
    feedback_register.register,
    message_register.register,
    interest_register.register,
    attendance_register.register,
    meeting_notices.register,
    membership.register,
    canvass_register.register,
    consultation_outcome.register,
    mandate_register.register,
    vote_record.register,
    mandate_fidelity.register,
    influence.register,
    reminders.register,
    practice_polls.register,
    correction_register.register,
    where_decided.register,
    mandate_gaps.register,
    opportunity_register.register,
    opportunity_register.notice_register,
    opportunity_register.allocation_register,
    contact_register.register,
    resourcing_register.register,
)

REGISTER_BY_NAME = {register.name: register for register in REGISTERS}
VIEW_OF: dict[type[Document], View] = {kind: view for view in VIEWS for kind in view.documents}
