"""Checks what fits on one page: a receipt, a disclosed text, a checkpoint."""

from collections.abc import Sequence

from auditor.acceptance import accepted_by, no_fork, say_who_signed
from auditor.checkpoints import Checkpoint
from auditor.disclosures import Disclosure, open_disclosure
from auditor.entries import Entry
from auditor.findings import Finding, VerificationError, remark
from auditor.memory import Memory, Seen, fork, shorter
from auditor.merkle import EMPTY_ROOT, verify_consistency
from auditor.policy import Trust
from auditor.receipts import VerifiedReceipt, parse_receipt, verify_receipt
from auditor.report import Report
from auditor.trust import Accepted
from auditor.wording import (
    ARE_TRUE,
    CHECKPOINT_PROVES,
    CONTENTS,
    DISCLOSURE_PROVES,
    NOTHING,
    RECEIPT_PROVES,
    REST_OF_BOOK,
    SAME_FOR_ALL,
    WHEN,
    entries,
)


def check_receipt(raw: bytes, subject: str, trust: Trust, memory: Memory) -> Report:
    """Checks one receipt by itself, and that no other history was seen."""
    report = Report(subject)
    _receipt(report, raw, trust, memory)
    return report


def check_disclosures(
    raw: bytes, texts: Sequence[str], subject: str, trust: Trust, memory: Memory
) -> Report:
    """Checks a receipt, and that these texts are the ones recorded with its entry."""
    report = Report(subject)
    if verified := _receipt(report, raw, trust, memory):
        opened = [_opened(report, verified.entry, text) for text in texts]
        report.facts["texts"] = {one.name: one.value for one in opened if one}
        if all(opened):
            report.proves.append(DISCLOSURE_PROVES)
    return report


def check_checkpoint(
    raw: bytes, subject: str, trust: Trust, memory: Memory, proof: Sequence[bytes] | None
) -> Report:
    """Checks a checkpoint, and against what was seen before.

    `proof` is the consistency proof from the last checkpoint that is remembered as proven.
    """
    report = Report(subject)
    accepted = accepted_by(report, raw, trust)
    if accepted is None:
        report.proves_not.append(NOTHING)
        return report
    for i, seen in enumerate(memory.of(accepted.checkpoint.origin)):
        _compare(report, seen, accepted, proof if i == 0 else None)
    if report.verdict == "invalid":
        report.proves_not.append(NOTHING)
        return report
    is_first = memory.is_first(accepted.checkpoint.origin)
    if is_first or report.findings.counts:
        memory.keep_unproven(accepted)
    else:
        memory.keep_proven(accepted)
    report.proves.append(CHECKPOINT_PROVES)
    report.proves_not += [CONTENTS, WHEN]
    if not accepted.witnesses:
        report.proves_not.append(SAME_FOR_ALL)
    return report


def require_extension(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Checks that one tree begins with another; size 0 is the beginning of any tree.

    Raises `VerificationError`.
    """
    if old.size == 0 and not proof and old.root == EMPTY_ROOT:
        return
    verify_consistency(old.size, new.size, old.root, new.root, proof)


def _compare(report: Report, seen: Seen, accepted: Accepted, proof: Sequence[bytes] | None) -> None:
    old, new = seen.checkpoint, accepted.checkpoint
    if old.size > new.size:
        report.fails(shorter(seen, accepted))
    elif old.size == new.size and old.root != new.root:
        report.fails(fork(seen, accepted))
    elif old.size in (0, new.size):
        report.holds(f"It agrees with the {entries(old.size)} that you saw before.")
    elif proof is None:
        report.findings.add(_not_compared(old, new))
    else:
        _prove(report, old, new, proof)


def _prove(report: Report, old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    try:
        require_extension(old, new, proof)
    except VerificationError as error:
        report.fails(error)
    else:
        report.holds(f"It goes on from the {entries(old.size)} that you saw before, unchanged.")


def _not_compared(old: Checkpoint, new: Checkpoint) -> Finding:
    return remark(
        "not-compared",
        f"You saw {entries(old.size)} before. Whether these {new.size:,} go on from there, this "
        f"file alone does not show: give the consistency proof from {old.size} to {new.size}, or "
        "check the server or the whole book.",
    )


def _receipt(report: Report, raw: bytes, trust: Trust, memory: Memory) -> VerifiedReceipt | None:
    try:
        verified = verify_receipt(parse_receipt(raw), trust)
    except VerificationError as error:
        report.fails(error)
        report.proves_not.append(NOTHING)
        return None
    _say_what_it_is(report, verified)
    if not no_fork(report, verified.accepted, memory):
        report.proves_not.append(NOTHING)
        return None
    memory.keep_unproven(verified.accepted)
    report.proves.append(RECEIPT_PROVES)
    report.proves_not += [ARE_TRUE, REST_OF_BOOK, WHEN]
    if not verified.accepted.witnesses:
        report.proves_not.append(SAME_FOR_ALL)
    return verified


def _say_what_it_is(report: Report, verified: VerifiedReceipt) -> None:
    entry, checkpoint = verified.entry, verified.accepted.checkpoint
    say_who_signed(report, verified.accepted)
    report.holds(
        f"The entry stands at position {entry.position} of the book {entry.book!r}, which had "
        f"{entries(checkpoint.size)} then."
    )
    report.facts |= _facts(entry)


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "book": entry.book,
        "position": entry.position,
        "event": entry.id,
        "type": entry.type,
        "occurred_at": entry.occurred_at,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "acting_for": entry.acting_for,
        "data": entry.data,
        "texts_recorded": len(entry.digests),
    }


def _opened(report: Report, entry: Entry, text: str) -> Disclosure | None:
    try:
        found = open_disclosure(text)
    except VerificationError as error:
        report.fails(error)
        return None
    if found.digest not in entry.digests:
        sentence = f"The text {found.name!r} is not the one recorded with entry {entry.position}."
        report.fails(VerificationError("text-mismatch", sentence, entry.position))
        return None
    report.holds(f"The text {found.name!r} is the one recorded with entry {entry.position}.")
    return found
