"""Files for people: minutes in every format, registers as CSV and JSON."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from decisions.refusal import NotFound
from eventlog.books import Book
from gateway.api.answers import csv_bytes
from gateway.api.registers import columns
from gateway.application import Application, Moment
from gateway.paging import every
from projections.catalogue import REGISTERS
from projections.minutes import RENDERINGS, Minutes, render
from projections.minutes.compose import KINDS, compose
from projections.publication import NOT_PUBLISHED
from projections.register import Register
from projections.views.meeting_documents import MeetingRecord

NOW = Moment()


async def minutes_of(app: Application, book: Book, meeting: str, moment: Moment = NOW) -> Minutes:
    """The minutes of a meeting at a moment. Raises `NotFound`.

    Once approved they stay as they were approved: they are drawn from the book as it stood then,
    with nothing new but erasures and, for the public, exemptions.
    """
    documents = await app.documents(book, KINDS, moment)
    record = await documents.get(MeetingRecord, meeting)
    if record is None:
        raise NotFound("meeting", meeting)
    if record.approval:
        approved_at = record.approval.position
        then = Moment(is_public=moment.is_public, position=approved_at)
        documents = await app.documents(book, KINDS, then)
        when, position = record.approval.approved_at, approved_at
    else:
        when, position = moment.as_of or app.clock(), max(record.evidence)
    minutes = await compose(documents, meeting, when, book=book.id, position=position)
    return msgspec.structs.replace(minutes, rendition="public") if moment.is_public else minutes


async def write_minutes(
    app: Application,
    book: Book,
    meeting: str,
    folder: Path,
    *,
    formats: Iterable[str] = tuple(RENDERINGS),
    by_seat: bool = False,
    moment: Moment = NOW,
) -> list[Path]:
    """Writes `minutes-<meeting>.<format>` for each format, and says where."""
    minutes = await minutes_of(app, book, meeting, moment)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for extension in formats:
        path = folder / f"minutes-{meeting}{_mark(moment)}.{extension}"
        path.write_bytes(render(minutes, extension, by_seat=by_seat))
        written.append(path)
    return written


def _mark(moment: Moment) -> str:
    return "-public" if moment.is_public else ""


async def write_register(
    app: Application, book: Book, register: Register, folder: Path, moment: Moment = NOW
) -> list[Path]:
    """Writes `<register>.csv` and `<register>.json`, and says where."""
    now = app.clock()
    documents = await app.documents(book, [register.kind], moment)
    found = await every(documents, register.kind)
    lines = [line for document in found for line in register.lines(document, now)]
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{register.name}{_mark(moment)}"
    as_csv, as_json = folder / f"{name}.csv", folder / f"{name}.json"
    as_csv.write_bytes(csv_bytes(columns(register), lines))
    whole = {"register": register.name, "book": book.id, "as_of": now, "lines": lines}
    as_json.write_bytes(msgspec.json.format(msgspec.json.encode(whole), indent=2))
    return [as_csv, as_json]


async def write_registers(
    app: Application, book: Book, folder: Path, moment: Moment = NOW
) -> list[Path]:
    """Every register; for the public, those that have a public rendition."""
    return [
        path
        for one in REGISTERS
        if not (moment.is_public and one.name in NOT_PUBLISHED)
        for path in await write_register(app, book, one, folder, moment)
    ]
