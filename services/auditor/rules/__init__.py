"""The record's own rules, replayed over a whole book from its JSON alone."""

from collections.abc import Iterator

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.awards import Awards
from auditor.rules.bodies import Bodies
from auditor.rules.chair import Chair
from auditor.rules.consultations import Consultations
from auditor.rules.decisions import Decisions
from auditor.rules.fact import Handler, Rule
from auditor.rules.feedback import Feedback
from auditor.rules.holds import Holds
from auditor.rules.list_sizes import ListSizes
from auditor.rules.mandates import Mandates
from auditor.rules.meetings import Meetings
from auditor.rules.members import Members
from auditor.rules.minutes import Minutes
from auditor.rules.undoing import Undoing
from auditor.rules.voting import Voting


class Replay:
    """All rules at once. Event types that no rule asks for pass by."""

    def __init__(self) -> None:
        members, bodies = Members(), Bodies()
        meetings = Meetings(bodies)
        sizes = ListSizes(members)
        voting = Voting(meetings, sizes)
        decisions = Decisions(meetings, voting)
        self._rules: tuple[Rule, ...] = (
            members,
            bodies,
            meetings,
            sizes,
            voting,
            Chair(voting),
            decisions,
            Undoing(decisions, bodies),
            Awards(),
            Minutes(meetings),
            Feedback(decisions),
            Mandates(members),
            Consultations(members),
            Holds(),
        )
        self._handlers: dict[str, Handler] = {
            type_: handler for rule in self._rules for type_, handler in rule.handlers().items()
        }

    def asks_for(self, type_: str) -> bool:
        """Whether any rule wants to see entries of a type."""
        return type_ in self._handlers

    def see(self, entry: Entry) -> Iterator[Finding]:
        """What is wrong about an entry, given those before it."""
        handler = self._handlers.get(entry.type)
        if handler is None:
            return
        try:
            yield from handler(entry)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield Finding(
                "data-format",
                f"Entry {entry.position} lacks what a {entry.type} has ({error!s}).",
                entry.position,
            )

    def finish(self) -> Iterator[Finding]:
        """What can only be said at the end: rulings beside recounted votes."""
        for rule in self._rules:
            yield from rule.finish()
