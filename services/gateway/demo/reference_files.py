"""What ODS files say of the place: read into the directory, which is left as it was.

The directory speaks for the whole of England. Invented organisations must not stay in it, and a
demo must not put an older edition where a newer one is.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import directory
from decisions.reference_data import ReconcileMembers
from directory import ODS_ATTRIBUTION, ImportReport, Pcn
from eventlog.connections import Connection, Pool
from gateway.demo.place import FEWEST_PCNS, FIRST_EDITION, INVENTED, MOST_PCNS, Place, real_place
from gateway.demo.problem import StoryError
from gateway.reference import reconciliation_from

INVENTED_FILES = Path(__file__).parent / "ods"
INVENTED_ATTRIBUTION = "Invented files in ODS layout: nobody and nothing in them exists."
EMPTY = f"TRUNCATE {', '.join(str(table) for table in directory.metadata.sorted_tables)}"


@dataclass(frozen=True)
class ReferenceFiles:
    """Files, or folders of them, and what to show beside their data."""

    paths: tuple[Path, ...]
    attribution: str
    is_invented: bool

    @asynccontextmanager
    async def read(
        self, pool: Pool, as_at: date, now: datetime
    ) -> AsyncIterator[tuple[Connection, ImportReport]]:
        """A connection to a directory that holds just these files, for as long as the context."""
        async with pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                await connection.execute(EMPTY)
                report = await directory.import_files(
                    connection, self.paths, as_at, now, attribution=self.attribution
                )
                yield connection, report
            finally:
                await transaction.rollback()

    async def place(self, pool: Pool, now: datetime) -> tuple[Place, ImportReport]:
        """Where the story is set, and what was read. Raises `StoryError`."""
        async with self.read(pool, FIRST_EDITION, now) as (connection, report):
            found = await directory.pcns_as_at(connection, FIRST_EDITION)
        return (INVENTED if self.is_invented else chosen(found)), report

    async def reconciliation(
        self, pool: Pool, codes: Sequence[str], as_at: date, now: datetime
    ) -> ReconcileMembers:
        """The command that brings the book to what the files say of these PCNs on a day."""
        async with self.read(pool, as_at, now) as (connection, _):
            return await reconciliation_from(connection, codes, as_at)


def invented_files() -> ReferenceFiles:
    return ReferenceFiles((INVENTED_FILES,), INVENTED_ATTRIBUTION, is_invented=True)


def files_in(folder: Path) -> ReferenceFiles:
    """The files of a folder; list sizes may lie beside it, in a folder `list_sizes`."""
    beside = folder.resolve().parent / "list_sizes"
    has_own = any("list_size" in file.name for file in directory.data_files([folder]))
    paths = (folder,) if has_own or not beside.is_dir() else (folder, beside)
    return ReferenceFiles(paths, ODS_ATTRIBUTION, is_invented=False)


def chosen(pcns: Sequence[Pcn]) -> Place:
    """The PCNs of one sub-ICB, the first by its code that has as many as the story needs."""
    by_sub_icb: dict[str, list[tuple[str, str]]] = {}
    for pcn in pcns:
        if pcn.sub_icb:
            by_sub_icb.setdefault(pcn.sub_icb, []).append((pcn.code, pcn.name))
    for sub_icb, named in sorted(by_sub_icb.items()):
        if FEWEST_PCNS <= len(named) <= MOST_PCNS:
            return real_place(sub_icb, named)
    raise StoryError(
        f"No sub-ICB in these files has {FEWEST_PCNS} to {MOST_PCNS} PCNs on "
        f"{FIRST_EDITION:%-d %B %Y}. The folder needs epcncorepartnerdetails.csv."
    )
