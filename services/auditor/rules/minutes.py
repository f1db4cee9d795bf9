"""Minutes: drafted, approved once, at a later meeting than the one they minute, then unchanged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, fault_at, text
from auditor.rules.meetings import Meetings


@dataclass
class Life:
    """The minutes of one meeting: the latest draft, and where they were approved."""

    version: int = 0
    approved_in: int | None = None


@dataclass
class Minutes:
    """Replays the minutes of a book."""

    meetings: Meetings
    _lives: defaultdict[str, Life] = field(default_factory=lambda: defaultdict(Life))

    def handlers(self) -> Handlers:
        return {
            "minutes-drafted.v1": self._drafted,
            "minutes-corrected.v1": self._corrected,
            "minutes-approved.v1": self._approved,
            "minutes-published.v1": self._published,
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def _drafted(self, entry: Entry) -> Iterator[Finding]:
        meeting, version = text(entry.data, "meeting"), entry.data["version"]
        yield from self._unapproved(entry)
        if version != self._lives[meeting].version + 1:
            what = f"version {version} of the minutes of {meeting} does not follow the one before"
            yield fault_at("minutes-version", what, entry)
        if entry.data["as_at_position"] >= entry.position:
            what = f"minutes of {meeting} were drafted from entries that were still to come"
            yield fault_at("minutes-from-future", what, entry)
        self._lives[meeting].version = version

    def _corrected(self, entry: Entry) -> Iterator[Finding]:
        yield from self._unapproved(entry)

    def _unapproved(self, entry: Entry) -> Iterator[Finding]:
        meeting = text(entry.data, "meeting")
        if before := self._lives[meeting].approved_in:
            what = f"the minutes of {meeting} were changed after their approval at entry {before}"
            yield fault_at("minutes-changed-after-approval", what, entry)

    def _approved(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        meeting, approving = text(data, "meeting"), text(data, "approved_at")
        life = self._lives[meeting]
        if life.approved_in:
            what = f"the minutes of {meeting} had been approved at entry {life.approved_in}"
            yield fault_at("minutes-approved-twice", what, entry)
        if data["version"] != life.version or not life.version:
            what = f"version {data['version']} of the minutes of {meeting} is not the latest draft"
            yield fault_at("minutes-version", what, entry)
        if why := self._may_not_approve(meeting, approving):
            what = f"the minutes of {meeting} were approved at {approving}, {why}"
            yield fault_at("minutes-approval", what, entry)
        life.approved_in = entry.position

    def _may_not_approve(self, meeting: str, approving: str) -> str | None:
        minuted, found = self.meetings.called.get(meeting), self.meetings.called.get(approving)
        if minuted is None or found is None:
            return "and one of the two meetings was never called"
        if found.body not in self.meetings.bodies.line(minuted.body):
            return "a meeting of another body"
        if found.starts_at <= minuted.starts_at:
            return "which is not a later meeting"
        return None if found.is_opened else "which had not been opened"

    def _published(self, entry: Entry) -> Iterator[Finding]:
        meeting, version = text(entry.data, "meeting"), entry.data["version"]
        if not 1 <= version <= self._lives[meeting].version:
            what = f"version {version} of the minutes of {meeting} was published but never drafted"
            yield fault_at("minutes-version", what, entry)
