"""The checkpoints seen before, one file for all books: what a shorter or forked history betrays."""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.checkpoints import Checkpoint, checkpoint_of
from auditor.findings import VerificationError
from auditor.notes import parse_note
from auditor.trust import Accepted
from auditor.wording import entries

FORMAT = "minutebook-remembered-checkpoints/1"
MOST_UNPROVEN = 1_000


class UnusableMemoryError(Exception):
    """The file of remembered checkpoints cannot be read or written; the sentence says why."""


@dataclass(frozen=True)
class Seen:
    """A checkpoint accepted earlier: its signed note, and when that was."""

    note: str
    seen_at: str

    @property
    def checkpoint(self) -> Checkpoint:
        return checkpoint_of(parse_note(self.note.encode()))


@dataclass
class Remembered:
    """Of one log: the last checkpoint that was proven to extend all before it, and those since.

    `unproven` are checkpoints of receipts, which nobody could yet compare with the rest. They are
    compared as soon as a whole book or a live server is at hand.
    """

    proven: Seen | None = None
    unproven: list[Seen] = field(default_factory=list)

    def all(self) -> list[Seen]:
        return [*([self.proven] if self.proven else []), *self.unproven]


class Memory:
    """What was seen of each log, by origin. Without a file it remembers nothing."""

    def __init__(self, path: Path | None = None) -> None:
        """Reads the file, if there is one. Raises `UnusableMemoryError`."""
        self._path = path
        self._logs: dict[str, Remembered] = {}
        if path is not None and path.exists():
            self._logs = _read(path)

    @property
    def is_kept(self) -> bool:
        return self._path is not None

    def of(self, origin: str) -> list[Seen]:
        """All that must lie in the log's one history, the proven one first."""
        return self._logs.get(origin, Remembered()).all()

    def is_first(self, origin: str) -> bool:
        return origin not in self._logs

    def require_no_fork(self, accepted: Accepted) -> None:
        """Raises `VerificationError` if another root was signed for the same size."""
        new = accepted.checkpoint
        for one in self.of(new.origin):
            old = one.checkpoint
            if old.size == new.size and old.root != new.root:
                raise fork(one, accepted)

    def keep_unproven(self, accepted: Accepted) -> None:
        """Keeps the checkpoint of a receipt; the first one ever is where the history begins."""
        log = self._logs.setdefault(accepted.checkpoint.origin, Remembered())
        if any(one.checkpoint == accepted.checkpoint for one in log.all()):
            return
        if log.proven is None:
            log.proven = seen_now(accepted)
        else:
            log.unproven = [*log.unproven, seen_now(accepted)][-MOST_UNPROVEN:]
        self._write()

    def keep_proven(self, accepted: Accepted) -> None:
        """Keeps a checkpoint that extends everything seen of this log."""
        self._logs[accepted.checkpoint.origin] = Remembered(seen_now(accepted))
        self._write()

    def _write(self) -> None:
        if self._path is None:
            return
        logs = {origin: asdict(log) for origin, log in sorted(self._logs.items())}
        whole = {"format": FORMAT, "logs": logs}
        scratch = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8")
            scratch.replace(self._path)
        except OSError as error:
            sentence = f"{self._path} cannot be written: {error.strerror}."
            raise UnusableMemoryError(sentence) from error


def shorter(seen: Seen, accepted: Accepted) -> VerificationError:
    return VerificationError(
        "shorter",
        f"On {seen.seen_at[:10]} you saw {entries(seen.checkpoint.size)} of "
        f"{accepted.checkpoint.origin!r}; now it has only {accepted.checkpoint.size:,}. Either "
        "this is an old copy, or entries were taken out.",
    )


def fork(seen: Seen, accepted: Accepted) -> VerificationError:
    """Both signed notes are the evidence: nobody but the holder of the key can make them."""
    return VerificationError(
        "fork",
        f"The log {accepted.checkpoint.origin!r} has shown you two different histories: what you "
        f"saw on {seen.seen_at[:10]} is not the beginning of what you see now. Keep both signed "
        f"checkpoints; together they prove it.\nSeen then:\n{seen.note}\nSeen now:\n"
        f"{accepted.raw.decode('utf-8')}",
    )


def default_path() -> Path:
    """Where the state of programs is kept for this user."""
    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(state) if state else Path.home() / ".local" / "state"
    return folder / "minutebook-audit" / "checkpoints.json"


def seen_now(accepted: Accepted) -> Seen:
    """A checkpoint as seen at this moment."""
    return Seen(accepted.raw.decode("utf-8"), datetime.now(UTC).isoformat(timespec="seconds"))


def _read(path: Path) -> dict[str, Remembered]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        logs = {origin: _remembered(origin, log) for origin, log in whole["logs"].items()}
        is_known = whole["format"] == FORMAT
    except OSError as error:
        raise UnusableMemoryError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, VerificationError):
        is_known = False
    if not is_known:
        raise UnusableMemoryError(
            f"{path} is damaged. It holds the checkpoints seen before; put back a copy of it, or "
            "move it away to begin anew."
        )
    return logs


def _remembered(origin: str, log: dict[str, Any]) -> Remembered:
    found = Remembered(
        Seen(**log["proven"]) if log["proven"] else None, [Seen(**one) for one in log["unproven"]]
    )
    if any(one.checkpoint.origin != origin for one in found.all()):
        raise ValueError(origin)
    return found
