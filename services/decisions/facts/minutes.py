"""The minutes of a meeting: drafts, the approval, what was published."""

from collections import defaultdict
from dataclasses import dataclass, field

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.minutes import (
    MinutesApproved,
    MinutesCorrected,
    MinutesDrafted,
    MinutesPublished,
)

_EVENTS = (MinutesDrafted, MinutesCorrected, MinutesApproved, MinutesPublished)


@dataclass
class Minutes:
    """The minutes of one meeting as far as the slice has seen them."""

    drafts: list[MinutesDrafted] = field(default_factory=list)
    approval: MinutesApproved | None = None
    published: MinutesPublished | None = None

    @property
    def version(self) -> int:
        """The version of the latest draft; 0 while there is none."""
        return self.drafts[-1].version if self.drafts else 0

    def require_drafted(self, meeting: str) -> None:
        """Raises `Refused` while there is no draft."""
        if not self.drafts:
            sentence = f"The minutes of {meeting} have not been drafted."
            raise Refused("minutes-not-drafted", sentence, "meeting")

    def require_not_approved(self) -> None:
        """Raises `Refused` once a meeting has approved them."""
        if self.approval:
            raise Refused(
                "minutes-approved",
                f"The minutes of {self.approval.meeting} were approved at "
                f"{self.approval.approved_at} and are not changed any more.",
                "meeting",
            )


class MinutesFacts:
    """Folds minutes by the meeting that they minute."""

    def __init__(self) -> None:
        self._minutes: defaultdict[str, Minutes] = defaultdict(Minutes)

    @selects
    def of_meeting(meeting: str) -> Selector:
        """Its own minutes; also, unavoidably, the approvals that it gave to earlier ones."""
        return Selector(types=_EVENTS, tags=[f"meeting:{meeting}"])

    def get(self, meeting: str) -> Minutes:
        return self._minutes[meeting]

    def see(self, event: Event) -> None:
        match event:
            case MinutesDrafted():
                self._minutes[event.meeting].drafts.append(event)
            case MinutesApproved():
                self._minutes[event.meeting].approval = event
            case MinutesPublished():
                self._minutes[event.meeting].published = event
            case _:
                pass
