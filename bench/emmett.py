"""A rival: `@event-driven-io/emmett-postgresql` on Node.js, appending with an expected version."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(__file__).with_name("emmett")


class Emmett:
    """Its event store in a Node.js process, spoken to a line at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def rate(self, callers: int, commands: int) -> float:
        """Appends a second by so many callers, each to a stream of its own."""
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None
        assert heard is not None
        said.write(json.dumps({"callers": callers, "commands": commands}) + "\n")
        said.flush()
        seconds = float(json.loads(heard.readline())["seconds"])
        return commands / seconds


@contextmanager
def emmett(url: str) -> Iterator[Emmett | None]:
    """Emmett, installed from its lock into a temporary folder; None where Node.js is not."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="minutebook-emmett-") as folder:
        shutil.copytree(PROGRAM, folder, dirs_exist_ok=True)
        subprocess.run([npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
        command = [node, "append.mjs", url]
        with subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            yield Emmett(process)
            assert process.stdin is not None
            process.stdin.close()
