"""The demo borrows the directory: what England's files had said is there again afterwards."""

from datetime import date

import directory
from gateway.demo.clock import at
from gateway.demo.place import INVENTED, SECOND_EDITION
from gateway.demo.player import Player
from gateway.demo.reference_files import INVENTED_FILES, invented_files

NOW = at("06-12 17:00")


async def test_the_directory_is_left_as_it_was(played: Player) -> None:
    pool, files = played.serving.app.pool, invented_files()
    assert await directory.newest_editions(pool) == ()
    await directory.import_files(pool, [INVENTED_FILES], date(2026, 6, 1), NOW)
    before = await directory.newest_editions(pool)
    place, report = await files.place(pool, NOW)
    assert place == INVENTED
    assert [table.outcome for table in report.tables] == ["imported"] * 3
    codes = [pcn.founding for pcn in INVENTED.pcns]
    command = await files.reconciliation(pool, codes, SECOND_EDITION, NOW)
    assert {pcn.code for pcn in command.pcns} == {*codes, "U99008"}
    assert await directory.newest_editions(pool) == before
