"""Notices which texts of an entry a view looks at while it folds one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from greenlet import getcurrent, greenlet

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.view import View
from schemas.event import Event, disclosed_fields
from schemas.events import EVENTS

Look: TypeAlias = tuple[str, type[Event], str]
"""The view's name, the event's type and the text's field."""


@dataclass
class Looks:
    """What was looked at, and what of it a view says it does not look at."""

    seen: set[Look] = field(default_factory=set)
    undeclared: set[Look] = field(default_factory=set)
    _folding: dict[greenlet, View] = field(default_factory=dict)

    def look(self, event: type[Event], name: str) -> None:
        view = self._folding.get(getcurrent())
        if view is not None:
            one = (view.name, event, name)
            self.seen.add(one)
            if event not in view.texts_of:
                self.undeclared.add(one)

    @contextmanager
    def by(self, view: View) -> Iterator[None]:
        self._folding[getcurrent()] = view
        try:
            yield
        finally:
            del self._folding[getcurrent()]


class Watched:
    """Stands in the place of a field of an event class."""

    def __init__(self, looks: Looks, event: type[Event], name: str, field: Any) -> None:
        self._looks, self._event, self._name, self.field = looks, event, name, field

    def __get__(self, event: Event | None, kind: type[Event]) -> Any:
        if event is not None:
            self._looks.look(self._event, self._name)
        return self.field.__get__(event, kind)

    def __set__(self, event: Event, value: object) -> None:
        self.field.__set__(event, value)


@contextmanager
def watched() -> Iterator[Looks]:
    """While it lasts, every look of every view at a text is noticed."""
    looks, apply = Looks(), View.apply
    fields = [(event, name) for event in EVENTS for name in disclosed_fields(event)]

    def noticing(view: View, rows: Rows, entry: ReadEntry) -> None:
        with looks.by(view):
            apply(view, rows, entry)

    for event, name in fields:
        setattr(event, name, Watched(looks, event, name, vars(event)[name]))
    View.apply = noticing  # type: ignore[method-assign]
    try:
        yield looks
    finally:
        View.apply = apply  # type: ignore[method-assign]
        for event, name in fields:
            setattr(event, name, vars(event)[name].field)
