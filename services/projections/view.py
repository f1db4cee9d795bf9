"""A view: a pure fold of entries into documents; it handles or ignores every type of event."""

from collections.abc import Callable, Sequence
from functools import cached_property
from types import ModuleType
from typing import Any, TypeVar

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.rows import Rows
from projections.shapes import shape_of
from schemas.event import Event

E = TypeVar("E", bound=Event)
Handler = Callable[[Rows, E, ReadEntry], None]


class View:
    """One question's fold: no SQL, no clock, the same for live, rebuild, as-of and tests.

    `ignores` names event types, or whole modules of `schemas.events`, that do not matter here.
    `without_texts_of` names those that it folds without a look at their texts, which need not be
    opened for it then.
    """

    def __init__(
        self,
        name: str,
        documents: Sequence[type[Document]],
        ignores: Sequence[type[Event] | ModuleType],
        without_texts_of: Sequence[type[Event] | ModuleType] = (),
    ) -> None:
        self.name = name
        self.documents = tuple(documents)
        self.ignored = frozenset(event for one in ignores for event in _events_of(one))
        self._handlers: dict[type[Event], Handler[Any]] = {}
        self._passed_over = self.ignored
        self._without_texts_of = frozenset(e for one in without_texts_of for e in _events_of(one))

    def on(self, *events: type[E]) -> Callable[[Handler[E]], Handler[E]]:
        """Registers how an event changes the rows."""

        def register(handler: Handler[E]) -> Handler[E]:
            for event in events:
                self._handlers[event] = handler
            self._passed_over = self.ignored - self.handled
            return handler

        return register

    @cached_property
    def shape(self) -> str:
        """Tells in which shape it keeps its documents: those of another shape are not its own."""
        return shape_of(self.documents)

    @property
    def handled(self) -> frozenset[type[Event]]:
        return frozenset(self._handlers)

    @property
    def texts_of(self) -> frozenset[type[Event]]:
        """The types whose texts it may look at; of others, it need not be given any."""
        return self.handled - self._without_texts_of

    def passes_over(self) -> frozenset[type[Event]]:
        """What it ignores, and so need not be given."""
        return self._passed_over

    def apply(self, rows: Rows, entry: ReadEntry) -> None:
        """Folds one entry into the rows."""
        handler = self._handlers.get(type(entry.event))
        if handler is not None:
            handler(rows, entry.event, entry)
        elif type(entry.event) not in self.ignored:
            raise UnhandledEventError(self.name, entry.entry.type)


class UnhandledEventError(Exception):
    """A view neither handles nor ignores an event: a fault of the program, never skipped."""

    def __init__(self, view: str, type_name: str) -> None:
        super().__init__(f"The view {view} does not know what to do with {type_name}.")


def _events_of(one: type[Event] | ModuleType) -> list[type[Event]]:
    if not isinstance(one, ModuleType):
        return [one]
    found = vars(one).values()
    return [e for e in found if isinstance(e, type) and issubclass(e, Event) and e is not Event]
