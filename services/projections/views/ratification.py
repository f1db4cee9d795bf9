"""What later meetings made of a decision taken outside: ratified, refused, due, or missed."""

from datetime import datetime
from typing import Literal

import msgspec

from eventlog.reading import ReadEntry
from projections.reckoning.replacement import Replacement, replacement
from schemas.events.restatement import RatificationRestated
from schemas.values import RatificationOutcome


class MeetingTimes(msgspec.Struct, kw_only=True, omit_defaults=True):
    """When a meeting of the body is or was opened, and the entry that closed it."""

    meeting: str
    starts_at: datetime
    opened_at: datetime | None = None
    closed_position: int | None = None

    @property
    def began_at(self) -> datetime:
        return self.opened_at or self.starts_at


class Ratification(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What later meetings made of a decision that was taken outside a meeting.

    `missed` are later meetings of the body that closed before it was ratified or refused;
    `next_meeting` is the first later one that has been called and not closed. `position` is that
    of the entry that first recorded an outcome; `replaced` what was recorded wrongly, in words.
    Since `passed_at` it awaits another body, in the place of one that was dissolved. `moot` says
    why no meeting is awaited although none settled it: the decision stands no more, or its body.
    """

    outcome: RatificationOutcome | None = None
    meeting: str | None = None
    at: datetime | None = None
    item: str | None = None
    motion: str | None = None
    reason: str | None = None
    missed: list[str] = []
    next_meeting: str | None = None
    passed_at: datetime | None = None
    missed_before: list[str] = []
    moot: Literal["not-needed", "without-body"] | None = None
    position: int | None = None
    replaced: list[Replacement] = []

    def schedule(self, decided_at: datetime, meetings: list[MeetingTimes]) -> set[int]:
        """Says which later meetings passed without settling it, and which comes next.

        Once it is settled, only those before the meeting that did count. Gives the entries that
        closed the meetings it missed.
        """
        settling = next((one for one in meetings if one.meeting == self.meeting), None)
        since = max(decided_at, self.passed_at or decided_at)
        later = [one for one in meetings if one.began_at > since]
        if self.outcome and settling:
            later = [one for one in later if one.began_at < settling.began_at]
        coming = [one for one in later if one.closed_position is None]
        first = min(coming, key=lambda one: one.began_at, default=None)
        closed = [one.meeting for one in later if one.closed_position]
        self.missed = [*self.missed_before, *closed]
        self.next_meeting = first.meeting if first else None
        return {one.closed_position for one in later if one.closed_position}

    def pass_on(self, at: datetime) -> None:
        """Awaits another body's meetings from now on; those missed stay missed."""
        self.passed_at, self.missed_before = at, self.missed

    def start_anew(self) -> None:
        """Forgets which meetings missed it, of which body: a correction has them counted again."""
        self.passed_at, self.missed_before, self.moot = None, [], None

    def fall_away(self, why: Literal["not-needed", "without-body"]) -> None:
        """No meeting is awaited any more; what one did before stays."""
        self.moot, self.next_meeting = why, None

    def restate(self, event: RatificationRestated, entry: ReadEntry) -> None:
        """Puts it as it was; what the meeting was recorded as doing stays beside it."""
        words = f"{self.outcome} at {self.meeting}" if self.outcome else None
        is_same = (self.outcome, self.meeting) == (event.outcome, event.meeting)
        self.replaced = [
            *self.replaced,
            replacement(words, self.position, self.replaced, event, entry),
        ]
        self.at = event.settled_at or (self.at if is_same else None)
        self.outcome, self.meeting = event.outcome, event.meeting if event.outcome else None
        self.item, self.motion, self.reason = event.item, event.motion, event.reasons
