"""Launch a server under its watchdog."""

import json
import os
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from embedded import watchdog
from embedded.account import Account, account_for
from embedded.binaries import find_binaries
from embedded.cluster import ensure_cluster
from embedded.errors import EmbeddedPostgresError
from embedded.locks import FileLock
from embedded.place import Place, within_reach
from embedded.postmaster import end_server, is_server_of, recorded_pid

# A Unix socket's address holds 103 bytes on macOS (sys/un.h) and 107 on Linux. Drivers read a
# comma or a colon in it as a list of hosts or a port.
LONGEST_SOCKET_PATH = 103
SOCKET_NAME = "/.s.PGSQL.5432"
PLAIN_PATH = re.compile(r"[\w/. -]+")

SHARED_BUFFERS = "256MB"
"""Taken as it is used. The keys of documents are random: the indexes of a large book stay in it
while its views are folded, which by the usual 128 MB they do not."""
FAST_AND_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Launch:
    """A watchdog that this process started."""

    watchdog: "subprocess.Popen[bytes]"
    log: Path

    def has_failed(self) -> bool:
        return self.watchdog.poll() is not None

    def explanation(self) -> str:
        said = self.log.read_text(errors="replace").strip().splitlines()[-20:]
        return "\n".join(["PostgreSQL did not start. It said:", *said])

    def let_go(self) -> None:
        """Note the watchdog's end; where others still use the server, it lives on without us."""
        try:
            self.watchdog.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            self.watchdog.returncode = 0  # not ours to wait for: keeps Popen from complaining


def launch(place: Place, lock: FileLock, pg_bin: Path | None, *, fsync: bool) -> Launch:
    """Start the server; the watchdog keeps the lock, which the caller has taken."""
    account = account_for(place.cluster)
    _check_reach(place, account)
    binaries = within_reach(find_binaries(pg_bin), account)
    os.ftruncate(lock.fd, 0)
    ensure_cluster(place, binaries, account, fsync=fsync)
    environment = _environment(_end_orphan(place.cluster))
    for socket_file in place.run.iterdir():  # a killed server's, with a lock file of its own
        socket_file.unlink()
    command = [str(binaries.postgres), "-D", str(place.cluster)]
    for name, value in _settings(place, fsync=fsync).items():
        command += ["-c", f"{name}={value}"]
    orders = watchdog.Orders(command, environment, dict(account.switch), str(place.users), lock.fd)
    return Launch(_start_watchdog(orders, place.log), place.log)


def _start_watchdog(orders: watchdog.Orders, log: Path) -> "subprocess.Popen[bytes]":
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as said:
        return subprocess.Popen(  # noqa: S603 - our own program, run by our own Python
            [sys.executable, "-I", "-S", watchdog.__file__, json.dumps(vars(orders))],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            pass_fds=[orders.lock],
            start_new_session=True,  # Ctrl-C is for us, who then stop the server in order
            cwd="/",
        )


def _settings(place: Place, *, fsync: bool) -> dict[str, str]:
    settings = {"timezone": "UTC", "log_timezone": "UTC", "shared_buffers": SHARED_BUFFERS}
    settings |= {} if fsync else FAST_AND_UNSAFE
    if _fits_socket(place.run):
        return settings | {
            "listen_addresses": "",
            "port": "5432",  # names the file in our own folder, so it cannot be taken
            "unix_socket_directories": f'"{place.run}"',
            "unix_socket_permissions": "0700",
        }
    return settings | {
        "listen_addresses": "127.0.0.1",
        "port": str(_free_port()),
        "unix_socket_directories": "",
    }


def _fits_socket(folder: Path) -> bool:
    length = len(os.fsencode(f"{folder}{SOCKET_NAME}"))
    return length <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(folder)) is not None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(stale_pid: int | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment = {**kept, "LC_ALL": "C"}
    if stale_pid is not None:
        # PostgreSQL takes a lock file that names its grandparent for stale (miscinit.c). We know
        # that it is: the number now belongs to a stranger. Its other checks stay in force.
        environment["PG_GRANDPARENT_PID"] = str(stale_pid)
    return environment


def _end_orphan(cluster: Path) -> int | None:
    """End a server whose watchdog was killed; return the process id of one that has long gone."""
    pid = recorded_pid(cluster)
    if pid is None:
        return None
    if is_server_of(pid, cluster) and not end_server(pid, cluster):
        raise EmbeddedPostgresError(f"An earlier server (process {pid}) does not stop.")
    return pid


def _check_reach(place: Place, account: Account) -> None:
    closed = account.stopped_at(place.folder) if account.switch else None
    if closed is not None:
        raise EmbeddedPostgresError(
            f"PostgreSQL does not run as root, and {closed} is closed to the account that owns the "
            f"data (user id {account.uid}). Open that folder to be passed through "
            f"(chmod a+x {closed}), or move {place.folder} elsewhere."
        )
