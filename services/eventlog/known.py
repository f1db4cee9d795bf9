"""What a writer knows of its book from one batch to the next, so that it need not read it again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from eventsourcing.dcb.api import DCBSequencedEvent

from eventlog.books import Edge
from eventlog.mapping import StoredEvent, entry_at, stored_event
from eventlog.pending import Pending, SelectorKey, matches
from eventlog.sealing import SealedEntry

Found: TypeAlias = tuple[SelectorKey, int, bytes]
"""An entry that answers a question: its position, and its bytes as they are stored."""
MOST_EVENTS = 10_000
"""Of one book; above that all is forgotten, and what is asked next is read again."""
MOST_BOOKS = 32


def question(key: SelectorKey) -> SelectorKey:
    """What is read for a selector: all that has one of its types and its first tag.

    The first tag is the most telling one, so what the others leave out is little.
    """
    types, tags = key
    return types, tags[:1]


class Answer:
    """All that answers a question, in order; found by its other tags once they are asked about."""

    def __init__(self) -> None:
        self._events: list[DCBSequencedEvent] = []
        self._by_tag: dict[str, list[DCBSequencedEvent]] | None = None

    def add(self, one: DCBSequencedEvent) -> None:
        self._events.append(one)
        if self._by_tag is not None:
            self._note(self._by_tag, one)

    def with_tags(self, tags: Sequence[str]) -> Iterable[DCBSequencedEvent]:
        """Those that have all of these tags."""
        if not tags:
            return self._events
        if self._by_tag is None:
            self._by_tag = {}
            for one in self._events:
                self._note(self._by_tag, one)
        found = self._by_tag.get(tags[0], ())
        return [one for one in found if set(tags[1:]) <= set(one.event.tags)] if tags[1:] else found

    @staticmethod
    def _note(by_tag: dict[str, list[DCBSequencedEvent]], one: DCBSequencedEvent) -> None:
        for tag in one.event.tags:
            by_tag.setdefault(tag, []).append(one)


class Known:
    """Stored events by the questions that they answer: whole answers, as at a book's tree.

    The edge of the tree stands for every entry up to it. Whoever finds that edge unchanged knows
    that nothing was appended since, by whatever process.
    """

    def __init__(self) -> None:
        self.edge: Edge | None = None
        self.is_undisturbed = True
        """Whether nobody else was found to have written when that was last looked at."""
        self._forget()

    def _forget(self) -> None:
        self._answers: dict[SelectorKey, Answer] = {}
        self._asking: defaultdict[str, list[SelectorKey]] = defaultdict(list)
        self._events: dict[int, DCBSequencedEvent] = {}

    def at(self, edge: Edge) -> "Known":
        """What is known of a book at this edge: nothing, if it is another than before."""
        self.is_undisturbed = self.edge is None or self.edge.tree == edge.tree
        if not self.is_undisturbed or len(self._events) > MOST_EVENTS:
            self._forget()
        self.edge = edge
        return self

    def unanswered(self, keys: Iterable[SelectorKey]) -> list[SelectorKey]:
        """The questions of these selectors, each once, that have yet to be read."""
        unread = (asked for key in keys if (asked := question(key)) not in self._answers)
        return list(dict.fromkeys(unread))

    def learn(self, questions: Iterable[SelectorKey], found: Sequence[Found]) -> None:
        """Takes in all that answers these questions, in order: all of it, or nothing.

        Raises `UnreadableEntryError`.
        """
        read: dict[int, DCBSequencedEvent] = {}
        for _, position, stored in found:
            if position not in read:
                read[position] = self._read(position, stored)
        for key in questions:
            self._answers[key] = Answer()
            for tag in key[1] or ("",):
                self._asking[tag].append(key)
        self._events |= read
        for answered, position, _ in found:
            self._answers[answered].add(read[position])

    def _read(self, position: int, stored: bytes) -> DCBSequencedEvent:
        known = self._events.get(position)
        return known or DCBSequencedEvent(stored_event(entry_at(position, stored)), position)

    def matching(self, keys: Iterable[SelectorKey]) -> Iterator[DCBSequencedEvent]:
        """The stored events of selectors that are answered; in order for each selector."""
        for key in keys:
            yield from self._answers[question(key)].with_tags(key[1][1:])

    def grow(self, pending: Pending, sealed: Sequence[SealedEntry], edge: Edge) -> None:
        """Takes in what was committed. Texts stay behind: slices do without them."""
        for waiting, entry in zip(pending.events, sealed, strict=True):
            event = StoredEvent(
                entry.type, waiting.event.data, list(entry.tags), occurred_at=entry.occurred_at
            )
            stored = DCBSequencedEvent(event, entry.position)
            for tag in ("", *entry.tags):
                for key in self._asking.get(tag, ()):
                    if matches(event, key):
                        self._answers[key].add(stored)
                        self._events[entry.position] = stored
        self.edge = edge
