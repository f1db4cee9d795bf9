"""Runs checks of the auditor over what `building` makes, and says what was found."""

from collections.abc import Mapping
from pathlib import Path

from auditor.book import check_book
from auditor.bundle import open_bundle
from auditor.entries import read_entry
from auditor.findings import Finding
from auditor.keys import VerificationKey
from auditor.memory import Memory
from auditor.policy import Trust, simple_trust
from auditor.report import Report
from auditor.rules import Replay
from auditor.whole import Options
from tests.auditor.building import LOG, Book, Signer, write_folder

TRUST = simple_trust([VerificationKey.parse(LOG.vkey)], [], None)


def trusting(*witnesses: Signer, quorum: int | None = None) -> Trust:
    keys = [VerificationKey.parse(one.vkey) for one in witnesses]
    return simple_trust([VerificationKey.parse(LOG.vkey)], keys, quorum)


def checked(
    files: Mapping[str, bytes],
    folder: Path,
    memory: Memory | None = None,
    options: Options | None = None,
    trust: Trust = TRUST,
) -> Report:
    """The report on an exported book made of these files."""
    with open_bundle(write_folder(folder, files)) as bundle:
        return check_book(bundle, trust, memory or Memory(), options or Options())


def found(report: Report) -> set[tuple[str, int | None]]:
    """The rule and position of every finding."""
    return {(one.rule, one.position) for one in report.findings}


def replayed(book: Book) -> list[Finding]:
    """What the rules alone find in a book."""
    replay = Replay()
    findings = [finding for one in book.entries for finding in replay.see(read_entry(one))]
    return [*findings, *replay.finish()]


def broken(book: Book) -> set[tuple[str, int | None]]:
    """The rule and position of everything that the rules find in a book."""
    return {(one.rule, one.position) for one in replayed(book)}
