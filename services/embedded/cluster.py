"""Make a database cluster: complete under its final name, or not there at all."""

import secrets
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from embedded.account import Account
from embedded.binaries import Binaries
from embedded.errors import EmbeddedPostgresError
from embedded.place import Place

SUPERUSER = "postgres"
DATABASE = "minutebook"

# Text sorts by code point, so that a register comes out in the same order on every machine.
INITDB = ("--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--data-checksums")


def ensure_cluster(place: Place, binaries: Binaries, account: Account, *, fsync: bool) -> None:
    """Make the cluster if there is none; refuse one of another major version.

    The caller holds the server's lock. Half-made clusters of earlier attempts are removed.
    """
    for left_over in place.folder.glob("new-*"):
        shutil.rmtree(left_over) if left_over.is_dir() else left_over.unlink()
    if place.cluster.exists():
        _check_version(place.cluster, binaries)
        return
    staging = place.folder / f"new-{secrets.token_hex(4)}"
    staging.mkdir(mode=0o700)
    account.give(staging)
    password = _write_password(place.password)
    _initialise(staging, binaries, account, password, fsync=fsync)
    _create_database(staging, binaries, account)
    staging.rename(place.cluster)


def _check_version(cluster: Path, binaries: Binaries) -> None:
    made_by = (cluster / "PG_VERSION").read_text().strip()
    ours = binaries.major_version()
    if made_by != str(ours):
        raise EmbeddedPostgresError(
            f"The data in {cluster} was made by PostgreSQL {made_by}, and the programs in "
            f"{binaries.folder} are version {ours}. Set PG_BIN to programs of version {made_by}, "
            "dump the database and restore it into a new data folder (deploy/runbook.md)."
        )


def _write_password(path: Path) -> str:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    password = secrets.token_urlsafe(24)
    path.write_text(password)
    return password


def _initialise(
    staging: Path, binaries: Binaries, account: Account, password: str, *, fsync: bool
) -> None:
    # initdb reads the password from a file that the server's account can open.
    handed_over = staging.with_suffix(".password")
    handed_over.touch(mode=0o600)
    handed_over.write_text(password)
    account.give(handed_over)
    try:
        _run(
            [
                *(str(binaries.initdb), f"--pgdata={staging}", f"--username={SUPERUSER}"),
                *(*INITDB, f"--pwfile={handed_over}", "--no-instructions"),
                *(() if fsync else ("--no-sync",)),
            ],
            account,
        )
    finally:
        handed_over.unlink()


def _create_database(staging: Path, binaries: Binaries, account: Account) -> None:
    """Create the database before anyone can connect, with PostgreSQL in single-user mode."""
    command = [str(binaries.postgres), "--single", "-D", str(staging), "postgres"]
    said = _run(command, account, typed=f"CREATE DATABASE {DATABASE}\n")
    if "ERROR" in said:  # single-user mode ends with status 0 all the same
        raise EmbeddedPostgresError(f"PostgreSQL did not create its database: {said}")


def _run(command: Sequence[str], account: Account, typed: str | None = None) -> str:
    # S603: the programs are those of PG_BIN or of the locked wheel, the arguments our own.
    try:
        done = subprocess.run(  # noqa: S603
            command,
            check=False,
            input=typed,
            stdin=subprocess.DEVNULL if typed is None else None,
            capture_output=True,
            text=True,
            cwd="/",  # the account may not be able to read the folder that we are in
            **account.switch,
        )
    except OSError as error:
        raise EmbeddedPostgresError(f"{command[0]} cannot be run: {error}") from error
    said = done.stdout + done.stderr
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"{command[0]} failed:\n{said}")
    return said
