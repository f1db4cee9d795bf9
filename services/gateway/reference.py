"""What the directory says of a partnership's PCNs, as the command that brings its book to it."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date

import directory
from decisions.listed_pcns import (
    FormerMembership,
    ListedMembership,
    ListedPcn,
    ListedSuccessor,
)
from decisions.reference_data import ReconcileMembers, Source
from decisions.slice import CommandWork
from directory import Pcn
from eventlog.books import Book
from eventlog.connections import Connection
from eventlog.reading import Reader
from eventlog.rehearsal import rehearse
from gateway.application import Application
from gateway.identity import Principal
from schemas.event import Event
from schemas.events.partnership import MemberJoined


class NothingKnownError(Exception):
    """The directory is empty, or knows none of the PCNs."""


async def members_in_book(reader: Reader, book: Book) -> set[str]:
    """The codes of all PCNs that ever were members, by the book itself."""
    events = [one.event for one in await reader.tagged(book.no, ["register:members"])]
    return {e.organisation for e in events if isinstance(e, MemberJoined) and e.kind == "pcn"}


async def reconciliation(app: Application, codes: Collection[str], as_at: date) -> ReconcileMembers:
    """The command that says what the directory holds of these PCNs, and of their successors.

    Raises `NothingKnownError`.
    """
    async with app.pool.acquire() as connection:
        return await reconciliation_from(connection, codes, as_at)


async def reconciliation_from(
    connection: Connection, codes: Collection[str], as_at: date
) -> ReconcileMembers:
    """The same, asked over a connection. Raises `NothingKnownError`."""
    editions = await directory.newest_editions(connection)
    successors = {
        code: found.successor.pcn
        for code in codes
        if (found := await directory.successor_candidates(connection, code, as_at)).successor
    }
    wanted = {*codes, *successors.values()}
    pcns = await directory.pcns_as_at(connection, as_at, wanted)
    members = await directory.members_as_at(connection, as_at)
    if not editions or not pcns:
        raise NothingKnownError(
            "The directory knows none of these PCNs. Import the ODS files first, and check the "
            "codes (U and five digits)."
        )
    since = {one.practice: one.started_on for one in members.memberships}
    former: dict[str, list[FormerMembership]] = {}
    for one in await directory.former_practices(connection, as_at, wanted):
        gone = FormerMembership(practice=one.practice, until=one.ended_on)
        former.setdefault(one.pcn, []).append(gone)
    sizes = [pcn.sizes_as_at for pcn in pcns if pcn.sizes_as_at]
    return ReconcileMembers(
        as_at=as_at,
        sources=tuple(Source(kind=e.kind.value, sha256=e.digest) for e in editions),
        pcns=tuple(
            listed(pcn, successors.get(pcn.code), since, former.get(pcn.code, ())) for pcn in pcns
        ),
        sizes_as_at=max(sizes, default=None),
    )


def listed(
    pcn: Pcn,
    successor: str | None,
    since: Mapping[str, date],
    former: Iterable[FormerMembership],
) -> ListedPcn:
    follows = ListedSuccessor(code=successor, basis="practices-moved") if successor else None
    return ListedPcn(
        code=pcn.code,
        name=pcn.name,
        sub_icb=pcn.sub_icb,
        patients=pcn.patients,
        practices=tuple(
            ListedMembership(practice=p.code, patients=p.patients, since=since.get(p.code))
            for p in pcn.practices
        ),
        former=tuple(former),
        opened_on=pcn.opened_on,
        closed_on=pcn.closed_on,
        successor=follows if pcn.closed_on else None,
    )


async def preview(
    app: Application, principal: Principal, book: Book, command: ReconcileMembers
) -> list[Event]:
    """The events that the command would record now; records nothing."""
    work: CommandWork = app.work(principal, command, uuid.uuid4())
    return await rehearse(app.pool, book, work)


def sentences(events: Iterable[Event]) -> list[str]:
    """What would be recorded, a sentence an event."""
    return [f"{type(event).TOPIC.rpartition('.')[0]}: {_facts(event)}" for event in events]


def _facts(event: Event) -> str:
    shown = {k: v for k, v in event.facts().items() if k not in ("practices", "source", "sources")}
    return ", ".join(f"{name} {value}" for name, value in shown.items())
