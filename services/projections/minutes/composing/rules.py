"""Rules of decision and of consensus in words, as minutes state them beside the result."""

from schemas.counting import counted
from schemas.values import ConsensusRule, CountedOf, DecisionRule, Share

_COUNTED_OF: dict[CountedOf, str] = {
    "voting": "voting for or against",
    "present": "present",
    "entitled": "entitled to vote",
}

_FRACTIONS = {
    (1, 1): "all",
    (1, 2): "half",
    (1, 3): "a third",
    (2, 3): "two thirds",
    (1, 4): "a quarter",
    (3, 4): "three quarters",
}


def decision_rule(rule: DecisionRule) -> str:
    seats = f"of the seats {_COUNTED_OF[rule.counted_of]}"
    is_by_list = rule.weights == "list-size"
    weight = "of their registered patients" if is_by_list else "of their weight"
    match rule.kind:
        case "simple-majority":
            return f"Simple majority {seats}"
        case "weighted":
            return f"Majority by {'registered patients' if is_by_list else 'weight'} {seats}"
        case "qualified-majority":
            return f"At least {_share(rule.at_least)} {seats}"
        case "double-majority":
            by_weight = _share(rule.weight_at_least)
            return f"At least {_share(rule.at_least)} {seats}, and {by_weight} {weight}"
        case "unanimity":
            return f"Unanimity {seats}"
        case "consent":
            return "Consent: no sustained objection"


def weight_unit(rule: DecisionRule | None) -> str:
    """What the weights in a tally count."""
    return "Registered patients" if rule and rule.weights == "list-size" else "Weight of votes"


def consensus_rule(rule: ConsensusRule) -> str:
    said = (
        f"At least {_share(rule.voices_at_least)} of the PCNs answer, and at least "
        f"{_share(rule.support_at_least)} of those that take a position are in support"
    )
    if rule.objections_at_most is None:
        return said
    return f"{said}, with at most {counted(rule.objections_at_most, 'objection')}"


def _share(share: Share | None) -> str:
    if share is None:
        return "a share that is not recorded"
    fraction = (share.numerator, share.denominator)
    return _FRACTIONS.get(fraction, f"{share.numerator}/{share.denominator}")
