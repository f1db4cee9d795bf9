"""Who was at a meeting at which motions are voted on, sitting by sitting."""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.documents import Document
from schemas.events.correction import AttendanceWithdrawn
from schemas.events.meeting import AttendanceRecorded, MeetingAdjourned, MeetingResumed


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """A person was there, for the whole meeting or a part of it; not, if that was a mistake."""

    seat: str | None
    position: int
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    was_there: bool = True

    def ending(self, at: datetime) -> "Presence":
        """Until then at the latest: when the sitting ended."""
        return replace(self, left_at=min(self.left_at or at, at))

    def overlaps(self, from_: datetime | None, until: datetime | None) -> bool:
        came = self.arrived_at is None or until is None or self.arrived_at <= until
        stayed = self.left_at is None or from_ is None or self.left_at > from_
        return came and stayed


class VotedMeeting(Document):
    """A meeting's motions, and who was there, by person; the latest record of a person holds.

    `people` are those of its latest sitting, since `resumed_at` if it was adjourned before; those
    of the sittings before stand in `earlier`, until they were adjourned.
    """

    KIND = "motion-meeting"

    meeting: str
    people: dict[str, Presence] = msgspec.field(default_factory=dict)
    motions: list[str] = msgspec.field(default_factory=list)
    earlier: list[Presence] = msgspec.field(default_factory=list)
    adjourned_at: datetime | None = None
    resumed_at: datetime | None = None

    def key(self) -> str:
        return self.meeting

    @property
    def everyone(self) -> list[Presence]:
        """Who was there, sitting by sitting."""
        return [*self.earlier, *self.people.values()]

    def adjourn(self, event: MeetingAdjourned | MeetingResumed, entry: ReadEntry) -> None:
        """Once it is resumed, attendance is anew."""
        at = entry.entry.occurred_at
        if isinstance(event, MeetingAdjourned):
            self.adjourned_at = self.adjourned_at or at
            return
        until = self.adjourned_at or at
        there = sorted(self.people.values(), key=lambda one: one.position)
        self.earlier += [one.ending(until) for one in there]
        self.people, self.adjourned_at, self.resumed_at = {}, None, at

    def _since(self, arrived_at: datetime | None) -> datetime | None:
        """Nobody arrives at a sitting before it begins."""
        times = [one for one in (arrived_at, self.resumed_at) if one]
        return max(times, default=None)

    def see(self, event: AttendanceRecorded | AttendanceWithdrawn, entry: ReadEntry) -> None:
        if isinstance(event, AttendanceWithdrawn):
            if event.record == "attendance" and (there := self.people.get(event.person)):
                self.people[event.person] = Presence(
                    seat=there.seat, position=entry.position, was_there=False
                )
            return
        self.people[event.person] = Presence(
            seat=event.seat,
            arrived_at=self._since(event.arrived_at),
            left_at=event.left_at,
            position=entry.position,
        )
