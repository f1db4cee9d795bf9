"""A board at random whose record is corrected too: parts, votes, rulings, ratifications."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from decisions.conflict_corrections import RestateReturn, RestateStandingAside
from decisions.corrections import RestateDecision, WithdrawAttendance
from decisions.ratification_corrections import RestateRatification
from decisions.ruling_corrections import RestateCastingVote, RestateDissent, RestateRuling
from decisions.undoing_corrections import RestateUndoing
from decisions.vote_corrections import CorrectVote
from decisions.votes import RecordDissent
from schemas.events.decision import DecisionRatified, DecisionRescinded, DecisionSuperseded
from schemas.events.motion import CastingVoteUsed, VotingClosed, VotingOpened
from tests.journeys.random_board import choices, items, motions, outcomes, person_of, seats
from tests.journeys.random_undoing import UndoingBoard, numbers

WHY: dict[str, Any] = {"basis": "mistake-in-recording", "reason": "Misheard."}
parts = st.sampled_from([None, None, "recused", "excluded"])
rulings = st.sampled_from(["carried", "not-carried"])
minutes_ago = st.none() | st.integers(0, 30)


class RestatingBoard(UndoingBoard):
    """What a board does, and undoes, and what of it was recorded wrongly."""

    def ago(self, minutes: int | None) -> Any:
        return None if minutes is None else self.now - timedelta(minutes=minutes)

    @rule(item=items, seat=seats, how=parts, minutes=minutes_ago)
    def restate_part(self, item: str, seat: str, how: Any, minutes: int | None) -> None:
        self.give(
            RestateStandingAside(
                item=item,
                seat=seat,
                how=how,
                person=person_of(seat),
                since=self.ago(minutes),
                **WHY,
            )
        )

    @rule(item=items, seat=seats, minutes=minutes_ago)
    def restate_return(self, item: str, seat: str, minutes: int | None) -> None:
        at = self.ago(minutes)
        self.give(RestateReturn(item=item, seat=seat, returned_at=at, **WHY))

    @precondition(lambda self: any(self.events(VotingOpened)))
    @rule(motion=motions, seat=seats, choice=choices, is_named=st.booleans())
    def put_vote_in(self, motion: str, seat: str, choice: Any, is_named: bool) -> None:
        person = person_of(seat) if is_named else None
        self.give(CorrectVote(motion=motion, seat=seat, choice=choice, person=person, **WHY))

    def closed(self, number: int) -> str:
        """The motion of one of the votes that were closed."""
        votes: list[VotingClosed] = self.events(VotingClosed)
        return votes[number % len(votes)].motion

    @precondition(lambda self: any(self.events(VotingClosed)))
    @rule(number=numbers, ruling=rulings, outcome=st.none() | outcomes)
    def restate_ruling(self, number: int, ruling: Any, outcome: Any) -> None:
        motion = self.closed(number)
        self.give(RestateRuling(motion=motion, ruling=ruling, outcome=outcome, **WHY))

    @precondition(lambda self: any(self.events(CastingVoteUsed)))
    @rule(number=numbers, choice=st.sampled_from(["for", "against", None]))
    def restate_casting_vote(self, number: int, choice: Any) -> None:
        used = self.events(CastingVoteUsed)
        motion = used[number % len(used)].motion
        by = {"seat": "pcn-east", "person": person_of("pcn-east")}
        self.give(RestateCastingVote(motion=motion, choice=choice, **by, **WHY))

    @precondition(lambda self: any(self.events(VotingOpened)))
    @rule(motion=motions, seat=seats, is_said_later=st.booleans(), has=st.booleans())
    def dissent(self, motion: str, seat: str, is_said_later: bool, has: bool) -> None:
        if not is_said_later:
            self.give(RecordDissent(motion=motion, seat=seat))
        self.give(RestateDissent(motion=motion, seat=seat, has_dissented=has, **WHY))

    @rule(seat=seats)
    @precondition(lambda self: len(self.entries) % 5 == 0)
    def was_not_there(self, seat: str) -> None:
        who = {"meeting": "may", "person": person_of(seat)}
        self.give(WithdrawAttendance(record="attendance", **who, **WHY))

    @rule(
        number=numbers,
        outcome=st.sampled_from([None, "ratified", "refused"]),
        motion=st.just(None) | motions,
    )
    def restate_ratification(self, number: int, outcome: Any, motion: str | None) -> None:
        """Of one that was ratified, or is first taken and ratified, if the meeting may do that."""
        if not self.events(DecisionRatified):
            self.decide_outside("recommended")
            self.ratify(-1)
        if not (ratified := self.events(DecisionRatified)):
            return
        decision = ratified[number % len(ratified)].decision
        by = motion if outcome == "ratified" else None
        self.give(RestateRatification(decision=decision, outcome=outcome, motion=by, **WHY))

    @precondition(lambda self: any(self.undone()))
    @rule(number=numbers)
    def restate_undoing(self, number: int) -> None:
        """Of one that was undone; mostly it still is."""
        decisions = self.undone()
        self.give(RestateUndoing(decision=decisions[number % len(decisions)], **WHY))

    def undone(self) -> list[str]:
        ended = [*self.events(DecisionRescinded), *self.events(DecisionSuperseded)]
        return [one.decision for one in ended]

    @precondition(lambda self: any(self.decided()))
    @rule(number=numbers, outcome=outcomes)
    def restate_decision(self, number: int, outcome: Any) -> None:
        self.give(RestateDecision(decision=self.some_decision(number), outcome=outcome, **WHY))
