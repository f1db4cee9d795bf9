"""The story, played once over real HTTP against a real PostgreSQL, for all tests of this folder."""

import base64
from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from gateway.demo.play import prepared
from gateway.demo.player import Player
from gateway.demo.reference_files import invented_files
from gateway.settings import Settings
from tests.support.postgres import Database, Databases

MASTER_KEY = base64.urlsafe_b64encode(bytes(32)).decode()


def settings_for(database: Database, folder: Path) -> Settings:
    return Settings(database_url=database.app_url, data_folder=folder, master_key=MASTER_KEY)


def silent() -> Console:
    return Console(file=StringIO(), width=100)


@pytest.fixture(scope="session")
def settings(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settings_for(databases.create(), tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
async def played(settings: Settings) -> AsyncIterator[Player]:
    async with prepared(settings, invented_files(), silent()) as player:
        yield player
