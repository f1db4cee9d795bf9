"""Make the virtual environment .venv from the locked dependencies, or do nothing if it is current.

    python3 bootstrap.py        what Minutebook needs to run (requirements.lock)
    python3 bootstrap.py dev    and what its tests and checks need (requirements-dev.lock)

Standard library only, Python 3.11 or later. Every download is checked against a hash in a lock.
uv installs in seconds where it can be had; pip installs the same in a minute where it cannot.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
# Compiled once, as pip does it: where Python may not write what it compiled, each start would take
# three seconds more.
WITH_UV = ["pip", "install", "--quiet", "--compile-bytecode", "--python", PYTHON]
NO_INSTALLER = """\
This Python cannot install packages: it has neither ensurepip nor pip.
Install one of these, then try again:
  - Debian and Ubuntu: apt-get install python3-venv
  - or uv, anywhere on your PATH
"""


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python is at hand
        sys.exit("Minutebook needs Python 3.11 or later; name one with make PYTHON=…")
    kind = sys.argv[1] if sys.argv[1:] else "run"
    if kind not in LOCKS:
        sys.exit(__doc__)
    with Path(__file__).open() as itself:
        fcntl.flock(itself, fcntl.LOCK_EX)  # two runs of make at once install once
        if not is_current(kind):
            make_environment()
            install(kind)
            STAMP.write_text(f"{home()}\n{digest(kind)}\n")


def is_current(kind: str) -> bool:
    enough = ("run", "dev") if kind == "run" else ("dev",)
    stamp = STAMP.read_text().splitlines() if STAMP.exists() else []
    return any(stamp == [home(), digest(each)] for each in enough)


def home() -> str:
    """What the environment cannot be carried away from: this folder, and this Python."""
    return f"{sys.version_info.major}.{sys.version_info.minor} {ROOT}"


def digest(kind: str) -> str:
    """What the environment was made from; a change of any of it means installing again."""
    sources = [ROOT / "pyproject.toml", ROOT / LOCKS[kind]]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def make_environment() -> None:
    moved = STAMP.exists() and STAMP.read_text().splitlines()[:1] != [home()]
    if moved or not works([PYTHON, "-c", ""]):
        say("Making the virtual environment .venv")
        venv.create(VENV, clear=True, symlinks=True, with_pip=False)
    STAMP.unlink(missing_ok=True)


def install(kind: str) -> None:
    """Install with the first installer that manages it; one that fails says why."""
    lock = LOCKS[kind]
    for name, command in installers():
        say(f"Installing the packages of {lock} with {name}")
        locked = [*command, "--require-hashes", "--requirement", ROOT / lock]
        # The build backend is among the locked packages, so nothing else is fetched to build with.
        ourselves = [*command, "--no-deps", "--no-build-isolation", "--editable", ROOT]
        if run(locked) and run(ourselves):
            return
        say(f"{name} did not manage it")
    sys.exit(1)


def installers() -> Iterator[tuple[str, list[str | Path]]]:
    """The commands that install packages into the environment, fastest first, as each is needed."""
    uv = shutil.which("uv") or (VENV / "bin" / "uv" if works([VENV / "bin" / "uv", "-V"]) else None)
    if uv:
        yield "uv", [uv, *WITH_UV]
    pip = find_pip()
    quietly = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if not uv and works([*quietly, "--require-hashes", "--requirement", ROOT / "bootstrap.lock"]):
        yield "uv", [VENV / "bin" / "uv", *WITH_UV]
    yield "pip", quietly


def find_pip() -> list[str | Path]:
    inside: list[str | Path] = [PYTHON, "-m", "pip"]
    outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]
    if works([*inside, "--version"]) or works([PYTHON, "-m", "ensurepip"]):
        return inside
    if works([*outside, "--version"]):
        return outside
    sys.exit(NO_INSTALLER)


def run(command: list[str | Path]) -> bool:
    """Run a command whose errors people should see; say whether it succeeded."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0  # noqa: S603


def works(command: list[str | Path]) -> bool:
    """Run a command to see whether it succeeds, quietly."""
    try:
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    os.environ.pop("PYTHONPATH", None)  # another project's modules are no part of this one
    main()
