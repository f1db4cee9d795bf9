"""The words that stand where a text is not shown: erased from the record, or withheld."""

import re

from schemas.values import ErasureBasis, Exemption, HoldGround

ERASED, WITHHELD = "[text erased: ", "[withheld: "
_ERASED = re.compile(r"\[text erased: ([^\[\]]+)\]")

BASIS_IN_WORDS: dict[ErasureBasis, str] = {
    "right-to-erasure": "right to erasure (UK GDPR, Article 17)",
    "right-to-rectification": "right to rectification (UK GDPR, Article 16)",
    "objection-upheld": "objection upheld (UK GDPR, Article 21)",
    "retention-ended": "end of the retention period (UK GDPR, Article 5(1)(e))",
    "recorded-in-error": "recorded in error (UK GDPR, Article 5(1)(c))",
    "patient-data": "information about a patient, recorded in error",
    "court-order": "order of a court",
}

GROUND_IN_WORDS: dict[HoldGround, str] = {
    "litigation": "legal proceedings",
    "statutory-inquiry": "a statutory inquiry",
    "regulatory-investigation": "an investigation by a regulator",
    "police-investigation": "a police investigation",
    "complaint": "a complaint",
    "information-request": "a request for information",
    "audit": "an audit",
}
"""What a legal hold keeps texts for."""

SECTION_OF: dict[Exemption, str] = {
    "future-publication": "22",
    "law-enforcement": "31",
    "conduct-of-public-affairs": "36",
    "health-and-safety": "38",
    "personal-data": "40(2)",
    "provided-in-confidence": "41",
    "legal-privilege": "42",
    "trade-secrets": "43(1)",
    "commercial-interests": "43(2)",
}
"""Sections of the Freedom of Information Act 2000."""


def erased_mark(basis: ErasureBasis) -> str:
    """What readers see in the place of a text that was erased."""
    return f"{ERASED}{BASIS_IN_WORDS[basis]}]"


def withheld_mark(exemption: Exemption) -> str:
    """What stands in public renditions in the place of a text that is exempt."""
    return f"{WITHHELD}FOIA 2000, section {SECTION_OF[exemption]}]"


def erased_on(text: str) -> str | None:
    """The basis in words, if the text is such a mark; None if it is a text."""
    found = _ERASED.fullmatch(text)
    return found.group(1) if found else None


def is_forged(text: str) -> bool:
    """Whether a text begins as only Minutebook's own marks may."""
    return text.lstrip().startswith((ERASED.rstrip(), WITHHELD.rstrip()))
