"""What was recorded wrongly, what stands in its place, on what basis, and since when?"""

from collections.abc import Iterable
from datetime import datetime

from eventlog.reading import ReadEntry
from projections.reckoning.correctable import CORRECTING, STATING, Statement, Subject, stated
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from projections.views.correction_documents import Correctable, Correction, Stated
from schemas.event import Event
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    decision,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    representation,
)
from schemas.events.correction import CanvassRedated, MistakeNoted
from schemas.values import CorrectionBasis


class CorrectionLine(Line):
    """One correction: the entry that it replaces, what that said, and what stands instead.

    `was` and `now` are facts in words; free text stands in the register of its subject, where a
    corrected line shows what it replaced. `now` is None where nothing stands instead (or, of a
    decision, only its text was put otherwise). `is_current` is false where the same was
    corrected again, or said anew. `basis` is None for votes and minutes
    corrected before a basis was asked for there, too.
    """

    position: int
    subject: Subject
    about: str
    replaces: int | None
    was: str | None
    now: str | None
    basis: CorrectionBasis | None
    reason: str | None
    corrected_at: datetime
    recorded_at: datetime
    by: str | None
    is_current: bool
    unknown: str | None


view = View(
    "correction-register",
    documents=(Correction, Correctable),
    ignores=(
        *(action, body, contact, mandate, partnership, poll, record, representation),
        *(opportunity.OpportunityAnnounced, opportunity.OrganisationNotified),
        *(opportunity.InterestExpressed, opportunity.InterestWithdrawn),
        opportunity.OpportunityClosed,
        *(consultation.ConsultationOpened, consultation.ConsultationExtended),
        *(consultation.ConsultationClosed, consultation.ConsultationWithdrawn),
        consultation.ReminderSent,
        *(decision.DecisionRescinded, decision.DecisionSuperseded),
        *(meeting.MeetingAdjourned, meeting.MeetingResumed),
        *(feedback.FeedbackAcknowledged, feedback.FeedbackQueried, feedback.FeedbackAnswered),
        *(feedback.MessageSent, feedback.MessageAnswered),
        *(meeting.MeetingCalled, meeting.MeetingCancelled, meeting.MeetingOpened),
        *(meeting.MeetingClosed, meeting.AgendaPublished, meeting.ItemTabled),
        *(meeting.ItemDiscussed, meeting.ItemDeferred, meeting.ItemWithdrawn),
        meeting.PaperAttached,
        *(minutes.MinutesDrafted, minutes.MinutesApproved, minutes.MinutesPublished),
        *(motion.MotionMoved, motion.MotionSeconded, motion.AmendmentMoved),
        motion.VotingOpened,
    ),
)


def said(rows: Rows, event: Event, entry: ReadEntry) -> None:
    it = stated(event, entry.entry.occurred_at)
    _state(rows, it, it.place, Stated(entry.position, it.words))


def corrected(rows: Rows, event: Event, entry: ReadEntry) -> None:
    it = stated(event, entry.entry.occurred_at)
    place = it.place
    if isinstance(event, CanvassRedated):
        place = f"{it.subject} {event.consultation}/{event.organisation}/{it.words}"
    before = _state(rows, it, place, Stated(entry.position, it.words, is_correction=True))
    noted = event.entry if isinstance(event, MistakeNoted) else None
    replaces = before.position if before else noted
    rows.put(
        Correction(
            position=entry.position,
            subject=it.subject,
            about_what=it.about,
            replaces=replaces,
            was=before.words if before else None,
            now=it.words,
            corrected_at=entry.entry.occurred_at,
            recorded_at=entry.entry.recorded_at,
            tags=list(entry.entry.tags),
            basis=getattr(event, "basis", None),
            reason=getattr(event, "reason", None),
            by=entry.entry.acting_for,
            evidence=[*([replaces] if replaces else []), entry.position],
        )
    )


def _state(rows: Rows, it: Statement, place: str, now: Stated) -> Stated | None:
    """Notes what stands from now on, and gives what stood before.

    If that was a correction, it has now been said anew, or corrected again.
    """
    document = rows.get(Correctable, it.within) or Correctable(within=it.within)
    before = document.stated.get(it.place)
    document.stated[place] = now
    rows.put(document)
    if before and before.is_correction:
        earlier = rows.require(Correction, f"{before.position:012}")
        earlier.replaced_by = now.position
        earlier.evidence.append(now.position)
        rows.put(earlier)
    return before


for one in STATING:
    view.on(one)(said)
for other in CORRECTING:
    view.on(other)(corrected)


_OMITTED = "Nothing had been recorded of it before."
_UNKNOWN: dict[Subject, str] = {"minutes": "What it replaces is made from other entries."}


def lines(one: Correction, _as_of: datetime) -> Iterable[CorrectionLine]:
    yield CorrectionLine(
        position=one.position,
        subject=one.subject,
        about=one.about_what,
        replaces=one.replaces,
        was=one.was,
        now=one.now,
        basis=one.basis,
        reason=one.reason,
        corrected_at=one.corrected_at,
        recorded_at=one.recorded_at,
        by=one.by,
        is_current=one.replaced_by is None,
        unknown=None if one.replaces else _UNKNOWN.get(one.subject, _OMITTED),
        evidence=one.evidence,
    )


register = Register(
    name="corrections",
    title="Register of corrections",
    view=view,
    kind=Correction,
    line=CorrectionLine,
    lines=lines,
    filters=("item", "organisation", "meeting", "decision", "seat", "motion", "opportunity"),
)
