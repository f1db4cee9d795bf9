"""PCNs at random that answer, close into one another and join again while a consultation runs."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from decisions.canvass_corrections import RestateView
from decisions.canvassing import CanvassOrganisation
from decisions.command import Command
from decisions.consultations import CloseConsultation
from decisions.member_changes import SucceedMember
from decisions.partnerships import JoinMember, LeaveMember
from decisions.refusal import NotFound, Refused
from decisions.views import ReviseView, SubmitView, WithdrawView
from eventlog.reading import ReadEntry
from projections.reckoning.consultation import Consultation
from projections.rows import Rows
from projections.views import consultations
from projections.views.canvass_register import CanvassLine, lines
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.consultation import (
    ConsultationClosed,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.correction import ViewRestated
from schemas.events.partnership import MemberJoined, MemberSucceeded
from tests.journeys.random_checks import faults
from tests.support.batches import stored
from tests.support.consulting import CONSULTED, NEW_PCN, OPENS
from tests.support.folds import entry
from tests.support.slices import given
from tests.support.story import PCNS

EVERY = (*PCNS, "U99009")
ANSWERS = (ViewSubmitted, ViewRevised, ViewWithdrawn, ViewRestated)
RESTATED: dict[str, Any] = {"basis": "mistake-in-recording", "reason": "Misheard."}
pcns, days = st.sampled_from(EVERY), st.sampled_from([0, 0, 0, -1, 1, 2])
positions = st.sampled_from(["support", "oppose", "no-view"])


class Asking(RuleBasedStateMachine):
    """Three PCNs are asked, a fourth is there; what was answered for whom, and who was silent."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[ReadEntry] = []
        self.live = Rows()
        self.now = OPENS

    @initialize()
    def ask(self) -> None:
        for event in (*CONSULTED[:-1], NEW_PCN, CONSULTED[-1]):
            self._record(event)

    def _record(self, event: Event) -> None:
        one = entry(event.at(self.now), len(self.entries) + 1, self.now)
        self.entries.append(one)
        consultations.view.apply(self.live, one)

    def give(self, command: Command) -> None:
        """Gives a command a minute later; a refusal is an answer."""
        self.now += timedelta(minutes=1)
        try:
            for event in given(*(one.event for one in self.entries)).at(self.now).when(command):
                self._record(event)
        except (Refused, NotFound):
            pass

    @property
    def today(self) -> date:
        return day_in_england(self.now)

    @rule(pcn=pcns, successor=pcns, shift=days)
    def close_into(self, pcn: str, successor: str, shift: int) -> None:
        """Perhaps written down a day late, or announced ahead."""
        on = self.today + timedelta(days=shift)
        self.give(LeaveMember(organisation=pcn, on=on - timedelta(days=1), reason="closed"))
        if pcn != successor:
            self.give(SucceedMember(organisation=pcn, successor=successor, on=on))

    @rule(shift=days)
    def join_again(self, shift: int) -> None:
        """The one that closed last."""
        closed = self._of(MemberSucceeded)
        if closed:
            on, pcn = self.today + timedelta(days=shift), closed[-1].organisation
            self.give(JoinMember(organisation=pcn, kind="pcn", on=on, name=pcn))

    @rule(pcn=pcns, successor=pcns, position=positions, shift=days)
    def be_away(self, pcn: str, successor: str, position: Any, shift: int) -> None:
        """Closes, and joins again once its successor has answered."""
        self.close_into(pcn, successor, 0)
        self.submit(successor, position)
        self.wait(2)
        self.join_again(shift)

    @rule(pcn=pcns, position=positions)
    def submit(self, pcn: str, position: Any) -> None:
        self.give(SubmitView(consultation="c1", organisation=pcn, position=position))

    @rule(pcn=pcns, position=positions)
    def revise(self, pcn: str, position: Any) -> None:
        self.give(ReviseView(consultation="c1", organisation=pcn, position=position))

    @rule(pcn=pcns)
    def take_back(self, pcn: str) -> None:
        self.give(WithdrawView(consultation="c1", organisation=pcn))

    @rule(pcn=pcns, position=st.none() | positions)
    def restate(self, pcn: str, position: Any) -> None:
        said = {"consultation": "c1", "organisation": pcn, "position": position}
        self.give(RestateView(**said, **RESTATED))

    @rule(pcn=pcns)
    def canvass(self, pcn: str) -> None:
        self.give(CanvassOrganisation(consultation="c1", organisation=pcn, channel="email"))

    @rule(days=st.integers(1, 2))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def close(self) -> None:
        if len(self.entries) % 3 == 0:
            self.give(CloseConsultation(consultation="c1"))

    @invariant()
    def whoever_is_named_at_the_close_has_no_answer_in_its_place(self) -> None:
        for closed in self._of(ConsultationClosed):
            assert set(closed.non_responders) == self._silent(), closed.non_responders

    @invariant()
    def nobody_is_called_silent_who_was_not_asked_itself(self) -> None:
        for line in self.lines(self.now + timedelta(days=30)):
            if line.state == "silent" and line.successor is None:
                asked = {one.to for one in self._place(line.organisation).deliveries}
                assert line.organisation in asked

    def _silent(self) -> set[str]:
        """By a plain recount of who held which place on the day of each answer."""
        closing = next(one for one in self.entries if isinstance(one.event, ConsultationClosed))
        before = self.entries[: closing.position - 1]
        held = {code: self._answer(before, code) for code in EVERY}
        takers = {code: chain(before, code, closing.entry.occurred_at) for code in PCNS}
        return {code for code in PCNS if not any(held[one] for one in takers[code])}

    @staticmethod
    def _answer(entries: list[ReadEntry], place: str) -> str | None:
        said = None
        for one in entries:
            if isinstance(one.event, ANSWERS):
                at = one.entry.occurred_at
                by = one.event.organisation
                is_its_first_elsewhere = isinstance(one.event, ViewSubmitted) and by != place
                if said and is_its_first_elsewhere:
                    continue
                if by in chain(entries[: one.position], place, at):
                    said = getattr(one.event, "position", None)
        return said

    def lines(self, as_of: datetime) -> list[CanvassLine]:
        found = self.live.get(Consultation, "c1")
        return list(lines(found, as_of)) if found else []

    def _place(self, code: str) -> Any:
        voices = self.live.require(Consultation, "c1").voices
        return next(one for one in voices if one.organisation == code)

    def _of(self, kind: type) -> list[Any]:
        return [one.event for one in self.entries if isinstance(one.event, kind)]

    def teardown(self) -> None:
        """The auditor finds no fault, folds agree, and the register has the answers counted."""
        assert faults(self.entries) == set()
        rows = Rows()
        for one in self.entries:
            consultations.view.apply(rows, one)
        assert stored(consultations.view, rows) == stored(consultations.view, self.live)
        for line in self.lines(self.now):
            said = self._answer(self.entries, line.organisation)
            assert line.position == said, line.organisation


def chain(entries: list[ReadEntry], code: str, at: datetime) -> set[str]:
    """A PCN and whoever stood in its place on a day, in turn, as far as these entries say."""
    day, found = day_in_england(at), {code}
    while True:
        held: str | None = None
        spells: list[list[Any]] = []
        for one in (e.event for e in entries):
            if getattr(one, "organisation", None) != code:
                continue
            if isinstance(one, MemberJoined | MemberSucceeded) and spells and not spells[-1][1]:
                spells[-1][1] = one.on
            if isinstance(one, MemberSucceeded):
                spells.append([one.on, None, one.successor])
        for first, until, successor in spells:
            if first <= day and (until is None or day < until):
                held = successor
        if held is None or held in found:
            return found
        found.add(held)
        code = held
