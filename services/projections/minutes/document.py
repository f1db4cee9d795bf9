"""The minutes of one meeting: everything that their renderings may say, and nothing else."""

from datetime import date
from typing import Literal

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from projections.minutes.business import Action, Item, Minute
from projections.minutes.corrected import RecordCorrection, without_votes
from projections.minutes.fields import Count, Instant, Text
from projections.minutes.voting import without_seats
from projections.reckoning.notice import GivenBy, NoticeState
from schemas.values import (
    ConflictManagement,
    InterestKind,
    InterestNature,
    OutcomeVerb,
    OutsideRoute,
    RetentionClass,
)


class GivenNotice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Notice of the meeting in clear working days of England, from its agenda or else its call."""

    given_by: GivenBy
    given_on: date
    working_days: Count
    required: Count
    state: NoticeState


class Meeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    held_on: date | None = None
    started_at: Instant | None = None
    closed_at: Instant | None = None
    venue: Text = None
    chaired_by: Text = None
    minuted_by: Text = None
    notice: GivenNotice | UnsetType = UNSET


class Confirmation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The later meeting that confirmed these minutes, and the number of the minute that says so."""

    held_on: date | None = None
    minute: str | None = None


class Attendee(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Someone who was there. The two times are given only to those present for part of it.

    `speaks_for` lists the organisations of the seat's constituency. `sitting` is told where a
    meeting that was adjourned had several, and somebody was not there alike at all of them.
    """

    name: Text = None
    role: Text = None
    organisation: Text = None
    seat: Text = None
    speaks_for: tuple[Text, ...] = ()
    voting: bool | None = None
    deputy_for: Text = None
    arrived_at: Instant | None = None
    left_at: Instant | None = None
    sitting: Count | UnsetType = UNSET


class Adjournment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The meeting was broken off and went on, or not; counts are of the sitting that followed."""

    adjourned_at: Instant | None = None
    resumes_at: Instant | None = None
    resumed_at: Instant | None = None
    reason: Text = None
    present: Count | None = None
    met: bool | None = None


class UndoneDecision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An earlier decision that this meeting rescinded, or replaced by that numbered `by`."""

    number: str | None = None
    item: str | None = None
    decided_on: date | None = None
    text: Text = None
    by: str | UnsetType = UNSET
    reason: Text = None


class Apology(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Text = None
    role: Text = None
    organisation: Text = None
    seat: Text = None
    deputy: Text = None


class QuorumCategory(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named category, such as "PCN seats", that the quorum asks for."""

    name: Text = None
    required: Count | None = None
    present: Count | None = None


class QuorumException(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item for which quoracy differed from that of the meeting, because recusals change it."""

    item: str | None = None
    met: bool | None = None
    present: Count | None = None
    reason: Text = None


class Quoracy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Counts are of voting members."""

    met: bool | None = None
    required: Count | None = None
    present: Count | None = None
    categories: tuple[QuorumCategory, ...] = ()
    exceptions: tuple[QuorumException, ...] = ()


class Declaration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An interest declared at the meeting. `item` is `None` where it concerns no particular item.

    `kind` is the category of NHS England's guidance on managing conflicts of interest. The two
    times are those of someone who left the room. `part_taken` is `None` where nothing was barred.
    """

    person: Text = None
    item: str | None = None
    kind: InterestKind | None = None
    nature: InterestNature | None = None
    interest: Text = None
    management: ConflictManagement | None = None
    part_taken: Literal["recused", "excluded"] | None = None
    reason: Text = None
    left_at: Instant | None = None
    returned_at: Instant | None = None


class PastCorrection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction that this meeting made to the minutes of the last one, by paragraph."""

    paragraph: str | None = None
    was: Text = None
    becomes: Text = None
    reason: Text = None


class LastMinutes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    held_on: date | None = None
    outcome: Text = None
    corrections: tuple[PastCorrection, ...] = ()


class OutsideDecision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision taken between meetings. `ratified_by` numbers the minute that ratified it."""

    number: str | None = None
    decided_on: date | None = None
    route: OutsideRoute | None = None
    decided_by: Text = None
    outcome: OutcomeVerb | None = None
    text: Text = None
    reason: Text = None
    amount_pence: int | None = None
    ratification: (
        Literal["ratified", "refused", "awaited", "overdue", "rescinded", "superseded"] | None
    ) = None
    ratified_by: str | None = None


class NextMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    held_on: date | None = None
    starts_at: Instant | None = None
    venue: Text = None


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the minutes come from: a book as it stood at a position. `ods_data` asks for the
    attribution that the Open Government Licence requires. `retention` is there where the terms of
    reference of the day say how long the body's record is kept.
    """

    book: str | None = None
    position: Count | None = None
    as_at: Instant | None = None
    ods_data: bool = True
    retention: RetentionClass | UnsetType = UNSET


class Minutes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The minutes of one meeting. Any field may be missing; renderings then say so."""

    format: Literal["minutes.v1"] = "minutes.v1"
    language: Literal["en-GB"] = "en-GB"
    title: Text = None
    body: Text = None
    partnership: Text = None
    status: Literal["DRAFT", "CONFIRMED"] = "DRAFT"
    rendition: Literal["full", "public"] = "full"
    version: Count | None = None
    confirmation: Confirmation | None = None
    meeting: Meeting = Meeting()
    present: tuple[Attendee, ...] = ()
    in_attendance: tuple[Attendee, ...] = ()
    apologies: tuple[Apology, ...] = ()
    quoracy: Quoracy | None = None
    adjournments: tuple[Adjournment, ...] | UnsetType = UNSET
    declarations: tuple[Declaration, ...] = ()
    last_minutes: LastMinutes | None = None
    matters_arising: tuple[Action, ...] = ()
    outside_decisions: tuple[OutsideDecision, ...] = ()
    undone_decisions: tuple[UndoneDecision, ...] | UnsetType = UNSET
    items: tuple[Item, ...] = ()
    other_actions: tuple[Action, ...] = ()
    other_business: tuple[Minute, ...] = ()
    next_meeting: NextMeeting | None = None
    record_corrections: tuple[RecordCorrection, ...] | UnsetType = UNSET
    record: Record = Record()


def without_votes_by_seat(minutes: Minutes) -> Minutes:
    """The same minutes with the counts of each vote, but without how each seat voted."""
    items = (
        replace(item, motions=tuple(without_seats(motion) for motion in item.motions))
        for item in minutes.items
    )
    told = without_votes(minutes.record_corrections)
    return replace(minutes, items=tuple(items), record_corrections=told)
