"""Whatever is killed, no server is left behind, and the next start finds what was written."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from embedded.account import account_for
from embedded.binaries import find_binaries
from embedded.place import Place, within_reach
from embedded.postmaster import is_server_of, read_postmaster
from embedded.supervisor import read_running
from tests.embedded.conftest import AT_MOST, Serve, UseElsewhere, address_from, ask
from tests.support.postgres import PG_BIN

Stranger = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def stranger(folder: Path) -> Iterator[Stranger]:
    """Run a program as the account that owns the cluster, but not under the supervisor."""
    with ExitStack() as started:

        def run(*command: str) -> "subprocess.Popen[bytes]":
            process = subprocess.Popen(
                command,
                stderr=subprocess.DEVNULL,
                cwd="/",
                **account_for(folder / "cluster").switch,
            )
            started.callback(process.wait)
            started.callback(process.kill)
            return process

        yield run


def wait_until(claim: Callable[[], bool]) -> None:
    deadline = time.monotonic() + AT_MOST
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def server_of(folder: Path) -> int:
    running = read_postmaster(folder / "cluster")
    assert running is not None
    return running.pid


def server_is_ready(folder: Path) -> bool:
    running = read_postmaster(folder / "cluster")
    return running is not None and running.is_ready


def watchdog_of(server: int) -> int:
    if not Path("/proc/self/stat").exists():
        pytest.skip("finds the watchdog through /proc")
    return int(Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[1])


def is_over(command: Path) -> bool:
    """Whether the process of this /proc/…/cmdline is gone, or a zombie that has no command line."""
    return not command.exists() or not command.read_bytes()


def kill_with_watchdog(server: int) -> None:
    processes = (watchdog_of(server), server)
    for process in processes:
        os.kill(process, signal.SIGKILL)
    for process in processes:
        command = Path(f"/proc/{process}/cmdline")
        wait_until(partial(is_over, command))


def test_the_server_ends_when_its_only_user_is_killed(
    folder: Path, use_elsewhere: UseElsewhere
) -> None:
    user = use_elsewhere(folder)
    address_from(user)
    server = server_of(folder)
    user.kill()
    wait_until(lambda: not is_server_of(server, folder / "cluster"))
    assert read_postmaster(folder / "cluster") is None, "it was shut down in order"


def test_the_server_ends_when_its_watchdog_is_killed(
    folder: Path, use_elsewhere: UseElsewhere
) -> None:
    address_from(use_elsewhere(folder))
    server = server_of(folder)
    os.kill(watchdog_of(server), signal.SIGKILL)
    wait_until(lambda: not is_server_of(server, folder / "cluster"))


async def test_after_everything_was_killed_the_next_start_finds_what_was_written(
    folder: Path, serve: Serve, use_elsewhere: UseElsewhere
) -> None:
    user = use_elsewhere(folder)
    await ask(address_from(user), "CREATE TABLE kept AS SELECT 42 AS answer")
    server = server_of(folder)
    kill_with_watchdog(server)
    user.kill()
    assert read_postmaster(folder / "cluster") is not None, "the stale file is what we are testing"
    assert await ask(serve(folder).url, "SELECT answer FROM kept") == 42


def test_a_killed_server_whose_lock_is_not_yet_free_is_not_shared(
    folder: Path, use_elsewhere: UseElsewhere
) -> None:
    address_from(use_elsewhere(folder))
    place = Place(folder)
    assert read_running(place) is not None, "while it lives, others share it"
    kill_with_watchdog(server_of(folder))
    assert read_postmaster(place.cluster) is not None, "it still says that it is ready"
    assert read_running(place) is None


async def test_a_stale_process_number_that_is_now_a_strangers_is_seen_through(
    folder: Path, serve: Serve, use_elsewhere: UseElsewhere, stranger: Stranger
) -> None:
    user = use_elsewhere(folder)
    address_from(user)
    server = server_of(folder)
    kill_with_watchdog(server)
    user.kill()
    sleeping = stranger("sleep", "60")
    note = folder / "cluster" / "postmaster.pid"
    note.write_text(note.read_text().replace(str(server), str(sleeping.pid), 1))
    assert await ask(serve(folder).url, "SELECT 1") == 1
    assert sleeping.poll() is None, "the stranger must come to no harm"


async def test_a_server_without_a_watchdog_is_replaced(
    folder: Path, serve: Serve, stranger: Stranger
) -> None:
    serve(folder).stop()
    programs = within_reach(find_binaries(PG_BIN), account_for(folder / "cluster"))
    orphan = stranger(
        *(str(programs.postgres), "-D", str(folder / "cluster")),
        *("-c", "listen_addresses=", "-c", f"unix_socket_directories={folder / 'run'}"),
    )
    wait_until(lambda: server_is_ready(folder))
    assert await ask(serve(folder).url, "SELECT 1") == 1
    orphan.wait(timeout=AT_MOST)
