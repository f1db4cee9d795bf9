"""OpenSlides 3.3 in an environment of its own: installed, asked and served."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.http import free_port, listening

PROGRAM = Path(__file__).with_name("openslides")


@dataclass(frozen=True)
class OpenSlides:
    """An installation of it, with a database of its own."""

    python: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """What its Python prints. Raises `RuntimeError` with what it complains of."""
        command = [str(self.python), "-W", "ignore", *arguments]
        return said(command, self.environment)

    @contextmanager
    def served(self) -> Iterator[int]:
        """The port of its server: uvicorn, as its requirements for production have it."""
        port = free_port()
        application = ["openslides.asgi:application", "--port", str(port)]
        quietly = ["--lifespan", "off", "--ws", "none", "--log-level", "warning"]
        command = [str(self.python), "-W", "ignore", "-m", "uvicorn", *application, *quietly]
        with listening(port, command, PROGRAM, self.environment):
            yield port


def said(command: list[str], environment: dict[str, str] | None = None) -> str:
    """What a command prints. Raises `RuntimeError` with what it complains of if it fails."""
    done = subprocess.run(
        command, cwd=PROGRAM, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError((done.stderr or done.stdout).strip())
    return done.stdout


class NotInstallableError(RuntimeError):
    """Says why OpenSlides cannot be installed on this machine."""


@contextmanager
def installed(url: str) -> Iterator[OpenSlides]:
    """OpenSlides, installed by hash into a temporary folder. Raises `NotInstallableError`."""
    with tempfile.TemporaryDirectory(prefix="minutebook-openslides-") as folder:
        python = Path(folder) / "bin" / "python"
        pip = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
        try:
            said([sys.executable, "-m", "venv", folder])
            said([*pip, "--requirement", "requirements.txt"])
        except RuntimeError as error:
            raise NotInstallableError(str(error)) from error
        of_django = {
            "DJANGO_SETTINGS_MODULE": "settings",
            "PYTHONPATH": str(PROGRAM),
            "PYTHONDONTWRITEBYTECODE": "yes",
            "OPENSLIDES_DATABASE": url,
            "OPENSLIDES_SECRET": secrets.token_hex(),
        }
        yield OpenSlides(python, os.environ | of_django)
