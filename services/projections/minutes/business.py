"""One item of business as the minutes tell it: papers, canvass, mandates, discussion, decision."""

from datetime import date
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from projections.minutes.fields import Count, Text
from projections.minutes.voting import Motion
from schemas.values import (
    Authority,
    Choice,
    CorrectionBasis,
    ItemPurpose,
    MandateKind,
    OriginatorKind,
    OutcomeVerb,
    ViewPosition,
)


class Correction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A change made to a paragraph after it was drafted; the paragraph holds the words in force."""

    was: Text = None
    reason: Text = None
    corrected_on: date | None = None
    corrected_by: Text = None


class Minute(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One numbered paragraph of minutes; its number, such as "014.3", never changes."""

    number: str | None = None
    text: Text = None
    corrections: tuple[Correction, ...] = ()


class Paper(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper before the meeting. `digest` is the start of its SHA-256 in hexadecimal."""

    title: Text = None
    digest: str | None = None


class Response(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The position of an organisation that answered the canvass."""

    organisation: Text = None
    position: ViewPosition | None = None
    conditions: Text = None


class Objection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organisation: Text = None
    text: Text = None


class Canvass(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One round of asking the PCNs ahead of an item.

    Each PCN of the electorate stands in one of the six lists, `responded` to `exempt`.
    `has_changed_paper`: the item was discussed on another version of a paper than they were asked
    about.
    """

    question: Text = None
    opened_on: date | None = None
    closed_on: date | None = None
    rule: Text = None
    pcns_reached: Count | None = None
    pcns_total: Count | None = None
    patients_reached: Count | None = None
    patients_total: Count | None = None
    responded: tuple[Response, ...] = ()
    declined: tuple[Text, ...] = ()
    silent: tuple[Text, ...] = ()
    late_notice: tuple[Text, ...] = ()
    not_reached: tuple[Text, ...] = ()
    exempt: tuple[Text, ...] = ()
    outcome: Text = None
    objections: tuple[Objection, ...] = ()
    has_changed_paper: bool | UnsetType = UNSET


class Mandate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The authority that a PCN gave to a seat for this item: how to vote, and in its own words.

    `successor` had taken the place of the PCN that gave it by the day of the meeting.
    """

    organisation: Text = None
    successor: Text | UnsetType = UNSET
    seat: Text = None
    kind: MandateKind | Literal["withheld"] | None = None
    instruction: Choice | None = None
    conditions: Text = None
    standing: Literal["confirmed", "unconfirmed", "disputed"] | None = None


class Departure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A vote that was cast otherwise than a PCN's bound mandate said.

    `is_recorded_later`: only a correction put the vote on the record, on this basis and for this
    reason, so nobody could record why the seat voted so.
    """

    organisation: Text = None
    seat: Text = None
    instruction: Choice | None = None
    vote: Choice | None = None
    reason: Text = None
    is_recorded_later: bool = False
    correction_basis: CorrectionBasis | None = None
    correction_reason: Text = None


class Decision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision: its number, its outcome verb, the authority it was taken under, and on what
    basis the body holds that authority. An amount of `None` means that no money was decided on.

    `undone`: the same meeting rescinded it, or replaced it by the decision numbered `undone_by`.
    """

    number: str | None = None
    outcome: OutcomeVerb | None = None
    text: Text = None
    authority: Authority | None = None
    basis: Text = None
    amount_pence: int | None = None
    departures: tuple[Departure, ...] = ()
    undone: Literal["rescinded", "superseded"] | UnsetType = UNSET
    undone_by: str | UnsetType = UNSET


class Action(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An action. `raised_by` is the body that numbered it, where it was taken over from one."""

    number: str | None = None
    text: Text = None
    owner: Text = None
    due_on: date | None = None
    status: Literal["open", "in progress", "completed", "overdue", "withdrawn"] | None = None
    update: Text = None
    raised_by: str | UnsetType = UNSET


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of the agenda and what became of it.

    `disposal` and its reason are for items that left the agenda without a decision.
    """

    number: str | None = None
    title: Text = None
    purpose: ItemPurpose | None = None
    tabled_by: Text = None
    originator: OriginatorKind | None = None
    summary: Text = None
    papers: tuple[Paper, ...] = ()
    canvasses: tuple[Canvass, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    discussion: tuple[Minute, ...] = ()
    motions: tuple[Motion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    disposal: Literal["deferred", "withdrawn", "not reached"] | None = None
    disposal_reason: Text = None
