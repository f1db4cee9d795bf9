"""Taking in one table: staged, held against the edition before it, and put in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from directory.accounts import Account
from directory.database import Connection
from directory.editions import Edition, newest_edition, record_edition, remember_changes
from directory.reading import Table
from directory.records import FileKind
from directory.reports import Difference, Differences, TableReport, differences_between
from directory.staging import Scope, Staging
from directory.subjects import SUBJECTS

SUSPICIOUS_SHARE = 4  # one statement in four vanishing is far more than ODS ever does


@dataclass(frozen=True, slots=True)
class Intake:
    """One import: what holds for all of its tables, and which it has already taken in."""

    connection: Connection
    as_at: date
    now: datetime
    attribution: str
    is_dry_run: bool
    taken: dict[tuple[FileKind, date], str] = field(default_factory=dict)

    async def take(self, table: Table, digest: str) -> TableReport:
        """Read the table to its end, and let it replace what its kind said before."""
        account = Account(table)
        stagings = await self._staged(account)
        edition = self._edition(account, digest)
        report = _report(account, edition)
        previous = await newest_edition(self.connection, edition.kind, edition.as_at)
        if refusal := self._refusal(edition, previous):
            return replace(report, refusal=refusal)
        self.taken[edition.kind, edition.as_at] = edition.source
        return await self._put_in_place(report, edition, previous, stagings)

    async def _staged(self, account: Account) -> list[Staging]:
        stagings = [Staging(self.connection, s) for s in SUBJECTS[account.table.kind]]
        for staging in stagings:
            await staging.open()
        for batch in account.batches():
            for staging in stagings:
                await staging.add(batch)
        return stagings

    def _edition(self, account: Account, digest: str) -> Edition:
        return Edition(
            kind=account.table.kind,
            as_at=account.states_day or self.as_at,
            source=account.table.source,
            digest=digest,
            attribution=self.attribution,
            rows_read=account.rows_read,
            rows_used=account.rows_used,
            imported_at=self.now,
        )

    def _refusal(self, new: Edition, previous: Edition | None) -> str | None:
        """Why the table cannot become an edition, in a sentence; None if it can."""
        if other := self.taken.get((new.kind, new.as_at)):
            return f"{other}, in the same import, is of the same kind and day; choose one of them"
        if not new.rows_used:
            return "none of its rows can be used"
        if previous and previous.as_at > new.as_at:
            return (
                f"the directory already holds {previous.source} as at {previous.as_at};"
                f" an older edition, as at {new.as_at}, does not go over a newer one"
            )
        return None

    async def _put_in_place(
        self,
        report: TableReport,
        new: Edition,
        previous: Edition | None,
        stagings: Sequence[Staging],
    ) -> TableReport:
        scope = new.as_at if new.kind == FileKind.LIST_SIZES else new.kind.value
        compared = [await _compared(staging, scope, previous) for staging in stagings]
        report = replace(
            report,
            differences=tuple(c.differences for c in compared),
            cautions=tuple(_cautions(compared, report.problem_count)),
        )
        if previous and previous.as_at == new.as_at and not report.difference_count:
            return replace(report, outcome="unchanged")
        if self.is_dry_run:
            return replace(report, outcome="compared")
        await self._write(new, scope, compared)
        return replace(report, outcome="imported")

    async def _write(self, new: Edition, scope: Scope, compared: Sequence["_Compared"]) -> None:
        edition = await record_edition(self.connection, new)
        for one in compared:
            await one.staging.replace(edition, scope)
            if one.staging.subject.remembers:
                await remember_changes(self.connection, edition, one.found)


@dataclass(frozen=True, slots=True)
class _Compared:
    """One subject of a table: how many statements it makes, and all that is new about them."""

    staging: Staging
    staged: int
    found: tuple[Difference, ...]
    differences: Differences


async def _compared(staging: Staging, scope: Scope, previous: Edition | None) -> _Compared:
    staged = await staging.count()
    subject = staging.subject.name
    if previous is None:
        return _Compared(staging, staged, (), Differences(subject, added=staged))
    found = await staging.compare(scope)
    return _Compared(staging, staged, found, differences_between(subject, found))


def _report(account: Account, edition: Edition) -> TableReport:
    """The report of a table that is refused, until the directory takes it in."""
    return TableReport(
        source=edition.source,
        kind=edition.kind,
        digest=edition.digest,
        as_at=edition.as_at,
        outcome="refused",
        rows_read=edition.rows_read,
        rows_used=edition.rows_used,
        set_aside=dict(account.set_aside),
        problems=tuple(account.problems),
        problem_count=account.problem_count,
    )


def _cautions(compared: Sequence[_Compared], unusable: int) -> Iterator[str]:
    """Warnings where what vanishes may be owed to the file and not to the world."""
    for one in compared:
        subject, vanished = one.differences.subject, one.differences.vanished
        before = one.staged - one.differences.added + vanished
        if vanished * SUSPICIOUS_SHARE > before:
            yield (
                f"{vanished:,} of {before:,} {subject} statements vanish:"
                " is the file complete, and for the whole country?"
            )
        elif vanished and unusable:
            yield (
                f"{subject} statements that vanish: {vanished:,}, rows that cannot be used:"
                f" {unusable:,}; some of these may be the same"
            )
