"""The end of the minutes: other business, the next meeting, and where this record comes from."""

from collections.abc import Iterator

from msgspec import UNSET

from projections.minutes.blocks import Block, Heading, Paragraph, body, facts, quiet
from projections.minutes.document import Minutes, NextMeeting
from projections.minutes.items import paragraphs
from projections.minutes.wording import (
    NONE_RECORDED,
    NOT_RECORDED,
    clock,
    day,
    moment,
    one_line,
    words,
)
from schemas.values import RetentionClass

NO_PATIENT_DATA = "This record is not for patient data: it must name no patient and identify none."
ODS_ATTRIBUTION = (
    "Contains information from NHS England (Organisation Data Service), licensed under the "
    "Open Government Licence v3.0."
)


def other_business(minutes: Minutes) -> Iterator[Block]:
    yield Heading(level=1, text="Any other business")
    if not minutes.other_business:
        yield body(NONE_RECORDED)
    yield from paragraphs(minutes.other_business)


def next_meeting(minutes: Minutes) -> Iterator[Block]:
    yield Heading(level=1, text="Date of next meeting")
    coming = minutes.next_meeting or NextMeeting()
    yield facts(
        ("Date", day(coming.held_on)),
        ("Time", clock(coming.starts_at)),
        ("Venue", words(coming.venue)),
    )
    if minutes.meeting.closed_at:
        yield body(f"The meeting closed at {clock(minutes.meeting.closed_at)}.")


_KEPT: dict[RetentionClass, str] = {
    "board": "up to 20 years, then transferred to a place of deposit (board meetings)",
    "delegated-committee": "up to 20 years, then transferred to a place of deposit (committees in "
    "the scheme of delegation)",
    "other-group": "6 years, then reviewed (groups outside the scheme of delegation)",
}
"""By `schemas.values.RetentionClass`, which names the source and what of it was checked."""


def record(minutes: Minutes) -> Iterator[Block]:
    source = minutes.record
    yield Heading(level=1, text="About this record")
    yield facts(
        ("Book", one_line(source.book)),
        ("Position", NOT_RECORDED if source.position is None else str(source.position)),
        ("As at", moment(source.as_at)),
        ("Kept", None if source.retention is UNSET else _KEPT[source.retention]),
    )
    yield Paragraph(line=quiet(NO_PATIENT_DATA))
    if source.ods_data:
        yield Paragraph(line=quiet(ODS_ATTRIBUTION))
