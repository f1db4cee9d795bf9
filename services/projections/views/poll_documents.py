"""What the view of polls keeps: a poll, what PCNs submitted, and which polls are whose."""

from datetime import datetime

import msgspec

from projections.documents import Document
from projections.reckoning.polling import Derived, derived
from schemas.values import PollRule, PracticeListSize, ViewPosition


class Said(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a PCN said in a consultation: its position now (None once taken back), since when."""

    position: ViewPosition | None = None
    polls: list[str] = []
    evidence: list[int] = []


class Submitted(Document):
    """What PCNs said in a consultation, and their polls for it, by PCN."""

    KIND = "poll-submitted"
    consultation: str
    by_organisation: dict[str, Said] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.consultation


class Poll(Document):
    """A poll with the latest answer of each practice, and the position that the PCN submitted.

    `derived_then` is what the answers recorded by then came to when the PCN last submitted one.
    `passed_to` took the place of the PCN that opened it, and go on with it.
    """

    KIND = "poll"

    poll: str
    consultation: str
    item: str
    organisation: str
    rule: PollRule
    practices: list[PracticeListSize]
    opened_at: datetime
    closes_at: datetime
    answers: dict[str, ViewPosition] = msgspec.field(default_factory=dict)
    closed_at: datetime | None = None
    submitted: ViewPosition | None = None
    derived_then: ViewPosition | None = None
    passed_to: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.poll

    def sort(self) -> str:
        return f"{self.evidence[0]:012}"

    def about(self) -> list[str]:
        codes = dict.fromkeys([self.organisation, *self.passed_to])
        return [f"item:{self.item}", *(f"organisation:{one}" for one in codes)]

    def derived(self) -> Derived:
        return derived(self.rule, self.practices, self.answers)


class PollsOfPcn(Document):
    """The polls that a PCN opened, and those that passed to it."""

    KIND = "polls-of-pcn"

    organisation: str
    polls: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.organisation
