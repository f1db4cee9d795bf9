"""A board at random that also adjourns, decides outside the meeting, rescinds and replaces."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from decisions.adjourning import AdjournMeeting, ResumeMeeting
from decisions.outcomes import TakeDecision
from decisions.outside_decisions import RatifyDecision, TakeDecisionOutsideMeeting
from decisions.rescinding import RescindDecision
from decisions.superseding import SupersedeDecision
from projections.views.decision_documents import Decision
from projections.views.decision_lines import lines as decision_lines
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.meeting import MeetingAdjourned
from tests.journeys.random_board import Board, items, motions, outcomes, person_of
from tests.journeys.random_endings import decided_while_adjourned, is_adjourned, standings
from tests.journeys.random_setting import SEATS

numbers = st.integers(0, 5)


class UndoingBoard(Board):
    """What a board does, and undoes."""

    @precondition(lambda self: len(self.entries) % 2 == 0)
    @rule(minutes=st.none() | st.integers(-5, 90))
    def adjourn(self, minutes: int | None) -> None:
        resumes_at = self.now + timedelta(minutes=minutes) if minutes is not None else None
        self.give(AdjournMeeting(meeting="may", resumes_at=resumes_at, reason="Fire."))

    @precondition(lambda self: any(self.events(MeetingAdjourned)))
    @rule(there=st.tuples(*[st.sampled_from([True, True, False]) for _ in SEATS]))
    def resume(self, there: tuple[bool, ...]) -> None:
        """Once it goes on, some are there, as is recorded anew."""
        was_adjourned = is_adjourned(self.entries)
        self.give(ResumeMeeting(meeting="may"))
        for seat, is_there in zip(SEATS, there, strict=True):
            if was_adjourned and is_there:
                self.attend(seat, 0, leaves=False)

    def decided(self) -> list[str]:
        """The ids that were given to what was decided, at the meeting or outside it."""
        taken = [*self.events(DecisionTaken), *self.events(DecisionTakenOutsideMeeting)]
        return [one.decision for one in taken if one.decision.startswith(("in-", "outside-"))]

    def some_decision(self, number: int) -> str:
        taken = self.decided()
        return taken[number % len(taken)]

    @rule(item=items, outcome=st.sampled_from(["agreed", "recommended"]))
    def decide_plainly(self, item: str, outcome: Any) -> None:
        """Without a vote, so that there is often something to undo."""
        number = len(self.entries)
        decision = TakeDecision(
            decision=f"in-{number}", item=item, outcome=outcome, text="So decided."
        )
        self.give(decision)

    @rule(outcome=outcomes)
    def decide_outside(self, outcome: Any) -> None:
        self.give(
            TakeDecisionOutsideMeeting(
                decision=f"outside-{len(self.entries)}",
                body="board",
                route="chairs-action",
                person=person_of(SEATS[0]),
                outcome=outcome,
                text="So decided.",
                reason="It was urgent.",
            )
        )

    @precondition(lambda self: any(self.events(DecisionTakenOutsideMeeting)))
    @rule(number=numbers)
    def ratify(self, number: int) -> None:
        if not (outside := self.events(DecisionTakenOutsideMeeting)):
            return
        decision = outside[number % len(outside)].decision
        self.give(RatifyDecision(decision=decision, meeting="may"))

    @precondition(lambda self: any(self.decided()))
    @rule(number=numbers, item=st.none() | items, motion=st.just(None) | motions)
    def rescind(self, number: int, item: str | None, motion: str | None) -> None:
        self.give(
            RescindDecision(
                decision=self.some_decision(number),
                meeting="may",
                item=item,
                motion=motion,
                reason="It was wrong.",
            )
        )

    @precondition(lambda self: any(one.startswith("in-") for one in self.decided()))
    @rule(number=numbers, is_last=st.sampled_from([True, True, False]))
    def supersede(self, number: int, is_last: bool) -> None:
        earlier = self.some_decision(number)
        in_meeting = [one for one in self.decided() if one.startswith("in-")]
        by = in_meeting[-1] if is_last else self.some_decision(number + 1)
        self.give(SupersedeDecision(decision=earlier, superseded_by=by))

    @invariant()
    def nothing_is_decided_while_the_meeting_is_adjourned(self) -> None:
        assert not decided_while_adjourned(self.entries)

    @invariant()
    def what_ended_was_in_force_and_stays_in_the_register(self) -> None:
        """Each decision ends once at most, and is ratified before that, if at all."""
        standing = standings(self.entries)
        for name, wanted in standing.items():
            decision = self.live["decision-register"].require(Decision, name)
            (line,) = decision_lines(decision, self.now)
            assert line.standing == wanted, name
            is_over = wanted in ("rescinded", "superseded")
            assert not is_over or line.ratification in (None, "ratified", "not-needed")
