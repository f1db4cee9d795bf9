"""Checks a live log over HTTP (C2SP tlog-tiles): its checkpoint, its history, its whole book."""

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from auditor.acceptance import accepted_by
from auditor.bundle import (
    CHECKPOINT,
    ENTRIES,
    FORMAT,
    LEAVES,
    MANIFEST,
    UnreadableError,
)
from auditor.checkpoints import Checkpoint
from auditor.fetching import Log, NotServedError
from auditor.findings import VerificationError
from auditor.memory import Memory, Seen, fork, seen_now, shorter
from auditor.merkle import HASH_BYTES
from auditor.policy import Trust
from auditor.report import Report
from auditor.singles import require_extension
from auditor.tiles import TILE_WIDTH, Tiles, split_bundle, tile_path, tile_width
from auditor.trust import Accepted
from auditor.wording import CHECKPOINT_PROVES, CONTENTS, NOTHING, SAME_FOR_ALL, WHEN, entries

AT_ONCE = 8


def check_server(
    log: Log, trust: Trust, memory: Memory, also: Iterable[Accepted]
) -> tuple[Report, Accepted | None]:
    """Checks the checkpoint that is served now, and that it goes on from all that was seen.

    `also` are further checkpoints that must lie in its history, those of receipts. Gives the
    checkpoint along, if it is to be believed.
    """
    report = Report(f"the log at {log.prefix}")
    accepted = accepted_by(report, _get(log, "checkpoint"), trust)
    if accepted is None:
        report.proves_not.append(NOTHING)
        return report, None
    tiles = tiles_of(log, accepted.checkpoint.size)
    origin = accepted.checkpoint.origin
    for seen in memory.of(origin):
        _require_in_history(report, tiles, seen, accepted, "you saw before")
    for one in also:
        _require_in_history(report, tiles, seen_now(one), accepted, "a receipt of yours is of")
    if report.verdict != "valid":
        report.proves_not.append(NOTHING)
        return report, None
    memory.keep_proven(accepted)
    report.proves.append(CHECKPOINT_PROVES)
    report.proves_not += [CONTENTS, WHEN]
    if not accepted.witnesses:
        report.proves_not.append(SAME_FOR_ALL)
    return report, accepted


def _require_in_history(
    report: Report, tiles: Tiles, seen: Seen, accepted: Accepted, which: str
) -> None:
    old, new = seen.checkpoint, accepted.checkpoint
    if old.origin != new.origin:
        sentence = f"A receipt is of the log {old.origin!r}, not of {new.origin!r}."
        report.fails(VerificationError("origin", sentence))
    elif old.size > new.size:
        report.fails(shorter(seen, accepted))
    else:
        _prove(report, tiles, seen, accepted, which)


def _prove(report: Report, tiles: Tiles, seen: Seen, accepted: Accepted, which: str) -> None:
    """A proof made of the log's own tiles: if it fails, either they are wrong or the log forked."""
    old, new = seen.checkpoint, accepted.checkpoint
    try:
        _require_root(tiles, new)
        _require_extension(tiles, old, new)
    except VerificationError:
        is_fork = _is_other_history(tiles, old, new)
        report.fails(fork(seen, accepted) if is_fork else _bad_tiles())
    else:
        report.holds(f"It goes on from the {entries(old.size)} that {which}, unchanged.")


def _require_extension(tiles: Tiles, old: Checkpoint, new: Checkpoint) -> None:
    require_extension(old, new, tiles.consistency_proof(old.size) if old.size else [])


def _is_other_history(tiles: Tiles, old: Checkpoint, new: Checkpoint) -> bool:
    """Whether the tiles do prove what the log began with, and it is not what was seen."""
    began_with = Checkpoint(old.origin, old.size, tiles.range_root(0, old.size))
    try:
        _require_extension(tiles, began_with, new)
    except VerificationError:
        return False
    return began_with.root != old.root


def _require_root(tiles: Tiles, checkpoint: Checkpoint) -> None:
    if tiles.range_root(0, checkpoint.size) != checkpoint.root:
        raise _bad_tiles()


def _bad_tiles() -> VerificationError:
    return VerificationError("tile", "The server's tiles do not add up to its checkpoint.")


def tiles_of(log: Log, size: int) -> Tiles:
    return Tiles(size, lambda level, number, width: get_tile(log, level, number, width))


def get_tile(log: Log, level: int | str, number: int, width: int) -> bytes:
    """A tile or entry bundle. A partial one may be gone where the full one has come."""
    try:
        return log.get(tile_path(level, number, width))
    except NotServedError:
        if width == TILE_WIDTH:
            raise UnreadableError(f"The log has no {tile_path(level, number, width)}.") from None
    return _get(log, tile_path(level, number))


def download(log: Log, accepted: Accepted, folder: Path, tell: Callable[[int], None]) -> None:
    """Writes a live book into a folder, in the format of an exported one without its texts."""
    checkpoint = accepted.checkpoint
    (folder / CHECKPOINT).write_bytes(accepted.raw)
    manifest = {
        "format": FORMAT,
        "book": checkpoint.book,
        "entries": checkpoint.size,
        "texts": "none",
    }
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with (folder / ENTRIES).open("wb") as entries, (folder / LEAVES).open("wb") as leaves:
        for lines, hashes in _pieces(log, checkpoint.size):
            entries.write(lines)
            leaves.write(hashes)
            tell(leaves.tell() // HASH_BYTES)


def _pieces(log: Log, size: int) -> Iterator[tuple[bytes, bytes]]:
    """The entries as lines, and their leaf hashes as the log has them, a tile at a time."""
    widths = [(n, tile_width(size, 0, n)) for n in range(-(-size // TILE_WIDTH))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(lambda one: _piece(log, *one), widths)


def _piece(log: Log, number: int, width: int) -> tuple[bytes, bytes]:
    try:
        entries = split_bundle(get_tile(log, "entries", number, width))[:width]
    except ValueError as error:
        raise VerificationError("tile", f"The server's entries are damaged: {error}.") from error
    if any(b"\n" in one for one in entries):
        position = number * TILE_WIDTH + 1
        sentence = f"An entry from position {position} on has a line break in it, as no entry has."
        raise VerificationError("entry-format", sentence, position)
    hashes = get_tile(log, 0, number, width)[: width * HASH_BYTES]
    return b"".join(one + b"\n" for one in entries), hashes


def _get(log: Log, path: str) -> bytes:
    try:
        return log.get(path)
    except NotServedError as error:
        raise UnreadableError(f"There is nothing at {error}.") from error
