"""What a body may decide by its authority, and what a chair's ruling allows it to say."""

from decisions.refusal import Refused
from schemas.values import Authority, OutcomeVerb, Ruling

DECIDES = frozenset[OutcomeVerb]({"approved", "agreed", "ratified"})
"""Verbs that only a body with authority to decide may use; an advisory body recommends."""
IN_FAVOUR = DECIDES | frozenset[OutcomeVerb]({"endorsed", "supported", "recommended"})
AGAINST = frozenset[OutcomeVerb]({"not-approved", "deferred", "referred", "withdrawn"})
"""What may become of an item after its motion was not carried."""
NEEDS_NO_QUORUM = frozenset[OutcomeVerb]({"noted", "received", "deferred", "withdrawn"})
"""What members who are too few for a quorum may still put in the record."""


def require_authority(authority: Authority, outcome: OutcomeVerb) -> None:
    """Raises `Refused` where an advisory body would decide."""
    if authority == "advisory" and outcome in DECIDES:
        raise Refused(
            "advisory-body-recommends",
            f"This body is advisory, so its outcome is a recommendation: it cannot be {outcome}. "
            "Use recommended, supported or endorsed.",
            "outcome",
        )


def fits_ruling(ruling: Ruling, outcome: OutcomeVerb) -> bool:
    """Whether an outcome says the same as the chair's ruling on the vote."""
    return outcome != "not-approved" if ruling == "carried" else outcome in AGAINST


def require_ruling(ruling: Ruling, outcome: OutcomeVerb) -> None:
    """Raises `Refused` where the outcome says otherwise than the vote."""
    if fits_ruling(ruling, outcome):
        return
    if ruling == "carried":
        raise Refused(
            "outcome-against-ruling",
            "The motion was carried; the outcome cannot be not approved.",
            "outcome",
        )
    raise Refused(
        "outcome-against-ruling",
        f"The motion was not carried; the outcome cannot be {outcome}. Use not approved, "
        "deferred, referred or withdrawn.",
        "outcome",
    )
