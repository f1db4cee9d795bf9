"""Which role may give which command: one literal table, by subject."""

from decisions import (
    actions,
    agenda,
    attendance,
    bodies,
    canvassing,
    conflicts,
    consultations,
    erasures,
    exemptions,
    feedback,
    interests,
    items,
    logged_mandates,
    mandates,
    meetings,
    member_changes,
    messages,
    minutes,
    motions,
    outcomes,
    outside_decisions,
    partnerships,
    reference_data,
    representation,
    views,
    votes,
)
from decisions.command import Command
from decisions.context import Role
from gateway.identity import ForbiddenError, Principal

ADMINISTRATOR: frozenset[Role] = frozenset({"administrator"})
SET_UP: frozenset[Role] = frozenset({"administrator", "secretary"})
SECRETARY: frozenset[Role] = frozenset({"secretary"})
BOARD: frozenset[Role] = frozenset({"secretary", "representative"})
PCN: frozenset[Role] = frozenset({"pcn"})
PCN_OR_FOR_IT: frozenset[Role] = frozenset({"pcn", "secretary", "representative"})

ALLOWED: dict[type[Command], frozenset[Role]] = {
    partnerships.EstablishPartnership: ADMINISTRATOR,
    partnerships.JoinMember: SET_UP,
    partnerships.LeaveMember: SET_UP,
    member_changes.RenameMember: SET_UP,
    member_changes.SucceedMember: SET_UP,
    member_changes.PublishListSize: SET_UP,
    reference_data.ReconcileMembers: SET_UP,
    bodies.ConstituteBody: SET_UP,
    bodies.AdoptTerms: SET_UP,
    bodies.CreateSeat: SET_UP,
    bodies.RetireSeat: SET_UP,
    representation.AppointRepresentative: SECRETARY,
    representation.NominateDeputy: BOARD,
    representation.EndAppointment: BOARD,
    interests.RegisterInterest: BOARD,
    interests.EndInterest: BOARD,
    mandates.GrantMandate: PCN,
    logged_mandates.LogMandate: BOARD,
    logged_mandates.ConfirmMandate: PCN,
    logged_mandates.DisputeMandate: PCN,
    mandates.VaryMandate: PCN,
    mandates.WithholdMandate: PCN,
    mandates.RevokeMandate: PCN,
    consultations.OpenConsultation: BOARD,
    canvassing.CanvassOrganisation: BOARD,
    canvassing.RemindOrganisation: BOARD,
    views.SubmitView: PCN_OR_FOR_IT,
    views.ReviseView: PCN_OR_FOR_IT,
    views.WithdrawView: PCN_OR_FOR_IT,
    consultations.ExtendConsultation: BOARD,
    consultations.CloseConsultation: BOARD,
    consultations.WithdrawConsultation: BOARD,
    meetings.CallMeeting: SECRETARY,
    agenda.TableItem: PCN_OR_FOR_IT,
    agenda.PublishAgenda: SECRETARY,
    agenda.AttachPaper: BOARD,
    meetings.OpenMeeting: SECRETARY,
    attendance.RecordAttendance: SECRETARY,
    attendance.ReceiveApologies: BOARD,
    conflicts.DeclareInterest: BOARD,
    conflicts.RecuseMember: BOARD,
    conflicts.ExcludeMember: SECRETARY,
    conflicts.ReturnMember: SECRETARY,
    items.DiscussItem: SECRETARY,
    items.DeferItem: SECRETARY,
    items.WithdrawItem: SECRETARY,
    motions.MoveMotion: BOARD,
    motions.SecondMotion: BOARD,
    motions.MoveAmendment: BOARD,
    motions.OpenVoting: SECRETARY,
    votes.CastVote: BOARD,
    votes.CorrectVote: SECRETARY,
    votes.UseCastingVote: BOARD,
    votes.RecordDissent: BOARD,
    motions.CloseVoting: SECRETARY,
    outcomes.TakeDecision: SECRETARY,
    outside_decisions.TakeDecisionOutsideMeeting: SECRETARY,
    outside_decisions.RatifyDecision: SECRETARY,
    outside_decisions.RefuseRatification: SECRETARY,
    actions.RaiseAction: BOARD,
    actions.UpdateAction: PCN_OR_FOR_IT,
    actions.CompleteAction: PCN_OR_FOR_IT,
    feedback.IssueFeedback: BOARD,
    feedback.AcknowledgeFeedback: PCN,
    feedback.QueryFeedback: PCN,
    feedback.AnswerFeedback: BOARD,
    messages.SendMessage: PCN,
    messages.AnswerMessage: BOARD,
    meetings.CloseMeeting: SECRETARY,
    minutes.DraftMinutes: SECRETARY,
    minutes.CorrectMinutes: SECRETARY,
    minutes.ApproveMinutes: SECRETARY,
    minutes.PublishMinutes: SECRETARY,
    exemptions.ExemptText: SECRETARY,
    exemptions.LiftExemption: SECRETARY,
    erasures.EraseTexts: ADMINISTRATOR,
}


def require_permission(principal: Principal, command: Command) -> None:
    """Raises `ForbiddenError` for a role, or an organisation, that may not give this command."""
    allowed = ALLOWED.get(type(command), frozenset())
    if principal.role not in allowed:
        roles = " or ".join(sorted(allowed)) or "no role"
        raise ForbiddenError(f"{type(command).__name__} is for {roles}, not {principal.role}.")
    speaks_for = command.acting_for()
    if principal.role == "pcn" and speaks_for not in (None, principal.organisation):
        raise ForbiddenError(f"This key speaks for {principal.organisation}, not {speaks_for}.")
