"""The offline verifier on a book of a million entries, beside hashing its lines with hashlib."""

import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_STORED, ZipFile

from auditor.book import check_book
from auditor.bundle import open_bundle
from auditor.keys import VerificationKey
from auditor.memory import Memory
from auditor.policy import Trust, simple_trust
from auditor.whole import Options
from bench.server import Server
from bench.trials import Trial, console, show
from eventlog.checkpoints import Checkpoint
from eventlog.notes import SignedNote, SigningKey
from eventlog.sealing import leaf_hash
from eventlog.tree import Frontier

LENGTH = 1_000_000
GOAL = 0.4
BOOK = "bench-book"
ORIGIN = f"bench.example/{BOOK}"
KEY = SigningKey(bytes(range(32)))
AT_ONCE = 10_000
ENTRY = (
    '{{"acting_for":"U{code:05}","actor":"key-{code}","book":"{book}","command":"{n:08x}-0000-4000-'
    '8000-{n:012x}","data":{{"choice":"for","item":"item-{item}","motion":"motion-{item}",'
    '"person":"person-{code}","seat":"seat-{code}"}},"id":"{n:08x}-0000-4000-9000-{n:012x}",'
    '"nonce":"{n:022}","occurred_at":"2026-05-14T13:00:00Z","position":{n},'
    '"recorded_at":"2026-05-14T13:00:00Z","tags":["item:item-{item}","motion:motion-{item}",'
    '"seat:seat-{code}"],"type":"motion-dissent-noted.v1","v":1}}'
)
"""Like a vote, of a type that no rule asks for: rules are replayed at their own speed."""


def bench(_server: Server, rounds: int) -> None:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="bench-") as folder:
        path = Path(folder) / "book.zip"
        trust = export(path)
        console.print(f"  {LENGTH:,} entries, {path.stat().st_size / 1e6:,.0f} MB")
        trials = [
            (Trial("quick", "/s", GOAL), Options(is_quick=True, workers=processors)),
            (Trial("quick, one process", "/s"), Options(is_quick=True)),
            (Trial("with contents", "/s"), Options(workers=processors)),
        ]
        for _ in range(rounds):
            for trial, options in trials:
                trial.yardstick.append(LENGTH / hashed(path))
                trial.ours.append(LENGTH / verified(path, trust, options))
    show("Verifying an exported book", "hashlib alone", [trial for trial, _ in trials])


def export(path: Path) -> Trust:
    """Writes a book as `minutebook export book` does; gives the key to check it with."""
    frontier = Frontier()
    with ZipFile(path, "w", ZIP_STORED) as archive:
        with archive.open("entries.ndjson", "w", force_zip64=True) as out:
            for entries in made():
                out.write(b"".join(one + b"\n" for one in entries))
                frontier, _ = frontier.grown([leaf_hash(one) for one in entries])
        text = Checkpoint(ORIGIN, frontier.size, frontier.root).text
        archive.writestr("checkpoint", str(SignedNote(text, (KEY.sign(ORIGIN, text),))))
        archive.writestr(
            "manifest.json",
            f'{{"format":"minutebook-book/1","book":"{BOOK}","entries":{LENGTH},"texts":"none"}}',
        )
    return simple_trust([VerificationKey.parse(str(KEY.verification_key(ORIGIN)))], [], None)


def made() -> Iterator[list[bytes]]:
    for start in range(1, LENGTH + 1, AT_ONCE):
        yield [
            ENTRY.format(n=n, code=n % 20, item=n // 20, book=BOOK).encode()
            for n in range(start, start + AT_ONCE)
        ]


def hashed(path: Path) -> float:
    """Seconds to read each line of the export and hash it, in the plainest way there is."""
    with open_bundle(path) as bundle:
        region = bundle.entries
    start = perf_counter()
    with region.path.open("rb") as file:
        file.seek(region.offset)
        for line in islice(file, LENGTH):
            sha256(line[:-1]).digest()
    return perf_counter() - start


def verified(path: Path, trust: Trust, options: Options) -> float:
    """Seconds to check it; everything has to hold."""
    start = perf_counter()
    with open_bundle(path) as bundle:
        report = check_book(bundle, trust, Memory(), options)
    seconds = perf_counter() - start
    assert report.exit_status == 0, list(report.findings)
    assert report.facts["entries"] == LENGTH
    return seconds
