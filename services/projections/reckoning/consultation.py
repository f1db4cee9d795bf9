"""A consultation as it stands: its rule, frozen electorate, window, papers, and its item."""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from projections.documents import Document
from projections.reckoning.places import Places, PlaceTaken
from projections.reckoning.settled_items import Origin, PcnConsensus, Settled
from projections.reckoning.sittings import Discussion, Sitting, discussion, left_before
from projections.reckoning.voices import Voice
from schemas.days import day_in_england
from schemas.values import ConsensusRule, PaperDigest


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """Until when answers are taken, and when that was written down."""

    closes_at: datetime
    recorded_at: datetime


class AttachedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the item as it was sent out at a time."""

    paper: str
    sha256: str
    attached_at: datetime


class Consultation(Document):
    """One round of asking. `first_sitting` counts the item's sittings that were over before it.

    `later_rounds` are those opened on the item since, without any that were withdrawn.
    `basis` are the entries that concern all of its electorate; each voice has its own besides.
    """

    KIND = "consultation"

    consultation: str
    item: str
    body: str
    round: int
    rule: ConsensusRule
    opened_at: datetime
    lead_working_days: int
    window_working_days: int
    closings: list[Closing]
    voices: list[Voice]
    basis: list[int]
    papers: list[PaperDigest] = msgspec.field(default_factory=list)
    question: str | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    later_rounds: list[int] = msgspec.field(default_factory=list)
    first_sitting: int = 0
    sittings: list[Sitting] = msgspec.field(default_factory=list)
    attached: list[AttachedPaper] = msgspec.field(default_factory=list)
    reminder_working_days: int = 2
    places: Places = msgspec.field(default_factory=Places)

    def key(self) -> str:
        return self.consultation

    def sort(self) -> str:
        return f"{self.basis[0]:012}"

    def about(self) -> list[str]:
        members = {h for voice in self.voices for h in self.places.heirs(voice.organisation)}
        return [f"item:{self.item}", *sorted(f"organisation:{one}" for one in members)]

    def rests_on(self, *positions: int) -> None:
        """These entries concern all of its electorate."""
        self.basis.extend(positions)
        self.evidence.extend(positions)

    def voices_of(self, organisation: str, day: date) -> Iterator[Voice]:
        """The places it holds on a day: its own, and those of closed members that it succeeded."""
        for voice in self.voices:
            if organisation == voice.organisation or (
                self.places.by_code  # of most electorates, nobody's place was taken
                and organisation in self._takers(voice, day)
            ):
                yield voice

    def _takers(self, voice: Voice, day: date) -> list[str]:
        return [one.successor for one in self.places.held_by(voice.organisation, day)]

    def place_of(self, voice: Voice, as_of: datetime) -> PlaceTaken | None:
        """By whom a place is held; by whom it was, once the consultation is over."""
        until = min(filter(None, (as_of, self.closed_at, self.withdrawn_at)))
        *_, last = (None, *self.places.held_by(voice.organisation, day_in_england(until)))
        return last

    def holder_of(self, voice: Voice, as_of: datetime) -> str:
        place = self.place_of(voice, as_of)
        return place.successor if place else voice.organisation

    def rests_for(self, organisation: str, position: int) -> bool:
        """An entry says who holds the place of a member, or of whoever held one asked here."""
        concerned = [
            voice for voice in self.voices if organisation in self.places.heirs(voice.organisation)
        ]
        for voice in concerned:
            voice.evidence.append(position)
        if concerned:
            self.evidence.append(position)
        return bool(concerned)

    @property
    def discussion(self) -> Discussion | None:
        return discussion(self.sittings, self.first_sitting)

    @property
    def window_ends_at(self) -> datetime:
        """When the last chance to answer is, or was."""
        return self.window_known_at(None)

    def window_known_at(self, moment: datetime | None) -> datetime:
        """The end of the window as written down by then: no later extension makes it longer."""
        known = [c for c in self.closings if moment is None or c.recorded_at <= moment]
        closes_at = (known or self.closings[:1])[-1].closes_at
        return min(closes_at, self.closed_at) if self.closed_at else closes_at

    @property
    def item_left(self) -> Sitting | None:
        """Where the item was deferred or withdrawn before the window was over."""
        return left_before(self.sittings, self.first_sitting, self.window_ends_at)

    def changed_papers(self) -> list[str]:
        """Papers that were sent out differently after they had been asked about."""
        start = self.discussion
        now = {
            one.paper: one.sha256
            for one in self.attached
            if start is None or one.attached_at < start.at
        }
        return [p.paper for p in self.papers if now.get(p.paper, p.sha256) != p.sha256]


class ConsultedItem(Document):
    """An item, its sittings and papers, the consultations and decisions on it.

    `consensus` is what PCNs had agreed on, once something was decided.
    """

    KIND = "consultation-item"

    item: str
    sittings: list[Sitting] = msgspec.field(default_factory=list)
    attached: list[AttachedPaper] = msgspec.field(default_factory=list)
    consultations: list[str] = msgspec.field(default_factory=list)
    origin: Origin | None = None
    settled: list[Settled] = msgspec.field(default_factory=list)
    consensus: PcnConsensus | None = None

    def key(self) -> str:
        return self.item

    def sort(self) -> str:
        return f"{self.origin.position if self.origin else 0:012}"

    def about(self) -> list[str]:
        raised_by = self.origin.originator if self.origin else None
        return [f"item:{self.item}", *([f"organisation:{raised_by}"] if raised_by else [])]

    @property
    def next_sitting(self) -> int:
        """The number of the first sitting, there or to come, that the item has not left."""
        left = [number for number, one in enumerate(self.sittings) if one.left]
        return left[-1] + 1 if left else 0

    def sitting_at(self, meeting: str) -> int:
        """The number of its last sitting at a meeting."""
        return max(n for n, one in enumerate(self.sittings) if one.meeting == meeting)


class ConsultedMeeting(Document):
    """When a meeting is to start, or to go on; and the items that were tabled there."""

    KIND = "consultation-meeting"

    meeting: str
    starts_at: datetime | None
    items: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.meeting


class OpenConsultations(Document):
    """The consultations that take answers: what a closing member passes to its successor.

    `places` are those taken of any member: who will be asked is not known yet.
    """

    KIND = "consultation-open"
    KEY = "open"

    consultations: list[str] = msgspec.field(default_factory=list)
    places: Places = msgspec.field(default_factory=Places)

    def key(self) -> str:
        return self.KEY
