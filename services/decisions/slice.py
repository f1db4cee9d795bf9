"""A command as a slice of `eventsourcing.dcb`: its boundary, what it saw, what it triggers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

from eventsourcing.dcb.domain import Selector

from decisions.command import Command
from decisions.context import Context
from decisions.facts import Facts
from eventlog.sealing import Attribution
from eventlog.work import EarlierEntry, WideningSlice
from schemas.event import Event


class CommandSlice(WideningSlice):
    """Folds the facts that a command needs, and triggers the events that it decides."""

    def __init__(
        self, command: Command, context: Context, asked: Sequence[Selector] | None = None
    ) -> None:
        self.command = command
        self.context = context
        self.facts = Facts()
        super().__init__(list(command.needs(self.facts)) if asked is None else asked)

    def needs(self) -> Sequence[Selector]:
        return list(self.command.needs(self.facts))

    def starting_with(self, asked: Sequence[Selector]) -> Self:
        wider = type(self)(self.command, self.context, asked)
        wider.see_texts(self.facts.texts.entries)
        return wider

    def see(self, event: Event) -> None:
        self.seen += 1
        self.facts.see(event)

    def texts_at(self) -> Sequence[int]:
        return self.command.texts_at()

    def see_texts(self, entries: Mapping[int, EarlierEntry]) -> None:
        self.facts.texts.learn(entries)

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
