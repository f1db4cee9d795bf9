"""A command as a slice of `eventsourcing.dcb`: its boundary, what it saw, what it triggers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from eventsourcing.dcb.domain import Selector

from decisions.command import Command
from decisions.context import Context
from decisions.facts import Facts
from eventlog.mapping import Located
from eventlog.sealing import Attribution
from eventlog.work import EarlierEntry, WideningSlice
from schemas.event import Event


class CommandSlice(WideningSlice):
    """Folds the facts that a command needs, and triggers the events that it decides."""

    def __init__(self, command: Command, context: Context) -> None:
        super().__init__()
        self.command = command
        self.context = context
        self.facts = Facts()

    def needs(self) -> Iterable[Selector]:
        return self.command.needs(self.facts)

    def learn(self, found: Iterable[Located]) -> None:
        self.facts.learn(found)

    def texts_at(self) -> Sequence[int]:
        return self.command.texts_at()

    def see_texts(self, entries: Mapping[int, EarlierEntry]) -> None:
        self.facts.learn_texts(entries)

    def execute(self) -> None:
        for event in list(self.command.decide(self.facts, self.context)):
            event.at(self.context.occurred_at)
            self.trigger_event(partial(_same, event), event.tags())
        self.created = dict(self.context.created) if self.new_decisions else {}


def _same(event: Event) -> Event:
    """The library makes events itself; a command has made this one already."""
    return event


@dataclass(frozen=True)
class CommandWork:
    """A command on its way to the writer, with who gave it."""

    command: Command
    context: Context
    attribution: Attribution
    fingerprint: bytes

    def slice(self) -> CommandSlice:
        return CommandSlice(self.command, replace(self.context, created={}))
