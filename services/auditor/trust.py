"""Is this checkpoint to be believed: signed by a key we trust, of the right log, witnessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from auditor.checkpoints import Checkpoint, checkpoint_of
from auditor.findings import VerificationError
from auditor.keys import VerificationKey
from auditor.notes import Signed, SignedNote, parse_note, signers
from auditor.policy import Group, Trust


@dataclass(frozen=True)
class Accepted:
    """A checkpoint that trusted keys have signed; `raw` is its signed note, byte for byte."""

    checkpoint: Checkpoint
    raw: bytes
    logs: tuple[VerificationKey, ...]
    witnesses: tuple[Signed, ...]


def accept(raw: bytes, trust: Trust) -> Accepted:
    """Checks a signed checkpoint against whom we trust. Raises `VerificationError`.

    Accepted is the origin asked for; where none was asked for, a log signs under its origin as
    the name of its key, and under no other.
    """
    note = parse_note(raw)
    checkpoint = checkpoint_of(note)
    _require_origin(checkpoint, trust)
    if checkpoint.extensions:
        raise VerificationError(
            "checkpoint-format", "The checkpoint has extension lines, which no book's has."
        )
    logs = tuple(one.key for one in signers(note, _keys_for(checkpoint, trust)))
    if not logs:
        raise VerificationError("signature", _nobody_signed(note, checkpoint))
    witnesses = signers(note, trust.witnesses)
    _require_quorum(trust.quorum, witnesses)
    return Accepted(checkpoint, raw, logs, witnesses)


def _require_origin(checkpoint: Checkpoint, trust: Trust) -> None:
    wanted = {trust.origin} if trust.origin else {key.name for key in trust.logs}
    if checkpoint.origin not in wanted:
        raise VerificationError(
            "origin",
            f"This checkpoint is of the log {checkpoint.origin!r}; your keys are for "
            f"{', '.join(repr(one) for one in sorted(wanted)) or 'no log'}.",
        )


def _keys_for(checkpoint: Checkpoint, trust: Trust) -> Iterable[VerificationKey]:
    return [key for key in trust.logs if trust.origin or key.name == checkpoint.origin]


def _nobody_signed(note: SignedNote, checkpoint: Checkpoint) -> str:
    names = ", ".join(f"{one.name} ({one.key_id.hex()})" for one in note.signatures)
    return (
        f"No key that you trust signed this checkpoint of {checkpoint.origin!r}. It carries "
        f"signatures of: {names}. The key may have been replaced; ask the partnership for the "
        "record of that."
    )


def _require_quorum(quorum: Group | None, cosigned: tuple[Signed, ...]) -> None:
    if quorum is None or quorum.is_met_by({one.key for one in cosigned}):
        return
    names = ", ".join(one.key.name for one in cosigned) or "none of them"
    raise VerificationError(
        "quorum", f"Too few witnesses have cosigned: you ask for {quorum}; there is {names}."
    )


def cosigned_at(signed: Signed) -> str:
    """When a witness says that it cosigned, for people."""
    if signed.at is None:
        return "at an unknown time"
    try:
        return datetime.fromtimestamp(signed.at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (OverflowError, OSError, ValueError):
        return f"{signed.at} seconds after 1970"
