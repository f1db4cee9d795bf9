"""A command as a slice of `eventsourcing.dcb`: its boundary, what it saw, what it records."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from eventsourcing.dcb.domain import Selector

from decisions.command import Command
from decisions.context import Context
from decisions.facts import Facts
from eventlog.mapping import Located
from eventlog.sealing import Attribution
from eventlog.work import EarlierEntry, WideningSlice


class CommandSlice(WideningSlice):
    """Folds the facts that a command needs, and records the events that it decides."""

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
        self.context.created.clear()
        decided = list(self.command.decide(self.facts, self.context))
        for event in decided:
            event.at(self.context.occurred_at)
        self.record(decided)
        self.created = dict(self.context.created) if decided else {}


class CommandWork(msgspec.Struct, frozen=True):
    """A command on its way to the writer, with who gave it."""

    command: Command
    context: Context
    attribution: Attribution
    fingerprint: bytes

    def slice(self) -> CommandSlice:
        return CommandSlice(self.command, self.context)
