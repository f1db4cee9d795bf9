"""What reference data says of the members otherwise than the book, as the events that it takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from decisions.facts.members import MemberFacts
from decisions.list_sizes import same_figures, sizes
from decisions.listed_pcns import ListedPcn, ListedSuccessor
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSucceeded,
    MemberTransferred,
)
from schemas.values import LeavingReason

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Comparison:
    """The members in the book beside what reference data says of some PCNs on a day.

    `digests` are the SHA-256 of the source files by kind. What joined or left since the comparison
    before, which was as at `last_compared`, did so on the day that is listed; where none is, it is
    a member from `as_at` on, or was until the day before. Days before that are not gone over.
    """

    members: MemberFacts
    listed: Sequence[ListedPcn]
    as_at: date
    last_compared: date | None
    sizes_as_at: date
    closed_practices: frozenset[str]
    digests: Mapping[str, str]

    def differences(self) -> Iterator[Event]:
        """The events that bring the book to what is listed. Raises `Refused`."""
        yield from self._joined()
        yield from self._practices_left()
        yield from self._practices_joined()
        yield from self._renamed()
        yield from self._transferred()
        yield from self._closed()
        yield from self._succeeded()
        yield from self._list_sizes()

    @cached_property
    def _last_days(self) -> dict[str, date]:
        """The PCNs that have closed."""
        return {pcn.code: day for pcn in self.listed if (day := pcn.last_day(self.as_at))}

    @cached_property
    def _live(self) -> list[ListedPcn]:
        return [pcn for pcn in self.listed if pcn.code not in self._last_days]

    @cached_property
    def _replaced(self) -> dict[str, ListedSuccessor]:
        """The closed PCNs of the book whose successor it does not have yet."""
        return {
            pcn.code: pcn.successor
            for pcn in self.listed
            if pcn.code in self._last_days
            and pcn.successor
            and self.members.find(pcn.code)
            and not self._is_settled(pcn.code, pcn.successor)
        }

    @cached_property
    def _wanted(self) -> dict[str, tuple[str, date | None]]:
        """Each listed practice with its PCN, and since when."""
        return {one.practice: (pcn.code, one.since) for pcn in self._live for one in pcn.practices}

    @cached_property
    def _listed_pairs(self) -> set[tuple[str, str]]:
        return {(practice, pcn) for practice, (pcn, _) in self._wanted.items()}

    @cached_property
    def _joining(self) -> dict[str, date]:
        """The PCNs that are no members yet, with their first days."""
        return {
            pcn.code: self._day_of(pcn.opened_on)
            for pcn in self._live
            if not self._is_pcn(pcn.code, self.as_at)
        }

    @cached_property
    def _held(self) -> set[tuple[str, str]]:
        """The practices, with their PCNs, that the book has in a listed PCN, or lists elsewhere."""
        codes = {pcn.code for pcn in self.listed}
        return {
            (practice.code, pcn)
            for practice in self.members.practices()
            for pcn in practice.pcns(self.as_at)
            if pcn in codes or practice.code in self._wanted
        }

    @cached_property
    def _until(self) -> dict[tuple[str, str], date]:
        """The last days of practices in PCNs that they are not in any more, as they are listed."""
        return {(one.practice, pcn.code): one.until for pcn in self.listed for one in pcn.former}

    def _joined(self) -> Iterator[Event]:
        for pcn in self._live:
            if pcn.code in self._joining:
                yield MemberJoined(
                    organisation=pcn.code,
                    kind="pcn",
                    on=self._joining[pcn.code],
                    name=pcn.name,
                    sub_icb=pcn.sub_icb,
                    source=self._member_source,
                )

    def _practices_left(self) -> Iterator[Event]:
        for practice, pcn in sorted(self._held - self._listed_pairs):
            last_day = self._last_day_of(practice, pcn)
            yield MemberLeft(
                organisation=practice,
                on=min(last_day, self._last_days.get(pcn, last_day)),
                reason=self._reason(practice),
                within=pcn,
                source=self._member_source,
            )

    def _practices_joined(self) -> Iterator[Event]:
        for practice, pcn in sorted(self._listed_pairs - self._held):
            since = self._day_of(self._wanted[practice][1])
            yield MemberJoined(
                organisation=practice,
                kind="practice",
                on=max(since, self._joining.get(pcn, since)),
                within=pcn,
                source=self._member_source,
            )

    def _renamed(self) -> Iterator[Event]:
        for pcn in self._live:
            if pcn.code in self._joining:
                continue
            if self.members.get(pcn.code).name_on(self.as_at) != pcn.name:
                yield MemberRenamed(
                    organisation=pcn.code, name=pcn.name, on=self.as_at, source=self._member_source
                )

    def _transferred(self) -> Iterator[Event]:
        """One whose sub-ICB location the book does not know yet is taken to be where it is."""
        for pcn in self._live:
            if pcn.code in self._joining or pcn.sub_icb is None:
                continue
            if self.members.get(pcn.code).sub_icb_on(self.as_at) != pcn.sub_icb:
                yield MemberTransferred(
                    organisation=pcn.code,
                    sub_icb=pcn.sub_icb,
                    on=self.as_at,
                    source=self._member_source,
                )

    def _closed(self) -> Iterator[Event]:
        for code, last_day in self._last_days.items():
            found = self.members.find(code)
            if found and found.goes_on_after(self.as_at - ONE_DAY):
                yield MemberLeft(
                    organisation=code, on=last_day, reason="closed", source=self._member_source
                )

    def _succeeded(self) -> Iterator[Event]:
        for code, successor in self._replaced.items():
            first_day = self._last_days[code] + ONE_DAY
            self._require_member(code, successor.code, first_day)
            yield MemberSucceeded(
                organisation=code,
                successor=successor.code,
                on=first_day,
                basis=successor.basis,
                source=self._member_source,
            )

    def _list_sizes(self) -> Iterator[Event]:
        for pcn in self._live:
            if pcn.patients is None:
                continue
            event = ListSizePublished(
                organisation=pcn.code,
                as_at=self.sizes_as_at,
                patients=pcn.patients,
                practices=sizes(pcn.practices),
                source=self.digests.get("list-sizes"),
            )
            found = self.members.find(pcn.code)
            recorded = found.list_size_on(self.sizes_as_at) if found else None
            if recorded is None or not same_figures(recorded, event):
                yield event

    @property
    def _member_source(self) -> str | None:
        return self.digests.get("core-partners") or self.digests.get("pcn-details")

    def _is_pcn(self, code: str, day: date) -> bool:
        found = self.members.find(code)
        return found is not None and found.kind == "pcn" and found.is_member(day)

    def _reason(self, practice: str) -> LeavingReason:
        if practice in self.closed_practices:
            return "closed"
        return "moved" if practice in self._wanted else "left"

    def _day_of(self, change: date | None) -> date:
        """The day of a change where it is known to lie after the last comparison."""
        if change and self.last_compared and self.last_compared < change <= self.as_at:
            return change
        return self.as_at

    def _last_day_of(self, practice: str, pcn: str) -> date:
        """As it is listed, else the day before it joined the PCN that it is in now."""
        if until := self._until.get((practice, pcn)):
            return self._day_of(until + ONE_DAY) - ONE_DAY
        return self._day_of(self._wanted.get(practice, (pcn, None))[1]) - ONE_DAY

    def _is_settled(self, code: str, successor: ListedSuccessor) -> bool:
        """Whether the book has this succession, or one or a split that somebody declared."""
        if self.members.split_of(code):
            return True
        recorded = self.members.places.succession_of(code)
        return recorded is not None and (
            recorded.successor == successor.code or recorded.basis == "declared"
        )

    def _require_member(self, code: str, successor: str, day: date) -> None:
        if successor in {live.code for live in self._live} or self._is_pcn(successor, day):
            return
        raise Refused(
            "successor-not-a-member",
            f"{successor} took the place of {code}, but is not a member of the partnership "
            f"and not listed. List {successor} too, or leave the successor out.",
            "pcns",
        )
