"""Where a cluster lives on disk, and where root puts it when the server cannot go there."""

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from embedded.account import Account, account_for
from embedded.binaries import Binaries

# Root's clone often lies in root's closed home. /var/lib is where a server's data belongs, is open
# to be passed through, and unlike /var/tmp is never tidied: the record is not to be tidied.
SPARE = Path("/var/lib/minutebook")


@dataclass(frozen=True)
class Place:
    """The files of one cluster. The folder is ours; `cluster` and `run` are the server's."""

    folder: Path

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def run(self) -> Path:
        """Holds the socket, closed to everyone but the server's account (and root)."""
        return self.folder / "run"

    @property
    def password(self) -> Path:
        return self.folder / "password"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def users(self) -> Path:
        """Locked (shared) by every process that uses the server."""
        return self.folder / "users.lock"

    @property
    def server(self) -> Path:
        """Locked (alone) by the watchdog that owns the server; holds the server's process id."""
        return self.folder / "server.lock"


def choose_place(wanted: Path, tell: Callable[[str], None]) -> Place:
    """The wanted folder; for root, its stand-in under /var/lib where the server cannot go there.

    A stand-in that already holds the data stays in use, so that opening a folder loses nothing.
    """
    place = Place(wanted.resolve())
    if os.geteuid() != 0 or place.cluster.exists():
        return place
    stand_in = Place(SPARE / hashlib.sha256(os.fsencode(place.folder)).hexdigest()[:16])
    closed = account_for(place.cluster).stopped_at(place.folder)
    if closed is None and not stand_in.cluster.exists():
        return place
    reason = f"{closed} is closed to the account" if closed else "it was put there earlier, by root"
    tell(
        f"The database is in {stand_in.folder} instead of {place.folder}: PostgreSQL does not run "
        f"as root, and {reason}. A folder that others can pass into is used as it is."
    )
    return stand_in


def prepare(place: Place, account: Account) -> None:
    """Make the folders that are missing. What exists keeps its owner and its mode."""
    passable = 0o711 if account.switch else 0o700
    for folder in (*reversed(place.folder.parents), place.folder):
        if not folder.exists():
            _make(folder, passable)
    if not place.run.exists():
        _make(place.run, 0o700)
        account.give(place.run)


def within_reach(binaries: Binaries, account: Account) -> Binaries:
    """The same programs, copied to where the account can run them if it cannot where they are."""
    root = binaries.wheel
    if root is None or not account.switch or _can_run(binaries, account):
        return binaries
    mark = binaries.postgres.stat()
    source = f"{binaries.postgres} {mark.st_size} {mark.st_mtime_ns}"
    copy = SPARE / f"programs-{hashlib.sha256(source.encode()).hexdigest()[:16]}"
    if not copy.exists():
        _copy_wheel(root, binaries.folder.parent.name, copy)
    inside = binaries.folder.relative_to(root.parent)
    return replace(binaries, folder=copy / inside, wheel=copy / root.name)


def _can_run(binaries: Binaries, account: Account) -> bool:
    files = (binaries.postgres, binaries.initdb)
    return account.stopped_at(binaries.folder) is None and all(account.allows(f, 5) for f in files)


def _copy_wheel(root: Path, install: str, copy: Path) -> None:
    """Copy the programs and, beside the package, the libraries that they load by relative path."""
    _make_all(copy.parent)
    staging = Path(mkdtemp(prefix="new-", dir=copy.parent))
    shutil.copytree(root / install, staging / root.name / install, symlinks=True)
    libraries = root.with_name(f"{root.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, staging / libraries.name, symlinks=True)
    for path in (staging, *staging.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        staging.rename(copy)
    except OSError:
        shutil.rmtree(staging)
        if not copy.exists():  # otherwise another process copied the same programs meanwhile
            raise


def _make_all(folder: Path) -> None:
    for part in (*reversed(folder.parents), folder):
        if not part.exists():
            _make(part, 0o711)


def _make(folder: Path, mode: int) -> None:
    folder.mkdir(exist_ok=True)
    folder.chmod(mode)  # the umask takes bits away from the mode that mkdir is given
