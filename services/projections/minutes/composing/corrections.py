"""Corrections of what was recorded of a meeting: votes, who took part, rulings, decisions."""

import re
from datetime import datetime

from msgspec import UNSET, UnsetType

from projections.minutes.composing.names import Names
from projections.minutes.composing.sources import Sources
from projections.minutes.corrected import RecordCorrection
from projections.minutes.wording import moment, pounds
from projections.reckoning.correctable import Subject
from projections.views.correction_documents import Correction
from schemas.days import day_in_england

_OF_A_MEETING: frozenset[Subject] = frozenset(
    {
        *("vote", "attendance", "apologies", "declaration", "decision", "standing-aside"),
        *("return", "ruling", "casting-vote", "dissent", "ratification", "undoing"),
    }
)
"""Corrected minutes stand at their paragraphs; what was asked before, in its own register."""
_IS_A_TIME: frozenset[Subject] = frozenset({"return"})
"""What was recorded is a time itself, and said once."""
_STANDS: dict[Subject, str] = {"undoing": "in force, as before"}
"""What is so where nothing stands of what had been recorded by mistake."""
_PENCE = re.compile(r"([0-9]+) pence")


def corrections(sources: Sources, names: Names) -> tuple[RecordCorrection, ...] | UnsetType:
    """Those of this meeting, of its votes and of its decisions, by position; absent where none."""
    told = (one for one in sources.corrections if one.subject in _OF_A_MEETING)
    return tuple(_correction(one, sources, names) for one in told) or UNSET


def _correction(one: Correction, sources: Sources, names: Names) -> RecordCorrection:
    return RecordCorrection(
        subject=one.subject,
        about=_about(one, sources, names),
        was=_said(one.was, one.subject, sources, names),
        now=_said(one.now, one.subject, sources, names) or _STANDS.get(one.subject),
        was_at=None if one.subject in _IS_A_TIME else one.was_at,
        now_at=None if one.subject in _IS_A_TIME else one.now_at,
        was_text=one.was_text,
        now_text=one.now_text,
        basis=one.basis,
        reason=one.reason,
        corrected_on=day_in_england(one.corrected_at),
        entry=one.replaces,
        corrected_by=one.position,
        is_current=one.replaced_by is None,
    )


def _about(one: Correction, sources: Sources, names: Names) -> str:
    """The seat, else the person, that it concerns; else the motion's words, or the decision."""
    concerned = dict(tag.split(":", 1) for tag in one.tags)
    if seat := concerned.get("seat"):
        return names.seat(seat)
    if person := concerned.get("person"):
        return names.person(person) or person
    if motion := concerned.get("motion"):
        put = (each for found in sources.motions.values() for each in found)
        text = next((each.text for each in put if each.motion == motion), None)
        return f"“{text}”" if text else motion
    decided = sources.decisions.get(concerned.get("decision", ""))
    return decided.number if decided else one.about_what


def _said(words: str | None, subject: Subject, sources: Sources, names: Names) -> str | None:
    """Times, sums, seats and this meeting as people read of them; other facts are in words."""
    if words is None:
        return None
    match subject:
        case "return":
            return moment(datetime.fromisoformat(words))
        case "attendance":
            capacity, _, seat = words.partition(" in ")
            return f"{capacity}, {names.seat(seat)}" if seat else capacity.replace("-", " ")
        case "ratification" | "undoing":
            return words.replace(f"at {sources.record.meeting}", "at this meeting")
        case "decision":
            return _PENCE.sub(lambda found: pounds(int(found[1])), words)
        case _:
            return words
