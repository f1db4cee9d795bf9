"""Given these events, when this command, then these events: slices without a database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from eventsourcing.dcb.domain import Selector

from decisions.command import Command
from decisions.context import Context
from decisions.refusal import NotFound, Refused
from decisions.slice import CommandSlice
from schemas.event import Event
from tests.support.clock import NOON, Ids

SECRETARY = Context("key:secretary", "secretary", NOON, NOON, Ids())


def wants(selectors: Sequence[Selector], event: Event) -> bool:
    return any(
        (not s.types or type(event) in s.types) and set(s.tags) <= set(event.tags())
        for s in selectors
    )


def gathered(events: Sequence[Event], command: Command, context: Context) -> CommandSlice:
    """A slice that has seen exactly what its boundary asks for, widened as the writer does it."""
    wider: CommandSlice | None = CommandSlice(command, replace(context, created={}))
    while wider is not None:
        current = wider
        for event in events:
            if wants(current.consistency_boundary(), event):
                event.mutate(current)
        wider = current.widened()
    return current


@dataclass(frozen=True)
class Given:
    """A book that holds these events."""

    events: tuple[Event, ...]
    context: Context = SECRETARY

    def by(self, **changes: object) -> "Given":
        """The same book, with another person or time giving the command."""
        return replace(self, context=replace(self.context, **changes))

    def at(self, now: datetime) -> "Given":
        return self.by(now=now, occurred_at=now)

    def and_(self, *events: Event) -> "Given":
        return replace(self, events=self.events + events)

    def when(self, command: Command) -> list[Event]:
        """The events that the command records. Raises its refusal."""
        decider = gathered(self.events, command, self.context)
        decider.execute()
        return [tagged.decision for tagged in decider.collect_events()]

    def refuses(self, command: Command) -> str:
        """The code of the refusal; fails the test if the command is not refused."""
        try:
            recorded = self.when(command)
        except Refused as refusal:
            return refusal.code
        except NotFound as missing:
            return f"no-{missing.subject}"
        raise AssertionError(f"not refused, but recorded: {recorded}")


def given(*events: Event, context: Context = SECRETARY) -> Given:
    return Given(events, context)
