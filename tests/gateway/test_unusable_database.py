"""A database that cannot be used is named in one sentence: its address, and why, no password."""

import socket
from pathlib import Path

import pytest

from gateway.migrate import DatabaseUnusableError, reason_of
from tests.support.command_line import minutebook
from tests.support.postgres import Databases

URL = "postgresql://minutebook:very-secret@{}/records"


@pytest.mark.parametrize("command", ["migrate", "serve", "status"])
def test_a_command_says_so_and_ends(command: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    said = run(command, URL.format(f"127.0.0.1:{port}"), tmp_path)
    assert f"'records' at 127.0.0.1, port {port}, cannot be used: Connection refused." in said


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("minutebook_app:", "minutebook_app:very-secret-", "password authentication failed"),
        ("minutebook_app:", "nobody:very-secret-", "password authentication failed"),
        ("/test_", "/no_test_", "does not exist"),
        ("/test_", "/test_", "permission denied for database"),
    ],
)
def test_who_is_refused_is_told_why(
    databases: Databases, tmp_path: Path, old: str, new: str, why: str
) -> None:
    databases.create()  # and with it the roles
    url = databases.create_empty().app_url
    assert old in url
    said = run("migrate", url.replace(old, new), tmp_path)
    assert why in said
    assert "cannot be used" in said


def run(command: str, url: str, folder: Path) -> str:
    """What a command says that fails, and says so as it should."""
    ended = minutebook(command, url=url, folder=folder)
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "MINUTEBOOK_DATABASE_URL says where it is" in said
    assert "Traceback" not in said
    assert "very-secret" not in said
    return said


@pytest.mark.parametrize(
    ("url", "why", "sentence"),
    [
        (
            URL.format("db.example:5433"),
            OSError(-2, "Name or service not known"),
            "'records' at db.example, port 5433, cannot be used: Name or service not known.",
        ),
        (
            "postgresql:///records?host=/run/postgresql",
            FileNotFoundError(2, "No such file or directory"),
            "'records' at /run/postgresql, port 5432, cannot be used: No such file",
        ),
        (URL.format("db.example"), TimeoutError(), "port 5432, cannot be used: no answer."),
    ],
)
def test_it_names_host_port_and_reason(url: str, why: OSError, sentence: str) -> None:
    assert sentence in str(DatabaseUnusableError(url, reason_of(why)))
