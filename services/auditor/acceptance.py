"""What every check says of a checkpoint: who signed it, and whether another one contradicts it."""

from auditor.findings import VerificationError
from auditor.memory import Memory
from auditor.policy import Trust
from auditor.report import Report
from auditor.strict import base64_text
from auditor.trust import Accepted, accept, cosigned_at
from auditor.wording import entries


def accepted_by(report: Report, note: bytes, trust: Trust) -> Accepted | None:
    """The checkpoint, if trusted keys signed it and witnesses enough; the report says which."""
    try:
        accepted = accept(note, trust)
    except VerificationError as error:
        report.fails(error)
        return None
    say_who_signed(report, accepted)
    return accepted


def say_who_signed(report: Report, accepted: Accepted) -> None:
    checkpoint = accepted.checkpoint
    names = ", ".join(sorted({one.name for one in accepted.logs}))
    report.holds(
        f"The checkpoint over {entries(checkpoint.size)}, with the root "
        f"{base64_text(checkpoint.root)}, is signed by {names}."
    )
    for one in accepted.witnesses:
        report.holds(f"{one.key.name} witnessed it on {cosigned_at(one)}.")
    report.facts |= {
        "origin": checkpoint.origin,
        "checkpoint_size": checkpoint.size,
        "checkpoint_root": base64_text(checkpoint.root),
        "signed_by": [str(one) for one in accepted.logs],
        "witnessed_by": [str(one.key) for one in accepted.witnesses],
    }


def no_fork(report: Report, accepted: Accepted, memory: Memory) -> bool:
    """Whether no other root was seen for the same size; the report says if one was."""
    try:
        memory.require_no_fork(accepted)
    except VerificationError as error:
        report.fails(error)
        return False
    return True
