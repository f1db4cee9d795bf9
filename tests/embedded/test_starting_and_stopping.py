"""A folder becomes a running database, and keeps what it was told."""

from pathlib import Path

import asyncpg
import pytest

from embedded import EmbeddedPostgres, EmbeddedPostgresError
from embedded.postmaster import is_server_of, read_postmaster
from tests.embedded.conftest import Serve, ask
from tests.support.postgres import PG_BIN


def renamed(folder: Path, name: str) -> Path:
    return folder.rename(folder.parent / name)


async def test_a_new_folder_becomes_a_database_that_is_safe_against_a_power_cut(
    new_folder: Path,
) -> None:
    with EmbeddedPostgres(new_folder, pg_bin=PG_BIN) as server:
        assert await ask(server.url, "SELECT current_database()") == "minutebook"
        assert await ask(server.url, "SHOW server_encoding") == "UTF8"
        settings = [await ask(server.url, f"SHOW {s}") for s in ("fsync", "full_page_writes")]
        assert settings == ["on", "on"]


async def test_what_was_written_is_there_after_a_restart(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    await ask(server.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    server.start()
    assert await ask(server.url, "SELECT answer FROM kept") == 42


def test_stopping_ends_the_server_before_it_returns(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    running = read_postmaster(folder / "cluster")
    assert running is not None
    assert is_server_of(running.pid, folder / "cluster")
    server.stop()
    assert not is_server_of(running.pid, folder / "cluster")
    assert read_postmaster(folder / "cluster") is None


def test_starting_and_stopping_twice_changes_nothing(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    address = server.url
    assert server.start().url == address
    server.stop()
    server.stop()


def test_there_is_no_address_before_the_start(new_folder: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="has not been started"):
        _ = EmbeddedPostgres(new_folder).url


async def test_nobody_enters_without_the_password(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    assert (folder / "password").stat().st_mode & 0o077 == 0
    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(server.url_for("postgres", "wrong"), "SELECT 1")


async def test_a_user_and_a_database_with_odd_names_are_reached(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    await ask(server.url, """CREATE ROLE "o'dd @/?" LOGIN PASSWORD 'p@ss:/?#'""")
    await ask(server.url, 'CREATE DATABASE "odd & é"')
    url = server.url_for("o'dd @/?", "p@ss:/?#", "odd & é")
    assert await ask(url, "SELECT current_database() || current_user") == "odd & éo'dd @/?"


@pytest.mark.parametrize("name", ["a" * 100, 'with, comma and "quotes"'])
async def test_a_folder_whose_name_no_socket_address_can_hold_is_served_over_the_loopback(
    folder: Path, serve: Serve, name: str
) -> None:
    server = serve(renamed(folder, name))
    assert "@127.0.0.1:" in server.url
    assert await ask(server.url, "SHOW listen_addresses") == "127.0.0.1"


@pytest.mark.parametrize("name", ["short", "with space and é"])
async def test_otherwise_no_port_is_opened(folder: Path, serve: Serve, name: str) -> None:
    server = serve(renamed(folder, name))
    assert await ask(server.url, "SHOW listen_addresses") == ""
    assert (server.folder / "run").stat().st_mode & 0o077 == 0


def test_what_an_interrupted_first_start_left_is_cleared_away(
    new_folder: Path, serve: Serve
) -> None:
    (new_folder / "new-1234" / "base").mkdir(parents=True)
    (new_folder / "new-1234.password").touch()
    new_folder.parent.chmod(0o711)
    new_folder.chmod(0o711)
    serve(new_folder)
    assert not list(new_folder.glob("new-*"))


def test_a_cluster_of_another_major_version_is_refused_with_the_way_out(
    folder: Path, serve: Serve
) -> None:
    serve(folder).stop()
    (folder / "cluster" / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedPostgresError, match=r"made by PostgreSQL 9.*Set PG_BIN"):
        serve(folder)


def test_a_server_that_cannot_start_says_what_postgresql_said(folder: Path, serve: Serve) -> None:
    serve(folder).stop()
    with (folder / "cluster" / "postgresql.conf").open("a") as configuration:
        configuration.write("\nno_such_setting = 1\n")
    with pytest.raises(EmbeddedPostgresError, match="no_such_setting"):
        serve(folder)
