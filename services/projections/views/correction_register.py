"""What was recorded wrongly, what stands in its place, on what basis, and since when?"""

from collections.abc import Iterable
from datetime import datetime

from eventlog.reading import ReadEntry
from projections.reckoning.correctable import CORRECTING, STATING, Statement, Subject, stated
from projections.reckoning.wordings import KEEPS_ITS_WORDS, WORDED, time_of, words_of
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from projections.views.correction_documents import Correctable, Correction, Stated, Worded
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
from schemas.events.correction import CanvassRedated, DecisionRestated, MistakeNoted
from schemas.events.restatement import RatificationRestated
from schemas.values import CorrectionBasis


class CorrectionLine(Line):
    """One correction: the entry that it replaces, what that said, and what stands instead.

    `was` and `now` are facts in words; `now` is None where nothing stands instead (or, of a
    decision, only its text was put otherwise). `was_at` and `now_at` say when it was, of what has a
    time; `was_text` and `now_text` what was said, where the correction put that in other words (of
    minutes, what the paragraph read before its first correction is made from other entries).
    `is_current` is false where the same was
    corrected again, or said anew. `basis` is None for votes and minutes
    corrected before a basis was asked for there, too.
    """

    position: int
    subject: Subject
    about: str
    replaces: int | None
    was: str | None
    now: str | None
    was_at: datetime | None
    now_at: datetime | None
    was_text: str | None
    now_text: str | None
    basis: CorrectionBasis | None
    reason: str | None
    corrected_at: datetime
    recorded_at: datetime
    by: str | None
    is_current: bool
    unknown: str | None


view = View(
    "correction-register",
    documents=(Correction, Correctable, Worded),
    without_texts_of=(
        *(feedback, meeting, consultation.OrganisationCanvassed, consultation.ViewWithdrawn),
        decision.DecisionRatified,
    ),
    ignores=(
        *(action, body, contact, mandate, partnership, poll, record, representation),
        *(opportunity.OpportunityAnnounced, opportunity.OrganisationNotified),
        *(opportunity.InterestExpressed, opportunity.InterestWithdrawn),
        opportunity.OpportunityClosed,
        *(consultation.ConsultationOpened, consultation.ConsultationExtended),
        *(consultation.ConsultationClosed, consultation.ConsultationWithdrawn),
        consultation.ReminderSent,
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
    at = entry.entry.occurred_at
    it = stated(event, at)
    _state(rows, it, it.place, Stated(entry.position, it.words, at=time_of(event, at)))
    if it.subject in WORDED:  # else there is nothing to look for
        _word(rows, it.place, words_of(event))


def corrected(rows: Rows, event: Event, entry: ReadEntry) -> None:
    it = stated(event, entry.entry.occurred_at)
    at = time_of(event, entry.entry.occurred_at)
    place = it.place
    if isinstance(event, CanvassRedated):
        place = f"{it.subject} {event.consultation}/{event.organisation}/{it.words}"
    if isinstance(event, RatificationRestated) and event.outcome and at is None:
        at = _stood_at(rows, it)
    now = Stated(entry.position, it.words, is_correction=True, at=at)
    before = _state(rows, it, place, now)
    was_text, now_text = _reworded(rows, it, event)
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
            was_at=before.at if before else None,
            now_at=at,
            was_text=was_text,
            now_text=now_text,
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


def _stood_at(rows: Rows, it: Statement) -> datetime | None:
    document = rows.get(Correctable, it.within)
    before = document.stated.get(it.place) if document else None
    return before.at if before and before.words == it.words else None


def _reworded(rows: Rows, it: Statement, event: Event) -> tuple[str | None, str | None]:
    """What was said before and is now, where a correction changes that; else twice None."""
    if it.subject not in WORDED:
        return None, None
    found = rows.get(Worded, it.place)
    before, given = found.text if found and found.text else None, words_of(event)
    is_kept = isinstance(event, KEEPS_ITS_WORDS) and _stands(it, event)
    if before == given or (given is None and is_kept):
        return None, None
    _word(rows, it.place, given)
    return before, given


def _stands(it: Statement, event: Event) -> bool:
    """A restated decision always does; where only its text changes, it has no other words."""
    return it.words is not None or isinstance(event, DecisionRestated)


def _word(rows: Rows, place: str, text: str | None) -> None:
    """Words are kept only of what has some, or had."""
    if text or rows.get(Worded, place):
        rows.put(Worded(place=place, text=text or ""))


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
        was_at=one.was_at,
        now_at=one.now_at,
        was_text=one.was_text,
        now_text=one.now_text,
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
