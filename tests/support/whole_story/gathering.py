"""The meeting in May opens: who is there, and what they declare."""

from schemas.events.meeting import (
    ApologiesReceived,
    InterestDeclared,
    MeetingOpened,
)
from schemas.events.minutes import (
    MinutesApproved,
)
from tests.support.whole_story.words import (
    BODY,
    COUNCIL,
    ICB,
    MARCH,
    MAY,
    PCN,
    TRUST,
    VCSE,
    Dated,
    bst,
    there,
)


def may_gathering() -> list[Dated]:
    opened = bst(14, 14)
    return [
        (MeetingOpened(meeting=MAY, body=BODY), opened),
        (there(MAY, COUNCIL, "miriam", is_chair=True), opened),
        (there(MAY, PCN, "rosa"), opened),
        (
            ApologiesReceived(meeting=MAY, person="sunita", seat=TRUST, deputy="gareth"),
            opened,
        ),
        (
            there(MAY, TRUST, "gareth", capacity="deputy", arrived_at=bst(14, 14, 10)),
            opened,
        ),
        (there(MAY, VCSE, "aldous", left_at=bst(14, 15, 40)), opened),
        (ApologiesReceived(meeting=MAY, person="lucy", seat=ICB), opened),
        (
            there(
                MAY,
                None,
                "kate",
                capacity="in-attendance",
                role="Manager, Healthwatch",
                name="Kate Osei",
            ),
            opened,
        ),
        (
            InterestDeclared(
                meeting=MAY,
                item="pilot",
                person="rosa",
                seat=PCN,
                interest="i3",
                kind="financial",
                nature="actual",
                management="leaves",
            ),
            bst(14, 14, 2),
        ),
        (
            InterestDeclared(
                meeting=MAY,
                person="aldous",
                kind="non-financial-personal",
                nature="perceived",
                management="noted",
                description="Trustee of the Vale Hospice.",
            ),
            bst(14, 14, 3),
        ),
        (MinutesApproved(meeting=MARCH, body=BODY, approved_at=MAY, version=1), bst(14, 14, 4)),
    ]
