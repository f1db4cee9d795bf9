"""Where no database answers, one sentence says so, with its address and without its password."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.migrate import DatabaseUnreachableError

MINUTEBOOK = Path(sys.executable).with_name("minutebook")
URL = "postgresql://minutebook:very-secret@{}/records"


@pytest.mark.parametrize("command", ["migrate", "serve", "status"])
def test_a_command_says_so_and_ends(command: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ended = subprocess.run(
        [MINUTEBOOK, command],
        env={
            **os.environ,
            "MINUTEBOOK_DATABASE_URL": URL.format(f"127.0.0.1:{port}"),
            "MINUTEBOOK_DATA_FOLDER": str(tmp_path),
            "COLUMNS": "200",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert f"'records' at 127.0.0.1, port {port}, cannot be reached: Connection refused" in said
    assert "MINUTEBOOK_DATABASE_URL says where it is" in said
    assert "Traceback" not in said
    assert "very-secret" not in said


@pytest.mark.parametrize(
    ("url", "why", "sentence"),
    [
        (
            URL.format("db.example:5433"),
            OSError(-2, "Name or service not known"),
            "'records' at db.example, port 5433, cannot be reached: Name or service not known.",
        ),
        (
            "postgresql:///records?host=/run/postgresql",
            FileNotFoundError(2, "No such file or directory"),
            "'records' at /run/postgresql, port 5432, cannot be reached: No such file",
        ),
        (URL.format("db.example"), TimeoutError(), "port 5432, cannot be reached: no answer."),
    ],
)
def test_it_names_host_port_and_reason(url: str, why: OSError, sentence: str) -> None:
    assert sentence in str(DatabaseUnreachableError(url, why))
