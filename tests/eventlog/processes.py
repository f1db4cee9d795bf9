"""Starts the test processes of this folder, with the same import paths as the tests."""

import os
import subprocess
import sys
from pathlib import Path

import structlog

ROOT = Path(__file__).parents[2]


def start(module: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """A Python process that runs `tests.eventlog.<module>`, with pipes to it and from it."""
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.eventlog.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'services'}{os.pathsep}{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def go(process: "subprocess.Popen[bytes]") -> None:
    """Lets a process start that waits for a line."""
    assert process.stdin
    process.stdin.write(b"go\n")
    process.stdin.flush()


def log_to_stderr() -> None:
    """In such a process: stdout is for answers."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
