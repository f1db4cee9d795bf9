"""Whether positions come to a consensus by a consultation's rule: exact arithmetic, no fold."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, TypeAlias

from projections.reckoning.consultation import Consultation
from projections.reckoning.settled_items import PcnConsensus, Stance
from projections.reckoning.voices import Answer, Voice
from schemas.values import ConsensusRule, Share, ViewPosition

Consensus: TypeAlias = Literal["reached", "not-reached", "too-few-voices"]
"""Whether the rule is met by the positions current when the discussion starts."""

VOICES: tuple[ViewPosition, ...] = ("support", "support-with-conditions", "oppose")
PCN_CODE = re.compile(r"U\d{5}")


def by_rule(rule: ConsensusRule, electorate: int, positions: Counter[ViewPosition]) -> Consensus:
    """Enough voices of the electorate, enough support among them, few enough objections. Exact."""
    voices = sum(positions[position] for position in VOICES)
    support = voices - positions["oppose"]
    if not voices or not is_share(voices, electorate, rule.voices_at_least):
        return "too-few-voices"
    is_opposed = rule.objections_at_most is not None and (
        positions["oppose"] > rule.objections_at_most
    )
    is_supported = is_share(support, voices, rule.support_at_least)
    return "reached" if is_supported and not is_opposed else "not-reached"


def is_share(part: int, whole: int, at_least: Share) -> bool:
    return part * at_least.denominator >= at_least.numerator * whole


def current(consultation: Consultation) -> Iterator[tuple[Voice, Answer]]:
    """The answers current when the discussion starts, in the order of the electorate."""
    start = consultation.discussion
    for voice in consultation.voices:
        if answer := voice.answer_at(start):
            yield voice, answer


def pcn_consensus(consultation: Consultation) -> PcnConsensus:
    """The consensus of the PCNs of an electorate, by the consultation's rule, either way."""
    answers = [(v, a) for v, a in current(consultation) if PCN_CODE.fullmatch(v.organisation)]
    positions = Counter(answer.view for _, answer in answers if answer.view)
    heard = {voice.organisation for voice, answer in answers if answer.view in VOICES}
    pcns = [v for v in consultation.voices if PCN_CODE.fullmatch(v.organisation)]
    electorate = sum(not v.is_exempt or v.organisation in heard for v in pcns)
    support = positions["support"] + positions["support-with-conditions"]
    return PcnConsensus(
        consultation=consultation.consultation,
        stance=_stance(consultation.rule, electorate, positions),
        electorate=electorate,
        support=support,
        oppose=positions["oppose"],
        evidence=sorted(set(consultation.evidence)),
    )


def _stance(rule: ConsensusRule, electorate: int, positions: Counter[ViewPosition]) -> Stance:
    found = by_rule(rule, electorate, positions)
    if found == "too-few-voices":
        return "too-few-voices"
    if found == "reached":
        return "for"
    voices = sum(positions[position] for position in VOICES)
    return "against" if is_share(positions["oppose"], voices, rule.support_at_least) else "none"
