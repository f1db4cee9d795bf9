"""Corrections of what was recorded of a meeting: votes, who took part, rulings, decisions."""

from datetime import datetime

from msgspec import UNSET, UnsetType

from projections.correctable import Subject
from projections.minutes.composing.names import Names
from projections.minutes.composing.sources import Sources
from projections.minutes.corrected import RecordCorrection
from projections.minutes.wording import moment
from projections.views.correction_documents import Correction
from schemas.days import day_in_england

_OF_A_MEETING: frozenset[Subject] = frozenset(
    {
        *("vote", "attendance", "apologies", "declaration", "decision", "standing-aside"),
        *("return", "ruling", "casting-vote", "dissent", "ratification"),
    }
)
"""Corrected minutes stand at their paragraphs; what was asked before, in its own register."""


def corrections(sources: Sources, names: Names) -> tuple[RecordCorrection, ...] | UnsetType:
    """Those of this meeting, of its votes and of its decisions, by position; absent where none."""
    told = (one for one in sources.corrections if one.subject in _OF_A_MEETING)
    return tuple(_correction(one, names) for one in told) or UNSET


def _correction(one: Correction, names: Names) -> RecordCorrection:
    return RecordCorrection(
        subject=one.subject,
        about=_about(one, names),
        was=_said(one.was, one.subject),
        now=_said(one.now, one.subject),
        basis=one.basis,
        reason=one.reason,
        corrected_on=day_in_england(one.corrected_at),
        entry=one.replaces,
        corrected_by=one.position,
        is_current=one.replaced_by is None,
    )


def _about(one: Correction, names: Names) -> str:
    """The seat, else the person, that it concerns; else the motion or decision by its id."""
    concerned = dict(tag.split(":", 1) for tag in one.tags)
    if seat := concerned.get("seat"):
        return names.seat(seat)
    if person := concerned.get("person"):
        return names.person(person) or person
    return concerned.get("motion") or concerned.get("decision") or one.about_what


def _said(words: str | None, subject: Subject) -> str | None:
    """A time as people read it; other facts are in words already."""
    if words is None or subject != "return":
        return words
    return moment(datetime.fromisoformat(words))
