"""The values that events are made of: the field's standard terms, one word per thing."""

from datetime import date
from typing import Literal, TypeAlias

import msgspec

OrganisationKind: TypeAlias = Literal[
    "pcn",
    "practice",
    "trust",
    "council",
    "icb",
    "vcse",
    "federation",
    "lmc",
    "healthwatch",
    "other",
]
BodyKind: TypeAlias = Literal["place-board", "pcn-forum", "sub-committee"]
Authority: TypeAlias = Literal[
    "advisory", "consensus-forum", "delegated-committee", "delegated-individual"
]
Channel: TypeAlias = Literal[
    "email", "phone", "meeting", "letter", "portal", "messaging", "in-person"
]
Choice: TypeAlias = Literal["for", "against", "abstain"]
ViewPosition: TypeAlias = Literal[
    "support", "support-with-conditions", "oppose", "no-view", "declined"
]
MandateKind: TypeAlias = Literal["bound", "guided", "open"]
MandateScope: TypeAlias = Literal["standing", "topic", "item"]
OutcomeVerb: TypeAlias = Literal[
    "approved",
    "agreed",
    "endorsed",
    "ratified",
    "noted",
    "received",
    "supported",
    "recommended",
    "deferred",
    "referred",
    "not-approved",
    "withdrawn",
]
ItemPurpose: TypeAlias = Literal["decision", "discussion", "information", "assurance"]
OriginatorKind: TypeAlias = Literal["pcn", "system"]
InterestKind: TypeAlias = Literal[
    "financial", "non-financial-professional", "non-financial-personal", "indirect"
]
InterestNature: TypeAlias = Literal["actual", "potential", "perceived"]
ConflictManagement: TypeAlias = Literal[
    "noted", "stays-without-deciding", "leaves", "papers-withheld"
]
Capacity: TypeAlias = Literal["representative", "deputy"]
StoodAsideAs: TypeAlias = Literal["recused", "excluded"]
AttendanceRecord: TypeAlias = Literal["attendance", "apologies"]
AttendanceCapacity: TypeAlias = Literal["member", "deputy", "in-attendance"]
UndoneAs: TypeAlias = Literal["rescinded", "superseded"]
RatificationOutcome: TypeAlias = Literal["ratified", "refused"]
OutsideRoute: TypeAlias = Literal["chairs-action", "written-resolution", "informal", "elsewhere"]
RuleKind: TypeAlias = Literal[
    "simple-majority", "weighted", "qualified-majority", "double-majority", "unanimity", "consent"
]
CountedOf: TypeAlias = Literal["voting", "present", "entitled"]
Weights: TypeAlias = Literal["fixed", "list-size"]
RetentionClass: TypeAlias = Literal["board", "delegated-committee", "other-group"]
"""How long a body's record is kept: a class of the NHS Records Management Code of Practice (NHS
England, first published 4 August 2021, updated 7 August 2023), appendix II, corporate governance.

- `board`, its *board meetings*, open or closed: from creation, up to 20 years, then transfer to a
  place of deposit.
- `delegated-committee`, its *committees listed in the scheme of delegation*: the same.
- `other-group`, its *committees, groups and sub-committees not listed in the scheme of delegation*:
  from creation, 6 years, then review.

Checked: that edition's dates and appendix by its own first pages; the period and the action for
board meetings by a copy of an earlier edition's schedule, and that it has a class for groups
outside the scheme of delegation. Not verified, as the present appendix could not be read: the
periods and actions of `delegated-committee` and `other-group`, and that those of `board` are still
the same. Whoever adopts terms of reference goes by the appendix itself."""
LeavingReason: TypeAlias = Literal["left", "closed", "moved"]
SuccessionBasis: TypeAlias = Literal["practices-moved", "declared"]
CorrectionBasis: TypeAlias = Literal[
    "mistake-in-recording", "organisation-says-otherwise", "document-shows-otherwise"
]
PollRuleKind: TypeAlias = Literal["one-practice-one-vote", "list-weighted", "unanimous"]
VotingMethod: TypeAlias = Literal["show-of-hands", "roll-call", "written"]
Ruling: TypeAlias = Literal["carried", "not-carried"]
OpportunityKind: TypeAlias = Literal["pilot", "funding", "role"]
OpportunityOutcome: TypeAlias = Literal["awarded", "not-awarded", "withdrawn"]
ResourcingPeriod: TypeAlias = Literal["week", "month", "year"]
ErasureBasis: TypeAlias = Literal[
    "right-to-erasure",
    "right-to-rectification",
    "objection-upheld",
    "retention-ended",
    "recorded-in-error",
    "patient-data",
    "court-order",
]
ErasureAuthority: TypeAlias = Literal[
    "data-protection-officer",
    "caldicott-guardian",
    "senior-information-risk-owner",
    "information-governance-lead",
    "information-commissioner",
    "court",
]
HoldGround: TypeAlias = Literal[
    "litigation",
    "statutory-inquiry",
    "regulatory-investigation",
    "police-investigation",
    "complaint",
    "information-request",
    "audit",
]
HoldAuthority: TypeAlias = Literal[
    "legal-adviser",
    "senior-information-risk-owner",
    "data-protection-officer",
    "information-governance-lead",
    "information-commissioner",
    "statutory-inquiry",
    "police",
    "court",
]
Exemption: TypeAlias = Literal[
    "future-publication",
    "law-enforcement",
    "conduct-of-public-affairs",
    "health-and-safety",
    "personal-data",
    "provided-in-confidence",
    "legal-privilege",
    "trade-secrets",
    "commercial-interests",
]


