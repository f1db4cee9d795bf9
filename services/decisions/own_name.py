"""Representatives act in their own name; the secretary may act for anyone."""

from decisions.context import Context
from decisions.refusal import Refused


def require_own_name(person: str, context: Context) -> None:
    """Raises `Refused` where a representative acts for another person."""
    if context.role == "representative" and person != context.person:
        raise Refused("not-yourself", "A representative acts in their own name.", "person")
