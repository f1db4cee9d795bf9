"""Who took whose place: members that closed, and their successors."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, quietly, text


@dataclass
class Members:
    """Successions as recorded so far. A member that joins again has no successor any more."""

    _successions: dict[str, tuple[str, date]] = field(default_factory=dict)
    _pcns: set[str] = field(default_factory=set)

    def handlers(self) -> Handlers:
        return {
            "partnership-member-joined.v1": quietly(self._joined),
            "partnership-member-succeeded.v1": quietly(self._succeeded),
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def lineage(self, organisation: str, day: date) -> set[str]:
        """An organisation and those whose place it had taken by a day, directly or in turn."""
        found, unread = {organisation}, [organisation]
        while unread:
            taker = unread.pop()
            for one, (successor, on) in self._successions.items():
                if successor == taker and on <= day and one not in found:
                    found.add(one)
                    unread.append(one)
        return found

    def standing_for(self, organisation: str, day: date) -> str:
        """Who stands in the place of an organisation on a day: itself, unless succeeded."""
        seen = {organisation}
        while (taken := self._successions.get(organisation)) and taken[1] <= day:
            if taken[0] in seen:
                break
            organisation = taken[0]
            seen.add(organisation)
        return organisation

    def is_pcn(self, organisation: str) -> bool:
        return organisation in self._pcns

    def _joined(self, entry: Entry) -> None:
        if entry.data.get("kind") == "pcn":
            self._pcns.add(text(entry.data, "organisation"))
        self._successions.pop(text(entry.data, "organisation"), None)

    def _succeeded(self, entry: Entry) -> None:
        data = entry.data
        on = date.fromisoformat(text(data, "on"))
        self._successions[text(data, "organisation")] = (text(data, "successor"), on)
