"""Owns one PostgreSQL server, and ends it when the last process that uses it has gone.

Run as a program, with the standard library alone: `python -I -S watchdog.py ORDERS`. Every user of
the server holds a shared lock on one file. The kernel gives locks up when their holder dies, even
by SIGKILL; so the lock that this program waits for, alone, comes exactly when nobody is left.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

PR_SET_PDEATHSIG = 1  # Linux, prctl(2)
PATIENCE = 60.0  # seconds that the server has to roll back, write and stop


class ServerEndedError(Exception):
    """The server has stopped by itself."""


@dataclass(frozen=True)
class Orders:
    """What the starting process asks for; travels as JSON."""

    command: list[str]
    environment: dict[str, str]
    switch: dict[str, Any]  # arguments of subprocess.Popen that change user
    users: str  # the file that every user of the server locks
    lock: int  # inherited file descriptor of the server's lock, held while this program lives


def main() -> int:
    orders = Orders(**json.loads(sys.argv[1]))
    server = subprocess.Popen(  # noqa: S603 - the command is the supervisor's
        orders.command,
        stdin=subprocess.DEVNULL,
        env=orders.environment,
        cwd="/",
        # Runs after the change of user, which would undo it. This program has one thread.
        preexec_fn=_end_with_this_program,  # noqa: PLW1509
        **orders.switch,
    )
    os.pwrite(orders.lock, f"{server.pid}\n".encode(), 0)
    _wait_until_unused(orders.users, server)
    _end(server)
    return server.returncode


def _end_with_this_program() -> None:
    """Have the kernel end the server should this program be killed (Linux; nothing elsewhere)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait_until_unused(users: str, server: "subprocess.Popen[bytes]") -> None:
    signal.signal(signal.SIGCHLD, _raise_server_ended)
    lock = os.open(users, os.O_RDWR | os.O_CLOEXEC)
    try:
        if server.poll() is None:
            fcntl.flock(lock, fcntl.LOCK_EX)  # kept to the end: newcomers wait until we are done
    except ServerEndedError:
        pass
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _raise_server_ended(*_: object) -> None:
    raise ServerEndedError


def _end(server: "subprocess.Popen[bytes]") -> None:
    for order in (signal.SIGINT, signal.SIGQUIT):
        if server.poll() is None:
            server.send_signal(order)
        with suppress(subprocess.TimeoutExpired):
            server.wait(PATIENCE)
            return


if __name__ == "__main__":
    sys.exit(main())
