"""A board that does at random what boards do: commands in memory, and what must always hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from decisions.attendance import RecordAttendance
from decisions.command import Command
from decisions.conflicts import DeclareInterest, ExcludeMember, RecuseMember, ReturnMember
from decisions.items import DeferItem, DiscussItem
from decisions.motions import CloseVoting, MoveMotion, OpenVoting
from decisions.outcomes import TakeDecision
from decisions.refusal import NotFound, Refused
from decisions.vote_corrections import CorrectVote
from decisions.votes import CastVote, UseCastingVote
from eventlog.reading import ReadEntry
from projections.catalogue import VIEWS
from projections.reckoning.motion_record import VotedMotion
from projections.rows import Rows
from schemas.event import Event
from schemas.events.meeting import MemberRecused
from schemas.events.motion import (
    MotionMoved,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.values import DecisionRule, Quorum, QuorumCategory, Share
from tests.journeys.random_checks import enough, faults, misruled, needs_a_quorum, recounted
from tests.journeys.random_setting import ITEMS, SEATS, setting
from tests.support.batches import stored
from tests.support.folds import entry
from tests.support.slices import given

MOTIONS = ("m1", "m2", "m3")
STARTS = (
    datetime(2026, 5, 14, 13, 0, tzinfo=UTC),
    datetime(2026, 5, 14, 22, 40, tzinfo=UTC),  # 23:40 in England: most happens a day later
)

seats, items = st.sampled_from(SEATS), st.sampled_from(ITEMS)
motions = st.sampled_from([MOTIONS[0], *MOTIONS])
choices = st.sampled_from(["for", "against", "for", "against", "abstain"])
rounds = st.tuples(*[st.sampled_from(["for", "against", "for", "against", "abstain", None])] * 5)
managements = st.sampled_from(["noted", "stays-without-deciding", "leaves", "papers-withheld"])
outcomes = st.sampled_from(["agreed", "recommended", "noted", "not-approved", "deferred"])
shares = st.sampled_from([Share(numerator=1, denominator=2), Share(numerator=2, denominator=3)])
kinds = st.sampled_from(
    [
        *("simple-majority", "weighted", "qualified-majority"),
        *("double-majority", "unanimity", "consent"),
    ]
)


def person_of(seat: str) -> str:
    return f"of-{seat}"


@dataclass(frozen=True)
class Given:
    """A command that was given, when, and the events or the refusal that it led to."""

    command: Command
    at: datetime
    events: tuple[Event, ...] = ()
    refusal: str | None = None


@dataclass
class History:
    """What a board did: its setting, then each command with its answer."""

    setting: Sequence[Event]
    steps: list[Given] = field(default_factory=list)

    def refused(self) -> Counter[str]:
        return Counter(one.refusal for one in self.steps if one.refusal)


HISTORIES: list[History] = []
"""Those of the machines that ran last, for playing them again against a database."""


class Board(RuleBasedStateMachine):
    """Seats, items and motions at one meeting; any command at any time, and many are refused."""

    def __init__(self) -> None:
        super().__init__()
        self.now = STARTS[0]
        self.entries: list[ReadEntry] = []
        self.live = {view.name: Rows() for view in VIEWS}

    @initialize(
        kind=kinds,
        counted_of=st.sampled_from(["voting", "present", "entitled"]),
        at_least=shares,
        weight_at_least=shares,
        quorum=st.integers(1, 3),
        category=st.booleans(),
        is_advisory=st.booleans(),
        weights=st.tuples(*[st.integers(0, 4) for _ in SEATS]),
        there=st.tuples(*[st.sampled_from([True, True, False]) for _ in SEATS]),
        is_by_list=st.booleans(),
        aside=st.tuples(*[st.sampled_from([*[False] * 5, True]) for _ in SEATS]),
        choices=rounds,
        ruling=st.sampled_from([None, None, "carried", "not-carried"]),
    )
    def constitute(self, quorum: int, category: bool, weights: tuple[int, ...], **how: Any) -> None:
        self.now = STARTS[how["is_by_list"]]
        by_list = how["is_by_list"] and how["kind"] in ("weighted", "double-majority")
        rule_ = DecisionRule(
            kind=how["kind"],
            counted_of=how["counted_of"],
            at_least=how["at_least"],
            weight_at_least=how["weight_at_least"],
            weights="list-size" if by_list else "fixed",
        )
        needed = (QuorumCategory(category="pcn", count=1),) if category else ()
        events = setting(
            rule_,
            Quorum(count=quorum, categories=needed),
            weights,
            how["there"],
            is_advisory=how["is_advisory"],
        )
        self.history = History(events)
        HISTORIES.append(self.history)
        for event in events:
            self._record(event)
        for seat, is_aside in zip(SEATS, how["aside"], strict=True):
            if is_aside:
                self.stand_aside(ITEMS[0], seat, is_chairs=False)
        self.vote(MOTIONS[0], how["choices"], is_opened=True, ruling=how["ruling"])

    def _record(self, event: Event) -> None:
        one = entry(event.at(self.now), len(self.entries) + 1, self.now)
        self.entries.append(one)
        for view in VIEWS:
            view.apply(self.live[view.name], one)

    def give(self, command: Command) -> None:
        """Gives a command a minute later. A refusal is an answer; any other error is a failure."""
        self.now += timedelta(minutes=1)
        book = given(*(one.event for one in self.entries)).at(self.now)
        try:
            events = tuple(book.when(command))
        except Refused as refusal:
            self.history.steps.append(Given(command, self.now, refusal=refusal.code))
        except NotFound as missing:
            self.history.steps.append(Given(command, self.now, refusal=f"no-{missing.subject}"))
        else:
            for event in events:
                self._record(event)
            self.history.steps.append(Given(command, self.now, events))

    @rule(seat=seats, minutes=st.integers(-20, 20), leaves=st.booleans())
    def attend(self, seat: str, minutes: int, leaves: bool) -> None:
        at = self.now + timedelta(minutes=minutes)
        times = {"left_at": at} if leaves else {"arrived_at": at}
        self.give(
            RecordAttendance(
                meeting="may",
                person=person_of(seat),
                seat=seat,
                is_chair=seat == SEATS[0],
                **(times if minutes % 2 else {}),  # type: ignore[arg-type]
            )
        )

    @rule(item=items, motion=motions)
    def move(self, item: str, motion: str) -> None:
        self.give(MoveMotion(motion=motion, item=item, text="That it be so."))

    @rule(motion=motions)
    def open_voting(self, motion: str) -> None:
        self.give(OpenVoting(motion=motion))

    def cast(self, motion: str, seat: str, choice: Any) -> None:
        self.give(CastVote(motion=motion, seat=seat, choice=choice, person=person_of(seat)))

    @rule(
        motion=motions,
        who=rounds,
        is_opened=st.booleans(),
        ruling=st.sampled_from([None, "carried", "not-carried"]),
    )
    def vote(self, motion: str, who: tuple[Any, ...], is_opened: bool, ruling: Any) -> None:
        """A round of votes, so that most motions get some; perhaps opened before, closed after."""
        if is_opened:
            self.open_voting(motion)
        for seat, choice in zip(SEATS, who, strict=True):
            if choice:
                self.cast(motion, seat, choice)
        if ruling:
            self.casting_vote(motion, "for" if ruling == "carried" else "against")
            self.close_voting(motion, ruling)

    @precondition(lambda self: any(self.events(VoteCast)))
    @rule(motion=motions, seat=seats, choice=choices)
    def correct(self, motion: str, seat: str, choice: Any) -> None:
        why = {"basis": "mistake-in-recording", "reason": "Misheard."}
        self.give(CorrectVote(motion=motion, seat=seat, choice=choice, **why))

    @precondition(lambda self: any(self.events(VoteCast)))
    @rule(motion=motions, choice=st.sampled_from(["for", "against"]))
    def casting_vote(self, motion: str, choice: Any) -> None:
        seat = SEATS[0]
        self.give(UseCastingVote(motion=motion, seat=seat, person=person_of(seat), choice=choice))

    @rule(motion=motions, ruling=st.sampled_from(["carried", "not-carried"]))
    def close_voting(self, motion: str, ruling: Any) -> None:
        self.give(CloseVoting(motion=motion, ruling=ruling))

    @rule(item=items, seat=seats, is_chairs=st.booleans())
    def stand_aside(self, item: str, seat: str, is_chairs: bool) -> None:
        how = ExcludeMember if is_chairs else RecuseMember
        self.give(how(item=item, seat=seat, person=person_of(seat)))

    @precondition(lambda self: any(self.events(MemberRecused)))
    @rule(item=items, seat=seats)
    def return_(self, item: str, seat: str) -> None:
        self.give(ReturnMember(item=item, seat=seat, person=person_of(seat)))

    @rule(item=items, seat=seats, management=managements)
    def declare(self, item: str, seat: str, management: Any) -> None:
        self.give(
            DeclareInterest(
                meeting="may",
                person=person_of(seat),
                item=item,
                seat=seat,
                kind="financial",
                nature="actual",
                management=management,
            )
        )

    @rule(item=items)
    def discuss(self, item: str) -> None:
        self.give(DiscussItem(item=item, discussion="It was discussed."))

    @rule(item=items)
    @precondition(lambda self: len(self.entries) % 11 == 0)
    def defer(self, item: str) -> None:
        self.give(DeferItem(item=item))

    @rule(item=items, outcome=outcomes, motion=st.none() | motions)
    def decide(self, item: str, outcome: Any, motion: str | None) -> None:
        self.give(TakeDecision(item=item, outcome=outcome, motion=motion, text="So decided."))

    @invariant()
    def one_live_vote_per_seat(self) -> None:
        """A vote is cast once; one that was left out is put in only once voting has closed."""
        cast = Counter((e.motion, e.seat) for e in self.events(VoteCast))
        assert all(times == 1 for times in cast.values())
        closed = {e.motion for e in self.events(VotingClosed)}
        for one in self.events(VoteCorrected):
            assert (one.motion, one.seat) in cast or one.motion in closed

    @invariant()
    def quorum_never_counts_the_recused(self) -> None:
        """Recounted from the entries before: who was there, less who stood aside.

        Of each vote, and of each decision that was taken without one and needs a quorum.
        """
        for one in self.entries:
            if isinstance(one.event, VotingOpened) or needs_a_quorum(one.event):
                before = self.entries[: one.position - 1]
                assert enough(before, one), f"not quorate at entry {one.position}"

    @invariant()
    def tallies_equal_a_naive_recount(self) -> None:
        for motion in self.events(MotionMoved):
            found = self.live["vote-record"].require(VotedMotion, motion.motion).tally()
            plain = recounted(self.entries, motion.motion)
            told = found.result if found else None
            assert told == plain, f"{motion.motion}: the tally says {told}, a recount {plain}"

    def events(self, kind: type) -> list[Any]:
        return [one.event for one in self.entries if isinstance(one.event, kind)]

    def teardown(self) -> None:
        """Folded from nothing, every view is as it was kept; and the auditor finds no fault."""
        for view in VIEWS:
            rows = Rows()
            for one in self.entries:
                view.apply(rows, one)
            assert stored(view, rows) == stored(view, self.live[view.name]), view.name
        assert faults(self.entries) == misruled(self.entries)
