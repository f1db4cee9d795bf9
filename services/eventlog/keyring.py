"""The log's signing keys in their file: the current one, and those that go on for a while."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from eventlog.notes import Signature, SigningKey, VerificationKey

FORMAT = "minutebook-signing-keys/1"


class KeyringError(Exception):
    """The file of signing keys cannot be used; the sentence says why."""


class KeptKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key in the file: its 32 bytes, and until when it goes on signing if it was replaced."""

    seed: bytes
    until: datetime | None = None


class Kept(msgspec.Struct, frozen=True):
    """The file: the current key first."""

    format: str
    keys: tuple[KeptKey, ...]


class Keyring:
    """The signing keys. The file is made on first use, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read_at: tuple[int, int] | None = None
        self._kept: tuple[KeptKey, ...] = ()

    def keys(self, at: datetime) -> tuple[SigningKey, ...]:
        """Those that sign now, the current one first. Raises `KeyringError`."""
        first, *replaced = self._current()
        going_on = [one for one in replaced if one.until is not None and at < one.until]
        return tuple(SigningKey(one.seed) for one in (first, *going_on))

    def sign(self, name: str, text: str, at: datetime) -> tuple[Signature, ...]:
        return tuple(key.sign(name, text) for key in self.keys(at))

    def verification_keys(self, name: str) -> tuple[VerificationKey, ...]:
        """Of all keys that ever signed here, the current one first."""
        return tuple(SigningKey(one.seed).verification_key(name) for one in self._current())

    def until(self) -> tuple[datetime | None, ...]:
        """Until when each of those keys signs; None for the current one."""
        return tuple(one.until for one in self._current())

    def rotate(self, until: datetime) -> None:
        """Makes a new key. The one before signs beside it until a time."""
        (first, *older) = self._current()
        new = KeptKey(SigningKey.generate().seed)
        _write(self.path, (new, msgspec.structs.replace(first, until=until), *older))

    def _current(self) -> tuple[KeptKey, ...]:
        """The file's keys, read again when somebody has changed it."""
        try:
            if not self.path.exists():
                _write(self.path, (KeptKey(SigningKey.generate().seed),), first=True)
            status = self.path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            if stamp != self._read_at:
                self._kept, self._read_at = _read(self.path), stamp
        except OSError as error:
            sentence = f"The signing keys {self.path} cannot be used: {error.strerror}."
            raise KeyringError(sentence) from error
        return self._kept


def _read(path: Path) -> tuple[KeptKey, ...]:
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except msgspec.DecodeError as error:
        raise KeyringError(f"{path} does not hold signing keys: {error}.") from error
    seeds = [len(one.seed) for one in kept.keys]
    if kept.format != FORMAT or not seeds or set(seeds) != {32}:
        raise KeyringError(f"{path} does not hold signing keys ({FORMAT}).")
    return kept.keys


def _write(path: Path, keys: Sequence[KeptKey], *, first: bool = False) -> None:
    """Writes the file whole; of two that make the first one, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(Kept(FORMAT, tuple(keys))))
        file.flush()
        os.fsync(file.fileno())
    if first:
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    else:
        draft.replace(path)


def now() -> datetime:
    return datetime.now(UTC)
