"""Several processes use one server, and the last of them ends it."""

from pathlib import Path

from embedded.postmaster import is_server_of, read_postmaster
from tests.embedded.conftest import (
    Serve,
    UseElsewhere,
    address_from,
    ask,
    let_finish,
    tell_to_finish,
)


async def test_a_second_process_shares_the_running_server(
    folder: Path, serve: Serve, use_elsewhere: UseElsewhere
) -> None:
    server = serve(folder)
    other = use_elsewhere(folder)
    assert address_from(other) == server.url
    let_finish(other)
    assert await ask(server.url, "SELECT 1") == 1


async def test_the_server_outlives_the_process_that_started_it_while_another_uses_it(
    folder: Path, serve: Serve, use_elsewhere: UseElsewhere
) -> None:
    starter = use_elsewhere(folder)
    address_from(starter)
    server = serve(folder)
    let_finish(starter)
    assert await ask(server.url, "SELECT 1") == 1
    running = read_postmaster(folder / "cluster")
    assert running is not None
    server.stop()
    assert not is_server_of(running.pid, folder / "cluster")


def test_processes_that_start_at_the_same_moment_get_one_server(
    new_folder: Path, use_elsewhere: UseElsewhere
) -> None:
    together = [use_elsewhere(new_folder) for _ in range(4)]
    addresses = {address_from(process) for process in together}
    assert len(addresses) == 1
    for process in together:
        let_finish(process)
    assert read_postmaster(new_folder / "cluster") is None


async def test_a_process_that_comes_while_the_last_one_leaves_waits_for_a_fresh_server(
    folder: Path, serve: Serve, use_elsewhere: UseElsewhere
) -> None:
    for _ in range(5):
        leaving = use_elsewhere(folder)
        address_from(leaving)
        tell_to_finish(leaving)
        server = serve(folder)
        let_finish(leaving)
        assert await ask(server.url, "SELECT 1") == 1
        server.stop()
