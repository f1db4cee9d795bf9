"""What pip installs: all rooms, or the auditor by itself, and no file that makes them projects."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
AUDITOR = PROJECT / "services" / "auditor"
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


def contents(source: Path, folder: Path) -> set[str]:
    """The names in the wheel that this folder makes, without its metadata."""
    command = [sys.executable, "-c", BUILD, str(folder)]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True, check=True)
    with zipfile.ZipFile(folder / built.stdout.split()[-1]) as wheel:
        return {name for name in wheel.namelist() if ".dist-info/" not in name}


def modules_of_the_auditor() -> set[str]:
    return {f"auditor/{one.relative_to(AUDITOR)}" for one in AUDITOR.rglob("*.py")}


def test_the_auditor_by_itself_is_its_modules_and_nothing_else(tmp_path: Path) -> None:
    assert contents(AUDITOR, tmp_path) == modules_of_the_auditor()


@pytest.mark.parametrize("room", ["decisions", "eventlog", "gateway", "projections", "schemas"])
def test_minutebook_brings_every_room(room: str, whole: set[str]) -> None:
    assert f"{room}/__init__.py" in whole


def test_minutebook_brings_the_auditor_without_what_makes_it_a_project(whole: set[str]) -> None:
    assert {one for one in whole if one.startswith("auditor/")} == modules_of_the_auditor()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return contents(PROJECT, tmp_path_factory.mktemp("wheel"))
