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
    decision_register,
    feedback_register,
    interest_register,
    mandate_fidelity,
    mandate_register,
    meeting_record,
    membership,
    message_register,
    vote_record,
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
)

REGISTERS: tuple[Register, ...] = (
    action_register.register,
    decision_register.register,
    feedback_register.register,
    message_register.register,
    interest_register.register,
    attendance_register.register,
    membership.register,
    canvass_register.register,
    consultation_outcome.register,
    mandate_register.register,
    vote_record.register,
    mandate_fidelity.register,
)

REGISTER_BY_NAME = {register.name: register for register in REGISTERS}
VIEW_OF: dict[type[Document], View] = {kind: view for view in VIEWS for kind in view.documents}
