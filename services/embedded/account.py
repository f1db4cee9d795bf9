"""Which operating-system account the server runs as, and what that account can reach."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from embedded.errors import EmbeddedPostgresError

# PostgreSQL refuses to run as root. These are the accounts that root steps down to.
STEP_DOWN_TO = ("postgres", "nobody")


class SwitchUser(TypedDict, total=False):
    """The arguments of `subprocess.Popen` that change user; empty when there is no change."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def switch(self) -> SwitchUser:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Hand a path that we have just made to this account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def allows(self, path: Path, wanted: int) -> bool:
        """Whether the permission bits let this account do `wanted` (rwx, 0 to 7) with a path."""
        entry = path.stat()
        mode = stat.S_IMODE(entry.st_mode)
        if entry.st_uid == self.uid:
            return (mode >> 6) & wanted == wanted
        if entry.st_gid == self.gid:
            return (mode >> 3) & wanted == wanted
        return mode & wanted == wanted

    def stopped_at(self, path: Path) -> Path | None:
        """The first folder on the way to a path, or the path, that is closed to this account."""
        way = [*reversed(path.parents), path]
        closed = (step for step in way if step.is_dir() and not self.allows(step, 0o1))
        return next(closed, None)


def account_for(cluster: Path) -> Account:
    """Our own account, or for root: the owner of the existing cluster, else `postgres` or `nobody`.

    Raises:
        EmbeddedPostgresError: when the cluster belongs to somebody else, or root has nobody to be.
    """
    owner = cluster.stat() if cluster.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner.st_uid != os.geteuid():
            raise EmbeddedPostgresError(
                f"The data in {cluster} belongs to {_name(owner.st_uid)}: run Minutebook as that "
                "user, as root if root made it, or choose another data folder."
            )
        return Account(os.geteuid(), os.getegid())
    if owner is not None and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return _step_down()


def _step_down() -> Account:
    for name in STEP_DOWN_TO:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this machine has neither an account `postgres` nor "
        "`nobody` to run it as. Run Minutebook as an ordinary user."
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
