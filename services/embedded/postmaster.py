"""What a running server says of itself (postmaster.pid), and how one is ended."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

POLL = 0.005  # seconds between two looks at a process


@dataclass(frozen=True)
class Postmaster:
    """The lines of `postmaster.pid` (PostgreSQL's `src/include/utils/pidfile.h`)."""

    pid: int
    port: int
    socket_folder: str
    address: str
    is_ready: bool


def read_postmaster(cluster: Path) -> Postmaster | None:
    """The server that `postmaster.pid` names; None where there is no file or it is half written."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    if len(lines) < 8:
        return None
    return Postmaster(
        pid=int(lines[0]),
        port=int(lines[3]),
        socket_folder=lines[4],
        address=lines[5],
        is_ready=lines[7].strip() == "ready",
    )


def recorded_pid(cluster: Path) -> int | None:
    """The process id in `postmaster.pid`, which a killed server leaves behind."""
    try:
        first = (cluster / "postmaster.pid").read_text().partition("\n")[0]
    except FileNotFoundError:
        return None
    return int(first) if first.strip().isdigit() else None


def is_server_of(pid: int, cluster: Path) -> bool:
    """Whether this process is a server of this cluster, and not a stranger with a reused number."""
    return f"-D {cluster} -c " in _command_line(pid)


def end_server(pid: int, cluster: Path, patience: float = 60.0) -> bool:
    """End a server fast (SIGINT: roll back, write, stop), or after `patience` seconds at once.

    Returns whether it has ended. Nothing is sent to a process that is not this cluster's server.
    """
    for order in (signal.SIGINT, signal.SIGQUIT):
        if not is_server_of(pid, cluster):
            return True
        os.kill(pid, order)
        if _has_gone(pid, cluster, patience):
            return True
    return False


def _has_gone(pid: int, cluster: Path, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while is_server_of(pid, cluster):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL)
    return True


def _command_line(pid: int) -> str:
    if not Path("/proc/self/cmdline").exists():  # not Linux
        ask = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
        return subprocess.run(ask, check=False, capture_output=True, text=True).stdout  # noqa: S603
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" "))
    except (FileNotFoundError, ProcessLookupError):
        return ""
