"""What each command of the auditor does: read its files, check, give the reports."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from auditor.book import check_book
from auditor.bundle import UnreadableError, open_bundle
from auditor.fetching import Log
from auditor.findings import VerificationError
from auditor.keys import KeyFormatError, VerificationKey
from auditor.memory import Memory
from auditor.policy import PolicyError, Trust, parse_keys, parse_policy, simple_trust
from auditor.receipts import parse_receipt, verify_receipt
from auditor.report import Report
from auditor.server import check_server, download
from auditor.singles import check_checkpoint, check_disclosures, check_receipt
from auditor.strict import base64_bytes
from auditor.trust import Accepted
from auditor.whole import Options
from auditor.wording import NOTHING, entries

Command: TypeAlias = Callable[[argparse.Namespace], list[Report]]
MAX_FILE_BYTES = 10_000_000


def receipts(chosen: argparse.Namespace) -> list[Report]:
    trust, memory = _trust(chosen), _memory(chosen)
    return [check_receipt(_read(path), f"receipt {path}", trust, memory) for path in chosen.files]


def disclosure(chosen: argparse.Namespace) -> list[Report]:
    texts = [line.strip() for line in _text(chosen.texts).splitlines() if line.strip()]
    if not texts:
        raise UnreadableError(f"{chosen.texts} holds no disclosure.")
    subject = f"texts in {chosen.texts}"
    receipt = _read(chosen.receipt)
    return [check_disclosures(receipt, texts, subject, _trust(chosen), _memory(chosen))]


def checkpoint(chosen: argparse.Namespace) -> list[Report]:
    proof = _proof(chosen.consistency) if chosen.consistency else None
    raw, subject = _read(chosen.file), f"checkpoint {chosen.file}"
    return [check_checkpoint(raw, subject, _trust(chosen), _memory(chosen), proof)]


def bundle(chosen: argparse.Namespace) -> list[Report]:
    trust, memory = _trust(chosen), _memory(chosen)
    options = Options(chosen.quick, chosen.all_texts, chosen.workers, _progress("checked"))
    return [_book(chosen.path, trust, memory, options)]


def server(chosen: argparse.Namespace) -> list[Report]:
    trust, memory = _trust(chosen), _memory(chosen)
    api_key = _text(chosen.api_key_file).strip() if chosen.api_key_file else None
    log = Log(chosen.prefix, api_key)
    also = [_receipt(path, trust) for path in chosen.receipt]
    report, accepted = check_server(log, trust, memory, also)
    if chosen.whole and accepted:
        with tempfile.TemporaryDirectory(prefix="minutebook-audit-") as scratch:
            report.take_in(_live_book(log, accepted, trust, Path(scratch)))
    return [report]


def _book(path: Path, trust: Trust, memory: Memory, options: Options) -> Report:
    if not path.exists():
        raise UnreadableError(f"There is no file or folder {path}.")
    try:
        with open_bundle(path) as found:
            return check_book(found, trust, memory, options)
    except VerificationError as error:
        report = Report(f"the exported book {path}")
        report.fails(error)
        report.proves_not.append(NOTHING)
        return report


def _live_book(log: Log, accepted: Accepted, trust: Trust, folder: Path) -> Report:
    """The whole book of a live server; it was compared with the memory before."""
    try:
        download(log, accepted, folder, _progress("fetched"))
    except VerificationError as error:
        report = Report(f"the book at {log.prefix}")
        report.fails(error)
        report.proves_not.append(NOTHING)
        return report
    return _book(folder, trust, Memory(), Options(tell=_progress("checked")))


def _receipt(path: Path, trust: Trust) -> Accepted:
    try:
        return verify_receipt(parse_receipt(_read(path)), trust).accepted
    except VerificationError as error:
        raise UnreadableError(
            f"{path} is not a genuine receipt: {error} Check it by itself first."
        ) from error


def _trust(chosen: argparse.Namespace) -> Trust:
    """Raises `PolicyError` or `UnreadableError`."""
    if chosen.policy:
        if chosen.key or chosen.key_file or chosen.witness or chosen.quorum is not None:
            raise PolicyError("Give either --policy, or keys, witnesses and a quorum.")
        trust = parse_policy(_text(chosen.policy), chosen.origin)
    else:
        logs = _keys(chosen.key)
        if chosen.key_file:
            logs += parse_keys(_text(chosen.key_file))
        trust = simple_trust(logs, _keys(chosen.witness), chosen.quorum, chosen.origin)
    if not trust.logs:
        raise PolicyError(
            "Give the verification key of the book with --key or --key-file. Obtain it elsewhere "
            "than from what you check: whoever could forge the one could forge the other."
        )
    return trust


def _keys(texts: list[str]) -> list[VerificationKey]:
    try:
        return [VerificationKey.parse(one) for one in texts]
    except KeyFormatError as error:
        raise PolicyError(str(error)) from error


def _memory(chosen: argparse.Namespace) -> Memory:
    return Memory(None if chosen.no_memory else chosen.memory)


def _proof(path: Path) -> list[bytes]:
    try:
        return [base64_bytes(line) for line in _text(path).split()]
    except ValueError as error:
        raise UnreadableError(f"{path} is not a list of hashes in base64.") from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}.") from error


def _text(path: Path) -> str:
    try:
        return _read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path} is not a text file.") from error


def _progress(what: str) -> Callable[[int], None]:
    """Counts on a terminal; says nothing to a file or a program."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda done: _tell(f"{entries(done)} {what}")


def _tell(line: str) -> None:
    """Shows a line that the next one takes the place of."""
    sys.stderr.write(f"{line}\x1b[K\r")
    sys.stderr.flush()
