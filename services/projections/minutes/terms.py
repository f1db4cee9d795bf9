"""What people call the values of the published language, such as "Chair's action"."""

from projections.minutes.wording import NOT_RECORDED

_IRREGULAR = {
    "pcn": "Raised by general practice",
    "system": "Raised by the system",
    "abstain": "Abstained",
    "undoing": "Rescinded or replaced",
    "chairs-action": "Chair’s action",
    "elsewhere": "Decided elsewhere",
    "non-financial-professional": "Non-financial professional",
    "non-financial-personal": "Non-financial personal",
    "excluded": "Excluded by the chair",
    "stays-without-deciding": "Stayed, without deciding",
    "leaves": "Left for the item",
    "advisory": "Advisory: a recommendation to those who decide",
    "delegated-committee": "Delegated to the body as a committee",
    "delegated-individual": "Delegated to an individual",
    "informal": "Informal decision",
}


def term(value: str | None, missing: str = NOT_RECORDED) -> str:
    """The term with a capital. What people wrote is never passed here: it keeps its letters."""
    if value is None:
        return missing
    return _IRREGULAR.get(value) or value[:1].upper() + value[1:].replace("-", " ")
