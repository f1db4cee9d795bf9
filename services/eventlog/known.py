"""What a writer knows of its book from one batch to the next, so that it need not read it again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from eventsourcing.dcb.api import DCBSequencedEvent

from eventlog.books import Edge
from eventlog.mapping import StoredEvent, stored_event
from eventlog.pending import Pending, SelectorKey, in_order, matches
from eventlog.sealing import SealedEntry

MOST_EVENTS = 10_000
"""Of one book; above that all is forgotten, and what is asked next is read again."""
MOST_BOOKS = 32


def question(key: SelectorKey) -> SelectorKey:
    """What is read for a selector: all that has one of its types and its first tag.

    The first tag is the most telling one, so what the others leave out is little.
    """
    types, tags = key
    return types, tags[:1]


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
        self._answers: dict[SelectorKey, list[DCBSequencedEvent]] = {}
        self._asking: defaultdict[str, list[SelectorKey]] = defaultdict(list)
        self._events: dict[int, DCBSequencedEvent] = {}
        self._selected: dict[SelectorKey, list[DCBSequencedEvent]] = {}

    def at(self, edge: Edge) -> "Known":
        """What is known of a book at this edge: nothing, if it is another than before."""
        self.is_undisturbed = self.edge is None or self.edge.tree == edge.tree
        if not self.is_undisturbed or len(self._events) > MOST_EVENTS:
            self._forget()
        self.edge = edge
        return self

    def unanswered(self, keys: Iterable[SelectorKey]) -> list[SelectorKey]:
        """The questions of these selectors, each once, that have yet to be read."""
        return [key for key in dict.fromkeys(map(question, keys)) if key not in self._answers]

    def expect(self, questions: Iterable[SelectorKey]) -> None:
        """Says that all that answers these questions will now be added, in order."""
        for key in questions:
            self._answers[key] = []
            for tag in key[1] or ("",):
                self._asking[tag].append(key)

    def add(self, answered: SelectorKey, position: int, stored: bytes) -> None:
        if position not in self._events:
            self._events[position] = DCBSequencedEvent(stored_event(stored), position)
        self._answers[answered].append(self._events[position])

    def matching(self, keys: Sequence[SelectorKey], after: int) -> list[DCBSequencedEvent]:
        """The stored events of selectors that are answered, beyond a position, in order."""
        return in_order(one for key in keys for one in self._select(key) if one.position > after)

    def _select(self, key: SelectorKey) -> list[DCBSequencedEvent]:
        if key not in self._selected:
            answers = self._answers[question(key)]
            is_whole = len(key[1]) <= 1
            self._selected[key] = (
                answers if is_whole else [one for one in answers if matches(one.event, key)]
            )
        return self._selected[key]

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
                        self._answers[key].append(stored)
                        self._events[entry.position] = stored
        self._selected.clear()
        self.edge = edge
