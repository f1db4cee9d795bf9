"""Meetings: of which body, when, whether opened, who was there, and who stood aside."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, instant, quietly, text


@dataclass
class Meeting:
    """A meeting as called; opened or not."""

    body: str
    starts_at: datetime
    is_opened: bool = False


@dataclass
class Presence:
    """A person at a meeting: in which seat, from when and until when, as far as recorded."""

    seat: str | None
    arrived_at: datetime | None
    left_at: datetime | None

    def overlaps(self, start: datetime, end: datetime) -> bool:
        has_come = self.arrived_at is None or self.arrived_at <= end
        return has_come and (self.left_at is None or self.left_at > start)


@dataclass
class Meetings:
    """What other rules ask about meetings."""

    called: dict[str, Meeting] = field(default_factory=dict)
    aside: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """By item: the seats that take no part in it, each with how (`recused` or `excluded`)."""
    _people: defaultdict[str, dict[str, Presence]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def handlers(self) -> Handlers:
        return {
            "meeting-called.v1": quietly(self._called),
            "meeting-opened.v1": quietly(self._opened),
            "meeting-attendance-recorded.v1": quietly(self._attended),
            "correction-attendance-withdrawn.v1": quietly(self._was_not_there),
            "meeting-item-tabled.v1": quietly(self._tabled),
            "meeting-member-recused.v1": quietly(lambda entry: self._stood(entry, "recused")),
            "meeting-member-excluded.v1": quietly(lambda entry: self._stood(entry, "excluded")),
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def seats_present(self, meeting: str, start: datetime, end: datetime) -> set[str] | None:
        """The seats somebody sat in during that time; None where no attendance is recorded."""
        if meeting not in self._people:
            return None
        there = (one for one in self._people[meeting].values() if one.overlaps(start, end))
        return {one.seat for one in there if one.seat}

    def _called(self, entry: Entry) -> None:
        data = entry.data
        meeting = Meeting(text(data, "body"), instant(data, "starts_at"))
        self.called[text(data, "meeting")] = meeting

    def _opened(self, entry: Entry) -> None:
        if found := self.called.get(text(entry.data, "meeting")):
            found.is_opened = True

    def _attended(self, entry: Entry) -> None:
        data = entry.data
        self._people[text(data, "meeting")][text(data, "person")] = Presence(
            data.get("seat"),
            instant(data, "arrived_at") if "arrived_at" in data else None,
            instant(data, "left_at") if "left_at" in data else None,
        )

    def _was_not_there(self, entry: Entry) -> None:
        if entry.data["record"] == "attendance":
            self._people[text(entry.data, "meeting")].pop(text(entry.data, "person"), None)

    def _tabled(self, entry: Entry) -> None:
        """An item tabled again starts afresh."""
        self.aside.pop(text(entry.data, "item"), None)

    def _stood(self, entry: Entry, how: str) -> None:
        self.aside[text(entry.data, "item")][text(entry.data, "seat")] = how
