"""Votes: one live vote a seat and motion, cast while voting is open, by a seat that may vote."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.entries import Entry
from auditor.findings import Finding, difference, remark
from auditor.rules.fact import Handlers, at, fault_at, instant, text
from auditor.rules.list_sizes import ListSizes
from auditor.rules.meetings import Meetings
from auditor.rules.motion import Motion, Part, Rolls


@dataclass
class Voting:
    """Replays every vote of a book, and compares each ruling with the votes."""

    meetings: Meetings
    sizes: ListSizes
    motions: dict[str, Motion] = field(default_factory=dict)
    _rolls: Rolls = field(default_factory=Rolls)

    def handlers(self) -> Handlers:
        return {
            "motion-moved.v1": self._moved,
            "motion-voting-opened.v1": self._opened,
            "correction-standing-aside-restated.v1": self._part_restated,
            "motion-vote-cast.v1": self._cast,
            "motion-vote-corrected.v1": self._corrected,
            "motion-casting-vote-used.v1": self._used_casting_vote,
            "motion-voting-closed.v1": self._closed,
        }

    def finish(self) -> Iterator[Finding]:
        for motion in self.motions.values():
            if motion.ruling is None:
                continue
            try:
                yield from _compare(motion, self.meetings)
            except (KeyError, TypeError, ValueError, ArithmeticError) as error:
                sentence = f"The vote on {motion.id} cannot be recounted ({error!s})."
                yield Finding("data-format", sentence, motion.ruled_in)

    def _moved(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        id_ = text(data, "motion")
        if id_ in self.motions:
            yield fault_at("motion-repeated", f"the motion {id_} was moved before", entry)
            return
        self.motions[id_] = Motion(id_, text(data, "item"), text(data, "meeting"))

    def _opened(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        motion = self.motions.get(text(data, "motion"))
        if motion is None or motion.roll:
            what = "had been opened before" if motion else "was opened on a motion never moved"
            yield fault_at("voting-opened", f"voting on {data['motion']} {what}", entry)
            return
        meeting = self.meetings.called.get(motion.meeting)
        if meeting and meeting.is_adjourned:
            what = f"voting on {motion.id} was opened while the meeting was adjourned"
            yield fault_at("decided-while-adjourned", what, entry)
        motion.roll = self._rolls.of(data["entitled"])
        motion.votes = bytearray(len(motion.roll.weights))
        motion.rule = data["rule"]
        motion.has_casting_vote = data.get("has_casting_vote", False)
        motion.opened_at = at(entry.occurred_at)
        motion.aside_at_opening = frozenset(self.meetings.aside.get(motion.item, ()))
        motion.aside_weights = {one["seat"]: one.get("weight", 1) for one in data.get("aside", ())}
        for seat in sorted(self.meetings.aside.get(motion.item, {}).keys() & motion.roll.index):
            how = self.meetings.aside[motion.item][seat]
            yield fault_at("vote-aside", f"{seat} is entitled although it is {how}", entry)
        yield from self.sizes.compare(entry)

    def _cast(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        motion, seat = self.motions.get(text(data, "motion")), text(data, "seat")
        if motion is None or not motion.is_open:
            yield fault_at("vote-outside-voting", f"{seat} voted while voting was not open", entry)
            return
        if motion.roll is None or seat not in motion.roll.index:
            what = f"{seat} voted on {motion.id} and was not entitled to"
            yield fault_at("vote-not-entitled", what, entry)
            return
        if how := self.meetings.aside.get(motion.item, {}).get(seat):
            yield fault_at("vote-aside", f"{seat} voted although it was {how}", entry)
        if before := motion.vote_of(seat):
            what = f"{seat} voted a second time on {motion.id} without a correction (was {before})"
            yield fault_at("vote-twice", what, entry)
        motion.vote(seat, text(data, "choice"))

    def _corrected(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        motion, seat = self.motions.get(text(data, "motion")), text(data, "seat")
        if motion is None or not (motion.vote_of(seat) or self._was_left_out(motion, seat)):
            what = f"a vote of {seat} was corrected that had not been cast"
            yield fault_at("correction-without-vote", what, entry)
        elif motion.roll and seat in motion.roll.index:
            motion.vote(seat, text(data, "choice"))
        else:
            motion.join(seat, text(data, "choice"), self.meetings.weights[seat])

    def _was_left_out(self, motion: Motion, seat: str) -> bool:
        """Whether a vote of a seat may have been left out: it took part, and voting is over."""
        has_place = motion.roll is not None and seat in motion.roll.index
        took_part = seat in motion.joined or (has_place and seat not in motion.aside)
        return motion.ruling is not None and took_part

    def _part_restated(self, entry: Entry) -> Iterator[Finding]:
        """Also in votes that were closed."""
        yield from self.meetings.stood_otherwise(entry)
        data = entry.data
        seat, since = text(data, "seat"), data.get("since")
        part = Part(data.get("how"), instant(data, "since") if since else None)
        place = (text(data, "meeting"), text(data, "item"))
        for motion in self.motions.values():
            if (motion.meeting, motion.item) == place:
                motion.put_right(seat, part, self.meetings.weights.get(seat))

    def _used_casting_vote(self, entry: Entry) -> Iterator[Finding]:
        motion = self.motions.get(text(entry.data, "motion"))
        if why := _no_casting_vote(motion):
            yield fault_at("casting-vote", f"a casting vote was used although {why}", entry)
        if motion is not None and motion.is_open:
            motion.casting = text(entry.data, "choice")

    def _closed(self, entry: Entry) -> Iterator[Finding]:
        data = entry.data
        motion = self.motions.get(text(data, "motion"))
        if motion is None or not motion.is_open:
            what = f"voting on {data['motion']} was closed although it was not open"
            yield fault_at("voting-closed", what, entry)
            return
        motion.ruling, motion.ruled_in = text(data, "ruling"), entry.position
        motion.closed_at = at(entry.occurred_at)
        motion.close(self.meetings.aside.get(motion.item, ()))


def _no_casting_vote(motion: Motion | None) -> str | None:
    if motion is None or not motion.is_open:
        return "voting was not open"
    if not motion.has_casting_vote:
        return "the terms of reference gave none"
    if motion.casting:
        return "one had been used"
    return None if motion.is_equal() else "the vote was not equal"


def _compare(motion: Motion, meetings: Meetings) -> Iterable[Finding]:
    """The ruling beside the tally, with attendance and corrections as they stand at the end."""
    if motion.opened_at is None or motion.closed_at is None:
        return
    there = meetings.seats_present(motion.meeting, motion.opened_at, motion.closed_at)
    found = motion.tally(there or set())
    if there is None and found.result != motion.tally(motion.without_vote()).result:
        sentence = f"No attendance is recorded, so the vote on {motion.id} cannot be recounted."
        yield remark("ruling-not-recounted", sentence, motion.ruled_in)
    elif found.result is None:
        sentence = f"The rule stored for {motion.id} lacks its share, so nothing can be recounted."
        yield remark("ruling-not-recounted", sentence, motion.ruled_in)
    elif found.result != motion.ruling:
        yield difference(
            "ruling-differs",
            f"The chair ruled {motion.id} {motion.ruling}; the recorded votes, by the stored rule "
            f"({motion.rule['kind']}), make it {found.result}: {found}.",
            motion.ruled_in,
        )
