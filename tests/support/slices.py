"""Given these events, when this command, then these events: slices without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

import msgspec
from eventsourcing.dcb.domain import Selector

from decisions.command import Command
from decisions.context import Context
from decisions.refusal import NotFound, Refused
from decisions.slice import CommandSlice
from eventlog.work import EarlierEntry
from schemas.event import Event
from tests.support.clock import NOON, Ids

NO_ENTRIES: Mapping[int, EarlierEntry] = MappingProxyType({})
SECRETARY = Context("key:secretary", "secretary", NOON, NOON, Ids())


def wants(one: Selector, event: Event) -> bool:
    return (not one.types or type(event) in one.types) and set(one.tags) <= set(event.tags())


def gathered(
    events: Sequence[Event],
    command: Command,
    context: Context,
    entries: Mapping[int, EarlierEntry] = NO_ENTRIES,
) -> CommandSlice:
    """A slice that has seen exactly what its boundary asks for, widened as the writer does it.

    What answers its questions comes in no order that helps.
    """
    decider = CommandSlice(command, msgspec.structs.replace(context, created={}))
    located = list(enumerate(events, 1))
    while keys := decider.ask():
        asked = decider.consistency_boundary()[-len(keys) :]
        for_each = ([one for one in located if wants(selector, one[1])] for selector in asked)
        decider.learn(reversed([one for found in for_each for one in found]))
    decider.see_texts({at: entries[at] for at in decider.texts_at() if at in entries})
    return decider


@dataclass(frozen=True)
class Given:
    """A book that holds these events, and entries with texts that a command may ask about."""

    events: tuple[Event, ...]
    context: Context = SECRETARY
    entries: Mapping[int, EarlierEntry] = field(default_factory=lambda: NO_ENTRIES)

    def by(self, **changes: object) -> "Given":
        """The same book, with another person or time giving the command."""
        return replace(self, context=msgspec.structs.replace(self.context, **changes))

    def at(self, now: datetime) -> "Given":
        return self.by(now=now, occurred_at=now)

    def and_(self, *events: Event) -> "Given":
        return replace(self, events=self.events + events)

    def with_texts(self, position: int, *names: str, about: Sequence[str] = ()) -> "Given":
        """With an entry that has these texts, open, and whose facts name these ids."""
        digests = {name: f"digest of {name} of {position}" for name in names}
        entry = EarlierEntry(digests, frozenset(about))
        return replace(self, entries={**self.entries, position: entry})

    def when(self, command: Command) -> list[Event]:
        """The events that the command records. Raises its refusal."""
        decider = gathered(self.events, command, self.context, self.entries)
        decider.execute()
        return [tagged.decision for tagged in decider.collect_events()]

    def refuses(self, command: Command) -> str:
        """The code of the refusal; fails the test if the command is not refused."""
        try:
            recorded = self.when(command)
        except Refused as refusal:
            return code_of(refusal)
        except NotFound as missing:
            return f"no-{missing.subject}"
        raise AssertionError(f"not refused, but recorded: {recorded}")


def code_of(refusal: Refused) -> str:
    """Its code, once its sentence is seen to be one."""
    assert refusal.sentence.endswith((".", "?")), refusal.sentence
    return refusal.code


def given(*events: Event, context: Context = SECRETARY) -> Given:
    return Given(events, context)
