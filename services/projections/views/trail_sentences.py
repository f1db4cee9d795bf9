"""What an entry says in a trail: for each type of event its stage, and a sentence in plain English.

A template's `{field}` is a field of the event in words. What stands in square brackets is left out
where one of its fields is not there (not recorded, or erased).
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from projections.views.trail_setting import SETTING
from projections.views.trail_words import filled
from schemas.event import Event
from schemas.events import (
    action,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    poll,
    restatement,
)

Stage: TypeAlias = Literal[
    "represented", "asked", "mandated", "met", "voted", "decided", "told", "followed-up"
]

TELLINGS: dict[type[Event], tuple[Stage, str]] = {
    meeting.ItemTabled: (
        "asked",
        "The item[ “{title}”] was tabled for {purpose}[ by {originator}].",
    ),
    meeting.PaperAttached: ("asked", "A paper[, “{title}”,] was attached to the item."),
    consultation.ConsultationOpened: (
        "asked",
        "Organisations to be asked: {electorate}; answers are taken until {closes_at}.",
    ),
    consultation.OrganisationCanvassed: ("asked", "{organisation} was asked {channel}."),
    consultation.ReminderSent: ("asked", "{organisation} was reminded {channel}."),
    consultation.ViewSubmitted: ("asked", "{organisation} answered: {position}."),
    consultation.ViewRevised: ("asked", "{organisation} changed its answer: {position}."),
    consultation.ViewWithdrawn: ("asked", "{organisation} took its answer back."),
    consultation.ConsultationExtended: ("asked", "Answers are taken until {closes_at}."),
    consultation.ConsultationClosed: (
        "asked",
        "The consultation was closed; organisations without an answer: {non_responders}.",
    ),
    consultation.ConsultationWithdrawn: ("asked", "The consultation was withdrawn."),
    correction.CanvassRedated: (
        "asked",
        "A time was corrected: {organisation} was asked at {delivered_at}, not {recorded_as}.",
    ),
    correction.CanvassWithdrawn: (
        "asked",
        "The record that {organisation} was asked at {recorded_as} was taken back.",
    ),
    correction.ViewRestated: (
        "asked",
        "The record of the answer of {organisation} was corrected[: {position}].",
    ),
    poll.PollOpened: ("asked", "{organisation} asked its practices: {practices} of them."),
    poll.PracticeAnswered: ("asked", "A practice of {organisation} answered it: {position}."),
    poll.PollClosed: ("asked", "{organisation} closed the poll of its practices."),
    mandate.MandateGranted: (
        "mandated",
        "{organisation} gave a mandate to {seat}: {kind}[, {instruction}].",
    ),
    mandate.MandateLogged: (
        "mandated",
        "{seat} logged a mandate of {organisation}, heard {channel}: {kind}[, {instruction}].",
    ),
    mandate.MandateConfirmed: (
        "mandated",
        "{organisation} confirmed the mandate logged in its name.",
    ),
    mandate.MandateDisputed: (
        "mandated",
        "{organisation} disputed the mandate logged in its name.",
    ),
    mandate.MandateVaried: (
        "mandated",
        "{organisation} changed its mandate to {seat}: {kind}[, {instruction}].",
    ),
    mandate.MandateWithheld: ("mandated", "{organisation} withheld its authority from {seat}."),
    mandate.MandateRevoked: ("mandated", "{organisation} revoked its mandate to {seat}."),
    contact.ContactLogged: (
        "asked",
        "A conversation was logged[, of {organisation}][ with {with_organisation}][: {outcome}].",
    ),
    opportunity.OpportunityAnnounced: (
        "asked",
        "An opportunity[, “{title}”,] was offered to organisations: {organisations}.",
    ),
    opportunity.OrganisationNotified: (
        "asked",
        "{organisation} was told of the opportunity {channel}.",
    ),
    opportunity.InterestExpressed: ("asked", "{organisation} applied for the opportunity."),
    opportunity.InterestWithdrawn: ("asked", "{organisation} took its application back."),
    meeting.MeetingCalled: ("met", "A meeting was called for {starts_at}."),
    meeting.AgendaPublished: ("met", "The agenda was sent out; number of items: {items}."),
    meeting.MeetingCancelled: ("met", "The meeting was cancelled."),
    correction.AttendanceWithdrawn: ("met", "A record of {record} was taken back[: {seat}]."),
    correction.DeclarationWithdrawn: ("met", "A declaration of interest was taken back."),
    meeting.MeetingOpened: ("met", "The meeting was opened."),
    meeting.MeetingAdjourned: ("met", "The meeting was adjourned[ to {resumes_at}]."),
    meeting.MeetingResumed: ("met", "The meeting was resumed."),
    meeting.AttendanceRecorded: ("met", "Attendance was recorded: {capacity}[, {seat}]."),
    meeting.ApologiesReceived: ("met", "Apologies were received[: {seat}]."),
    meeting.InterestDeclared: (
        "met",
        "An interest was declared ({kind}, {nature}); how it was managed: {management}.",
    ),
    meeting.MemberRecused: ("met", "{seat} was recused from the item."),
    meeting.MemberExcluded: ("met", "{seat} was excluded from the item by the chair."),
    meeting.MemberReturned: ("met", "{seat} took part in the meeting again."),
    restatement.StandingAsideRestated: (
        "met",
        "The record of the part of {seat} was corrected[: {how}].",
    ),
    restatement.ReturnRestated: (
        "met",
        "The record of when {seat} came back was corrected[: {returned_at}].",
    ),
    meeting.ItemDiscussed: ("met", "The item was discussed (paragraph {paragraph})."),
    meeting.ItemDeferred: ("met", "The item was deferred."),
    meeting.ItemWithdrawn: ("met", "The item was withdrawn."),
    meeting.MeetingClosed: ("met", "The meeting was closed."),
    motion.MotionMoved: ("voted", "A motion was moved[ by {mover}]."),
    motion.MotionSeconded: ("voted", "{seconder} seconded the motion."),
    motion.AmendmentMoved: ("voted", "{mover} moved an amendment."),
    motion.VotingOpened: (
        "voted",
        "The motion was put to the vote ({method}); seats entitled to vote: {entitled}.",
    ),
    motion.VoteCast: ("voted", "{seat} {choice}."),
    motion.VoteCorrected: ("voted", "The record of a vote was corrected: {seat} {choice}."),
    motion.CastingVoteUsed: ("voted", "The casting vote was used: {seat} {choice}."),
    motion.DissentRecorded: ("voted", "{seat} had its dissent recorded."),
    motion.VotingClosed: ("voted", "Voting was closed; the chair ruled: {ruling}."),
    restatement.RulingRestated: (
        "voted",
        "The record of the chair’s ruling was corrected: {ruling}.",
    ),
    restatement.CastingVoteRestated: (
        "voted",
        "The record of the casting vote was corrected[: {seat} {choice}].",
    ),
    restatement.DissentRestated: (
        "voted",
        "The record of the dissent of {seat} was corrected: {has_dissented}.",
    ),
    decision.DecisionTaken: (
        "decided",
        "Decision {number} was taken: {outcome}[, {amount_pence}].",
    ),
    decision.DecisionTakenOutsideMeeting: (
        "decided",
        "Decision {number} was taken outside a meeting ({route}): {outcome}[, {amount_pence}].",
    ),
    decision.DecisionRatified: ("decided", "A later meeting ratified the decision."),
    decision.RatificationRefused: ("decided", "A later meeting did not ratify the decision."),
    decision.DecisionRescinded: ("decided", "A later meeting rescinded the decision."),
    decision.DecisionSuperseded: (
        "decided",
        "Decision {decision} was replaced by a later one: {superseded_by}.",
    ),
    restatement.UndoingRestated: (
        "decided",
        "That it was {undone} was recorded by mistake: it stands.",
    ),
    restatement.RatificationRestated: (
        "decided",
        "The record of its ratification was corrected[: {outcome}].",
    ),
    correction.DecisionRestated: (
        "decided",
        "The record of the decision was corrected[: {outcome}][, {amount_pence}].",
    ),
    correction.FeedbackWithdrawn: (
        "told",
        "The record that {organisation} was told of the decision was taken back.",
    ),
    correction.MistakeNoted: ("followed-up", "A mistake was noted in entry {entry}."),
    feedback.FeedbackIssued: ("told", "{organisation} was told of the decision {channel}."),
    feedback.FeedbackAcknowledged: ("told", "{organisation} acknowledged the feedback."),
    feedback.FeedbackQueried: ("told", "{organisation} asked about the feedback."),
    feedback.FeedbackAnswered: ("told", "The question of {organisation} was answered."),
    feedback.MessageSent: ("told", "{organisation} wrote to the partnership about the item."),
    feedback.MessageAnswered: ("told", "The message of {organisation} was answered."),
    action.ActionRaised: (
        "followed-up",
        "Action {number} was raised[ for {organisation}][, due on {due_on}].",
    ),
    action.ActionUpdated: ("followed-up", "An action was updated[: it is due on {due_on}]."),
    action.ActionCompleted: ("followed-up", "An action was completed."),
    opportunity.OpportunityAwarded: (
        "followed-up",
        "{organisation} was chosen for the opportunity[: {amount_pence}].",
    ),
    restatement.AwardRestated: (
        "followed-up",
        "The record of whether {organisation} was chosen was corrected: {is_awarded}.",
    ),
    opportunity.OpportunityClosed: ("followed-up", "The opportunity was closed: {outcome}."),
    minutes.MinutesDrafted: ("followed-up", "Minutes were drafted (version {version})."),
    minutes.MinutesCorrected: (
        "followed-up",
        "Paragraph {paragraph} of the minutes was corrected.",
    ),
    minutes.MinutesApproved: ("followed-up", "A later meeting approved the minutes."),
    minutes.MinutesPublished: ("followed-up", "The minutes were published (version {version})."),
    **{event: ("represented", told) for event, told in SETTING.items()},
}


def sentence(event: Event, names: Mapping[str, str]) -> str:
    """The entry in plain English. `names` tells what organisations and seats are called."""
    _, template = TELLINGS[type(event)]
    return filled(template, event, names)
