"""The two items that the meeting in May votes on."""

from datetime import date

from schemas.events.action import ActionRaised
from schemas.events.meeting import (
    MemberExcluded,
    MemberRecused,
    MemberReturned,
)
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.values import (
    EntitledSeat,
)
from tests.support.whole_story.words import (
    BODY,
    COUNCIL,
    ICB,
    MAY,
    PCN,
    PCNS,
    SIMPLE,
    TRUST,
    VCSE,
    Dated,
    bst,
    said,
    taken,
)


def vote(motion: str, item: str, seat: str, choice: str, **more: str) -> VoteCast:
    return VoteCast(motion=motion, item=item, seat=seat, choice=choice, **more)  # type: ignore[arg-type]


def entitled(*seats: str) -> tuple[EntitledSeat, ...]:
    pcns = tuple(PCNS)
    return tuple(EntitledSeat(seat=s, represents=pcns if s == PCN else ()) for s in seats)


def put(motion: str, item: str, *seats: str) -> VotingOpened:
    return VotingOpened(
        motion=motion,
        item=item,
        meeting=MAY,
        body=BODY,
        rule=SIMPLE,
        entitled=entitled(*seats),
        method="roll-call",
        has_casting_vote=True,
    )


def hub() -> list[Dated]:
    where = {"motion": "m1", "item": "hub"}
    return [
        (said("hub", MAY, 1, "Dr Menendez introduced the paper."), bst(14, 14, 15)),
        (said("hub", MAY, 2, "All PCNs had asked for one booking line."), bst(14, 14, 20)),
        (
            MotionMoved(**where, meeting=MAY, body=BODY, mover=PCN, text="That one hub open."),
            bst(14, 14, 30),
        ),
        (MotionSeconded(**where, seconder=TRUST), bst(14, 14, 31)),
        (
            AmendmentMoved(
                **where, mover=COUNCIL, text="That one hub open, with a review after six months."
            ),
            bst(14, 14, 33),
        ),
        (put("m1", "hub", PCN, TRUST, COUNCIL, VCSE, ICB), bst(14, 14, 35)),
        (
            vote(
                "m1",
                "hub",
                PCN,
                "for",
                person="rosa",
                reason="The review was conceded in exchange.",
            ),
            bst(14, 14, 36),
        ),
        (
            vote("m1", "hub", TRUST, "abstain", person="gareth", capacity="deputy"),
            bst(14, 14, 36),
        ),
        (vote("m1", "hub", COUNCIL, "for", person="miriam"), bst(14, 14, 37)),
        (vote("m1", "hub", VCSE, "against", person="aldous"), bst(14, 14, 37)),
        (
            VoteCorrected(**where, seat=TRUST, choice="for", reason="Misheard on the call."),
            bst(14, 14, 38),
        ),
        (
            DissentRecorded(
                **where, seat=VCSE, person="aldous", reason="No plan for the villages."
            ),
            bst(14, 14, 39),
        ),
        (VotingClosed(**where, meeting=MAY, ruling="carried"), bst(14, 14, 40)),
        (
            taken(
                "d-hub",
                "hub",
                14,
                "approved",
                motion="m1",
                amount_pence=12_500_000,
                text="One hub opens on 1 October 2026, with a review after six months.",
            ),
            bst(14, 14, 41),
        ),
        (
            ActionRaised(
                action="a3",
                number="A3",
                body=BODY,
                meeting=MAY,
                item="hub",
                decision="d-hub",
                owner="Joanna Clarke",
                due_on=date(2026, 6, 12),
                text="Publish travel times to the hub",
            ),
            bst(14, 14, 42),
        ),
    ]


def pilot() -> list[Dated]:
    where = {"item": "pilot", "meeting": MAY}
    return [
        (
            MemberRecused(
                **where,
                seat=PCN,
                person="rosa",
                left_room=True,
                reason="Her practice would be paid.",
            ),
            bst(14, 14, 45),
        ),
        (
            MemberExcluded(**where, seat=VCSE, person="aldous", reason="His sister works there."),
            bst(14, 14, 46),
        ),
        (said("pilot", MAY, 1, "Members asked why one PCN had heard first."), bst(14, 14, 47)),
        (
            MotionMoved(
                motion="m2", **where, body=BODY, mover=TRUST, text="That the pilot be supported."
            ),
            bst(14, 14, 50),
        ),
        (put("m2", "pilot", TRUST, COUNCIL, ICB), bst(14, 14, 51)),
        (
            vote("m2", "pilot", TRUST, "against", person="gareth", capacity="deputy"),
            bst(14, 14, 52),
        ),
        (vote("m2", "pilot", COUNCIL, "for", person="miriam"), bst(14, 14, 52)),
        (
            CastingVoteUsed(
                motion="m2",
                item="pilot",
                seat=COUNCIL,
                person="miriam",
                choice="for",
                reason="To keep the money in the place.",
            ),
            bst(14, 14, 53),
        ),
        (VotingClosed(motion="m2", **where, ruling="carried"), bst(14, 14, 54)),
        (
            taken(
                "d-pilot",
                "pilot",
                15,
                "supported",
                motion="m2",
                text="The pilot is supported, provided that every PCN is offered it.",
            ),
            bst(14, 14, 55),
        ),
        (MemberReturned(**where, seat=PCN, person="rosa"), bst(14, 15, 0)),
    ]
