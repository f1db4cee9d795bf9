"""Votes weighted by registered patients: each weight is what the book's own list sizes make it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, day_of, fault_at, quietly, text
from auditor.rules.members import Members


@dataclass
class ListSizes:
    """Registered patients by PCN, as published for a day; of two for one day, the later holds."""

    members: Members
    _published: dict[str, dict[date, int]] = field(default_factory=dict)

    def handlers(self) -> Handlers:
        return {"partnership-list-size-published.v1": quietly(self._seen)}

    def finish(self) -> Iterable[Finding]:
        return ()

    def compare(self, entry: Entry) -> Iterator[Finding]:
        """What is wrong about the weights of a vote, of seats that stand aside included."""
        data = entry.data
        if data["rule"].get("weights") != "list-size":
            return
        for one in [*data["entitled"], *data.get("aside", ())]:
            seat, weight = text(one, "seat"), one.get("weight", 1)
            expected = self._patients(one, day_of(entry))
            if isinstance(expected, str):
                what = f"{seat} weighs {weight}, but no list size of {expected} is in the book"
                yield fault_at("weight-without-list-size", what, entry)
            elif weight != expected:
                what = f"{seat} weighs {weight}; the list sizes in the book make it {expected}"
                yield fault_at("weight-differs", what, entry)

    def _patients(self, seat: dict[str, Any], day: date) -> int | str:
        """Those of the PCNs that a seat speaks for, each once; or the PCN without a list size."""
        codes = {self.members.standing_for(one, day) for one in seat.get("represents", ())}
        total = 0
        for code in sorted(one for one in codes if self.members.is_pcn(one)):
            sizes = self._published.get(code, {})
            as_at = max((one for one in sizes if one <= day), default=None)
            if as_at is None:
                return code
            total += sizes[as_at]
        return total

    def _seen(self, entry: Entry) -> None:
        data = entry.data
        sizes = self._published.setdefault(text(data, "organisation"), {})
        sizes[date.fromisoformat(text(data, "as_at"))] = int(data["patients"])
