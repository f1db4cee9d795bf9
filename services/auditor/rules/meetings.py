"""Meetings: of which body, when, whether opened, who was there, and who stood aside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.bodies import Bodies
from auditor.rules.fact import Handlers, at, fault_at, instant, quietly, text


@dataclass
class Meeting:
    """A meeting as called; opened, closed or adjourned, or not."""

    body: str
    starts_at: datetime
    is_opened: bool = False
    is_closed: bool = False
    adjourned_at: datetime | None = None
    resumed_at: datetime | None = None

    @property
    def is_adjourned(self) -> bool:
        return self.adjourned_at is not None


@dataclass
class Presence:
    """A person at a meeting: in which seat, from when and until when, as far as recorded."""

    seat: str | None
    arrived_at: datetime | None
    left_at: datetime | None

    def ending(self, when: datetime) -> "Presence":
        """Until then at the latest: when the sitting ended."""
        return Presence(self.seat, self.arrived_at, min(self.left_at or when, when))

    def overlaps(self, start: datetime, end: datetime) -> bool:
        has_come = self.arrived_at is None or self.arrived_at <= end
        return has_come and (self.left_at is None or self.left_at > start)


@dataclass
class Meetings:
    """What other rules ask about meetings."""

    bodies: Bodies
    called: dict[str, Meeting] = field(default_factory=dict)
    aside: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """By item: the seats that take no part in it, each with how (`recused` or `excluded`)."""
    weights: dict[str, int] = field(default_factory=dict)
    """What the vote of each voting seat weighs, as it was created."""
    _people: defaultdict[str, dict[str, Presence]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    _before: defaultdict[str, list[Presence]] = field(default_factory=lambda: defaultdict(list))
    """By meeting: who was there at the sittings before the latest."""

    def handlers(self) -> Handlers:
        return {
            "meeting-called.v1": self._called,
            "meeting-opened.v1": quietly(self._opened),
            "meeting-adjourned.v1": self._adjourned,
            "meeting-resumed.v1": self._resumed,
            "meeting-closed.v1": quietly(self._closed),
            "meeting-attendance-recorded.v1": quietly(self._attended),
            "correction-attendance-withdrawn.v1": quietly(self._was_not_there),
            "meeting-item-tabled.v1": quietly(self._tabled),
            "meeting-member-recused.v1": quietly(lambda entry: self._stood(entry, "recused")),
            "meeting-member-excluded.v1": quietly(lambda entry: self._stood(entry, "excluded")),
            "correction-return-restated.v1": self._came_back_otherwise,
            "body-seat-created.v1": quietly(self._seat_created),
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def seats_present(self, meeting: str, start: datetime, end: datetime) -> set[str] | None:
        """The seats somebody sat in during that time; None where no attendance is recorded."""
        if meeting not in self._people:
            return None
        everyone = [*self._before[meeting], *self._people[meeting].values()]
        there = (one for one in everyone if one.overlaps(start, end))
        return {one.seat for one in there if one.seat}

    def _called(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        meeting = Meeting(text(data, "body"), instant(data, "starts_at"))
        self.called[text(data, "meeting")] = meeting
        if self.bodies.is_gone(meeting.body, entry):
            what = f"{meeting.body} was called to a meeting although it had been dissolved"
            yield fault_at("body-dissolved", what, entry)

    def _opened(self, entry: Entry) -> None:
        if found := self.called.get(text(entry.data, "meeting")):
            found.is_opened = True

    def _adjourned(self, entry: Entry) -> Iterator[Finding]:
        """Another time to resume may be given while it is adjourned."""
        found = self.called.get(text(entry.data, "meeting"))
        if found is None or not found.is_opened or found.is_closed:
            what = f"{entry.data['meeting']} was adjourned although it was not going on"
            yield fault_at("adjourned-not-in-session", what, entry)
        elif found.adjourned_at is None:
            found.adjourned_at = at(entry.occurred_at)

    def _resumed(self, entry: Entry) -> Iterator[Finding]:
        """Attendance is anew: whoever was there, was up to the adjournment only."""
        name = text(entry.data, "meeting")
        found = self.called.get(name)
        if found is None or found.adjourned_at is None or found.is_closed:
            yield fault_at("resumed-not-adjourned", f"{name} was resumed, and not adjourned", entry)
            return
        there = self._people[name].values()
        self._before[name] += [one.ending(found.adjourned_at) for one in there]
        self._people[name] = {}
        found.adjourned_at, found.resumed_at = None, at(entry.occurred_at)

    def _closed(self, entry: Entry) -> None:
        if found := self.called.get(text(entry.data, "meeting")):
            found.is_closed = True

    def _attended(self, entry: Entry) -> None:
        data = entry.data
        meeting = self.called.get(text(data, "meeting"))
        times = [meeting.resumed_at] if meeting and meeting.resumed_at else []
        times += [instant(data, "arrived_at")] if "arrived_at" in data else []
        self._people[text(data, "meeting")][text(data, "person")] = Presence(
            data.get("seat"),
            max(times, default=None),
            instant(data, "left_at") if "left_at" in data else None,
        )

    def _was_not_there(self, entry: Entry) -> None:
        if entry.data["record"] == "attendance":
            self._people[text(entry.data, "meeting")].pop(text(entry.data, "person"), None)

    def _tabled(self, entry: Entry) -> None:
        """An item tabled again starts afresh."""
        self.aside.pop(text(entry.data, "item"), None)

    def _seat_created(self, entry: Entry) -> None:
        if entry.data.get("is_voting", True):
            self.weights[text(entry.data, "seat")] = entry.data.get("weight", 1)

    def stood_otherwise(self, entry: Entry) -> Iterator[Finding]:
        """Who takes part in the item from now on; in the votes before, `Voting` puts it right."""
        item, seat, how = text(entry.data, "item"), text(entry.data, "seat"), entry.data.get("how")
        if self.aside[item].pop(seat, None) is None and how is None:
            what = f"{seat} was corrected to take part in {item}, from which it never stood aside"
            yield fault_at("nothing-to-correct", what, entry)
        if how is not None:
            self.aside[item][seat] = text(entry.data, "how")

    def _came_back_otherwise(self, entry: Entry) -> Iterator[Finding]:
        item, seat = text(entry.data, "item"), text(entry.data, "seat")
        if seat not in self.aside[item]:
            what = f"the return of {seat} to {item} was corrected, and it never stood aside"
            yield fault_at("nothing-to-correct", what, entry)

    def _stood(self, entry: Entry, how: str) -> None:
        self.aside[text(entry.data, "item")][text(entry.data, "seat")] = how
