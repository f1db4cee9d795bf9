"""With another master key nothing is opened, sealed or served: that is said before anything is."""

import asyncio
import base64
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr

from eventlog.disclosures import MasterKey
from eventlog.missing import MOST_TRIED, opens_texts
from gateway.app import WrongMasterKeyError, running
from schemas.events.feedback import MessageSent
from tests.gateway.server_process import settings_for
from tests.support.books import KEY, open_book, pool_of
from tests.support.command_line import minutebook
from tests.support.postgres import Database, Databases

OTHER = MasterKey(bytes(reversed(range(32))))
SPOILT = """
UPDATE eventlog.disclosure SET wrapped_key = set_byte(wrapped_key, 3, 255 - get_byte(
    wrapped_key, 3)) WHERE position > $1
"""


def said(number: int) -> MessageSent:
    return MessageSent(message=str(number), organisation="U99001", text=f"Words {number}.")


async def prepared(databases: Databases, count: int) -> Database:
    """A database with so many texts."""
    database = databases.create()
    async with pool_of(database.app_url) as pool:
        await open_book(pool, "b", [said(number) for number in range(1, count + 1)])
    return database


async def test_nothing_runs_with_it(databases: Databases, tmp_path: Path) -> None:
    database = await prepared(databases, 2)
    settings = settings_for(database.app_url, tmp_path)
    other = settings.model_copy(update={"master_key": SecretStr(written(OTHER))})
    with pytest.raises(WrongMasterKeyError, match="MINUTEBOOK_MASTER_KEY_FILE"):
        async with running(other, folds=False):
            pytest.fail("It runs.")
    async with running(settings, folds=False):
        pass


def written(key: MasterKey) -> str:
    return base64.urlsafe_b64encode(key.key).decode()


async def test_one_damaged_text_is_not_taken_for_it(databases: Databases) -> None:
    database = await prepared(databases, MOST_TRIED + 2)
    owner = await asyncpg.connect(database.admin_url)
    assert await opens_texts(owner, KEY)
    assert not await opens_texts(owner, OTHER)
    await owner.execute("SET session_replication_role = replica")
    await owner.execute(SPOILT, 3)  # all of the newest but one
    assert await opens_texts(owner, KEY)
    await owner.execute("DELETE FROM eventlog.disclosure")
    assert await opens_texts(owner, OTHER)  # nothing is sealed under any other key
    await owner.close()


@pytest.mark.parametrize("command", [["rebuild"], ["status"], ["fold"], ["serve", "--port", "0"]])
async def test_every_command_says_what_to_do(
    databases: Databases, tmp_path: Path, command: list[str]
) -> None:
    database = await prepared(databases, 1)
    key = written(OTHER)
    done = await asyncio.to_thread(
        minutebook, *command, url=database.app_url, folder=tmp_path, MINUTEBOOK_MASTER_KEY=key
    )
    assert done.returncode != 0
    assert "do not open under this master key" in done.stderr
    assert "Traceback" not in done.stderr
