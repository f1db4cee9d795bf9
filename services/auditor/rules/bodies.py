"""Bodies: which answers to which, and which is no more and passed its business to another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, at, day_of, fault_at, quietly, text


@dataclass
class Dissolution:
    """The last day of a body, when it was said to be dissolved, and what took over, if any did."""

    on: date
    said_at: datetime
    heir: str | None


@dataclass
class Bodies:
    """What other rules ask about bodies."""

    _dissolved: dict[str, Dissolution] = field(default_factory=dict)
    _above: defaultdict[str, list[tuple[date, str | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By body: which one it answers to, from which day on."""

    def handlers(self) -> Handlers:
        return {
            "body-terms-adopted.v1": quietly(self._terms),
            "body-dissolved.v1": self._ended,
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def is_gone(self, body: str, entry: Entry) -> bool:
        """Whether a body was no more, or was said to be, when something happened."""
        gone = self._dissolved.get(body)
        return gone is not None and (
            day_of(entry) > gone.on or at(entry.occurred_at) >= gone.said_at
        )

    def line(self, body: str) -> list[str]:
        """The body and those that its business passed to, one after the other."""
        found = [body]
        while (gone := self._dissolved.get(found[-1])) and gone.heir and gone.heir not in found:
            found.append(gone.heir)
        return found

    def competent(self, body: str, day: date) -> set[str]:
        """The bodies whose meetings may undo what a body decided, on a day."""
        line = self.line(body)
        terms = [one for one in self._above[line[-1]] if one[0] <= day]
        above = max(terms, key=lambda one: one[0], default=(day, None))[1] if terms else None
        return {*line, *([above] if above else [])}

    def _terms(self, entry: Entry) -> None:
        effective = date.fromisoformat(text(entry.data, "effective_on"))
        newer = (effective, entry.data.get("accountable_to"))
        self._above[text(entry.data, "body")].insert(0, newer)

    def _ended(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        body, heir = text(data, "body"), data.get("to_body")
        if body in self._dissolved:
            yield fault_at("body-dissolved-twice", f"{body} had been dissolved before", entry)
            return
        if heir and (heir == body or self.is_gone(heir, entry)):
            what = f"the business of {body} passed to {heir}, which was no more"
            yield fault_at("body-heir", what, entry)
        on = date.fromisoformat(text(data, "on"))
        self._dissolved[body] = Dissolution(on, at(entry.occurred_at), heir)