class Value(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A value inside an event; it has no identity of its own."""


class Share(Value, frozen=True):
    """An exact fraction, for example two thirds. No floating point ever decides."""

    numerator: int
    denominator: int


class DecisionRule(Value, frozen=True):
    """How votes become an outcome.

    `at_least` is the share that a qualified or double majority reaches, `weight_at_least` the
    second share of a double majority; `counted_of` is the denominator. `weights` are those that the
    seats were created with, or else the registered patients of the PCNs that a seat speaks for on
    the day of the vote: a seat that speaks for no PCN then has no weight.
    """

    kind: RuleKind
    counted_of: CountedOf = "voting"
    at_least: Share | None = None
    weight_at_least: Share | None = None
    weights: Weights = "fixed"


class QuorumCategory(Value, frozen=True):
    """So many voting seats of one category must be present."""

    category: str
    count: int


class Quorum(Value, frozen=True):
    """How many voting seats must be present, and how many of named categories."""

    count: int
    categories: tuple[QuorumCategory, ...] = ()


class ConsensusRule(Value, frozen=True):
    """When there is a consensus: enough voices, enough support among them, few objections."""

    voices_at_least: Share
    support_at_least: Share
    objections_at_most: int | None = None


class PollRule(Value, frozen=True):
    """How the answers of a PCN's practices become its position.

    The side with more practices, or more registered patients, has it, if it has the share
    `support_at_least` of those that took a side; *unanimous* asks for every practice. So many of
    the practices must have answered with a side: `voices_at_least`, a share of all of them.
    """

    kind: PollRuleKind
    voices_at_least: Share
    support_at_least: Share


class Elector(Value, frozen=True):
    """One organisation in the frozen electorate of a consultation."""

    organisation: str
    name: str | None = None
    patients: int | None = None
    exempt: bool = False


class EntitledSeat(Value, frozen=True):
    """A seat that may vote on a motion, with its weight and the organisations it speaks for."""

    seat: str
    weight: int = 1
    represents: tuple[str, ...] = ()


class SplitPart(Value, frozen=True):
    """A PCN that took over part of one that was split, with the practices known to be in it."""

    organisation: str
    practices: tuple[str, ...] = ()


class PracticeListSize(Value, frozen=True):
    """Registered patients of one practice; None where no size is published."""

    practice: str
    patients: int | None = None


class SourceFile(Value, frozen=True):
    """A file that facts were read from, by its SHA-256 (hexadecimal)."""

    kind: str
    sha256: str


class PaperDigest(Value, frozen=True):
    """A paper as it was when it was sent out, by its SHA-256 (hexadecimal)."""

    paper: str
    sha256: str


class Term(Value, frozen=True):
    """From the first day to the last, both included; open-ended where no end is given."""

    from_on: date
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)
