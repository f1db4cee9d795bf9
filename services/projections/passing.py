"""Which entries some views can do without: those of types that all of them ignore."""

from collections.abc import Sequence

from projections.view import View
from schemas.events import EVENT_BY_TYPE
from schemas.upcasting import UPCASTERS, current_name

WORTH_IT = 0.5
"""The share of types to be passed over from which on looking at types costs less than it saves."""


def types_not_passed_over(views: Sequence[View]) -> list[str] | None:
    """The stored names of the types to read; None where nearly all of them matter.

    A type that some view neither handles nor ignores is read, so that the view fails on it.
    """
    passed_over = frozenset.intersection(*(view.passes_over() for view in views))
    if len(passed_over) < WORTH_IT * len(EVENT_BY_TYPE):
        return None
    return sorted(
        name
        for name in (*EVENT_BY_TYPE, *UPCASTERS)
        if EVENT_BY_TYPE[current_name(name)] not in passed_over
    )
