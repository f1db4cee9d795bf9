"""What the writer is asked to do, and what it answers."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec
from eventsourcing.dcb.domain import Selector, Slice, Tagged

from eventlog.mapping import Boundary, Located
from eventlog.pending import SelectorKey
from eventlog.sealing import Attribution
from schemas.event import Event

NOTHING = Boundary([Selector(tags=("needs:nothing",))])


class EarlierEntry(msgspec.Struct, frozen=True):
    """What a command may have to know of an entry whose texts it is about.

    `texts` are the digests (base64url), by field, of those that can still be read; `names` is every
    text value among the entry's facts, ids of people and organisations included.
    """

    texts: dict[str, str]
    names: frozenset[str]


class WideningSlice(Slice[Event], ABC):
    """A slice whose boundary grows with what it sees: a motion names its item, and so on.

    `created` names the things that it brought into being, by subject.
    """

    def __init__(self) -> None:
        self._asked = Boundary()
        self.created: dict[str, str] = {}

    def consistency_boundary(self) -> Boundary:
        """What was asked of the log so far. To the library, no selector would mean every event."""
        return self._asked or NOTHING

    def ask(self) -> Sequence[SelectorKey]:
        """What it needs beyond all that it asked before; from now on within its boundary."""
        return self._asked.widen(self.needs())

    @abstractmethod
    def needs(self) -> Iterable[Selector]:
        """The facts that the decision depends on, as far as can be told from what was seen."""

    @abstractmethod
    def learn(self, found: Iterable[Located]) -> None:
        """Takes in what the log answered; what it has seen before does not count twice."""

    def record(self, decided: Iterable[Event]) -> None:
        """Has these events appended, in this order, if nothing new stands against it."""
        self.new_decisions += [Tagged(tags=event.tags(), decision=event) for event in decided]

    def texts_at(self) -> Sequence[int]:
        """Positions of entries of whose texts it must know whether they can still be read."""
        return ()

    def see_texts(self, entries: Mapping[int, EarlierEntry]) -> None:
        """Learns of those entries, by position; of one that is not there it learns nothing."""


class Work(Protocol):
    """One command on its way to the book."""

    @property
    def attribution(self) -> Attribution: ...

    @property
    def fingerprint(self) -> bytes: ...

    def slice(self) -> WideningSlice:
        """A fresh slice that has seen nothing yet."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What a command recorded: nothing where the facts were so already.

    `position` is the head that a reader must reach to see the effect. `created` names the things
    that the command brought into being, by subject.
    """

    book: str
    command: uuid.UUID
    position: int
    positions: tuple[int, ...]
    recorded_at: datetime
    created: dict[str, str] = {}
    repeated: bool = False


class Answered(msgspec.Struct, frozen=True):
    """What an earlier command of this id was, and what it was answered."""

    fingerprint: bytes
    answer: Recorded
