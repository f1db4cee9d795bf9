"""Two imports at the same time take turns: the second finds nothing new."""

import asyncio
from pathlib import Path

import asyncpg

from directory import import_files, members_as_at
from tests.directory.files import csv_file, spell
from tests.directory.imports import MARCH, NOW
from tests.support.postgres import Database


async def test_imports_over_a_pool_take_turns(directory_database: Database, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [spell()])
    async with asyncpg.create_pool(directory_database.app_url, min_size=4, max_size=4) as pool:
        imports = (import_files(pool, [path], MARCH, NOW) for _ in range(4))
        reports = await asyncio.gather(*imports)
        outcomes = sorted(report.tables[0].outcome for report in reports)
        assert outcomes == ["imported", "unchanged", "unchanged", "unchanged"]
        async with pool.acquire() as connection:
            assert len((await members_as_at(connection, MARCH)).memberships) == 1
            assert await connection.fetchval("SELECT count(*) FROM directory.editions") == 1
