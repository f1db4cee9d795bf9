"""One item of a board's agenda: asked about, mandated, voted on, decided and reported back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.years_setting import RULE, Board, Chance, Named, Step
from schemas.events.action import ActionCompleted, ActionRaised
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationOpened,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
)
from schemas.events.decision import DecisionTaken
from schemas.events.feedback import FeedbackAcknowledged, FeedbackIssued, FeedbackQueried
from schemas.events.mandate import MandateConfirmed, MandateGranted, MandateLogged
from schemas.events.meeting import ItemDiscussed, ItemTabled, MemberRecused
from schemas.events.motion import (
    DissentRecorded,
    MotionMoved,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.values import Choice, ConsensusRule, Elector, EntitledSeat, Share, Term, ViewPosition

CHOICES: tuple[Choice, ...] = ("for", "for", "for", "against", "abstain")
POSITIONS: tuple[ViewPosition, ...] = ("support", "support", "support-with-conditions", "oppose")
CONSENSUS = ConsensusRule(
    voices_at_least=Share(numerator=1, denominator=2),
    support_at_least=Share(numerator=2, denominator=3),
)


@dataclass(frozen=True)
class Item:
    """An item and what it leads to: names that its events share."""

    item: str
    meeting: str
    board: Board
    starts_at: datetime
    chance: Chance

    def tabled(self) -> Step:
        by = self.chance.choice(self.board.pcns)
        event = ItemTabled(
            item=self.item,
            meeting=self.meeting,
            body=self.board.body,
            purpose="decision",
            originator_kind="pcn",
            originator=by,
            topic=self.chance.choice(("access", "estates", "workforce", None)),
            title=self.chance.text(3, 6),
            summary=self.chance.text(15, 30),
        )
        return self.starts_at - timedelta(days=25), (event,)

    def asked(self) -> Iterator[Step]:
        """A consultation: every PCN canvassed, most answer, one in seven is reminded or revises."""
        opened_at, name, chance = self.starts_at - timedelta(days=20), self.chance.id(), self.chance
        of: Named = {"consultation": name, "item": self.item}
        electorate = tuple(
            Elector(organisation=one, patients=count) for one, count in self.board.patients.items()
        )
        opened = ConsultationOpened(
            **of,
            body=self.board.body,
            rule=CONSENSUS,
            electorate=electorate,
            closes_at=self.starts_at - timedelta(days=8),
            lead_working_days=5,
            window_working_days=5,
            question=chance.text(8, 20),
        )
        yield opened_at, (opened,)
        silent = []
        for pcn in self.board.pcns:
            to: Named = {**of, "organisation": pcn}
            at = chance.after(opened_at, 24)
            yield at, (OrganisationCanvassed(**to, channel="email"),)
            if chance.random() < 0.15:
                silent.append(pcn)
                yield at + timedelta(days=5), (ReminderSent(**to, channel="phone"),)
                continue
            reasons = chance.text(8, 25) if chance.random() < 0.4 else None
            position = chance.choice(POSITIONS)
            answered_at = chance.after(at, 120)
            yield answered_at, (ViewSubmitted(**to, position=position, reasons=reasons),)
            if chance.random() < 0.1:
                yield chance.after(answered_at, 40), (ViewRevised(**to, position="oppose"),)
        closed = ConsultationClosed(**of, non_responders=tuple(silent))
        yield self.starts_at - timedelta(days=8), (closed,)

    def mandated(self) -> Iterator[Step]:
        """Most PCNs say how the seat is to vote; a third of that is logged and confirmed."""
        day, chance = self.starts_at - timedelta(days=6), self.chance
        for pcn in self.board.pcns:
            if chance.random() < 0.3:
                continue
            of: Named = {
                "mandate": chance.id(),
                "organisation": pcn,
                "seat": self.board.seats[0],
                "item": self.item,
            }
            more: Named = {
                "kind": "bound",
                "scope": "item",
                "term": Term(from_on=day.date()),
                "instruction": chance.choice(CHOICES),
            }
            if chance.random() < 0.33:
                logged = MandateLogged(**of, **more, channel="phone", conditions=chance.text(5, 9))
                yield day, (logged,)
                yield day + timedelta(days=1), (MandateConfirmed(**of),)
            else:
                yield day, (MandateGranted(**of, **more),)

    def voted(self, number: int) -> Iterator[Step]:
        """Discussed, moved, voted on by all seats, ruled, decided."""
        at, chance, board = self.starts_at + timedelta(minutes=10 * number), self.chance, self.board
        seats = list(zip(board.seats, board.people, strict=True))
        of: Named = {"motion": chance.id(), "item": self.item}
        there: Named = {"item": self.item, "meeting": self.meeting}
        for paragraph in (1, 2):
            said = ItemDiscussed(**there, paragraph=paragraph, discussion=chance.text(20, 60))
            yield at, (said,)
        if chance.random() < 0.1:
            seat, person = seats.pop()
            yield at, (MemberRecused(**there, seat=seat, person=person, reason=chance.text(4, 8)),)
        moved = MotionMoved(
            **of,
            meeting=self.meeting,
            body=board.body,
            mover=board.seats[0],
            text=chance.text(8, 20),
        )
        yield at, (moved,)
        yield at, (MotionSeconded(**of, seconder=board.seats[1]),)
        entitled = tuple(
            EntitledSeat(seat=seat, represents=board.pcns if seat == board.seats[0] else ())
            for seat, _ in seats
        )
        put = VotingOpened(
            **of, meeting=self.meeting, body=board.body, rule=RULE, entitled=entitled
        )
        yield at, (put,)
        for seat, person in seats:
            reason = chance.text(5, 15) if chance.random() < 0.1 else None
            vote = VoteCast(
                **of, seat=seat, person=person, choice=chance.choice(CHOICES), reason=reason
            )
            yield at + timedelta(minutes=5), (vote,)
        if chance.random() < 0.05:
            wrong = VoteCorrected(
                **of, seat=seats[1][0], choice="against", reason=chance.text(3, 6)
            )
            yield at + timedelta(minutes=6), (wrong,)
        if chance.random() < 0.2:
            dissent = DissentRecorded(**of, seat=seats[-1][0], reason=chance.text(5, 12))
            yield at + timedelta(minutes=6), (dissent,)
        closed = VotingClosed(**of, meeting=self.meeting, ruling="carried")
        yield at + timedelta(minutes=7), (closed,)
        yield from self._decided(at + timedelta(minutes=8), of["motion"])

    def _decided(self, at: datetime, motion: str) -> Iterator[Step]:
        chance, decision = self.chance, self.chance.id()
        taken = DecisionTaken(
            decision=decision,
            number=f"PB/{chance.getrandbits(40):x}",
            body=self.board.body,
            meeting=self.meeting,
            item=self.item,
            outcome="approved",
            authority="delegated-committee",
            motion=motion,
            text=chance.text(10, 25),
        )
        yield at, (taken,)
        action: Named = {"action": chance.id(), "item": self.item, "decision": decision}
        raised = ActionRaised(
            **action,
            number=f"A{chance.getrandbits(40):x}",
            body=self.board.body,
            meeting=self.meeting,
            organisation="R00",
            due_on=(at + timedelta(days=30)).date(),
            text=chance.text(6, 15),
        )
        yield at, (raised,)
        yield from self._reported(at, decision)
        yield at + timedelta(days=20), (ActionCompleted(**action, note=chance.text(3, 8)),)

    def _reported(self, decided_at: datetime, decision: str) -> Iterator[Step]:
        """Every PCN is told; most acknowledge, one in twelve asks back."""
        for pcn in self.board.pcns:
            of: Named = {
                "feedback": self.chance.id(),
                "decision": decision,
                "organisation": pcn,
                "item": self.item,
            }
            at = self.chance.after(decided_at, 30)
            yield at, (FeedbackIssued(**of, channel="email", message=self.chance.text(10, 30)),)
            if self.chance.random() < 0.6:
                yield self.chance.after(at, 48), (FeedbackAcknowledged(**of),)
            if self.chance.random() < 0.08:
                asked = FeedbackQueried(**of, question=self.chance.text(5, 12))
                yield self.chance.after(at, 48), (asked,)
