"""A fact as the rules see it, and what a rule is: handlers by event type, and a last word."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Protocol, TypeAlias

from auditor.english_day import english_day
from auditor.entries import Entry
from auditor.findings import Finding

Handler: TypeAlias = Callable[[Entry], Iterator[Finding]]
Handlers: TypeAlias = Mapping[str, Handler]


class Rule(Protocol):
    """Sees the facts it asks for, in the order of the book."""

    def handlers(self) -> Handlers:
        """What to call for an entry, by its type."""
        ...

    def finish(self) -> Iterable[Finding]:
        """What can only be said once the whole book has been seen."""
        ...


def text(data: Mapping[str, Any], name: str) -> str:
    """A field that is a text. Raises `TypeError` or `KeyError` for one that is not."""
    value = data[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def instant(data: Mapping[str, Any], name: str) -> datetime:
    """A field that is a time. Raises `KeyError`, `TypeError` or `ValueError`."""
    return at(text(data, name))


def at(time: str) -> datetime:
    """A time with its offset. Raises `ValueError`."""
    found = datetime.fromisoformat(time)
    if found.tzinfo is None:
        raise ValueError(f"{time} has no offset")
    return found


def day_of(entry: Entry) -> date:
    """The day in England on which it happened. Raises `ValueError`."""
    return english_day(at(entry.occurred_at))


def quietly(see: Callable[[Entry], None]) -> Handler:
    """A handler that only takes notice."""

    def handler(entry: Entry) -> Iterator[Finding]:
        see(entry)
        yield from ()

    return handler


def fault_at(rule: str, what: str, entry: Entry) -> Finding:
    """A rule that an entry breaks, as a sentence that begins with the entry."""
    return Finding(rule, f"At entry {entry.position}: {what}.", entry.position)
