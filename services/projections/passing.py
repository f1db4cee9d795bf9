"""What views can do without: entries of types that all of them ignore, and texts none looks at."""

from collections.abc import Collection, Sequence

import msgspec

from projections.view import View
from schemas.event import Event
from schemas.events import EVENT_BY_TYPE, EVENTS
from schemas.upcasting import UPCASTERS, current_name

WORTH_IT = 0.5
"""The share of types to be passed over from which on looking at types costs less than it saves."""


class Needed(msgspec.Struct, frozen=True):
    """What to read for some views: entries of these types, with the texts of some of them.

    Types by their stored names, older ones too.
    """

    types: tuple[str, ...]
    texts_of: frozenset[str]

    def is_little(self) -> bool:
        """Whether so much is passed over that it is worth looking for what is not."""
        return len(self.types) <= (1 - WORTH_IT) * len(EVENT_BY_TYPE)


def needed(views: Sequence[View]) -> Needed:
    """What some views cannot do without.

    A type that some view neither handles nor ignores is read, so that the view fails on it.
    """
    passed_over = frozenset.intersection(*(view.passes_over() for view in views))
    looked_at = frozenset[type[Event]]().union(*(view.texts_of for view in views))
    return Needed(_names(set(EVENTS) - passed_over), frozenset(_names(looked_at)))


def _names(events: Collection[type[Event]]) -> tuple[str, ...]:
    names = (*EVENT_BY_TYPE, *UPCASTERS)
    return tuple(sorted(one for one in names if EVENT_BY_TYPE[current_name(one)] in events))
