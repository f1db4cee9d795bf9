"""A consultation of the story's PCNs as events, open for a week before noon and a week after."""

from datetime import timedelta

from schemas.events.consultation import ConsultationOpened
from schemas.events.partnership import MemberSucceeded
from schemas.values import ConsensusRule, Elector, Share
from tests.support.clock import NOON
from tests.support.story import APRIL, PARTNERSHIP, PCNS, happened, joined

OPENS, CLOSES = NOON - timedelta(days=7), NOON + timedelta(days=7)
HALF = Share(numerator=1, denominator=2)
OPENED = ConsultationOpened(
    consultation="c1",
    item="hub",
    body="board",
    rule=ConsensusRule(voices_at_least=HALF, support_at_least=HALF),
    electorate=tuple(Elector(organisation=code) for code in PCNS),
    closes_at=CLOSES,
    lead_working_days=5,
    window_working_days=5,
)
CONSULTED = (*PARTNERSHIP, happened(OPENED, OPENS))
NEW_PCN = joined("U99009", "pcn", "New PCN")
SUCCEEDED = MemberSucceeded(
    organisation=PCNS[0], successor="U99009", on=APRIL, basis="practices-moved"
)
